/*
 * The first hour: bg_init. Finds the connectors and says how much of them can be read, writes a configuration that says
 * what holds, a workflow and a hook, into the work tree, and tries the gate on the last commits. Never over a file that
 * is there: that one is kept, and said.
 */
#include "base/home.h"
#include "base/visible.h"
#include "layout/census.h"
#include "layout/layout.h"
#include "layout/propose.h"
#include "layout/read_site.h"
#include "release/apply.h"
#include "repo/repo.h"
#include "rules/profile.h"
#include "run/config_file.h"
#include "run/inventory.h"
#include "run/public.h"
#include "run/trial.h"

#include <sys/stat.h>

/* How many folders of other forms are named. */
enum { STRANGERS = 5 };

/* What was found: the layout, and its lines where it is none of the built-in ones. */
struct fitting {
    const struct bg_layout *layout;
    struct bg_slice lines;
    struct bg_census census;
    struct bg_sightings sightings;
    bool is_configured; /* the layout is that of a configuration that is there */
};

static void add_lines(struct bg_buffer *out, struct bg_slice lines) {
    while (lines.len > 0) {
        struct bg_slice line = bg_slice_cut(&lines, '\n');
        bg_buffer_printf(out, "  %.*s\n", BG_ARGS(line));
    }
}

static void add_layouts(struct bg_buffer *out, const struct fitting *found) {
    if (found->lines.len > 0) {
        bg_buffer_add_text(out, "layouts:\n");
        add_lines(out, found->lines);
    } else {
        bg_buffer_printf(out, "layouts: %.*s\n", BG_ARGS(found->layout->id));
    }
}

/* The configuration: what is chosen, and in comments what else could be. */
static void add_configuration(struct bg_buffer *out, const struct fitting *found) {
    const struct bg_layout *layout = found->layout;
    bg_buffer_add_text(out,
                       "# yaml-language-server: $schema=" BG_CONFIG_SCHEMA "\n\n"
                       "# The configuration of bumpgate. All of it is optional; a line that begins with \"#:\" shows "
                       "what could stand there.\n\n"
                       "# Where connectors keep their versions, specs and streams.\n");
    add_layouts(out, found);
    bg_buffer_add_text(out, "\n# What rules demand, and what versions may look like:\n");
    for (size_t p = 0; p < bg_builtin_profile_count; p++) {
        const struct bg_profile *profile = &bg_builtin_profiles[p];
        bg_buffer_printf(out, "#   %-9.*s %.*s\n", BG_ARGS(profile->name), BG_ARGS(profile->summary));
    }
    bg_buffer_printf(out, "profile: %.*s\n", BG_ARGS(layout->profile));
    bg_buffer_add_text(out, "\n# What may carry a breaking change below 1.0.0: minor-breaks, strict, cargo or free.\n"
                            "#: pre_1_0: minor-breaks\n"
                            "\n# What the title of a pull request does: floor, note or ignore.\n"
                            "#: titles: floor\n"
                            "\n# Other levels for single rules; `bumpgate rules` lists them.\n"
                            "#: levels:\n#:   spec-default-changed: patch\n"
                            "\n# More paths in a connector's folder that never reach a user.\n"
                            "#: never_ships:\n#:   - \"demo/**\"\n"
                            "\n# Breaking changes that are accepted, each with a reason and an end.\n"
                            "#: waivers:\n#:   - rule: field-removed\n#:     connector: source-example\n"
                            "#:     stream: users\n#:     path: /properties/legacy_id\n#:     reason: never filled\n"
                            "#:     until: 2030-01-01\n");
}

static void add_workflow(struct bg_buffer *out, const struct fitting *found) {
    bool needs_tags = found->layout->compares_tags;
    bg_buffer_add_text(out, "# Fails a pull request whose connectors declare too low a version.\n"
                            "name: Versions\non:\n  pull_request:\n  merge_group:\n\npermissions:\n  contents: read\n\n"
                            "jobs:\n  bumpgate:\n    runs-on: ubuntu-latest\n    steps:\n"
                            "      - uses: actions/checkout@v4\n        with:\n");
    bg_buffer_add_text(out, needs_tags ? "          fetch-depth: 0 # the last release is found by its tag\n"
                                       : "          fetch-depth: 2 # the merge commit and what it merges into\n");
    bg_buffer_add_text(out, "          persist-credentials: false\n"
                            "      - uses: bumpgate/bumpgate@" BG_REVISION BG_REVISION_NOTE "\n");
}

static void add_hook(struct bg_buffer *out, const struct fitting *found) {
    (void)found;
    bg_buffer_add_text(out, "repos:\n  - repo: " BG_HOME "\n    rev: " BG_REVISION BG_REVISION_NOTE "\n"
                            "    hooks:\n      - id: bumpgate # installed; or bumpgate-docker, or bumpgate-src\n");
}

static const struct {
    const char *path;
    void (*add)(struct bg_buffer *out, const struct fitting *found);
} files[] = {
    {".bumpgate.yaml", add_configuration},
    {".github/workflows/bumpgate.yml", add_workflow},
    {".pre-commit-config.yaml", add_hook},
};

/* Whether the file that was kept has what we would have written. */
static bool says_it(struct bg_tree *tree, struct bg_arena *arena, size_t i, const struct fitting *found) {
    struct bg_slice text = bg_tree_text(tree, bg_slice_of(files[i].path), arena);
    if (files[i].add == add_hook) {
        return bg_slice_find(text, BG_LITERAL("id: bumpgate")) < text.len;
    }
    return files[i].add != add_configuration || found->is_configured || found->lines.len == 0;
}

static void say(struct bg_buffer *said, size_t i, bool is_new, bool has_it, struct bg_slice text) {
    bg_buffer_printf(said, is_new ? "Wrote %s\n" : "Kept %s, which is there already\n", files[i].path);
    if (is_new || has_it) {
        return;
    }
    bg_buffer_add_text(said, files[i].add == add_hook ? "For the hook, add to it:\n" : "For the layout, add to it:\n");
    bg_buffer_add(said, text);
}

/* Those that are not there, all or none; a broken link is there as well. */
static bool write_files(struct bg_arena *arena, struct bg_slice root, struct bg_tree *tree, const struct fitting *found,
                        struct bg_buffer *said, struct bg_error *err) {
    enum { FILES = sizeof files / sizeof files[0] };
    struct bg_file_change changes[FILES];
    struct bg_buffer lines = {0};
    size_t count = 0;
    for (size_t i = 0; i < FILES; i++) {
        struct stat status;
        struct bg_buffer text = {0};
        files[i].add(&text, found);
        bool is_new = lstat(bg_arena_printf(arena, "%.*s/%s", BG_ARGS(root), files[i].path).at, &status) != 0;
        if (is_new) {
            changes[count++] = (struct bg_file_change){.path = bg_slice_of(files[i].path),
                                                       .after = bg_arena_copy(arena, bg_buffer_slice(&text))};
        }
        if (!is_new && files[i].add == add_configuration) {
            text.len = 0;
            add_layouts(&text, found);
        }
        say(&lines, i, is_new, !is_new && says_it(tree, arena, i, found), bg_buffer_slice(&text));
        bg_buffer_finish(&text);
    }
    if (count == 0) {
        bg_buffer_add_text(&lines, "Nothing was written: all three files are there.\n");
    }
    bool is_done = bg_apply(arena, root, changes, count, err);
    bg_buffer_add(said, is_done ? bg_buffer_slice(&lines) : BG_LITERAL(""));
    bg_buffer_finish(&lines);
    return is_done;
}

/* The layout that a configuration names must be the one: no other takes its place. */
static bool find_configured(struct bg_tree *tree, const struct bg_config *config, struct bg_arena *arena,
                            struct fitting *out, struct bg_error *err) {
    out->is_configured = true;
    if (!bg_layout_choose(tree, config->layouts, arena, &out->layout, err)) {
        return false;
    }
    return out->layout != NULL ||
           bg_fail(err, BG_ERROR_JUDGE,
                   "no connectors were found, so nothing was written: .bumpgate.yaml is there, and of its layouts none "
                   "fits: %.*s; correct it, or take `layouts` out",
                   BG_ARGS(bg_layout_tried(arena, config->layouts)));
}

/* A built-in layout that knows connectors here, else one for those that are told by their form. */
static bool find_fitting(struct bg_tree *tree, struct bg_arena *arena, struct fitting *out, struct bg_error *err) {
    struct bg_error unfit = {0};
    if (!bg_layout_choose(tree, NULL, arena, &out->layout, err) ||
        (out->layout != NULL && !bg_census_take(NULL, tree, out->layout, arena, &out->census, err))) {
        return false;
    }
    bool fits = out->layout != NULL && bg_census_suffices(&out->census, out->layout, ".bumpgate.yaml", &unfit);
    if (!fits && !bg_layout_propose(tree, arena, &out->sightings, &out->lines, &out->layout, err)) {
        return false;
    }
    if (out->layout == NULL && unfit.message[0] != '\0') {
        *err = unfit;
        return false;
    }
    return out->layout != NULL ||
           bg_fail(
               err, BG_ERROR_JUDGE,
               "no connectors were found, so nothing was written: no known layout fits, and no folder down to the "
               "fourth level is of a known form (a manifest, metadata of Airbyte, a spec beside code, a Singer "
               "package, "
               "an image with a label); describe the repository under layouts: in .bumpgate.yaml (docs/layouts.md)");
}

/* Nothing is written that would pass each pull request, or fail each: a layout that knows no connector. */
static bool find(struct bg_tree *tree, struct bg_arena *arena, struct fitting *out, struct bg_error *err) {
    struct bg_config_file file;
    if (!bg_config_file_read(&file, arena, tree, err) || !bg_sightings_find(tree, arena, &out->sightings, err)) {
        return false;
    }
    bool is_found = file.config.layouts != NULL ? find_configured(tree, &file.config, arena, out, err)
                                                : find_fitting(tree, arena, out, err);
    return is_found && bg_census_take(NULL, tree, out->layout, arena, &out->census, err) &&
           bg_census_suffices(&out->census, out->layout, ".bumpgate.yaml", err);
}

static bool is_known(const struct bg_slices *roots, struct bg_slice folder) {
    for (size_t i = 0; i < roots->count; i++) {
        struct bg_slice root = roots->items[i];
        if (bg_slice_equal(root, folder) || bg_path_below(root, folder).at != NULL ||
            bg_path_below(folder, root).at != NULL) {
            return true;
        }
    }
    return false;
}

/* What looks like a connector and is none of the layout's: it would never be judged. */
static void add_strangers(struct bg_buffer *out, const struct fitting *found, const struct bg_slices *roots) {
    size_t count = 0;
    for (size_t i = 0; i < found->sightings.count; i++) {
        struct bg_slice folder = found->sightings.items[i].folder;
        if (!is_known(roots, folder) && count++ < STRANGERS) {
            bg_buffer_add_text(out, count == 1 ? "Of another form, and not judged by this layout: " : ", ");
            bg_visible_add(out, folder, SIZE_MAX);
        }
    }
    if (count > STRANGERS) {
        bg_buffer_printf(out, " and %zu more", count - STRANGERS);
    }
    bg_buffer_add_text(out, count > 0 ? " (docs/layouts.md)\n" : "");
}

static bool add_found(struct bg_buffer *said, struct bg_repo *repo, struct bg_tree *tree, struct bg_arena *arena,
                      const struct fitting *found, struct bg_error *err) {
    struct bg_slices roots;
    const char *where = found->is_configured   ? ", as .bumpgate.yaml says"
                        : found->lines.len > 0 ? ", described in .bumpgate.yaml"
                                               : "";
    bg_buffer_printf(said, "The layout is %.*s%s; it knows %zu connector%s:\n", BG_ARGS(found->layout->id), where,
                     found->census.known, bg_plural(found->census.known));
    if (!bg_inventory_add(said, repo, tree, found->layout, arena, &roots, err)) {
        return false;
    }
    add_strangers(said, found, &roots);
    return true;
}

static bool init(struct bg_arena *arena, struct bg_repo *repo, const struct bg_options *options, struct bg_buffer *said,
                 struct bg_error *err) {
    struct bg_slice root = bg_repo_folder(repo);
    struct bg_tree *tree = NULL;
    struct fitting found = {.layout = NULL};
    if (root.at == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the repository is bare: there is no work tree to write to");
    }
    root = bg_slice_ends(root, BG_LITERAL("/")) ? bg_slice_range(root, 0, root.len - 1) : root;
    if (!bg_repo_worktree(repo, &tree, err) || !find(tree, arena, &found, err) ||
        !add_found(said, repo, tree, arena, &found, err) || !write_files(arena, root, tree, &found, said, err)) {
        return false;
    }
    if (bg_versions_are_tags(tree, found.layout, arena, NULL)) {
        bg_buffer_add_text(said,
                           "Not tried on past commits: versions are release tags here, so a commit declares none; "
                           "bumpgate check compares with the last tag.\n");
        return true;
    }
    struct bg_options tried = *options;
    tried.config = bg_arena_printf(arena, "%.*s/%s", BG_ARGS(root), files[0].path).at;
    bg_trial_add(said, &tried, bg_repo_is_shallow(repo));
    return true;
}

bool bg_init(const struct bg_options *options, const struct bg_writer *to, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer said = {0};
    struct bg_repo *repo = NULL;
    bool is_done = bg_options_are_known(options->version, err) &&
                   bg_repo_open(&repo, options->repo, options->trusts_owner, err) &&
                   init(&arena, repo, options, &said, err);
    bool is_said = bg_write_out(to, &said, is_done ? err : NULL);
    bg_repo_free(repo);
    bg_buffer_finish(&said);
    bg_arena_finish(&arena);
    return is_done && is_said;
}
