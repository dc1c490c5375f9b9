# The work tree is judged, with what is not in the index yet.
repository
source_connector source-a 1.0.0
commit "first"
edit $root/source-a/manifest.yaml '/email:/d'
version source-a 1.1.0
git add --all
version source-a 2.0.0
announce source-a 2.0.0
source_connector source-new 0.1.0
bumpgate check --base main --worktree
