# Versions are whole numbers that only breaking changes raise; the specification is known from the tests' golden files.
repository
mkdir -p estuary-cdk source-a/tests/snapshots materialize-b/.snapshots
touch estuary-cdk/pyproject.toml source-a/pyproject.toml
printf 'v1\n' >source-a/VERSION
printf 'v3' >materialize-b/VERSION
echo '[{"configSchema": {"type": "object", "properties": {"key": {"type": "string"}}}}]' >source-a/tests/snapshots/snapshots__spec__stdout.json
echo '{"config_schema_json": {"type": "object", "properties": {"host": {"type": "string"}}}}' >materialize-b/.snapshots/TestSpec
commit "first"
branch topic
echo '[{"configSchema": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string"}}}}]' >source-a/tests/snapshots/snapshots__spec__stdout.json
echo '{"config_schema_json": {"type": "object", "properties": {"host": {"type": "string"}, "port": {"type": "integer"}}}}' >materialize-b/.snapshots/TestSpec
commit "Require the key, add a port"
bumpgate check --base main
printf 'v2\n' >source-a/VERSION
commit "Raise the version"
bumpgate check --base main
