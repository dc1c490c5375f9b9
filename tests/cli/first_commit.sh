# A first commit has no parent: everything in it is new.
repository
source_connector source-a 0.1.0
commit "first"
git branch --quiet --move trunk
bumpgate check
