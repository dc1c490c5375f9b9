# In a hook of pre-commit at push: the pushed range is judged. A first push has none: then HEAD.
example_repository
export PRE_COMMIT=1 PRE_COMMIT_REMOTE_NAME=origin
bumpgate check
export PRE_COMMIT_FROM_REF=main PRE_COMMIT_TO_REF=require-a-setting
bumpgate check
