/* The schema of the configuration: see config_schema.h. */
#include "rules/config_schema.h"

#include "base/embedded.h"
#include "base/home.h"
#include "text/fields_schema.h"
#include "text/read.h"
#include "text/write_json.h"
#include "site/site.h"
#include "layout/layout.h"
#include "rules/config.h"
#include "rules/rules.h"

#include <assert.h>

static void list_kinds(struct bg_buffer *out) {
    for (size_t i = 0; bg_site_kind_name(i) != NULL; i++) {
        bg_fields_schema_item(out, bg_slice_of(bg_site_kind_name(i)));
    }
}

static void list_layouts(struct bg_buffer *out) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    const struct bg_layout **layouts = NULL;
    size_t count = 0;
    struct bg_error err;
    bool is_read = bg_layout_all(NULL, &arena, &layouts, &count, &err);
    assert(is_read);
    for (size_t i = 0; is_read && i < count; i++) {
        bg_fields_schema_item(out, layouts[i]->id);
    }
    bg_arena_finish(&arena);
}

static void list_profiles(struct bg_buffer *out) {
    for (size_t i = 0; i < bg_builtin_profile_count; i++) {
        bg_fields_schema_item(out, bg_builtin_profiles[i].name);
    }
}

static void list_rules(struct bg_buffer *out) {
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        bg_fields_schema_item(out, bg_builtin_rules[i].id);
    }
}

static const struct {
    const char *name;
    void (*add)(struct bg_buffer *out);
} lists[] = {{"kinds", list_kinds}, {"layouts", list_layouts}, {"profiles", list_profiles}, {"rules", list_rules}};

static void add_list(struct bg_buffer *out, struct bg_slice name) {
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (bg_slice_is(name, lists[i].name)) {
            lists[i].add(out);
            return;
        }
    }
    assert(false);
}

void bg_config_schema(struct bg_buffer *out) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_buffer line = {0};
    const struct bg_node *schema = NULL;
    struct bg_error err;
    bg_buffer_add_text(&line, "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"$id\": \"" BG_CONFIG_SCHEMA
                              "\", \"title\": \"The configuration of bumpgate, .bumpgate.yaml\", "
                              "\"type\": [\"object\", \"null\"], ");
    bg_fields_schema(&line, &bg_config_fields, add_list);
    bg_buffer_add_text(&line, "}");
    bool is_json =
        bg_read_json(&arena, bg_source_new(&arena, BG_LITERAL("schema"), bg_buffer_slice(&line)), NULL, &schema, &err);
    assert(is_json);
    bg_json_write_node(out, is_json ? schema : NULL, BG_JSON_PRETTY, false);
    bg_buffer_add_char(out, '\n');
    bg_buffer_finish(&line);
    bg_arena_finish(&arena);
}
