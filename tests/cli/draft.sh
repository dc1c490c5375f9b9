# The paperwork of a major: the version, the row, the entry and the guide, with blanks that the check refuses.
repository
source_connector source-a 1.0.0
mkdir -p docs/integrations/sources
printf '# A\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n' >docs/integrations/sources/a.md
printf '  documentationUrl: https://docs.airbyte.com/integrations/sources/a\n' >>$root/source-a/metadata.yaml
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
commit "feat(source-a)!: Drop the address (#12)"
bumpgate draft --base main --repository o/r --date 2026-01-02 --patch source-a >../patch
bumpgate draft --base main --repository o/r --date 2026-01-02 source-a
git diff --stat
git add --intent-to-add .
git diff >../written
git reset --quiet && git checkout --quiet . && git clean -fdq
git apply ../patch && git add --intent-to-add . && git diff | cmp - ../written
bumpgate draft --base main --repository o/r --date 2026-01-02 source-a
bumpgate check --base main --worktree | sed '/^  major/,$d'
sed -i 's/bumpgate:blank: YYYY-MM-DD/2099-01-01/; s/bumpgate:blank: //' $root/source-a/metadata.yaml docs/integrations/sources/*.md
bumpgate check --base main --worktree
