# A manifest that ends in the middle of a line.
repository
source_connector source-a 1.0.0
source_connector source-b 1.0.0
commit "first"
branch topic
head -c 700 $root/source-a/manifest.yaml >half
mv half $root/source-a/manifest.yaml
version source-a 1.0.1
version source-b 1.0.1
edit $root/source-b/manifest.yaml 's/path: users/path: people/'
commit "second"
bumpgate check --base main
