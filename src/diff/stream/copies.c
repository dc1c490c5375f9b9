/* Golden catalogs: see copies.h. An entry is compared with the one of its name in the file of its name. */
#include "diff/stream/copies.h"

#include "base/limits.h"
#include "base/table.h"
#include "diff/stream/stream.h"

/* What the model itself shows of the stream of this name. */
struct shown {
    bool attributes;
    bool fields;
};

static void add_shown(struct bg_table *table, const struct bg_declaration *declared) {
    for (size_t i = 0; i < declared->stream_count; i++) {
        (void)bg_table_put(table, declared->streams[i].name, &declared->streams[i]);
    }
}

static struct shown shown_of(const struct bg_table *base, const struct bg_table *head, struct bg_slice name) {
    const struct bg_stream *sides[] = {bg_table_get(base, name), bg_table_get(head, name)};
    struct shown shown = {false, false};
    for (size_t i = 0; i < 2; i++) {
        shown.attributes = shown.attributes || (sides[i] != NULL && bg_sight_sees(&sides[i]->attributes));
        shown.fields = shown.fields || (sides[i] != NULL && bg_sight_sees(&sides[i]->fields));
    }
    return shown;
}

static struct bg_slice key_of(struct bg_arena *arena, const struct bg_stream *copy) {
    return bg_arena_printf(arena, "%.*s|%.*s", BG_ARGS(bg_path_name(copy->at.file)), BG_ARGS(copy->name));
}

/* Leaves in both what both say and the model does not show. */
static void keep_said(struct bg_stream *base, struct bg_stream *head, struct shown shown) {
    if (shown.attributes || base->primary_key == NULL || head->primary_key == NULL) {
        base->primary_key = head->primary_key = NULL;
    }
    if (shown.attributes || base->cursor_field == NULL || head->cursor_field == NULL) {
        base->cursor_field = head->cursor_field = NULL;
    }
    if (shown.fields || base->fields.extent != BG_EXTENT_ALL || head->fields.extent != BG_EXTENT_ALL) {
        base->json_schema = head->json_schema = NULL;
        base->fields.extent = head->fields.extent = BG_EXTENT_NONE;
    }
}

void bg_diff_copies(const struct bg_protocol *protocol, const struct bg_declaration *base,
                    const struct bg_declaration *head, struct bg_changes *out) {
    struct bg_table before = {0};
    struct bg_table base_shown = {0};
    struct bg_table head_shown = {0};
    struct bg_table said = {0};
    struct bg_arena scratch = BG_ARENA_EMPTY;
    struct bg_same same = {.memo.arena = &scratch};
    add_shown(&base_shown, base);
    add_shown(&head_shown, head);
    for (size_t i = 0; i < base->copy_count; i++) {
        (void)bg_table_put(&before, key_of(&scratch, &base->copies[i]), (void *)(uintptr_t)&base->copies[i]);
    }
    for (size_t i = 0; i < head->copy_count && out->count < BG_LIMIT_CHANGES; i++) {
        const struct bg_stream *found = bg_table_get(&before, key_of(&scratch, &head->copies[i]));
        if (found == NULL || bg_table_get(&said, found->name) != NULL) {
            continue;
        }
        struct bg_stream first = *found;
        struct bg_stream second = head->copies[i];
        size_t count = out->count;
        keep_said(&first, &second, shown_of(&base_shown, &head_shown, first.name));
        bg_diff_stream(protocol, &first, &second, &same, out);
        if (out->count > count) {
            (void)bg_table_put(&said, found->name, &said);
        }
    }
    bg_table_finish(&before);
    bg_table_finish(&base_shown);
    bg_table_finish(&head_shown);
    bg_table_finish(&said);
    bg_arena_finish(&scratch);
}
