/* Documents named on the command line. */
#ifndef BG_CLI_INPUT_H
#define BG_CLI_INPUT_H

#include "text/read.h"

/* One document: JSON if the name ends in .json, else YAML, of which JSON is nearly a part. Lives in the arena. */
bool bg_input_document(struct bg_arena *arena, const char *file, const struct bg_node **out,
                       struct bg_error *err) BG_MUST_CHECK;

#endif
