# In a workflow, on the merge commit that GitHub made of a pull request, cloned with two commits of history.
example_repository
git checkout --quiet --detach main
git merge --quiet --no-ff --no-edit require-a-setting
git branch merge
cd ..
git clone --quiet --depth 2 --branch merge "file://$PWD/repository" workspace
cd workspace || exit 99
cat >../event.json <<EVENT
{"pull_request": {"base": {"sha": "$(git rev-parse HEAD^1)"}, "head": {"sha": "$(git rev-parse HEAD^2)"}}}
EVENT
export GITHUB_ACTIONS=true GITHUB_WORKSPACE=$PWD GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH=$PWD/../event.json
export GITHUB_OUTPUT=$PWD/../output GITHUB_STEP_SUMMARY=$PWD/../summary
bumpgate check | sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/'
status=${PIPESTATUS[0]}
echo "--- summary"
cat ../summary
echo "--- outputs"
sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/' ../output | head -n 12
exit "$status"
