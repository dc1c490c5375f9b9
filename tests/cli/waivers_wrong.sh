# Waivers that have ended, match nothing or give no reason cover nothing, and are named.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
edit $root/source-a/manifest.yaml '/email:/d'
version source-a 1.0.1
cat >.bumpgate.yaml <<'WAIVERS'
waivers:
  - {rule: field-removed, connector: source-a, reason: it was never filled, until: 2020-01-01}
  - {rule: field-removed, connector: source-a, reason: it was never filled, below: 1.0.0}
  - {rule: field-removed, connector: source-a}
  - {rule: stream-removed, reason: nobody read it}
WAIVERS
commit "second"
bumpgate check --base main
