# Without --base: the merge base with the default branch of the remote.
example_repository
cd ..
git clone --quiet "file://$PWD/repository" clone
cd clone || exit 99
git checkout --quiet require-a-setting
bumpgate check
