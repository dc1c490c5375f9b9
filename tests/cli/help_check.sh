# The help of one command; asked for anywhere on the line, and of more worth than a missing repository.
bumpgate check --base main --help
