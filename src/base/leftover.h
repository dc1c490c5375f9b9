/*
 * Files on their way: a text is written into a new file beside its place, which is then renamed over it. A run that is
 * killed in between leaves that file behind. Its name is known by its form, so that it is no part of a connector, and
 * the next run that writes removes it.
 *
 * Whether it is still in use is told by a lock of the system and not by its age or a number of a process, which mean
 * nothing in another container: who writes holds a shared lock on the folder of the repository until the last rename,
 * and only who is alone with it removes. The system gives a lock back when its holder dies, however it does.
 */
#ifndef BG_BASE_LEFTOVER_H
#define BG_BASE_LEFTOVER_H

#include "base/arena.h"

/* Whether the last part of a path is such a name: ".bumpgate-" and six letters and digits, at least one of them a
 * capital and one a digit. Nobody calls a file of their own so. */
bool bg_leftover_is(struct bg_slice path);

/* Makes a file of such a name in the folder and opens it for writing; its path, in the arena. -1 with errno. */
int bg_leftover_open(struct bg_arena *arena, struct bg_slice folder, struct bg_slice *path);

/* Removes what killed runs left in a folder: plain files of that name which belong to who runs us. */
void bg_leftover_remove(struct bg_slice folder);

/* Says that the repository in which `folder` is, or the folder, is written to; *is_alone: nobody else writes there, and
 * none begins before bg_writing_share. Ended by bg_writing_end. */
int bg_writing_begin(struct bg_arena *arena, struct bg_slice folder, bool *is_alone);
void bg_writing_share(int writing);
void bg_writing_end(int writing);

#endif
