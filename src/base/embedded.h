/* Text files of rules/ that are compiled into the binary as they are: layouts. */
#ifndef BG_BASE_EMBEDDED_H
#define BG_BASE_EMBEDDED_H

#include "base/slice.h"

struct bg_embedded_file {
    struct bg_slice name; /* below rules/: "layouts/airbyte-monorepo.yaml" */
    struct bg_slice text;
};

/* In order of their names. Generated at build time by tools/rules.c. */
extern const struct bg_embedded_file bg_embedded_files[];
extern const size_t bg_embedded_file_count;

#endif
