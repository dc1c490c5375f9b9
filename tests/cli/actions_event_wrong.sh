# An event file that is no JSON is said as an annotation, and nothing is judged.
example_repository
printf '{"pull_request":' >../event.json
export GITHUB_ACTIONS=true GITHUB_WORKSPACE=$PWD GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH=../event.json
bumpgate check
