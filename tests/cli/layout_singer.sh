# A tap is judged from one release tag to the next: a field that went needs a major, whatever commits lie between.
repository
mkdir -p tap_example/schemas/shared
touch tap_example/__init__.py
printf "from setuptools import setup\n\nsetup(name='tap-example',\n      version='1.2.3',\n)\n" >setup.py
echo '{"type": "object", "properties": {"id": {"type": "integer"}, "owner": {"$ref": "shared/user.json"}}}' >tap_example/schemas/items.json
echo '{"type": "object", "properties": {"name": {"type": "string"}, "email": {"type": "string"}}}' >tap_example/schemas/shared/user.json
commit "first"
git tag v1.2.3
branch topic
echo '{"type": "object", "properties": {"name": {"type": "string"}}}' >tap_example/schemas/shared/user.json
commit "Drop the address"
sed -i 's/1\.2\.3/1.3.0/' setup.py
commit "Bump version, update changelog"
bumpgate check
sed -i 's/1\.3\.0/2.0.0/' setup.py
commit "Bump version again"
bumpgate check
