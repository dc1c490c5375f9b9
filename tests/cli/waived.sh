# A waiver that is new in the range it excuses counts, and is shown.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
version source-a 1.0.1
cat >.bumpgate.yaml <<'WAIVERS'
waivers:
  - rule: field-removed
    connector: source-a
    stream: users
    path: /properties/email
    reason: it was never filled
    until: 2999-01-01
WAIVERS
commit "second"
bumpgate check --base main
