# One commit of exactly the bumped files: what else is staged or changed stays. Nothing to bump, no commit; and what keeps
# the commit from being made is refused before anything is written.
repository
source_connector source-a 1.0.0
python_connector source-b 1.0.0
echo one >other
echo two >staged
commit "first"
branch topic
edit $root/source-a/manifest.yaml 's/path: users/path: people/'
commit "fix: Another path (#12)"
echo changed >other
echo changed >staged
git add staged
show() {
    git log -1 --format='%B%an, %cI'
    git show --stat --format= HEAD
    git status --short
}
bumpgate bump --base main --commit
show
bumpgate bump --base main --commit
git log --oneline main.. | wc -l
git reset --quiet --soft HEAD~1
bumpgate bump --base main --commit
git reset --quiet HEAD $root
git checkout --quiet HEAD -- $root
echo 'x = 1' >$root/source-b/main.py
git add $root
git commit --quiet --message "fix: More (#13)" $root
echo '# mine' >>$root/source-a/metadata.yaml
bumpgate bump --base main --commit 2>&1
git checkout --quiet HEAD -- $root
bumpgate bump --base main --commit --message "   " 2>&1
bumpgate bump --base main --commit --dry-run 2>&1
bumpgate bump --base main --message "words" 2>&1
env -u GIT_AUTHOR_NAME bumpgate bump --base main --commit 2>&1
GIT_AUTHOR_DATE=yesterday bumpgate bump --base main --commit 2>&1
git status --short
bumpgate bump --base main --commit | tail -1
show
git reset --quiet --hard HEAD~1
git config user.name Somebody
unset GIT_AUTHOR_NAME GIT_AUTHOR_DATE GIT_COMMITTER_DATE
SOURCE_DATE_EPOCH=1893456000 bumpgate bump --base main --commit --message "release: both" | tail -1
show
