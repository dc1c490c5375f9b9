# Nothing about what passed: here, nothing at all.
example_repository
bumpgate check --base main --head add-a-stream --quiet
