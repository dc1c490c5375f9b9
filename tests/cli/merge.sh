# A merge driver in real merges, rebases and cherry-picks: the version follows the tip, the row stands on top, the rest is merged
# as git does, and a real conflict stays one.
repository
python_connector source-a 1.0.0
page=docs/integrations/sources/a.md
mkdir -p docs/integrations/sources
row() { printf '| %s | 2026-01-02 | [%s](https://github.com/o/r/pull/%s) | %s |\n' "$1" "$2" "$2" "$3"; }
{
    printf '# A\n\n## Changelog\n\n| Version | Date | Pull Request | Subject |\n|:--|:--|:--|:--|\n'
    row 1.0.0 1 First
} >$page
printf '  documentationUrl: https://docs.airbyte.com/integrations/sources/a\n' >>$root/source-a/metadata.yaml
printf '%s\n' '**/metadata.yaml merge=bumpgate' '**/pyproject.toml merge=bumpgate' 'docs/integrations/**/*.md merge=bumpgate' >.gitattributes
commit "first"
git config merge.bumpgate.name "version and changelog of a connector"
git config merge.bumpgate.driver 'bumpgate merge --marker-size %L %O %A %B %P'

# VERSION NUMBER SUBJECT: what a pull request does.
release() {
    edit $root/source-a/metadata.yaml "s/dockerImageTag: .*/dockerImageTag: $1/"
    edit $root/source-a/pyproject.toml "s/^version = .*/version = \"$1\"/"
    edit $page "6r /dev/stdin" < <(row "$@")
    commit "$3"
}
show() {
    grep -h -E '^  dockerImageTag|^version|^\| [0-9]|^[<=>]{7}|title' $root/source-a/metadata.yaml $root/source-a/pyproject.toml $page
    git status --short
}

branch patch
release 1.0.1 2 "Mine"
git checkout --quiet -b minor main
release 1.1.0 3 "A field"
git checkout --quiet main
release 1.0.1 4 "Theirs"
echo "  license: MIT" >>$root/source-a/metadata.yaml
commit "more"
echo "== merged: the number was taken"
git checkout --quiet -b merged patch
edit $root/source-a/metadata.yaml 's/name: Example/name: Sample/'
commit "name"
git merge --quiet main >/dev/null && show
bumpgate bump --base main --pr 2 --title Mine | tail -1
git diff --unified=0 | grep -E '^[-+][^-+]'
git add --all
git commit --quiet --message "renumbered"
bumpgate check --base main
echo "== merged: a minor is above it already"
git checkout --quiet -b merged-minor minor
git merge --quiet main >/dev/null && show
echo "== rebased: ours is the tip"
git checkout --quiet -b rebased patch
git rebase --quiet main && show
echo "== rebased upon a minor"
git checkout --quiet -b rebased-minor patch
git rebase --quiet minor && show
echo "== merged into the base branch"
git config merge.bumpgate.driver 'bumpgate merge --tip ours --marker-size %L %O %A %B %P'
git checkout --quiet -b base minor
git merge --quiet patch >/dev/null && show
git config merge.bumpgate.driver 'bumpgate merge --marker-size %L %O %A %B %P'
echo "== a real conflict beside it"
git checkout --quiet -b left main
echo "  title: left" >>$root/source-a/metadata.yaml
commit "left"
git checkout --quiet -b right patch
echo "  title: right" >>$root/source-a/metadata.yaml
commit "right"
git merge --quiet left >/dev/null || show
git merge --abort
echo "== a lowered version is for a person"
git checkout --quiet -b lowered patch~1
edit $root/source-a/metadata.yaml "s/dockerImageTag: .*/dockerImageTag: 0.9.0/"
commit "lowered"
git merge --quiet main >/dev/null || show
bumpgate merge a b 2>&1
bumpgate merge --tip mine a b c d 2>&1
bumpgate merge a b c d 2>&1
