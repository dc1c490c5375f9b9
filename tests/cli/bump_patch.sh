# The plan as a diff that git takes.
repository
python_connector source-b 1.0.0
commit "first"
branch topic
echo 'x = 1' >$root/source-b/main.py
commit "second"
bumpgate bump --base main --patch >../patch
sed "/^index /d" ../patch
git apply ../patch
bumpgate check --base main --worktree
