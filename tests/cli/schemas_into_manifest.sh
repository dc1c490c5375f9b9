# The same spec and streams, kept in a manifest instead of files of their own, are no change of what users see.
repository
python_connector source-a 1.0.0
commit "first"
branch topic
git rm --quiet -r $root/source-a
source_connector source-a 1.0.1
commit "second"
bumpgate check --base main
