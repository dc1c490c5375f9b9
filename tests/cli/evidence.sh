# What a release must bring along besides its version: a row, an entry, a guide, equal copies. A profile or the
# configuration says what counts.
repository
source_connector source-a 1.0.0
python_connector source-b 1.0.0
source_connector source-c 1.0.0
mkdir -p docs/integrations/sources
for slug in a b c; do
    printf '# X\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n' \
        >docs/integrations/sources/$slug.md
    printf '  documentationUrl: https://docs.airbyte.com/integrations/sources/%s\n' $slug \
        >>$root/source-$slug/metadata.yaml
done
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
version source-a 2.0.0
version source-b 1.0.1
version source-c 1.0.1
echo '| 1.0.1 | 2026-01-01 | *PR_NUMBER_PLACEHOLDER* | Fix |' >>docs/integrations/sources/c.md
printf '  releases:\n    breakingChanges:\n      1.1.0: {message: "", upgradeDeadline: 2099-01-01}\n' \
    >>$root/source-c/metadata.yaml
commit "second"
bumpgate check --base main
bumpgate check --base main --quiet --profile default
