# The image of the action, of the hook bumpgate-docker, and for use by itself:
#
#   docker build --tag bumpgate .
#   docker run --rm --volume "$PWD:/src" --workdir /src --user "$(id -u):$(id -g)" bumpgate check
#
# The entry point is the program itself: a shell in between would drop the inputs of the action whose names have hyphens.
# bumpgate-comment, curl and jq are for the end of a job with the action's input comment; bumpgate itself uses no network.
# There is no USER: an action's container has to be root to write to the runner's files.
FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
    cmake gcc libc6-dev ninja-build pkg-config \
    libcjson-dev libgit2-dev libgmp-dev libpcre2-dev libutf8proc-dev libyaml-dev \
    libhttp-parser-dev libmbedtls-dev zlib1g-dev
WORKDIR /source
COPY . .
RUN cmake --preset release -DBUILD_TESTING=OFF -DBUMPGATE_WERROR=OFF \
    && cmake --build --preset release --target bumpgate \
    && strip build/release/bumpgate

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl jq libcjson1 \
    && rm -rf /var/lib/apt/lists/*
COPY LICENSE /usr/share/doc/bumpgate/copyright
COPY --from=build /source/build/release/bumpgate /usr/bin/bumpgate
COPY scripts/comment /usr/bin/bumpgate-comment
LABEL org.opencontainers.image.title="bumpgate" \
    org.opencontainers.image.description="Checks that a connector's declared version fits what changed in it" \
    org.opencontainers.image.licenses="MIT"
ENTRYPOINT ["/usr/bin/bumpgate"]
