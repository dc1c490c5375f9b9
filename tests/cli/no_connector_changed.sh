# Connectors, but none of them in the range.
example_repository
git checkout --quiet -b words main
echo "Words." >>README.md
commit "words"
bumpgate check --base main
