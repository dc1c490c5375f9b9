# A repository without connectors: nothing to judge is not the same as passed.
repository
echo text >README.md
commit "first"
branch topic
echo more >>README.md
commit "second"
bumpgate check --base main
