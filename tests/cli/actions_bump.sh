# In a workflow, bump prints its plan so that no line of it is a command, and writes outputs but no summary of what it mended.
repository
source_connector source-example 1.0.0
git add --all && git commit --quiet --message "One source"
git checkout --quiet -b topic
sed -i 's/path: users/path: people/' "$root/source-example/manifest.yaml"
git commit --quiet --all --message "##[error]forged (#12)"
export GITHUB_ACTIONS=true GITHUB_OUTPUT=$PWD/../output GITHUB_STEP_SUMMARY=$PWD/../summary INPUT_FORMAT=
bumpgate bump --base main --date 2026-03-09 | sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/'
sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/' ../output | head -n 3
ls ../summary 2>/dev/null
git diff --stat
