# A history, one row for each connector and commit that changed it; what was malformed in it stops nothing.
repository
source_connector source-a 1.0.0
source_connector source-b 0.1.0
commit "two connectors"
edit $root/source-a/manifest.yaml '/email:/d'
version source-a 1.0.1
commit "a field less in a patch"
printf 'data:\n\tdockerImageTag: 0.1.1\n' >$root/source-b/metadata.yaml
edit $root/source-a/manifest.yaml 's/path: users/path: people/'
version source-a 1.0.2
commit "a broken file, and code"
source_connector source-b 0.2.0
commit "repaired"
git rm --quiet -r $root/source-a
commit "one is gone"
bumpgate audit
