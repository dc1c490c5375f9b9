# All changes, what could be seen, and how it was judged.
example_repository
bumpgate check --base main --head add-a-stream --verbose
