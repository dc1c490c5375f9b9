# References to what is not there: in a schema file, and in a manifest.
repository
python_connector source-a 1.0.0
source_connector source-b 1.0.0
commit "first"
branch topic
edit $root/source-a/source_a/schemas/users.json 's/{ "type": "integer" }/{ "$ref": "missing.json" }/'
version source-a 1.0.1
edit $root/source-b/manifest.yaml 's|id: {type: integer}|id: {$ref: "#/definitions/nowhere"}|'
version source-b 1.0.1
commit "second"
bumpgate check --base main
