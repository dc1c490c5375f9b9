# One run, several reports: one on standard output, one in a file.
example_repository
bumpgate check --base main --head remove-a-stream --format text --format json:report.json
echo "status $?"
head -n 6 report.json
