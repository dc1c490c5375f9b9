/* The making of a plan: see planning.h. */
#include "release/planning.h"

#include "base/vector.h"

static void push_file(struct bg_plan_files *files, struct bg_file_change change) {
    BG_VECTOR_ADD(files->arena, files, change);
}

static struct bg_file_change *find_file(const struct bg_plan_files *files, struct bg_slice path) {
    for (size_t f = 0; f < files->count; f++) {
        if (bg_slice_equal(files->items[f].path, path)) {
            return &files->items[f];
        }
    }
    return NULL;
}

bool bg_planning_refuse(struct bg_planning *planning, enum bg_id id, enum bg_outcome outcome, struct bg_slice message,
                        struct bg_place at) {
    planning->plan->id = id;
    planning->plan->outcome = outcome;
    planning->plan->message = message;
    planning->plan->at = at;
    return false;
}

bool bg_planning_refuse_edit(struct bg_planning *planning, const struct bg_refusal *refusal) {
    return bg_planning_refuse(planning, refusal->id, BG_OUTCOME_UNJUDGED, refusal->message, refusal->at);
}

/* Two lists that only grow by a few items a connector. */
void bg_planning_leave(struct bg_planning *planning, struct bg_slice file, const char *why) {
    struct bg_plan *plan = planning->plan;
    struct bg_plan_untouched *items = bg_arena_array(planning->arena, plan->untouched_count + 1, sizeof items[0]);
    if (plan->untouched_count > 0) {
        memcpy(items, plan->untouched, plan->untouched_count * sizeof items[0]);
    }
    items[plan->untouched_count++] = (struct bg_plan_untouched){file, bg_slice_of(why)};
    plan->untouched = items;
}

static void add_edit(struct bg_planning *planning, struct bg_plan_edit edit) {
    struct bg_plan *plan = planning->plan;
    struct bg_plan_edit *items = bg_arena_array(planning->arena, plan->edit_count + 1, sizeof items[0]);
    if (plan->edit_count > 0) {
        memcpy(items, plan->edits, plan->edit_count * sizeof items[0]);
    }
    items[plan->edit_count++] = edit;
    plan->edits = items;
}

struct bg_source *bg_planning_open(struct bg_planning *planning, struct bg_slice path, struct bg_error *err) {
    const struct bg_file_change *planned = find_file(&planning->own, path);
    struct bg_slice text;
    planned = planned != NULL ? planned : find_file(planning->files, path);
    if (planned != NULL) {
        return bg_source_new(planning->arena, path, planned->after);
    }
    *err = (struct bg_error){.code = BG_ERROR_NONE};
    if (path.at == NULL ||
        bg_tree_read(planning->query->head, path, planning->arena, &text, NULL, err) != BG_FILE_READ) {
        return NULL;
    }
    return bg_source_new(planning->arena, path, text);
}

/* The splice as lines for people: the line before and after, or a line that comes or goes. */
static struct bg_plan_edit describe(struct bg_planning *planning, struct bg_source *source,
                                    const struct bg_splice *splice) {
    struct bg_place at = bg_source_place(source, splice->at);
    struct bg_slice line = bg_source_line(source, at.line);
    size_t from = splice->at;
    while (from > 0 && source->text.at[from - 1] != '\n') {
        from--;
    }
    struct bg_plan_edit edit = {.file = source->path, .line = at.line};
    bool is_whole = splice->text.len > 0 && memchr(splice->text.at, '\n', splice->text.len) != NULL;
    bool is_cut = splice->text.len == 0 && memchr(source->text.at + splice->at, '\n', splice->end - splice->at) != NULL;
    if (is_whole && splice->at == splice->end) {
        edit.line += splice->at > from ? 1 : 0; /* behind a last line that does not end */
        edit.before = BG_LITERAL("");
        edit.after = bg_slice_trim_lines(splice->text);
    } else if (is_cut) {
        edit.before = bg_slice_trim_lines(bg_slice_range(source->text, splice->at, splice->end));
        edit.after = BG_LITERAL("");
    } else {
        size_t head = splice->at - from;
        edit.before = line;
        struct bg_slice parts[] = {bg_slice_range(line, 0, head), splice->text,
                                   bg_slice_from(line, head + splice->end - splice->at)};
        edit.after = bg_arena_join(planning->arena, parts, 3);
    }
    return edit;
}

void bg_planning_take(struct bg_planning *planning, struct bg_source *source, const struct bg_edit *edit, bool is_new) {
    if (edit->count == 0) {
        return;
    }
    for (size_t s = 0; s < edit->count; s++) {
        add_edit(planning, describe(planning, source, &edit->splices[s]));
    }
    struct bg_file_change *known = find_file(&planning->own, source->path);
    if (known != NULL) {
        known->after = edit->result;
        return;
    }
    const struct bg_file_change *shared = find_file(planning->files, source->path);
    struct bg_slice before = is_new ? BG_NO_SLICE : source->text;
    push_file(&planning->own,
              (struct bg_file_change){source->path, shared == NULL ? before : shared->before, edit->result});
}

void bg_planning_keep(struct bg_planning *planning) {
    for (size_t f = 0; f < planning->own.count; f++) {
        struct bg_file_change *shared = find_file(planning->files, planning->own.items[f].path);
        if (shared != NULL) {
            shared->after = planning->own.items[f].after;
        } else {
            push_file(planning->files, planning->own.items[f]);
        }
    }
}
