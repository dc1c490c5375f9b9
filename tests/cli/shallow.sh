# A shallow clone lacks the base: the message says how to get it.
example_repository
cd ..
git clone --quiet --depth 1 --branch require-a-setting "file://$PWD/repository" clone
cd clone || exit 99
bumpgate check --base HEAD~1
echo "status $?"
bumpgate check --base origin/main
