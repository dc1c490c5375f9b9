# Two histories without a common commit.
repository
source_connector source-a 0.1.0
commit "first"
git checkout --quiet --orphan other
commit "an unrelated history"
bumpgate check --base main --head other
