# Schemas that are made in code cannot be judged from files, and it is said.
repository
python_connector source-a 1.0.0
commit "first"
branch topic
git rm --quiet -r $root/source-a/source_a/schemas
echo "class Users: pass" >$root/source-a/source_a/streams.py
version source-a 1.0.1
commit "second"
bumpgate check --base main --verbose
