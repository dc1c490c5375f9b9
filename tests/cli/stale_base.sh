# The base branch has reached the version in the meantime.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
edit $root/source-a/manifest.yaml 's/path: users/path: people/'
version source-a 1.0.1
commit "mine"
git checkout --quiet main
version source-a 1.0.1
edit $root/source-a/manifest.yaml 's/6.5.0/6.5.1/'
commit "theirs"
bumpgate check --base main --head topic
