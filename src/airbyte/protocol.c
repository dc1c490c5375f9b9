/* Airbyte's row of the table: see diff/protocol.h. Here the numbers of the table become the enums of this folder. */
#include "airbyte/protocol.h"

#include "airbyte/artefacts.h"
#include "airbyte/column.h"
#include "airbyte/column_name.h"
#include "airbyte/config_reads.h"
#include "airbyte/envelope.h"
#include "airbyte/migration.h"
#include "airbyte/state.h"

static void diff_envelope(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *out) {
    bg_envelope_diff(base->envelope, head->envelope, out);
    bg_envelope_diff_rules(base->config_normalization_rules, head->config_normalization_rules, out);
    bg_config_reads_diff(base, head, out);
}

static void mark_migrated(const struct bg_spec *base, const struct bg_spec *head, struct bg_changes *changes,
                          size_t first) {
    bg_migration_mark(base->connection_specification, head, changes, first);
}

static unsigned read(unsigned reader, const struct bg_node *field) {
    return bg_column_read((enum bg_column_reader)reader, field);
}

static unsigned members(unsigned reader, const struct bg_node *field) {
    return bg_column_members((enum bg_column_reader)reader, field);
}

static enum bg_column_change compare(unsigned base, unsigned head) {
    return bg_column_compare((enum bg_column)base, (enum bg_column)head);
}

static const char *name(unsigned column) {
    return bg_column_name((enum bg_column)column);
}

static const char *examples(unsigned readers) {
    static const char *const texts[] = {
        [1u << BG_READER_JAVA] = "Snowflake and Postgres",
        [1u << BG_READER_BULK_LEGACY] = "BigQuery",
        [1u << BG_READER_BULK_DEFAULT] = "ClickHouse and S3",
        [1u << BG_READER_JAVA | 1u << BG_READER_BULK_LEGACY] = "Snowflake and BigQuery",
        [1u << BG_READER_JAVA | 1u << BG_READER_BULK_DEFAULT] = "Snowflake and ClickHouse",
        [1u << BG_READER_BULK_LEGACY | 1u << BG_READER_BULK_DEFAULT] = "BigQuery and S3",
    };
    return texts[readers];
}

static const struct bg_slice *resolve(struct bg_arena *arena, const struct bg_node *properties, unsigned rule,
                                      bool **is_suffixed) {
    return bg_column_names(arena, properties, (enum bg_name_rule)rule, is_suffixed);
}

const struct bg_protocol bg_protocol_airbyte = {
    .id = "airbyte",
    .diff_envelope = diff_envelope,
    .mark_migrated = mark_migrated,
    .diff_state = bg_state_diff,
    .columns =
        {
            .properties = bg_column_properties,
            .reader_count = BG_READER_COUNT,
            .read = read,
            .members = members,
            .compare = compare,
            .name = name,
            .examples = examples,
        },
    .names =
        {
            .rule_count = BG_NAME_RULE_COUNT,
            .resolve = resolve,
            .clean = bg_column_name_clean,
            .fold = bg_column_name_fold,
        },
    .artefacts = &bg_airbyte_artefacts,
};
