# No repository here, and no folder there.
bumpgate check --base main
echo "status $?"
bumpgate check --repo nowhere --base main
