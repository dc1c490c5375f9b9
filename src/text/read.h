/*
 * Bytes to tree. Both readers refuse what is over the limits (base/limits.h), invalid UTF-8 and more than one document,
 * with the place of the fault in *err; they never return half a tree. The source must outlive the tree.
 */
#ifndef BG_TEXT_READ_H
#define BG_TEXT_READ_H

#include "text/builder.h"

/*
 * One YAML 1.1 document, with scalars typed as PyYAML's SafeLoader types them, since that is what reads these files at
 * run time. Keys become text ("true" for `yes:`), merge keys are applied, aliases share their node. An empty file is a
 * null. Control characters, duplicate keys and the like: see read_yaml.c.
 */
bool bg_read_yaml(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                  const struct bg_node **out, struct bg_error *err) BG_MUST_CHECK;

/* One JSON text (RFC 8259). NUL escapes are refused; numbers keep their text. A byte order mark is skipped. */
bool bg_read_json(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                  const struct bg_node **out, struct bg_error *err) BG_MUST_CHECK;

/* The end of the JSON object or list that begins at byte `at`, by its brackets alone; the text's length if it does not
 * end. For values that stand between lines of something else. */
size_t bg_json_value_end(struct bg_slice text, size_t at);

/* By the ending of the path: .json is JSON, everything else YAML. */
bool bg_read_document(struct bg_arena *arena, struct bg_source *source, struct bg_problems *problems,
                      const struct bg_node **out, struct bg_error *err) BG_MUST_CHECK;

#endif
