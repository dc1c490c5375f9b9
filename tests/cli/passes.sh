# A new stream, declared as a minor version.
example_repository
bumpgate check --base main --head add-a-stream
