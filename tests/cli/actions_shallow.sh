# One commit of history is too little, and the message says what to set.
example_repository
git checkout --quiet --detach main
git merge --quiet --no-ff --no-edit require-a-setting
git branch merge
cd ..
git clone --quiet --depth 1 --branch merge "file://$PWD/repository" workspace
cat >event.json <<EVENT
{"pull_request": {"base": {"sha": "$(git -C repository rev-parse merge^1)"},
                  "head": {"sha": "$(git -C repository rev-parse merge^2)"}}}
EVENT
export GITHUB_ACTIONS=true GITHUB_WORKSPACE=$PWD/workspace GITHUB_EVENT_NAME=pull_request
export GITHUB_EVENT_PATH=$PWD/event.json
bumpgate check --repo workspace
