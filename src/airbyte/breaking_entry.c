/*
 * The entry of a breaking release in the metadata: a message, a deadline, and the streams that it is about. A draft
 * writes it above those that are there, with the scope as the findings have it.
 */
#include "airbyte/artefacts.h"
#include "airbyte/breaking.h"
#include "airbyte/draft.h"
#include "airbyte/moved.h"
#include "base/date.h"
#include "layout/expand.h"
#include "release/mapping.h"
#include "text/write_json.h"

/* The entries of one release under check. */
struct entries {
    struct bg_release_view *release;
    struct bg_breaking breaking;
    struct bg_slice name; /* of the key that they stand under */
};

static void find(const struct bg_layout *layout, const struct bg_about *about, struct bg_artefact_places *out) {
    if (layout->metadata.at != NULL && layout->breaking.at != NULL) {
        struct bg_slice path = bg_path_join(out->arena, about->root, layout->metadata);
        bg_artefact_places_add(out, (struct bg_artefact_place){.path = path});
    }
}

/* Whether the entry of this key takes effect with the release under check. */
static bool is_released(const struct entries *entries, struct bg_slice key) {
    struct bg_semver version;
    return entries->breaking.is_breaking && bg_breaking_key(key, &version) &&
           bg_semver_compare_core(&version, &entries->breaking.head) == 0;
}

static void check_message(struct entries *entries, struct bg_slice key, const struct bg_node *entry) {
    struct bg_slice message = bg_node_text(bg_node_at(entry, "message"));
    struct bg_slice deadline = bg_node_text(bg_node_at(entry, "upgradeDeadline"));
    if (bg_draft_has_blank(message) || bg_draft_has_blank(deadline)) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_BLANK, bg_node_place(entry),
                       "the entry for `%.*s` is a draft: fill in what is marked with " BG_BLANK, BG_ARGS(key));
    }
    if (bg_slice_trim(message).len == 0) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_MESSAGE_EMPTY, bg_node_place(entry),
                       "the entry for `%.*s` did not say what breaks", BG_ARGS(key));
    }
}

/* A day that users were told before and that comes earlier now. */
static void check_promise(struct entries *entries, struct bg_slice key, const struct bg_node *deadline, long days) {
    const struct bg_node *before = bg_node_at(bg_node_get(entries->breaking.base_entries, key), "upgradeDeadline");
    long promised;
    if (bg_date_read(bg_node_text(before), &promised) && days < promised) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_DEADLINE_SHORTENED, bg_node_place(deadline),
                       "the deadline of `%.*s` was %.*s and is %.*s now", BG_ARGS(key), BG_ARGS(bg_node_text(before)),
                       BG_ARGS(bg_node_text(deadline)));
    }
}

static void check_deadline(struct entries *entries, struct bg_slice key, const struct bg_node *entry) {
    const struct bg_node *deadline = bg_node_at(entry, "upgradeDeadline");
    struct bg_slice text = bg_node_text(deadline);
    struct bg_place at = bg_node_place(deadline == NULL ? entry : deadline);
    long days;
    long today;
    if (deadline == NULL) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_DEADLINE_MISSING, at,
                       "the entry for `%.*s` has no deadline", BG_ARGS(key));
        return;
    }
    if (!bg_date_read(text, &days)) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_DEADLINE_INVALID, at,
                       "the entry for `%.*s` has no deadline of the form YYYY-MM-DD", BG_ARGS(key));
        return;
    }
    if (deadline->style == BG_STYLE_PLAIN) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_DEADLINE_INVALID, at,
                       "the deadline of `%.*s` stood without quotes, so that YAML makes it a date and no text",
                       BG_ARGS(key));
        return;
    }
    check_promise(entries, key, deadline, days);
    const struct bg_release_query *query = entries->release->query;
    long notice = bg_notice_days(query->notice, query->head->about.name);
    if (is_released(entries, key) && bg_date_read(query->today, &today) && days - today < notice) {
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_DEADLINE_TOO_SOON, at,
                       "the deadline %.*s leaves users less than %ld days from %.*s", BG_ARGS(text), notice,
                       BG_ARGS(query->today));
    }
}

/* The streams that break by what was found and not waived; in the arena of the check. */
static struct bg_slice *breaking_streams(const struct bg_release_view *release, size_t *count) {
    const struct bg_verdict *verdict = release->verdict;
    struct bg_slice *streams = bg_arena_array(release->reasons.arena, verdict->finding_count, sizeof streams[0]);
    *count = 0;
    for (size_t f = 0; f < verdict->finding_count; f++) {
        const struct bg_finding *finding = &verdict->findings[f];
        bool is_breaking = finding->level == BG_LEVEL_MAJOR && finding->waived.at == NULL && finding->stream.at != NULL;
        if (is_breaking && !bg_slice_is_among(streams, *count, finding->stream)) {
            streams[(*count)++] = finding->stream;
        }
    }
    return streams;
}

/* Whether `name` is in the scopes of an entry. */
static bool is_in_scope(const struct bg_node *scopes, struct bg_slice name) {
    for (size_t s = 0; s < scopes->count; s++) {
        const struct bg_node *names = bg_node_at(scopes->as.items[s], "impactedScopes");
        for (size_t n = 0; bg_node_is(names, BG_NODE_LIST) && n < names->count; n++) {
            if (bg_slice_equal(bg_node_text(names->as.items[n]), name)) {
                return true;
            }
        }
    }
    return false;
}

/* The scope of the entry of this release against the streams that really break. */
static void compare_scope(struct entries *entries, struct bg_slice key, const struct bg_node *scopes) {
    struct bg_reasons *reasons = &entries->release->reasons;
    size_t count;
    const struct bg_slice *streams = breaking_streams(entries->release, &count);
    for (size_t s = 0; s < count; s++) {
        if (!is_in_scope(scopes, streams[s])) {
            bg_reasons_add(reasons, BG_ID_BC_SCOPE_INCOMPLETE, bg_node_place(scopes),
                           "the stream `%.*s` breaks and is not in the scope of `%.*s`", BG_ARGS(streams[s]),
                           BG_ARGS(key));
        }
    }
    for (size_t s = 0; s < scopes->count; s++) {
        const struct bg_node *names = bg_node_at(scopes->as.items[s], "impactedScopes");
        for (size_t n = 0; bg_node_is(names, BG_NODE_LIST) && n < names->count; n++) {
            const struct bg_node *name = names->as.items[n];
            if (!bg_slice_is_among(streams, count, bg_node_text(name))) {
                bg_reasons_add(reasons, BG_ID_BC_SCOPE_UNAFFECTED, bg_node_place(name),
                               "the stream `%.*s` is in the scope of `%.*s`, and no breaking change of it was found",
                               BG_ARGS(bg_node_text(name)), BG_ARGS(key));
            }
        }
    }
}

/* What is wrong with the form of a scope, or NULL. */
static const char *scope_fault(const struct bg_node *scopes) {
    if (!bg_node_is(scopes, BG_NODE_LIST) || scopes->count == 0) {
        return "its scopedImpact is no list with at least one item";
    }
    for (size_t s = 0; s < scopes->count; s++) {
        const struct bg_node *names = bg_node_at(scopes->as.items[s], "impactedScopes");
        if (!bg_node_is_text(bg_node_at(scopes->as.items[s], "scopeType"), "stream")) {
            return "a scopeType is not `stream`";
        }
        if (!bg_node_is(names, BG_NODE_LIST) || names->count == 0) {
            return "its impactedScopes is no list with at least one name";
        }
    }
    return NULL;
}

/* What is wrong with the form of an entry, message and deadline aside, or NULL. */
static const char *entry_fault(const struct bg_node *entry) {
    static const char *const known[] = {"deadlineAction", "message", "migrationDocumentationUrl", "scopedImpact",
                                        "upgradeDeadline"};
    if (!bg_node_is(entry, BG_NODE_MAP)) {
        return "it is no mapping";
    }
    for (size_t m = 0; m < entry->count; m++) {
        size_t k = 0;
        while (k < sizeof known / sizeof known[0] && !bg_slice_is(entry->as.members[m].key, known[k])) {
            k++;
        }
        if (k == sizeof known / sizeof known[0]) {
            return "it has an unknown key";
        }
    }
    const struct bg_node *action = bg_node_at(entry, "deadlineAction");
    if (action != NULL && !bg_node_is_text(action, "auto_upgrade") && !bg_node_is_text(action, "disable")) {
        return "its deadlineAction is neither `auto_upgrade` nor `disable`";
    }
    const struct bg_node *scopes = bg_node_at(entry, "scopedImpact");
    return scopes == NULL ? NULL : scope_fault(scopes);
}

/* One entry that is new or changed. */
static void check_entry(struct entries *entries, const struct bg_member *member, const struct bg_semver *version) {
    struct bg_reasons *reasons = &entries->release->reasons;
    const struct bg_node *entry = member->value;
    struct bg_slice key = member->key;
    if (bg_semver_compare_core(version, &entries->breaking.head) > 0) {
        bg_reasons_add(reasons, BG_ID_BC_KEY_ABOVE_VERSION, bg_member_place(member),
                       "%.*s has an entry for `%.*s`, which is above the version `%.*s`", BG_ARGS(entries->name),
                       BG_ARGS(key), BG_ARGS(entries->release->query->head->about.version.text));
    }
    const char *fault = entry_fault(entry);
    if (fault != NULL) {
        bg_reasons_add(reasons, BG_ID_BC_ENTRY_INVALID, bg_node_place(entry), "the entry for `%.*s` is wrong: %s",
                       BG_ARGS(key), fault);
    }
    if (!bg_node_is(entry, BG_NODE_MAP)) {
        return;
    }
    check_message(entries, key, entry);
    check_deadline(entries, key, entry);
    const struct bg_node *scopes = bg_node_at(entry, "scopedImpact");
    if (is_released(entries, key) && scopes != NULL && fault == NULL) {
        compare_scope(entries, key, scopes);
    }
}

/* Of the whole mapping: its entries, and that the one of this release is there. */
static void check_all(struct entries *entries, const struct bg_node *map) {
    bool has_entry = false;
    for (size_t m = 0; bg_node_is(map, BG_NODE_MAP) && m < map->count; m++) {
        const struct bg_member *member = &map->as.members[m];
        bool is_new = bg_breaking_is_new(&entries->breaking, member);
        struct bg_semver version;
        bool is_version = bg_breaking_key(member->key, &version);
        has_entry |= is_version && bg_semver_compare_core(&version, &entries->breaking.head) == 0;
        if (is_new && is_version) {
            check_entry(entries, member, &version);
        } else if (is_new) {
            bg_reasons_add(&entries->release->reasons, BG_ID_BC_KEY_INVALID, bg_member_place(member),
                           "%.*s has the key `%.*s`, which is no version X.Y.Z", BG_ARGS(entries->name),
                           BG_ARGS(member->key));
        }
    }
    if (entries->breaking.is_breaking && !has_entry) {
        struct bg_slice at = bg_metadata_shown(entries->release->query->layout->metadata_below,
                                               entries->release->query->layout->breaking);
        struct bg_slice core =
            bg_semver_next_core(entries->release->reasons.arena, &entries->breaking.head, BG_LEVEL_NONE);
        bg_reasons_add(&entries->release->reasons, BG_ID_BC_ENTRY_MISSING,
                       entries->release->query->head->about.version.at,
                       "a breaking release needs an entry for `%.*s` under %.*s", BG_ARGS(core), BG_ARGS(at));
    }
}

/* The last of dotted keys. */
static struct bg_slice last_key(struct bg_slice keys) {
    struct bg_slice key = keys;
    while (keys.at != NULL) {
        key = bg_slice_cut(&keys, '.');
    }
    return key;
}

static void check(struct bg_release_view *release, const struct bg_artefact_place *place) {
    struct entries entries = {.release = release, .name = last_key(release->query->layout->breaking)};
    (void)place;
    if (bg_breaking_read(release, &entries.breaking)) {
        check_all(&entries, entries.breaking.entries);
    }
}

/* Whether an earlier breaking finding is of the same stream. */
static bool is_named_before(const struct bg_verdict *verdict, size_t f) {
    for (size_t i = 0; i < f; i++) {
        if (bg_draft_breaks(&verdict->findings[i]) &&
            bg_slice_equal(verdict->findings[i].stream, verdict->findings[f].stream)) {
            return true;
        }
    }
    return false;
}

static void add_scope(struct bg_draft_lines *lines, const struct bg_verdict *verdict) {
    if (!bg_draft_has_scope(verdict)) {
        return;
    }
    bg_draft_add(lines, 2, "scopedImpact:");
    bg_draft_add(lines, 4, "- scopeType: stream");
    bg_draft_add(lines, 6, "impactedScopes:");
    for (size_t f = 0; f < verdict->finding_count; f++) {
        if (bg_draft_breaks(&verdict->findings[f]) && !is_named_before(verdict, f)) {
            bg_draft_start(lines, 8);
            bg_buffer_add_text(&lines->text, "- ");
            bg_json_write_string(&lines->text, verdict->findings[f].stream);
            bg_draft_end(lines);
        }
    }
}

#define BLANK_DEADLINE "upgradeDeadline: \"" BG_BLANK ": YYYY-MM-DD\""

static struct bg_slice entry_lines(struct bg_arena *arena, struct bg_slice version, const struct bg_verdict *verdict) {
    struct bg_draft_lines lines = {.end = BG_LITERAL("\n")};
    bg_buffer_printf(&lines.text, "%.*s:", BG_ARGS(version));
    bg_draft_end(&lines);
    bg_draft_add(&lines, 2, "message: \"" BG_BLANK ": what breaks, and what users have to do\"");
    bg_draft_add(&lines, 2, BLANK_DEADLINE);
    add_scope(&lines, verdict);
    struct bg_slice text = bg_arena_copy(arena, bg_buffer_slice(&lines.text));
    bg_buffer_finish(&lines.text);
    return text;
}

/* An entry that is there and has no deadline gets a blank one, and keeps what it says. */
static void complete_entry(struct bg_arena *arena, struct bg_source *metadata, struct bg_mapping_entry *entry) {
    struct bg_slice at = bg_arena_printf(arena, "%.*s.%.*s", BG_ARGS(entry->at), BG_ARGS(entry->key));
    const struct bg_node *known = bg_mapping_find(arena, metadata, at);
    if (known != NULL && known->count > 0 && bg_node_at(known, "upgradeDeadline") == NULL) {
        *entry = (struct bg_mapping_entry){
            .at = at, .key = BG_LITERAL("upgradeDeadline"), .lines = BG_LITERAL(BLANK_DEADLINE "\n")};
    }
}

static bool write(struct bg_planning *planning, const struct bg_artefact_place *place) {
    struct bg_arena *arena = planning->arena;
    struct bg_error err;
    struct bg_source *metadata = bg_planning_open(planning, place->path, &err);
    struct bg_mapping_entry entry = {.at = planning->query->layout->breaking};
    struct bg_edit edit;
    struct bg_refusal refusal = {0};
    if (metadata == NULL || !bg_draft_version(planning, &entry.key)) {
        return bg_planning_refuse(planning, BG_ID_NOT_FOUND, BG_OUTCOME_UNJUDGED,
                                  BG_LITERAL("there is no metadata in which breaking changes are announced"),
                                  (struct bg_place){.file = place->path});
    }
    entry.lines = entry_lines(arena, entry.key, planning->verdict);
    complete_entry(arena, metadata, &entry);
    if (!bg_mapping_add(arena, metadata, &entry, &edit, &refusal)) {
        return bg_planning_refuse_edit(planning, &refusal);
    }
    bg_planning_take(planning, metadata, &edit, false);
    return true;
}

const struct bg_artefact bg_artefact_breaking_entry = {
    .id = "breaking-entry",
    .find = find,
    .check = check,
    .turn = BG_TURN_IN_DRAFT,
    .write = write,
    .move = bg_moved_entry_plan,
    .merge = bg_moved_entry_merge,
};
