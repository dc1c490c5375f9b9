# A new entry under breakingChanges says that it breaks, whatever the files show.
repository
source_connector source-a 1.0.0
commit "first"
branch topic
version source-a 1.1.0
printf '  releases:\n    breakingChanges:\n      1.1.0: {message: state is new, upgradeDeadline: "2026-06-01"}\n' \
    >>$root/source-a/metadata.yaml
commit "second"
bumpgate check --base main
