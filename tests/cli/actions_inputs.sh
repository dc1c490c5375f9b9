# Inputs of the action stand for options that were not given, with their hyphens; what was given wins.
example_repository
git checkout --quiet require-a-setting
export GITHUB_ACTIONS=true INPUT_BASE=main INPUT_FORMAT="json:report.json  text" INPUT_QUIET=false INPUT_PROFILE=
export INPUT_CONNECTORS="source-beehive
source-lighthouse" INPUT_HEAD=
bumpgate check | sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/'
grep '"outcome": "rejected"' report.json | sort -u
bumpgate check --base require-a-setting --format text --quiet | sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/'
env "INPUT_TRUST-OWNER=yes" bumpgate check
