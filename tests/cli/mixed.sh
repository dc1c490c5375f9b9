# A manifest takes over one stream, the other stays in code with its schema file: it is no removed stream, and a field
# that it loses is seen.
repository
python_connector source-a 1.0.0
package=$root/source-a/source_a
cp $package/schemas/users.json $package/schemas/teams.json
printf 'class SourceA:\n    def streams(self, config):\n        return [Teams(), Users()]\n' >$package/source.py
commit "first"
branch topic
source_connector source-b 1.0.0
mv $root/source-b/manifest.yaml $package/manifest.yaml
rm -r $root/source-b $package/schemas/users.json
printf 'class SourceA:\n    def streams(self, config):\n        return super().streams(config) + [Teams()]\n' >$package/source.py
version source-a 1.0.1
edit $root/source-a/pyproject.toml "s/1.0.0/1.0.1/"
commit "users in a manifest"
bumpgate check --base main --verbose
echo "status $?"
edit $package/schemas/teams.json '/"email"/d; s/"integer" },/"integer" }/'
commit "teams without a field"
bumpgate check --base main
