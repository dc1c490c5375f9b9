# What never ships needs no version: docs, tests, icons.
example_repository
git checkout --quiet -b docs main
echo "More words." >>docs/integrations/sources/beehive.md
echo "def test_nothing(): pass" >>$root/source-beehive/unit_tests/test_streams.py
echo "<svg/>" >$root/source-beehive/icon.svg
commit "words and tests"
bumpgate check --base main
