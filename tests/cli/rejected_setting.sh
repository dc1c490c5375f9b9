# A new setting that saved configurations lack, in a patch.
example_repository
bumpgate check --base main --head require-a-setting
