/* Exemptions of a connector: see exemptions.h. */
#include "run/exemptions.h"

#include "base/level.h"
#include "layout/expand.h"
#include "report/words.h"

#include <stddef.h>

/* The key that grants each; of several that have to agree, the first. */
static struct bg_slice archived_at(const struct bg_layout *layout) {
    return layout->archived.at;
}

static struct bg_slice opted_out_at(const struct bg_layout *layout) {
    return layout->opted_out.at;
}

static struct bg_slice unlisted_at(const struct bg_layout *layout) {
    return layout->registries.items[0];
}

static const struct {
    const char *words;
    size_t flag; /* in struct bg_about */
    struct bg_slice (*at)(const struct bg_layout *layout);
    bool ends_at_once; /* it counts only as long as the head grants it, too: there is nothing to say when it ends */
} exemptions[BG_EXEMPTIONS] = {
    {"archived", offsetof(struct bg_about, is_archived), archived_at, false},
    {"opted out of version increments", offsetof(struct bg_about, is_opted_out), opted_out_at, false},
    {"in no registry", offsetof(struct bg_about, is_unlisted), unlisted_at, true},
};

static bool flag_of(const struct bg_about *about, size_t exemption) {
    bool is_set;
    memcpy(&is_set, (const char *)about + exemptions[exemption].flag, sizeof is_set);
    return is_set;
}

static struct bg_exemption_note note_of(const struct bg_layout *layout, const struct bg_about *head, size_t exemption) {
    struct bg_slice key = exemptions[exemption].at(layout);
    const struct bg_node *value = bg_metadata_at(head->metadata, key);
    const struct bg_node *stands = value != NULL ? value : head->metadata;
    struct bg_place at = bg_node_place(stands);
    return (struct bg_exemption_note){
        .words = exemptions[exemption].words,
        .key = bg_metadata_shown(head->metadata_below, key),
        .is_claimed = flag_of(head, exemption),
        .at = value != NULL ? at : (struct bg_place){.file = at.file},
    };
}

size_t bg_exemptions_compare(const struct bg_layout *layout, const struct bg_about *before, const struct bg_about *head,
                             struct bg_exemption_note notes[BG_EXEMPTIONS]) {
    size_t count = 0;
    for (size_t e = 0; e < BG_EXEMPTIONS; e++) {
        bool ends = flag_of(before, e) && !flag_of(head, e);
        if (head->metadata != NULL && flag_of(before, e) != flag_of(head, e) && !(ends && exemptions[e].ends_at_once)) {
            notes[count++] = note_of(layout, head, e);
        }
    }
    return count;
}

void bg_exemption_say(const struct bg_exemption_note *note, bool is_new, const struct bg_verdict *verdict,
                      const struct bg_verdict *other, struct bg_problems *problems) {
    const char *then = bg_word_outcome(other->outcome);
    const char *now = bg_word_outcome(verdict->outcome);
    bool is_same = verdict->outcome == other->outcome;
    if (is_new) {
        bg_problem_add(
            problems, BG_ID_POLICY_ADOPTED, false, note->at,
            "`%.*s` is new and %s (`%.*s`), which counts at once, as the base has no such connector; without "
            "that it would be %s",
            BG_ARGS(verdict->name), note->words, BG_ARGS(note->key), then);
    } else {
        bg_problem_add(problems, BG_ID_POLICY_CHANGED, false, note->at,
                       "with this change `%.*s` is %s%s (`%.*s`); that counts once it is merged, and %s%s%s%s",
                       BG_ARGS(verdict->name), note->is_claimed ? "" : "no longer ", note->words, BG_ARGS(note->key),
                       is_same ? "here it changes nothing" : "the connector would then be ", is_same ? "" : then,
                       is_same ? "" : " instead of ", is_same ? "" : now);
    }
}
