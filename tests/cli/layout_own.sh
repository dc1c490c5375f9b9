# A repository of no known form, described in its configuration.
repository
mkdir -p extractors/shop/shop/schemas
cat >.bumpgate.yaml <<'YAML'
layouts:
  id: our-extractors
  detect: extractors/*/extractor.yaml
  profile: airbyte
  roots: "extractors/{name}"
  marker: extractor.yaml
  package: "{name|snake}"
  variants: [{id: python, spec: "{package}/spec.yaml", schemas: "{package}/schemas", code: streams}]
  version: {file: extractor.yaml, kind: yaml, at: release.version}
YAML
printf 'release:\n  version: 1.4.0\n' >extractors/shop/extractor.yaml
printf 'connectionSpecification: {type: object, properties: {shop: {type: string}}}\n' >extractors/shop/shop/spec.yaml
echo '{"type": "object", "properties": {"id": {"type": "integer"}}}' >extractors/shop/shop/schemas/orders.json
commit "first"
branch topic
git rm --quiet extractors/shop/shop/schemas/orders.json
mkdir -p extractors/shop/shop/schemas
echo '{"type": "object", "properties": {"id": {"type": "integer"}}}' >extractors/shop/shop/schemas/carts.json
printf 'release:\n  version: 1.5.0\n' >extractors/shop/extractor.yaml
commit "Carts instead of orders"
bumpgate check --base main --verbose
