/*
 * A join that was stopped while it wrote the work tree: killed, or by a full disk. What is to be written is noted in git's
 * folder before the first file; as long as the note is there and HEAD has not moved, the next run takes back what was
 * written of it, and nothing else. Internal.
 */
#ifndef BG_REPO_JOIN_UNDO_H
#define BG_REPO_JOIN_UNDO_H

#include "repo/internal.h"

struct bg_join_note {
    char *path; /* NULL: there is none */
    int file;   /* locked, so that nobody takes back what is being written */
};

/* Notes that the files of `head` become those of `merged`, an index without conflicts. Nothing is written yet if it
 * fails. */
bool bg_join_note_begin(struct bg_join_note *note, struct bg_arena *arena, git_repository *git, git_commit *head,
                        git_index *merged, struct bg_error *err) BG_MUST_CHECK;

/* It failed: the note stays for the next run. */
void bg_join_note_leave(struct bg_join_note *note);

/* All is done, or taken back: the note goes. */
void bg_join_note_end(struct bg_join_note *note);

/*
 * What a stopped run has left of the files and the index becomes that of `head` again: a file that holds what was to be
 * written, or only its beginning. Files that hold anything else are left alone. Fails where another run is writing.
 */
bool bg_join_undo(struct bg_arena *arena, git_repository *git, git_index *index, git_commit *head,
                  struct bg_error *err) BG_MUST_CHECK;

#endif
