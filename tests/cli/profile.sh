# Another profile has other levels.
example_repository
git checkout --quiet -b default main
edit $root/destination-papermill/src/main/resources/spec.json 's/"default": "csv"/"default": "jsonl"/'
version destination-papermill 0.6.2
commit "another default"
bumpgate check --base main --profile lenient
echo "status $?"
bumpgate check --base main --profile strict
