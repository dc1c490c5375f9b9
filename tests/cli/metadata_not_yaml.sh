# One metadata.yaml is not YAML; the other connector is judged all the same.
repository
source_connector source-a 1.0.0
source_connector source-b 1.0.0
commit "first"
branch topic
printf 'data:\n\tdockerImageTag: 1.0.1\n' >$root/source-a/metadata.yaml
edit $root/source-b/manifest.yaml 's/email:/mail:/'
version source-b 1.0.1
commit "second"
bumpgate check --base main
