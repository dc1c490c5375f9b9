# Only the connectors that are named.
repository
source_connector source-a 1.0.0
source_connector source-b 1.0.0
commit "first"
branch topic
for name in source-a source-b; do
    edit $root/$name/manifest.yaml '/email:/d'
done
commit "second"
bumpgate check --base main source-b
echo "status $?"
bumpgate check --base main source-bb
