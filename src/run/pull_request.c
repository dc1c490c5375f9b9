/* Pull requests: see pull_request.h. A file that cannot be read says nothing; whoever needs the number says so then. */
#include "run/pull_request.h"

#include "base/file.h"
#include "text/read.h"

#include <stdlib.h>

static const char *terminated(struct bg_arena *arena, struct bg_slice text) {
    return text.len == 0 ? NULL : bg_arena_copy(arena, text).at;
}

struct bg_pull_request bg_pull_request_find(struct bg_arena *arena) {
    struct bg_pull_request found = {0};
    const char *path = getenv("GITHUB_EVENT_PATH");
    struct bg_slice text;
    struct bg_error ignored;
    const struct bg_node *event;
    if (path == NULL || !bg_file_read(arena, path, &text, &ignored) ||
        !bg_read_json(arena, bg_source_new(arena, bg_slice_of(path), text), NULL, &event, &ignored)) {
        return found;
    }
    const struct bg_node *number = bg_node_path(event, "pull_request", "number", NULL);
    if (bg_node_is(number, BG_NODE_INT)) {
        found.number = terminated(arena, number->as.text);
    }
    found.title = terminated(arena, bg_node_text(bg_node_path(event, "pull_request", "title", NULL)));
    return found;
}
