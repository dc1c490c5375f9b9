# Nothing about what passed; still one line that sums up.
example_repository
bumpgate check --base main --head add-a-stream --quiet
