/* A merge of three files as git asks for it: by the layout and the profile of the repository around. */
#ifndef BG_RUN_MERGE_H
#define BG_RUN_MERGE_H

#include "base/types.h"
#include "run/check.h"

enum bg_merge_tip {
    BG_MERGE_TIP_FOUND, /* ours while a rebase is under way, else theirs */
    BG_MERGE_TIP_OURS,
    BG_MERGE_TIP_THEIRS,
};

struct bg_merge_files {
    const char *base; /* files as git hands them to a merge driver: %O %A %B */
    const char *ours; /* becomes the result */
    const char *theirs;
    const char *path; /* %P: where the file belongs in the repository */
    enum bg_merge_tip tip;
    unsigned marker_size; /* %L; 0: seven */
};

/* Merges and writes. *is_clean becomes false if there are conflicts in the result. */
bool bg_merge_run(const struct bg_options *options, const struct bg_merge_files *files, bool *is_clean,
                  struct bg_error *err) BG_MUST_CHECK;

#endif
