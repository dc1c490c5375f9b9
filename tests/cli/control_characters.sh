# What a pull request writes cannot reach the terminal as an escape.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
edit $root/source-a/manifest.yaml 's/name: users/name: "\\e[31musers\\r"/'
version source-a 1.0.1
commit "second"
bumpgate check --base main
