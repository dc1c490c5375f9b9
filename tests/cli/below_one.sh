# Below 1.0.0 a minor version may break, and the verdict names the policy.
repository
source_connector source-a 0.3.7
source_connector source-b 0.3.7
commit "first"
branch topic
for name in source-a source-b; do
    edit $root/$name/manifest.yaml '/email:/d'
done
version source-a 0.4.0
announce source-a 0.4.0
version source-b 0.3.8
commit "second"
bumpgate check --base main
