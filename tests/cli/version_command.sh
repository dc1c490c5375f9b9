# Versions without a repository.
bumpgate version check 1.4.2 1.4.3 --required minor
bumpgate version check - 0.0.0 --required none --profile airbyte --format json
bumpgate version next 1.5.0-rc.9 minor --profile airbyte
bumpgate version next 1.4.2 major
printf 'data:\n  dockerImageTag: 1.4.2 # here\n' >metadata.yaml
bumpgate version set metadata.yaml 1.5.0 --kind yaml
bumpgate version set metadata.yaml 1.5.0 --kind yaml --at data.version
bumpgate version set metadata.yaml 1.5.0 --kind yaml --write && cat metadata.yaml
