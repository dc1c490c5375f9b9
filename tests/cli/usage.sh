# Wrong usage: two lines on standard error and status 2; misspelt words get the nearest one.
repository
source_connector source-a 1.0.0
commit "first"
for arguments in "" "chek" "check --bsae main" "check --base" "check --staged --worktree" "check --format jsno" \
    "check --color sometimes" "check --profile airbite" "check --base=main --base=main"; do
    bumpgate $arguments
    echo "bumpgate $arguments: status $?" >&2
done
