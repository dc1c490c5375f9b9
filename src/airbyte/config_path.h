/* Where in a configuration a path leads, as its schema declares it. */
#ifndef BG_AIRBYTE_CONFIG_PATH_H
#define BG_AIRBYTE_CONFIG_PATH_H

#include "text/node.h"

/* Whether the schema declares the whole path (a list of texts) in some branch, or else the setting in which it begins.
 * Where that cannot be told - a reference, a map, a path of another form - it does. */
bool bg_config_declares(const struct bg_node *schema, const struct bg_node *path, bool is_whole);

#endif
