/*
 * The file of the configuration: .bumpgate.yaml at the root of a tree, or the one that the caller names. Whatever
 * stands in its place and is no file is not passed over.
 */
#ifndef BG_RUN_CONFIG_FILE_H
#define BG_RUN_CONFIG_FILE_H

#include "bumpgate.h"
#include "repo/tree.h"
#include "rules/config.h"

#define BG_CONFIG_PATH BG_LITERAL(".bumpgate.yaml")

/* The file that the configuration is read from: the caller's own, or the one of the repository. */
const char *bg_config_file_name(const struct bg_options *options);

struct bg_config_file {
    bool is_there;
    struct bg_oid id; /* of its bytes in the tree */
    struct bg_config config;
};

/* That of the tree; none if the tree is NULL. A mistake in it is an error of usage, a file that cannot be read one of
 * judgement. */
bool bg_config_file_read(struct bg_config_file *out, struct bg_arena *arena, struct bg_tree *tree,
                         struct bg_error *err) BG_MUST_CHECK;

/* The one at a path of the caller's, who answers for it: it has to be there. */
bool bg_config_file_read_given(struct bg_config_file *out, struct bg_arena *arena, const char *path,
                               struct bg_error *err) BG_MUST_CHECK;

/* Says which files at the root of the tree are named almost like the configuration, and are not read. */
void bg_config_file_misspelt(struct bg_tree *tree, struct bg_problems *problems);

#endif
