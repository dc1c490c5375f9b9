# A version that goes down.
repository
source_connector source-a 1.4.2
commit "first"
branch topic
edit $root/source-a/manifest.yaml 's/path: users/path: people/'
version source-a 1.4.1
commit "second"
bumpgate check --base main
