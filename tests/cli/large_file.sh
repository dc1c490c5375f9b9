# A manifest of 100 MB is not read.
repository
source_connector source-a 1.0.0
source_connector source-b 1.0.0
commit "first"
branch topic
git config core.compression 0
head -c 104857600 /dev/zero | tr '\0' '#' >$root/source-a/manifest.yaml
version source-a 1.0.1
edit $root/source-b/manifest.yaml 's/path: users/path: people/'
version source-b 1.0.1
commit "second"
bumpgate check --base main
