# A mistake in the configuration is wrong usage, with its place and the nearest key.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
printf 'profil: strict\n' >.bumpgate.yaml
version source-a 1.0.1
commit "second"
bumpgate check --base main
