# Versions that are none: a letter in it, two parts, none at all.
repository
source_connector source-a 0.3.0
source_connector source-b 1.0.0
source_connector source-c 1.0.0
commit "first"
branch topic
version source-a 0.3.O
version source-b 1.1
edit $root/source-c/metadata.yaml '/dockerImageTag/d'
commit "second"
bumpgate check --base main
