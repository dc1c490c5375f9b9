/* Evidence of a release: see release.h. */
#include "release/release.h"

#include "layout/expand.h"
#include "layout/metadata.h"
#include "layout/page.h"
#include "base/glob.h"
#include "site/site.h"
#include "release/evidence.h"
#include "release/version.h"

struct release {
    const struct bg_release_query *query;
    const struct bg_verdict *verdict;
    struct bg_arena *arena; /* for what is read here; freed after it */
    struct bg_reasons reasons;
};

static struct bg_source *open_file(struct release *release, struct bg_tree *tree, struct bg_slice path) {
    struct bg_slice text;
    struct bg_error ignored;
    if (path.at == NULL || bg_tree_read(tree, path, release->arena, &text, NULL, &ignored) != BG_FILE_READ) {
        return NULL;
    }
    return bg_source_new(release->arena, path, text);
}

/* The version in another place of the connector; text {NULL, 0} if there is none. */
static struct bg_version_copy read_copy(struct release *release, struct bg_tree *tree,
                                        const struct bg_connector *connector, const struct bg_layout_site *site,
                                        struct bg_place *at) {
    struct bg_layout_names names = bg_layout_names_of(release->arena, release->query->layout, connector->about.name);
    struct bg_slice file = bg_layout_fill(release->arena, site->file, &names);
    struct bg_version_copy copy = {.file = bg_path_join(release->arena, connector->about.root, file)};
    struct bg_source *source = open_file(release, tree, copy.file);
    const struct bg_site_kind *kind = bg_site_kind_find(site->kind);
    struct bg_site_query asked = {0};
    struct bg_site found;
    struct bg_refusal refusal;
    bg_site_path(release->arena, site->at, &asked);
    if (source != NULL && kind != NULL && bg_site_find(release->arena, kind, source, &asked, &found, &refusal)) {
        copy.text = bg_site_text(source, &found);
        *at = bg_source_place(source, found.at);
    }
    return copy;
}

/* Mirrors that differ from the version, unless both stood there like this before. */
static void check_mirrors(struct release *release) {
    const struct bg_release_query *query = release->query;
    for (size_t m = 0; m < query->layout->mirror_count; m++) {
        const struct bg_layout_site *site = &query->layout->mirrors[m];
        struct bg_place at = {0};
        struct bg_place ignored;
        struct bg_version_copy primary = {query->head->about.version.at.file, query->head->about.version.text};
        struct bg_version_copy mirror = read_copy(release, query->head_tree, query->head, site, &at);
        if (mirror.text.at == NULL) {
            continue;
        }
        struct bg_slice message = bg_version_compare_copies(release->arena, &primary, &mirror);
        struct bg_version_copy before = {0};
        if (message.at != NULL && query->base != NULL) {
            before = read_copy(release, query->base_tree, query->base, site, &ignored);
        }
        bool is_old = before.text.at != NULL && bg_slice_equal(before.text, mirror.text) &&
                      bg_slice_equal(query->base->about.version.text, primary.text);
        if (message.at != NULL && !is_old) {
            bg_reasons_add(&release->reasons, BG_VERSION_MIRROR_MISMATCH, at, "%.*s", BG_ARGS(message));
        }
    }
}

/* The streams that break by what was found and not waived; in the arena. */
static struct bg_slice *breaking_streams(struct release *release, size_t *count) {
    const struct bg_verdict *verdict = release->verdict;
    struct bg_slice *streams = bg_arena_array(release->arena, verdict->finding_count, sizeof streams[0]);
    *count = 0;
    for (size_t f = 0; f < verdict->finding_count; f++) {
        const struct bg_finding *finding = &verdict->findings[f];
        bool is_known = finding->level != BG_LEVEL_MAJOR || finding->waived.at != NULL || finding->stream.at == NULL;
        for (size_t s = 0; !is_known && s < *count; s++) {
            is_known = bg_slice_equal(streams[s], finding->stream);
        }
        if (!is_known) {
            streams[(*count)++] = finding->stream;
        }
    }
    return streams;
}

static const struct bg_node *metadata_at(const struct bg_connector *connector, const char *key) {
    return connector == NULL || connector->about.metadata == NULL
               ? NULL
               : bg_metadata_at(connector->about.metadata, bg_slice_of(key));
}

static void check_breaking(struct release *release) {
    const struct bg_release_query *query = release->query;
    struct bg_evidence_query asked = {
        .base = query->base == NULL ? BG_NO_SLICE : query->base->about.version.text,
        .head = query->head->about.version.text,
        .required = release->verdict->required,
        .is_destination = bg_slice_starts(query->head->about.name, BG_LITERAL("destination-")),
        .title = bg_node_text(metadata_at(query->head, "data.name")),
        .today = query->today,
        .breaking = metadata_at(query->head, "data.releases.breakingChanges"),
        .base_breaking = metadata_at(query->base, "data.releases.breakingChanges"),
        .rollout = metadata_at(query->head, "data.releases.rolloutConfiguration"),
        .metadata = query->head->about.version.at,
        .guide_path = query->head->about.guide_path,
        .guide = open_file(release, query->head_tree, query->head->about.guide_path),
    };
    if (query->base != NULL) {
        asked.base_guide = open_file(release, query->base_tree, query->base->about.guide_path);
    }
    asked.streams = breaking_streams(release, &asked.stream_count);
    bg_evidence_check(&asked, &release->reasons);
}

static bool is_raised(enum bg_declared declared) {
    return declared == BG_DECLARED_PATCH || declared == BG_DECLARED_MINOR || declared == BG_DECLARED_MAJOR ||
           declared == BG_DECLARED_PRERELEASE || declared == BG_DECLARED_PROMOTE;
}

static void check_changelog(struct release *release) {
    const struct bg_connector *head = release->query->head;
    struct bg_tree *tree = release->query->head_tree;
    struct bg_changelog_query asked = {.version = head->about.version.text, .path = head->about.doc_path};
    if (!is_raised(release->verdict->declared) || release->query->layout->docs_at.at == NULL ||
        bg_page_is_of_another(tree, release->arena, head->about.root, head->about.name, head->about.doc_path)) {
        return;
    }
    asked.page = open_file(release, tree, head->about.doc_path);
    asked.path = head->about.doc_path.at == NULL ? head->about.version.at.file : head->about.doc_path;
    bg_evidence_check_changelog(&asked, &release->reasons);
}

/* Those that count, behind the reasons that are there. */
static void add_reasons(struct bg_arena *arena, const struct release *release, struct bg_verdict *verdict) {
    size_t room = verdict->reason_count + release->reasons.count;
    struct bg_reason *reasons = bg_arena_array(arena, room, sizeof reasons[0]);
    size_t count = verdict->reason_count;
    if (count > 0) {
        memcpy(reasons, verdict->reasons, count * sizeof reasons[0]);
    }
    for (size_t r = 0; r < release->reasons.count; r++) {
        struct bg_reason reason = release->reasons.items[r];
        switch (bg_evidence_effect_of(release->query->evidence, release->query->evidence_count, reason.id)) {
        case BG_EVIDENCE_IGNORE:
            continue;
        case BG_EVIDENCE_WARN:
            bg_problem_add(release->query->problems, reason.id.at, false, reason.at, "%.*s", BG_ARGS(reason.message));
            continue;
        case BG_EVIDENCE_REJECT:
            break;
        }
        reason.message = bg_arena_copy(arena, reason.message);
        reason.at.file = bg_arena_copy(arena, reason.at.file);
        reasons[count++] = reason;
    }
    if (count > verdict->reason_count) {
        verdict->outcome = BG_OUTCOME_REJECTED;
        verdict->version_is_enough = true;
    }
    verdict->reasons = reasons;
    verdict->reason_count = count;
}

void bg_release_check(struct bg_arena *arena, const struct bg_release_query *query, struct bg_verdict *verdict) {
    if (query->evidence_count == 0) {
        return;
    }
    struct bg_arena own = BG_ARENA_EMPTY;
    struct release release = {.query = query, .verdict = verdict, .arena = &own, .reasons = {.arena = &own}};
    check_mirrors(&release);
    if (query->layout->breaking.at != NULL) {
        check_breaking(&release);
    }
    check_changelog(&release);
    add_reasons(arena, &release, verdict);
    bg_arena_finish(&own);
}
