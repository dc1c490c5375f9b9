/* Dialects: see dialect.h. Matched by substring, as the platform's validator does. */
#include "schema/accept/dialect.h"

#include "base/slice.h"

static const struct {
    const char *part;
    enum bg_dialect dialect;
} parts[] = {
    {"draft-04", BG_DIALECT_04},  {"draft-06", BG_DIALECT_06},  {"draft-07", BG_DIALECT_07},
    {"2019-09", BG_DIALECT_2019}, {"2020-12", BG_DIALECT_2020},
};

enum bg_dialect bg_dialect_of(const struct bg_node *document) {
    struct bg_slice text = bg_node_text(bg_node_at(document, "$schema"));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (bg_slice_find(text, bg_slice_of(parts[i].part)) < text.len) {
            return parts[i].dialect;
        }
    }
    return BG_DIALECT_UNSTATED;
}

bool bg_dialect_ref_stands_alone(enum bg_dialect dialect) {
    return dialect != BG_DIALECT_2019 && dialect != BG_DIALECT_2020;
}
