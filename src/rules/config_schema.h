/* The JSON Schema of the configuration, docs/bumpgate.schema.json, made from the table that reads it. */
#ifndef BG_RULES_CONFIG_SCHEMA_H
#define BG_RULES_CONFIG_SCHEMA_H

#include "base/buffer.h"

void bg_config_schema(struct bg_buffer *out);

#endif
