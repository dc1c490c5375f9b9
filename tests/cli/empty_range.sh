# Both ends are the same commit.
example_repository
bumpgate check --base main --head main
