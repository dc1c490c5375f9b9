/* The page of facts: see facts_page.h. Everything in it is data of rules/facts.yaml. */
#include "report/facts_page.h"

#include "diff/change.h"
#include "diff/harm.h"

static const struct {
    enum bg_side side;
    const char *title;
} sections[] = {
    {BG_SIDE_ACCEPTS, "The configuration"},
    {BG_SIDE_EMITS, "Streams and fields"},
    {BG_SIDE_ABOUT, "Metadata, files and releases"},
};

static const char introduction[] =
    "# Facts\n\n"
    "Made from rules/facts.yaml by `bumpgate rules --format facts`; edit that file instead.\n\n"
    "What can differ between two versions of a connector, without an opinion. A rule names a kind under `change`, and "
    "if it\nmust a direction under `how` and attributes: see [rule files](rule-files.md). Every fact is claimed by "
    "exactly "
    "one\nbuilt-in rule: see [the rules](rules.md).\n";

static const char *how_name(unsigned bit) {
    return bg_change_how_names[bit];
}

static const char *flag_name(unsigned bit) {
    return bg_change_flag_name(1u << bit);
}

/* The names of a set, as code. */
static void add_set(struct bg_buffer *out, uint32_t set, const char *(*name)(unsigned bit)) {
    const char *separator = "";
    for (unsigned bit = 0; set >> bit != 0; bit++) {
        if ((set >> bit & 1) != 0) {
            bg_buffer_printf(out, "%s`%s`", separator, name(bit));
            separator = ", ";
        }
    }
}

/* "`added` if `required`": directions that can refuse a saved configuration. */
static void add_refusals(struct bg_buffer *out, enum bg_change_kind kind) {
    const char *separator = "";
    for (unsigned how = 0; how < BG_CHANGE_HOW_COUNT; how++) {
        unsigned with = 0;
        bool refuses_bare = bg_change_can_refuse(kind, (enum bg_change_how)how, 0);
        for (unsigned bit = 0; bit < BG_CHANGE_FLAG_COUNT; bit++) {
            bool refuses = bg_change_can_refuse(kind, (enum bg_change_how)how, 1u << bit);
            with |= refuses != refuses_bare ? 1u << bit : 0;
        }
        if (!refuses_bare && with == 0) {
            continue;
        }
        bg_buffer_printf(out, "%s`%s`%s", separator, how_name(how),
                         with == 0      ? ""
                         : refuses_bare ? " if not "
                                        : " if ");
        add_set(out, with, flag_name);
        separator = ", ";
    }
}

static void add_section(struct bg_buffer *out, enum bg_side side, const char *title) {
    bg_buffer_printf(out,
                     "\n## %s\n\n| `change` | what differs | `how` | attributes | can refuse a saved configuration |\n"
                     "|---|---|---|---|---|\n",
                     title);
    for (size_t kind = 0; kind < BG_CHANGE_KIND_COUNT; kind++) {
        const struct bg_fact *fact = &bg_facts[kind];
        if (fact->side != side) {
            continue;
        }
        bg_buffer_printf(out, "| `%s` | %s | ", bg_change_kind_names[kind], fact->means);
        add_set(out, fact->hows, how_name);
        bg_buffer_add_text(out, " | ");
        add_set(out, fact->flags, flag_name);
        bg_buffer_add_text(out, " | ");
        add_refusals(out, (enum bg_change_kind)kind);
        bg_buffer_add_text(out, " |\n");
    }
}

static void add_words(struct bg_buffer *out, const char *title, const char *head, size_t count,
                      const char *(*name)(unsigned bit), const char *const *meanings) {
    bg_buffer_printf(out, "\n## %s\n\n| %s | what it says |\n|---|---|\n", title, head);
    for (unsigned bit = 0; bit < count; bit++) {
        bg_buffer_printf(out, "| `%s` | %s |\n", name(bit), meanings[bit]);
    }
}

static const char *harm_name(unsigned harm) {
    return bg_harm_names[harm];
}

void bg_facts_page(struct bg_buffer *out) {
    bg_buffer_add_text(out, introduction);
    add_words(out, "Harms", "`hurts`", BG_HARM_COUNT, harm_name, bg_harm_headings);
    add_words(out, "Directions", "`how`", BG_CHANGE_HOW_COUNT, how_name, bg_change_how_meanings);
    add_words(out, "Attributes", "attribute", BG_CHANGE_FLAG_COUNT, flag_name, bg_change_flag_meanings);
    bg_buffer_add_text(out,
                       "\nA rule of the class `rejects` claims what can refuse a saved configuration, and no other "
                       "rule does.\n");
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        add_section(out, sections[i].side, sections[i].title);
    }
}
