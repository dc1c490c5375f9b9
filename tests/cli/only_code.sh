# Code that ships needs a patch, and here it has none.
example_repository
git checkout --quiet -b code main
echo "# more" >>$root/source-beehive/source_beehive/streams.py
commit "code"
bumpgate check --base main
