/* Folders on disk, made of the parts of an input (parts.h) and gone with it: what readers of a tree are given. */
#ifndef TESTS_FUZZ_FOLDER_H
#define TESTS_FUZZ_FOLDER_H

#include "fuzz/parts.h"
#include "repo/tree.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_PARTS = 12, FOLDER_NAME = 200 };

struct folder {
    char path[32];
    struct bg_tree *tree;
};

/* No part of it is empty, begins with a dot or holds a NUL: it leads nowhere but into the folder. */
static inline bool is_name_below(struct bg_slice name) {
    bool is_start = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (c == '\0' || (is_start && (c == '/' || (c == '.' && (i + 1 == name.len || name.at[i + 1] == '.'))))) {
            return false;
        }
        is_start = c == '/';
    }
    return name.len > 0 && name.len < FOLDER_NAME && !is_start;
}

static inline void folder_write(const struct folder *folder, const struct part *part) {
    char path[sizeof folder->path + FOLDER_NAME + 1];
    int len = snprintf(path, sizeof path, "%s/%.*s", folder->path, BG_ARGS(part->name));
    HOLDS(len > 0 && (size_t)len < sizeof path);
    for (char *at = strchr(path + strlen(folder->path) + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
    FILE *file = fopen(path, "wb");
    if (file != NULL) { /* else another part is a folder of that name */
        HOLDS(fwrite(part->text.at, 1, part->text.len, file) == part->text.len);
        HOLDS(fclose(file) == 0);
    }
}

static inline struct folder folder_new(const struct part *parts, size_t count) {
    struct folder folder = {.path = "/tmp/bumpgate-fuzz-XXXXXX"};
    struct bg_error err;
    HOLDS(mkdtemp(folder.path) != NULL);
    for (size_t i = 0; i < count; i++) {
        if (is_name_below(parts[i].name)) {
            folder_write(&folder, &parts[i]);
        }
    }
    HOLDS(bg_tree_open_folder(&folder.tree, folder.path, &err));
    return folder;
}

static inline int folder_remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline void folder_free(struct folder *folder) {
    bg_tree_free(folder->tree);
    (void)nftw(folder->path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
