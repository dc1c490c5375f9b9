# A candidate gets the flag that rolls it out step by step, with the keys on the way, and its promotion takes the flag back.
repository
source_connector source-a 1.0.0
printf 'data:\n  dockerImageTag: 1.0.0\n  releases:\n    rolloutConfiguration: # by hand\n      enableProgressiveRollout: false # for now\n' >metadata
source_connector source-b 1.0.0
cp metadata $root/source-b/metadata.yaml
commit "first"
branch topic
for connector in source-a source-b; do
    edit $root/$connector/manifest.yaml 's/path: users/path: people/'
done
commit "fix: Another path (#12)"
bumpgate bump --base main --candidate --commit
bumpgate check --base main
bumpgate bump --base main --candidate | tail -1
branch promotion
bumpgate bump --base topic --to promote source-a
edit $root/source-a/manifest.yaml 's/path: people/path: persons/'
edit $root/source-b/manifest.yaml 's/path: people/path: persons/'
commit "fix: Once more (#13)"
bumpgate bump --base topic --to promote --commit
git show --format= --unified=0 HEAD | grep '^[-+] '
bumpgate check --base topic
bumpgate bump --base topic --to promote | tail -1
