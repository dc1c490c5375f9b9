# The report for programs.
example_repository
bumpgate check --base main --head require-a-setting --format json
