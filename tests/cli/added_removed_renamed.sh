# Connectors that come, go, and move to another folder.
repository
source_connector source-gone 1.0.0
source_connector source-moved 2.1.0
commit "first"
branch topic
git rm --quiet -r $root/source-gone
git mv $root/source-moved $root/source-arrived
python_connector source-new 0.1.0
commit "second"
bumpgate check --base main
