/* Which draft of JSON Schema a document speaks, and which keywords that draft knows. */
#ifndef BG_SCHEMA_ACCEPT_DIALECT_H
#define BG_SCHEMA_ACCEPT_DIALECT_H

#include "text/node.h"

/* Ascending. UNSTATED: as draft-07, where the platform's validator puts it, but with the keywords of later drafts: the
 * Python runtime takes the newest draft, and nobody writes a keyword in order to have it ignored. */
enum bg_dialect {
    BG_DIALECT_04 = 1,
    BG_DIALECT_06 = 2,
    BG_DIALECT_07 = 4,
    BG_DIALECT_2019 = 8,
    BG_DIALECT_2020 = 16,
    BG_DIALECT_UNSTATED = 32,
};

/* Those that know a keyword: from a draft on, or up to one. */
#define BG_DIALECTS_ALL 63u
#define BG_DIALECTS_FROM_06 (BG_DIALECTS_ALL & ~(unsigned)BG_DIALECT_04)
#define BG_DIALECTS_FROM_07 (BG_DIALECTS_FROM_06 & ~(unsigned)BG_DIALECT_06)
#define BG_DIALECTS_FROM_2019 (BG_DIALECTS_FROM_07 & ~(unsigned)BG_DIALECT_07)
#define BG_DIALECTS_FROM_2020 (BG_DIALECTS_FROM_2019 & ~(unsigned)BG_DIALECT_2019)
#define BG_DIALECTS_TO_07 (BG_DIALECTS_ALL & ~((unsigned)BG_DIALECT_2019 | (unsigned)BG_DIALECT_2020))

/* The dialect whose metaschema has this address, or 0 if none has. */
unsigned bg_dialect_at(struct bg_slice address);

/* False if `$schema` names a draft that is none of the above: then nobody can say what a keyword means. The address of
 * "the latest draft" names none. */
bool bg_dialect_is_known(const struct bg_node *document);

/* By `$schema`; an unknown one counts as unstated. */
enum bg_dialect bg_dialect_of(const struct bg_node *document);

/* Does a schema of this dialect with `$ref` consist of nothing else (draft-07, core 8.3)? */
bool bg_dialect_ref_stands_alone(enum bg_dialect dialect);

#endif
