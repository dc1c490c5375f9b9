# The base branch took the number in the meantime: only that is renumbered, and what is owed otherwise waits.
repository
python_connector source-a 1.0.0
python_connector source-b 1.0.0
commit "first"
branch topic
for name in source-a source-b; do
    echo 'x = 1' >$root/$name/main.py
done
version source-a 1.0.1
sed -i 's/1.0.0/1.0.1/' $root/source-a/pyproject.toml
commit "mine"
git checkout --quiet main
version source-a 1.0.1
sed -i 's/1.0.0/1.0.1/' $root/source-a/pyproject.toml
commit "theirs"
git checkout --quiet topic
bumpgate bump --onto main --verbose
bumpgate check --base main --worktree --quiet
