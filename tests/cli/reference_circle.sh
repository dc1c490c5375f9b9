# A manifest whose references go round in a circle.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
printf 'definitions:\n  one: {$ref: "#/definitions/two"}\n  two: {$ref: "#/definitions/one"}\n' \
    >>$root/source-a/manifest.yaml
edit $root/source-a/manifest.yaml 's|id: {type: integer}|id: {$ref: "#/definitions/one"}|'
version source-a 1.0.1
commit "second"
bumpgate check --base main
