# A symbolic link inside the repository is followed; one that leads out of it is not, and it is said; a submodule is passed
# over.
repository
python_connector source-a 1.0.0
python_connector source-b 1.0.0
commit "first"
branch topic
printf '{"type": "object", "properties": {}}' >../outside.json
ln -sf ../../../../../../../outside.json $root/source-a/source_a/schemas/users.json
version source-a 1.0.1
mkdir $root/source-b/schemas
git mv $root/source-b/source_b/schemas/users.json $root/source-b/schemas/users.json
ln -s ../../schemas/users.json $root/source-b/source_b/schemas/users.json
edit $root/source-b/schemas/users.json '/"email"/d; s/"integer" },/"integer" }/'
version source-b 1.0.1
git update-index --add --cacheinfo 160000,"$(git rev-parse HEAD)",$root/source-c
commit "second"
bumpgate check --base main
