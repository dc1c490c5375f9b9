# Candidates are measured from the last stable version, which the history knows and a shallow clone may not; skipped numbers
# and versions of development builds are worth a word; a change of tags needs no version and says so.
repository
source_connector source-a 1.9.0
commit "first"
version source-a 2.1.0-rc.1
printf '  releases:\n    rolloutConfiguration:\n      enableProgressiveRollout: true\n' >>$root/source-a/metadata.yaml
commit "a candidate of a release that is two steps away"
git clone --quiet --depth 1 file://$PWD ../shallow
branch topic
edit $root/source-a/manifest.yaml '/name: users/s/users/people/'
version source-a 2.1.0-rc.2
commit "breaks"
bumpgate check --base main
edit $root/source-a/manifest.yaml '/name: people/s/people/users/'
edit $root/source-a/manifest.yaml 's/path: users/path: people/'
sed -i '/releases/,$d' $root/source-a/metadata.yaml
version source-a 2.1.3
commit "skips"
bumpgate check --base main
version source-a 2.1.1-dev.abcdef0123
commit "a build"
bumpgate check --base main
git reset --quiet --hard main
printf '  supportLevel: certified\n  tags: [language:manifest-only]\n' >>$root/source-a/metadata.yaml
commit "tags"
bumpgate check --base main
cd ../shallow || exit 99
git checkout --quiet -b topic
edit $root/source-a/manifest.yaml '/name: users/s/users/people/'
version source-a 2.1.0-rc.2
commit "breaks"
bumpgate check --base main
