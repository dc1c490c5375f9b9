/*
 * SARIF 2.1.0, for code scanning: every remark as a result, with its rule described, its fingerprint, and a place that
 * exists. A waived finding is a suppressed result.
 */
#include "base/table.h"
#include "text/write_json.h"
#include "rules/rules.h"
#include "report/remark.h"
#include "report/report.h"

/* Results of a run and rules of a tool that GitHub accepts (both 25,000). */
enum { MOST_RESULTS = 25000 };

static const char *const levels[BG_SEVERITY_COUNT] = {
    [BG_SEVERITY_ERROR] = "error",
    [BG_SEVERITY_WARNING] = "warning",
    [BG_SEVERITY_NOTE] = "note",
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

/* What is known of the rule of a remark: all of it if it is built in, what the finding says if it is a user's, and of a
 * reason that it is about the version. */
static void write_rule(struct bg_json_writer *json, const struct bg_remark *remark) {
    const struct bg_rule *rule = remark->finding == NULL ? NULL : find_builtin(remark->rule);
    struct bg_slice title = rule != NULL ? rule->title
                            : remark->finding != NULL
                                ? BG_LITERAL("A rule of this repository")
                                : BG_LITERAL("The version, its paperwork or the files are not right");
    struct bg_slice why = rule != NULL ? rule->why : remark->finding != NULL ? remark->finding->why : title;
    struct bg_slice fix = rule != NULL ? rule->fix : remark->finding != NULL ? remark->finding->fix : BG_NO_SLICE;
    struct bg_buffer help = {0};
    bg_buffer_add(&help, why);
    bg_buffer_add_text(&help, fix.len > 0 ? " " : "");
    bg_buffer_add(&help, fix);
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "id", remark->rule);
    write_message(json, "shortDescription", title);
    write_message(json, "fullDescription", why);
    write_message(json, "help", bg_buffer_slice(&help));
    bg_json_open(json, "defaultConfiguration", '{');
    bg_json_text(json, "level", bg_slice_of(levels[remark->severity]));
    bg_json_close(json, '}');
    bg_json_open(json, "properties", '{');
    bg_json_open(json, "tags", '[');
    bg_json_text(json, NULL, rule != NULL ? rule->group : BG_LITERAL("version"));
    bg_json_close(json, ']');
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_buffer_finish(&help);
}

/* A relative URI: RFC 3986 section 3.3, with "/" between the folders. */
static void add_uri(struct bg_buffer *out, struct bg_slice path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    for (size_t i = 0; i < path.len; i++) {
        if (memchr(plain, path.at[i], sizeof plain - 1) != NULL) {
            bg_buffer_add_char(out, path.at[i]);
        } else {
            bg_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)path.at[i]);
        }
    }
}

static void write_location(struct bg_json_writer *json, const struct bg_remark *remark) {
    struct bg_buffer uri = {0};
    add_uri(&uri, remark->at.file.len > 0 ? remark->at.file : BG_LITERAL(".bumpgate.yaml"));
    bg_json_open(json, "locations", '[');
    bg_json_open(json, NULL, '{');
    bg_json_open(json, "physicalLocation", '{');
    bg_json_open(json, "artifactLocation", '{');
    bg_json_text(json, "uri", bg_buffer_slice(&uri));
    bg_json_close(json, '}');
    bg_json_open(json, "region", '{');
    bg_json_number(json, "startLine", remark->at.line > 0 ? remark->at.line : 1);
    if (remark->at.line > 0) {
        bg_json_number(json, "startColumn", remark->at.column > 0 ? remark->at.column : 1);
    }
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_json_close(json, '}');
    bg_json_close(json, ']');
    bg_buffer_finish(&uri);
}

static void write_result(struct bg_json_writer *json, const struct bg_remark *remark, size_t rule) {
    struct bg_buffer words = {0};
    bg_remark_title(&words, remark);
    bg_buffer_add_text(&words, ": ");
    bg_remark_words(&words, remark);
    bg_json_open(json, NULL, '{');
    bg_json_text(json, "ruleId", remark->rule);
    bg_json_number(json, "ruleIndex", rule);
    bg_json_text(json, "level", bg_slice_of(levels[remark->severity]));
    write_message(json, "message", bg_buffer_slice(&words));
    write_location(json, remark);
    bg_json_open(json, "partialFingerprints", '{');
    bg_json_text(json, "primaryLocationLineHash", bg_slice_of(remark->fingerprint));
    bg_json_text(json, "bumpgate/v1", bg_slice_of(remark->fingerprint));
    bg_json_close(json, '}');
    if (remark->finding != NULL && remark->finding->waived.at != NULL) {
        bg_json_open(json, "suppressions", '[');
        bg_json_open(json, NULL, '{');
        bg_json_text(json, "kind", BG_LITERAL("external"));
        bg_json_text(json, "justification", remark->finding->waived);
        bg_json_close(json, '}');
        bg_json_close(json, ']');
    }
    bg_json_close(json, '}');
    bg_buffer_finish(&words);
}

/* The index of each remark's rule in the order of first mention; the first remark of each rule describes it. */
static void write_rules(struct bg_json_writer *json, const struct bg_remarks *remarks, size_t count,
                        struct bg_table *rules) {
    bg_json_open(json, "rules", '[');
    for (size_t i = 0; i < count; i++) {
        if (bg_table_get(rules, remarks->items[i].rule) == NULL) {
            (void)bg_table_put(rules, remarks->items[i].rule, &remarks->items[i]);
            write_rule(json, &remarks->items[i]);
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
    struct bg_remarks remarks;
    struct bg_table rules = {0};
    struct bg_json_writer json = {.out = out};
    bg_remarks_init(&remarks, run);
    size_t count = remarks.count < MOST_RESULTS ? remarks.count : MOST_RESULTS;
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
    write_rules(&json, &remarks, count, &rules);
    bg_json_close(&json, '}');
    bg_json_close(&json, '}');
    bg_json_open(&json, "automationDetails", '{');
    bg_json_text(&json, "id", BG_LITERAL("bumpgate/"));
    bg_json_close(&json, '}');
    bg_json_text(&json, "columnKind", BG_LITERAL("unicodeCodePoints"));
    bg_json_open(&json, "results", '[');
    for (size_t i = 0; i < count; i++) {
        write_result(&json, &remarks.items[i], index_of(&rules, remarks.items[i].rule));
    }
    bg_json_close(&json, ']');
    bg_json_open(&json, "properties", '{');
    bg_json_number(&json, "omittedResults", remarks.count - count);
    bg_json_close(&json, '}');
    bg_json_close(&json, '}');
    bg_json_close(&json, ']');
    bg_json_close(&json, '}');
    bg_table_finish(&rules);
    bg_remarks_finish(&remarks);
}
