# No default branch to compare with, and a history to compare.
repository
source_connector source-a 1.0.0
commit "first"
git branch --quiet --move trunk
version source-a 1.0.1
commit "second"
bumpgate check
