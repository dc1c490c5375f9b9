# The help of the program.
bumpgate --help
