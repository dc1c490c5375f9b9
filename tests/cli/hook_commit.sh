# In a hook of pre-commit at commit: the index is judged, against the merge base with the default branch.
example_repository
git checkout --quiet -b topic main
git checkout --quiet require-a-setting -- .
export PRE_COMMIT=1
bumpgate check
