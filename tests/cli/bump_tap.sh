# A tap: the version in setup.py, a section in CHANGELOG.md in the form of the one before.
repository
mkdir -p tap_example/schemas
touch tap_example/__init__.py
printf 'from setuptools import setup\n\nsetup(name="tap-example",\n      version="1.2.3",  # here\n)\n' >setup.py
printf '# Changelog\n\n## 1.2.3\n  * Older [#3](https://github.com/o/r/pull/3)\n' >CHANGELOG.md
echo '{"type": "object", "properties": {"id": {"type": "integer"}}}' >tap_example/schemas/users.json
commit "first"
branch topic
echo '{"type": "object", "properties": {"id": {"type": "integer"}}}' >tap_example/schemas/orders.json
commit "Add orders (#4)"
bumpgate bump --base main --repository o/r
cat setup.py CHANGELOG.md
bumpgate check --base main --worktree
