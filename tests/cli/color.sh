# Colour only where it is asked for.
example_repository
bumpgate check --base main --head remove-a-stream --color always
