/* The Jinja of config migrations, as far as it is followed: one setting of the configuration, and whether some are
 * there. */
#ifndef BG_AIRBYTE_CONFIG_CONDITION_H
#define BG_AIRBYTE_CONFIG_CONDITION_H

#include "base/arena.h"
#include "base/slice.h"

enum { BG_CONFIG_KEYS = 8, BG_CONFIG_CLAUSES = 4 };

/* config['a']['b'], config.get('a', {}).get('b') */
struct bg_config_setting {
    struct bg_slice keys[BG_CONFIG_KEYS];
    size_t count;
};

/* All of these hold: a setting is there, or is not. */
struct bg_config_condition {
    struct bg_config_setting settings[BG_CONFIG_CLAUSES];
    bool is_there[BG_CONFIG_CLAUSES];
    size_t count;
};

/* "{{ config['a'] }}" and nothing else. */
bool bg_config_setting_read(struct bg_slice text, struct bg_config_setting *out);

/* "{{ not config.get('a', False) and 'b' in config }}"; also the bare expression. */
bool bg_config_condition_read(struct bg_slice text, struct bg_config_condition *out);

#endif
