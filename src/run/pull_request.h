/* The pull request that a workflow runs for: from the event file that GitHub hands to it, and of any service the
 * repository. */
#ifndef BG_RUN_PULL_REQUEST_H
#define BG_RUN_PULL_REQUEST_H

#include "base/arena.h"

struct bg_pull_request {
    const char *number; /* NULL if it is not known */
    const char *title;
    bool labels_are_known;
    bool has_break_label;   /* `breaking-change` is among them */
    const char *repository; /* that takes it, as bg_pull_address has it; NULL if it is not known */
};

/* Reads the file named by GITHUB_EVENT_PATH; without it, or of an event without a pull request, neither number nor
 * title nor labels are known. Texts live in `arena`. */
struct bg_pull_request bg_pull_request_find(struct bg_arena *arena);

#endif
