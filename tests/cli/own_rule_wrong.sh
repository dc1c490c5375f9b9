# A mistake in a rule is an error with its place and the nearest known word.
repository
source_connector source-a 1.0.0
commit "first"
mkdir ../more
cat >../more/mine.yaml <<'RULE'
id: mine
title: Mine
class: policy
when: {change: stream, how: remved}
level: major
message: Gone.
RULE
bumpgate check --base main --rules ../more
