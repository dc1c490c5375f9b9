# A base that is not there, and a head that is not there.
example_repository
bumpgate check --base no-such-branch --head add-a-stream
echo "status $?"
bumpgate check --base main --head no-such-branch
