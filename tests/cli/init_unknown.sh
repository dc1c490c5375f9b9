# No connector is found: that is said, and the configuration shows where to describe them.
repository
echo text >file
bumpgate init
grep -n layouts .bumpgate.yaml
git -C . init --quiet --bare ../bare
bumpgate init --repo ../bare
