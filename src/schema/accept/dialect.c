/* Dialects: see dialect.h. By the addresses of their metaschemas, however the scheme and an empty fragment are written.
 */
#include "schema/accept/dialect.h"

#include "base/slice.h"

static const struct {
    const char *address;
    enum bg_dialect dialect;
} dialects[] = {
    {"json-schema.org/schema", BG_DIALECT_UNSTATED},
    {"json-schema.org/draft-04/schema", BG_DIALECT_04},
    {"json-schema.org/draft-04/hyper-schema", BG_DIALECT_04},
    {"json-schema.org/draft-06/schema", BG_DIALECT_06},
    {"json-schema.org/draft-06/hyper-schema", BG_DIALECT_06},
    {"json-schema.org/draft-07/schema", BG_DIALECT_07},
    {"json-schema.org/draft-07/hyper-schema", BG_DIALECT_07},
    {"json-schema.org/draft/2019-09/schema", BG_DIALECT_2019},
    {"json-schema.org/draft/2020-12/schema", BG_DIALECT_2020},
};

static struct bg_slice without_end(struct bg_slice text, char end) {
    return text.len > 0 && text.at[text.len - 1] == end ? bg_slice_range(text, 0, text.len - 1) : text;
}

static struct bg_slice without_scheme(struct bg_slice text) {
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        struct bg_slice scheme = bg_slice_of(schemes[i]);
        if (bg_slice_starts(text, scheme)) {
            return bg_slice_from(text, scheme.len);
        }
    }
    return text;
}

unsigned bg_dialect_at(struct bg_slice address) {
    address = without_scheme(without_end(without_end(address, '#'), '/'));
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (bg_slice_is(address, dialects[i].address)) {
            return dialects[i].dialect;
        }
    }
    return 0;
}

static unsigned find(const struct bg_node *document) {
    const struct bg_node *schema = bg_node_at(document, "$schema");
    bool is_stated = schema != NULL && !bg_node_is(schema, BG_NODE_NULL);
    return is_stated ? bg_dialect_at(bg_node_text(schema)) : (unsigned)BG_DIALECT_UNSTATED;
}

bool bg_dialect_is_known(const struct bg_node *document) {
    return find(document) != 0;
}

enum bg_dialect bg_dialect_of(const struct bg_node *document) {
    unsigned found = find(document);
    return found == 0 ? BG_DIALECT_UNSTATED : (enum bg_dialect)found;
}

bool bg_dialect_ref_stands_alone(enum bg_dialect dialect) {
    return dialect != BG_DIALECT_2019 && dialect != BG_DIALECT_2020;
}
