# A deadline that is near is said and rejects nothing; a configuration may ask for more.
repository
source_connector source-a 1.0.0
mkdir -p docs/integrations/sources
printf '# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n| 2.0.0 | 2026-03-09 | [7](https://git.example/pull/7) | Without addresses |\n' \
    >docs/integrations/sources/a.md
printf '  documentationUrl: https://docs.airbyte.com/integrations/sources/a\n' >>$root/source-a/metadata.yaml
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
version source-a 2.0.0
announce source-a 2.0.0
edit $root/source-a/metadata.yaml 's/2099-01-01/2026-03-12/'
commit "second"
bumpgate check --base main
echo 'evidence: {deadline: reject}' >.bumpgate.yaml
commit "third"
bumpgate check --base main
