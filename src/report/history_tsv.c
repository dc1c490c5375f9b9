/* The audit as tab-separated values: columns are known by their names in the first line, and new ones come last. */
#include "report/history.h"

#include "base/id.h"
#include "base/level.h"
#include "base/visible.h"
#include "report/words.h"

static const char header[] =
    "commit\tparent\tdate\tconnector\tversion_base\tversion_head\tdeclared\trequired\toutcome\t"
    "coverage\trules\tpr\tsubject\treasons\tfinding\n";

/* One cell: what would break the table, and what would hide or reorder text, becomes visible. */
static void add_cell(struct bg_buffer *line, struct bg_slice text) {
    bg_visible_add(line, text, SIZE_MAX);
    bg_buffer_add_char(line, '\t');
}

static void add_word(struct bg_buffer *line, const char *word) {
    add_cell(line, bg_slice_of(word));
}

static void add_reasons(struct bg_buffer *line, const struct bg_verdict *verdict) {
    for (size_t i = 0; i < verdict->reason_count; i++) {
        bg_buffer_printf(line, "%s%s", i > 0 ? "," : "", bg_id_name(verdict->reasons[i].id));
    }
}

/* The rules that decided the level, once each; of an unjudged connector the reasons. */
static void add_rules(struct bg_buffer *line, const struct bg_verdict *verdict) {
    size_t added = 0;
    if (verdict->outcome == BG_OUTCOME_UNJUDGED) {
        add_reasons(line, verdict);
    }
    for (size_t i = 0; i < verdict->finding_count && verdict->outcome != BG_OUTCOME_UNJUDGED; i++) {
        const struct bg_finding *finding = &verdict->findings[i];
        bool is_deciding = finding->level == verdict->required && finding->level > BG_LEVEL_NONE;
        for (size_t j = 0; j < i && is_deciding; j++) {
            is_deciding = verdict->findings[j].level != finding->level ||
                          !bg_slice_equal(verdict->findings[j].rule, finding->rule);
        }
        if (is_deciding) {
            bg_buffer_add_text(line, added++ > 0 ? "," : "");
            bg_visible_add(line, finding->rule, SIZE_MAX);
        }
    }
    bg_buffer_add_char(line, '\t');
}

void bg_history_tsv_begin(struct bg_buffer *out, struct bg_history *history) {
    (void)history;
    bg_buffer_add_text(out, header);
}

void bg_history_tsv_row(struct bg_buffer *out, struct bg_history *history, const struct bg_history_row *row) {
    (void)history;
    const struct bg_verdict *verdict = row->verdict;
    const struct bg_finding *worst = bg_history_worst(verdict);
    add_cell(out, row->commit);
    add_cell(out, row->parent);
    add_cell(out, row->date);
    add_cell(out, verdict->name);
    add_cell(out, verdict->version_base);
    add_cell(out, verdict->version_head);
    add_word(out, bg_word_declared(verdict->declared));
    add_word(out, bg_level_names[verdict->required]);
    add_word(out, bg_word_outcome(verdict->outcome));
    bg_buffer_printf(out, "spec:%s,streams:%zu,opaque:%zu\t", bg_word_readability(verdict->coverage.spec),
                     verdict->coverage.streams_static, verdict->coverage.streams_opaque);
    add_rules(out, verdict);
    add_cell(out, row->pull_request);
    add_cell(out, row->subject);
    add_reasons(out, verdict);
    bg_buffer_add_char(out, '\t');
    bg_visible_add(out, worst == NULL ? BG_LITERAL("") : worst->message, SIZE_MAX);
    bg_buffer_add_char(out, '\n');
}

/* As many cells as any row has. */
void bg_history_tsv_refuse(struct bg_buffer *out, bool is_begun) {
    static const char *const filled[][2] = {{"outcome", "unjudged"}, {"rules", "run-refused"}};
    struct bg_slice rest = BG_LITERAL(header);
    rest.len--;
    bg_buffer_add_text(out, is_begun ? "" : header);
    while (rest.at != NULL) {
        struct bg_slice column = bg_slice_cut(&rest, '\t');
        for (size_t i = 0; i < sizeof filled / sizeof filled[0]; i++) {
            bg_buffer_add_text(out, bg_slice_is(column, filled[i][0]) ? filled[i][1] : "");
        }
        bg_buffer_add_char(out, rest.at != NULL ? '\t' : '\n');
    }
}
