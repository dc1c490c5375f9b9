# A symbolic link out of the repository is not followed; a submodule is passed over.
repository
python_connector source-a 1.0.0
commit "first"
branch topic
printf '{"type": "object", "properties": {}}' >../outside.json
ln -sf ../../../../../../../outside.json $root/source-a/source_a/schemas/users.json
version source-a 1.0.1
git update-index --add --cacheinfo 160000,"$(git rev-parse HEAD)",$root/source-b
commit "second"
bumpgate check --base main
