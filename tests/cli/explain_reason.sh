# The id of a reason in a report explains itself, and is offered where an id is misspelt.
bumpgate explain bc-entry-missing
bumpgate explain not-bumped
bumpgate explain bc-entry-mising 2>&1
