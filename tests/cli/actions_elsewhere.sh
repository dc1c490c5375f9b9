# A repository outside the workspace is none of the event's business.
example_repository
git checkout --quiet require-a-setting
export GITHUB_ACTIONS=true GITHUB_WORKSPACE=/usr GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=/nowhere
bumpgate check --format text | sed -E 's/\b[0-9a-f]{32}\b/[TOKEN]/'
