/*
 * Payloads of events: the first line names the event, the rest is its file. In a clone that has no commits, what a
 * payload says becomes a revision only if it is the id of a commit; and whatever is refused, is refused in words.
 */
#include "fuzz/folder.h"
#include "run/event.h"

static const struct part clone[] = {
    PART("HEAD", "ref: refs/heads/main\n"),
    PART("config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"),
    PART("objects/info/packs", ""),
    PART("refs/heads/.keep", ""),
};

static void hold_revision(const char *revision) {
    if (revision != NULL) {
        HOLDS(strlen(revision) == 40 && strspn(revision, "0123456789abcdef") == 40);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_error err = {0};
    struct bg_slice text = input_of(data, size);
    struct bg_event event = {.name = bg_slice_cut(&text, '\n'), .reference = BG_LITERAL("refs/heads/main")};
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("event.json"), text);
    if (text.at != NULL && bg_read_json(&arena, source, NULL, &event.payload, &err)) {
        struct folder folder = folder_new(clone, sizeof clone / sizeof clone[0]);
        struct bg_options options = {0};
        struct bg_repo *repo = NULL;
        HOLDS(bg_repo_open(&repo, folder.path, true, &err));
        err = (struct bg_error){0};
        bool is_complete = bg_event_complete(&event, repo, &arena, &options, &err);
        HOLDS(is_complete || err.message[0] != '\0');
        hold_revision(is_complete ? options.base : NULL);
        hold_revision(is_complete ? options.head : NULL);
        bg_repo_free(repo);
        folder_free(&folder);
    }
    bg_arena_finish(&arena);
    return 0;
}
