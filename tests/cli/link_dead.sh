# A schema file that is a symbolic link to nowhere.
repository
python_connector source-a 1.0.0
commit "first"
branch topic
ln -sf nowhere.json $root/source-a/source_a/schemas/users.json
version source-a 1.0.1
commit "second"
bumpgate check --base main
