/*
 * SARIF 2.1.0, for code scanning: every statement but the details, which are counted, as a result, with its rule
 * described, its fingerprint, and a place that exists. A waived finding is a suppressed result.
 */
#include "base/home.h"
#include "base/table.h"
#include "text/write_json.h"
#include "rules/rules.h"
#include "report/markup.h"
#include "report/statement.h"
#include "report/report.h"

/* Results of a run and rules of a tool that GitHub accepts (both 25,000). */
enum { MOST_RESULTS = 25000 };

static const char *const levels[BG_SEVERITY_COUNT] = {
    [BG_SEVERITY_ERROR] = "error",
    [BG_SEVERITY_WARNING] = "warning",
    [BG_SEVERITY_NOTE] = "note",
    [BG_SEVERITY_DETAIL] = "none",
};

static void write_message(struct bg_json_writer *json, const char *key, struct bg_slice text) {
    bg_json_open(json, key, '{');
    bg_json_text(json, "text", text);
    bg_json_close(json, '}');
}

static const struct bg_rule *find_builtin(struct bg_slice id) {
    for (size_t i = 0; i < bg_builtin_rule_count; i++) {
        if (bg_slice_equal(bg_builtin_rules[i].id, id)) {
            return &bg_builtin_rules[i];
        }
    }
    return NULL;
}

/* Where more can be read of it; a user's own rule stands in no document of ours. */
static void write_address(struct bg_json_writer *json, const struct bg_rule *rule, const struct bg_word *word) {
    struct bg_buffer address = {0};
    if (rule != NULL) {
        bg_buffer_printf(&address, BG_DOCUMENTS "rules.md#%.*s", BG_ARGS(rule->id));
    } else if (word != NULL) {
        bg_buffer_add_text(&address, BG_DOCUMENTS "rules.md#other-ids");
    }
    if (address.len > 0) {
        bg_json_text(json, "helpUri", bg_buffer_slice(&address));
    }
    bg_buffer_finish(&address);
}

/* What is known of the rule of a statement: all of it if it is built in, what the statement says if it is a user's, and
 * the words of the vocabulary of everything else. */
static void write_rule(struct bg_json_writer *json, const struct bg_statement *statement) {
    const struct bg_rule *rule = statement->finding == NULL ? NULL : find_builtin(statement->id);
    const struct bg_word *word = statement->finding != NULL ? NULL : bg_vocabulary_find(statement->id);
    struct bg_slice title = rule != NULL   ? rule->title
                            : word != NULL ? word->title
                                           : BG_LITERAL("A rule of this repository");
    struct bg_slice why = rule != NULL ? rule->why : statement->why;
    struct bg_slice fix = rule != NULL ? rule->fix : statement->fix;
    struct bg_buffer help = {0};
    bg_buffer_add(&help, why);
    bg_buffer_add_text(&help, fix.len > 0 ? " " : "");
    bg_buffer_add(&help, fix);
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "id", statement->id);
    write_message(json, "shortDescription", title);
    write_message(json, "fullDescription", why);
    write_message(json, "help", bg_buffer_slice(&help));
    write_address(json, rule, word);
    bg_json_open(json, "defaultConfiguration", '{');
    bg_json_text(json, "level", bg_slice_of(levels[statement->severity]));
    bg_json_close(json, '}');
    bg_json_open(json, "properties", '{');
    bg_json_open(json, "tags", '[');
    bg_json_text(json, NULL, rule != NULL ? rule->group : BG_LITERAL("version"));
    bg_json_close(json, ']');
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_buffer_finish(&help);
}

static void write_location(struct bg_json_writer *json, const struct bg_statement *statement) {
    struct bg_buffer uri = {0};
    bg_markup_address(&uri, statement->at.file.len > 0 ? statement->at.file : BG_LITERAL(".bumpgate.yaml"));
    bg_json_open(json, "locations", '[');
    bg_json_open(json, NULL, '{');
    bg_json_open(json, "physicalLocation", '{');
    bg_json_open(json, "artifactLocation", '{');
    bg_json_text(json, "uri", bg_buffer_slice(&uri));
    bg_json_close(json, '}');
    bg_json_open(json, "region", '{');
    bg_json_number(json, "startLine", statement->at.line > 0 ? statement->at.line : 1);
    if (statement->at.line > 0) {
        bg_json_number(json, "startColumn", statement->at.column > 0 ? statement->at.column : 1);
    }
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_json_close(json, ']');
    bg_buffer_finish(&uri);
}

static void write_result(struct bg_json_writer *json, const struct bg_statement *statement, size_t rule) {
    struct bg_buffer words = {0};
    bg_statement_title(&words, statement);
    bg_buffer_add_text(&words, ": ");
    bg_statement_words(&words, statement);
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "ruleId", statement->id);
    bg_json_number(json, "ruleIndex", rule);
    bg_json_text(json, "level", bg_slice_of(levels[statement->severity]));
    write_message(json, "message", bg_buffer_slice(&words));
    write_location(json, statement);
    bg_json_open(json, "partialFingerprints", '{');
    bg_json_text(json, "primaryLocationLineHash", bg_slice_of(statement->fingerprint));
    bg_json_text(json, "bumpgate/v1", bg_slice_of(statement->fingerprint));
    bg_json_close(json, '}');
    if (statement->finding != NULL && statement->finding->waived.at != NULL) {
        bg_json_open(json, "suppressions", '[');
        bg_json_open(json, NULL, '{');
        bg_json_text(json, "kind", BG_LITERAL("external"));
        bg_json_text(json, "justification", statement->finding->waived);
        bg_json_close(json, '}');
        bg_json_close(json, ']');
    }
    bg_json_close(json, '}');
    bg_buffer_finish(&words);
}

/* The index of each statement's rule in the order of first mention; the first statement of each rule describes it. */
static void write_rules(struct bg_json_writer *json, const struct bg_statements *statements, size_t count,
                        struct bg_table *rules) {
    bg_json_open(json, "rules", '[');
    for (size_t i = 0; i < count; i++) {
        if (bg_table_get(rules, statements->items[i].id) == NULL) {
            (void)bg_table_put(rules, statements->items[i].id, &statements->items[i]);
            write_rule(json, &statements->items[i]);
        }
    }
    bg_json_close(json, ']');
}

static size_t index_of(const struct bg_table *rules, struct bg_slice id) {
    size_t i = 0;
    while (i < rules->count && !bg_slice_equal(rules->entries[i].key, id)) {
        i++;
    }
    return i;
}

void bg_report_sarif(struct bg_buffer *out, const struct bg_run *run, const struct bg_report_options *options) {
    (void)options;
    struct bg_statements statements;
    struct bg_table rules = {0};
    struct bg_json_writer json = {.out = out};
    bg_statements_init(&statements, run);
    size_t count = statements.shown < MOST_RESULTS ? statements.shown : MOST_RESULTS;
    bg_json_open(&json, NULL, '{');
    bg_json_text(&json, "$schema",
                 BG_LITERAL("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                            "sarif-schema-2.1.0.json"));
    bg_json_text(&json, "version", BG_LITERAL("2.1.0"));
    bg_json_open(&json, "runs", '[');
    bg_json_open(&json, NULL, '{');
    bg_json_open(&json, "tool", '{');
    bg_json_open(&json, "driver", '{');
    bg_json_text(&json, "name", BG_LITERAL("bumpgate"));
    bg_json_text(&json, "semanticVersion", BG_LITERAL(BUMPGATE_VERSION));
    bg_json_text(&json, "informationUri", BG_LITERAL(BG_HOME));
    write_rules(&json, &statements, count, &rules);
    bg_json_close(&json, '}');
    bg_json_close(&json, '}');
    bg_json_open(&json, "automationDetails", '{');
    bg_json_text(&json, "id", BG_LITERAL("bumpgate/"));
    bg_json_close(&json, '}');
    bg_json_text(&json, "columnKind", BG_LITERAL("unicodeCodePoints"));
    bg_json_open(&json, "results", '[');
    for (size_t i = 0; i < count; i++) {
        write_result(&json, &statements.items[i], index_of(&rules, statements.items[i].id));
    }
    bg_json_close(&json, ']');
    bg_json_open(&json, "properties", '{');
    bg_json_number(&json, "omittedResults", statements.count - count);
    bg_json_text(&json, "layout", run->layout);
    bg_json_number(&json, "connectors", run->connector_count);
    bg_json_close(&json, '}');
    bg_json_close(&json, '}');
    bg_json_close(&json, ']');
    bg_json_close(&json, '}');
    bg_table_finish(&rules);
    bg_statements_finish(&statements);
}
