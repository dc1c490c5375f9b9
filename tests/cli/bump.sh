# Writes what is owed, says what is not, and has nothing to do a second time.
repository
source_connector source-a 1.0.0
python_connector source-b 1.0.0
mkdir -p docs/integrations/sources
printf '# B\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n' >docs/integrations/sources/b.md
printf '  documentationUrl: https://docs.airbyte.com/integrations/sources/b\n' >>$root/source-b/metadata.yaml
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
echo 'x = 1' >$root/source-b/main.py
commit "fix(source-b): Page by page (#12)"
bumpgate bump --base main --dry-run --repository o/r --date 2026-01-02
bumpgate bump --base main --repository o/r --date 2026-01-02
git diff --stat
bumpgate bump --base main --repository o/r --date 2026-01-02 source-b --verbose
git checkout --quiet .
echo '{"pull_request": {"number": 34, "title": "Paging, at last"}}' >../event.json
GITHUB_EVENT_PATH=$PWD/../event.json GITHUB_REPOSITORY=o/s bumpgate bump --base main --date 2026-01-02 --dry-run source-b
