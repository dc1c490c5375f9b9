# What it is.
bumpgate --version
