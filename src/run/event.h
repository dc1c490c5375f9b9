/*
 * Events of GitHub: what of the repository an event asks to be compared with what. Reads the payload and the clone, not
 * the environment.
 */
#ifndef BG_RUN_EVENT_H
#define BG_RUN_EVENT_H

#include "text/node.h"
#include "repo/repo.h"
#include "bumpgate.h"

struct bg_event {
    struct bg_slice name; /* "pull_request" */
    const struct bg_node *payload;
    struct bg_slice reference; /* what it happened to: "refs/heads/main"; {NULL, 0} if the payload says it */
};

/*
 * Sets options->base and base_is_exact, and head where the clone stands on something else than what is to be judged.
 * A base or head that is set stays. Texts live in `arena`. Fails with a remedy where the event names nothing to compare
 * with, rather than compare a commit with itself.
 */
bool bg_event_complete(const struct bg_event *event, struct bg_repo *repo, struct bg_arena *arena,
                       struct bg_options *options, struct bg_error *err) BG_MUST_CHECK;

#endif
