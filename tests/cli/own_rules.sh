# Rules of one's own are asked before the built-in ones, and levels can be changed.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
printf '  tags: [fast]\n' >>$root/source-a/metadata.yaml
version source-a 1.0.1
cat >.bumpgate.yaml <<'CONFIG'
levels: {field-removed: patch}
rules:
  - id: tags-are-contract
    title: The tags changed
    class: policy
    when: {change: metadata-key, subject: "data.tags*"}
    level: major
    message: "`{subject}` became {after}."
    why: Our catalogue is made from the tags.
CONFIG
commit "second"
mkdir ../more
cat >../more/docs-are-code.yaml <<'RULE'
id: docs-are-code
title: Documentation changed
class: annotation
when: {change: file, ships: false}
level: minor
message: "`{subject}`{after} changed."
RULE
bumpgate check --base main --rules ../more
bumpgate explain tags-are-contract
bumpgate rules --rules ../more | head -n 3
