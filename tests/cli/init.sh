# The first hour: the files are written once, are read by the next check, and nothing that is there is touched.
example_repository
bumpgate init
cat .bumpgate.yaml
git status --porcelain --untracked-files=all
bumpgate check --worktree --verbose | head -n 3
echo "--- again"
echo "# mine" >.bumpgate.yaml
bumpgate init
cat .bumpgate.yaml
