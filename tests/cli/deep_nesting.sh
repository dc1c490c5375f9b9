# 100,000 levels of nesting, in YAML and in JSON.
repository
source_connector source-a 1.0.0
python_connector source-b 1.0.0
source_connector source-c 1.0.0
commit "first"
branch topic
brackets=$(head -c 100000 /dev/zero | tr '\0' '[')
printf 'streams: %s\n' "$brackets" >$root/source-a/manifest.yaml
printf '{"type": %s' "$brackets" >$root/source-b/source_b/schemas/users.json
version source-a 1.0.1
version source-b 1.0.1
edit $root/source-c/manifest.yaml 's/path: users/path: people/'
version source-c 1.0.1
commit "second"
bumpgate check --base main
