# A stream goes away in a patch.
example_repository
bumpgate check --base main --head remove-a-stream
