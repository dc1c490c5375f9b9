# Many connectors of one repository share the version of its tags; package.json says nothing.
repository
mkdir -p faros-airbyte-cdk
echo '{"version": "0.0.1"}' >faros-airbyte-cdk/package.json
for name in one-source two-source; do
    mkdir -p sources/$name/resources/schemas
    echo '{"version": "0.0.1"}' >sources/$name/package.json
    echo '{"connectionSpecification": {"type": "object", "required": ["token"], "properties": {"token": {"type": "string"}}}}' >sources/$name/resources/spec.json
    echo '{"type": "object", "properties": {"uid": {"type": "string"}}}' >sources/$name/resources/schemas/builds.json
done
commit "first"
git tag v0.4.0
branch topic
echo '{"connectionSpecification": {"type": "object", "required": ["token", "url"], "properties": {"token": {"type": "string"}, "url": {"type": "string"}}}}' >sources/one-source/resources/spec.json
echo '{"type": "object", "properties": {"uid": {"type": "string"}, "at": {"type": "string"}}}' >sources/two-source/resources/schemas/builds.json
commit "Ask for the address"
bumpgate check
git tag v0.4.1
bumpgate check
