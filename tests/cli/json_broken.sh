# A schema file that is not JSON.
repository
python_connector source-a 1.0.0
commit "first"
branch topic
edit $root/source-a/source_a/schemas/users.json 's/"integer" },/"integer" }/'
version source-a 1.0.1
commit "second"
bumpgate check --base main
