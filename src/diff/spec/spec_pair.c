/* Pairs and what is found there: see spec_pair.h. */
#include "diff/spec/spec_pair.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/vector.h"
#include "text/builder.h"
#include "text/pointer.h"
#include "text/write_json.h"

/* A default or a list of choices may be long, but nobody waives a text that was not written out. */
enum { TEXT_NODES = 20000 };

bool bg_spec_same(const struct bg_node *base, const struct bg_node *head) {
    return base == head || (base != NULL && head != NULL && bg_node_equal(base, head));
}

bool bg_spec_keyword_same(const struct bg_spec_pair *pair, const char *keyword) {
    return bg_spec_same(bg_node_at(pair->base, keyword), bg_node_at(pair->head, keyword));
}

struct bg_spec_pair bg_spec_pair_member(const struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                        const char *keyword, struct bg_slice key, const struct bg_node *base,
                                        const struct bg_node *head) {
    struct bg_slice group = bg_slice_of(keyword);
    struct bg_arena *arena = diff->arena;
    return (struct bg_spec_pair){
        .base = base,
        .head = head,
        .base_path = bg_pointer_add(arena, bg_pointer_add(arena, pair->base_path, group), key),
        .head_path = bg_pointer_add(arena, bg_pointer_add(arena, pair->head_path, group), key),
        .name = key,
    };
}

struct bg_spec_pair bg_spec_pair_values(const struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                        const char *keyword, const struct bg_node *base, const struct bg_node *head) {
    return (struct bg_spec_pair){
        .base = base,
        .head = head,
        .base_path = bg_pointer_add(diff->arena, pair->base_path, bg_slice_of(keyword)),
        .head_path = bg_pointer_add(diff->arena, pair->head_path, bg_slice_of(keyword)),
        .name = bg_arena_printf(diff->arena, "%.*s[]", BG_ARGS(pair->name)),
    };
}

struct bg_spec_pair bg_spec_pair_item(const struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                      const char *keyword, size_t base_index, size_t head_index) {
    struct bg_slice group = bg_slice_of(keyword);
    struct bg_arena *arena = diff->arena;
    return (struct bg_spec_pair){
        .base = bg_node_at(pair->base, keyword)->as.items[base_index],
        .head = bg_node_at(pair->head, keyword)->as.items[head_index],
        .base_path = bg_pointer_add_index(arena, bg_pointer_add(arena, pair->base_path, group), base_index),
        .head_path = bg_pointer_add_index(arena, bg_pointer_add(arena, pair->head_path, group), head_index),
        .name = pair->name,
    };
}

static struct bg_place place_of(const struct bg_node *node, const char *keyword) {
    const struct bg_member *member = keyword == NULL ? NULL : bg_node_member(node, bg_slice_of(keyword));
    struct bg_place at = member == NULL ? (struct bg_place){0} : bg_member_place(member);
    return at.file.len > 0 ? at : bg_node_place(node);
}

struct bg_change *bg_spec_add(struct bg_spec_diff *diff, const struct bg_spec_pair *pair, enum bg_change_kind kind,
                              enum bg_change_how how, const char *keyword) {
    struct bg_change *change = bg_change_add(diff->out, kind, how);
    change->path = pair->head_path;
    change->subject = pair->name;
    change->base = place_of(pair->base, keyword);
    change->head = place_of(pair->head, keyword);
    size_t index = diff->out->count - 1 - diff->first;
    diff->sites = bg_vector_reserve(diff->arena, diff->sites, index, &diff->site_room, sizeof diff->sites[0]);
    diff->sites[index] = (struct bg_spec_site){pair->base_path, pair->head_path, NULL};
    return change;
}

struct bg_change *bg_spec_add_value(struct bg_spec_diff *diff, const struct bg_spec_pair *pair,
                                    enum bg_change_kind kind, enum bg_change_how how, const char *keyword) {
    struct bg_change *change = bg_spec_add(diff, pair, kind, how, keyword);
    change->before = bg_spec_text(diff->arena, bg_node_at(pair->base, keyword));
    change->after = bg_spec_text(diff->arena, bg_node_at(pair->head, keyword));
    return change;
}

bool bg_spec_step(struct bg_spec_diff *diff) {
    if (diff->steps == BG_LIMIT_SPEC_STEPS) {
        return false;
    }
    diff->steps++;
    return bg_changes_spend(diff->out, 1);
}

bool bg_spec_may_ask(const struct bg_spec_diff *diff) {
    return diff->isolated < BG_LIMIT_SPEC_ISOLATED &&
           (diff->isolated + 1) * diff->base_root->weight <= BG_LIMIT_SPEC_WEIGHT;
}

void bg_spec_isolate(struct bg_spec_diff *diff, const struct bg_node *isolated) {
    if (bg_spec_may_ask(diff)) {
        diff->isolated++;
        diff->sites[diff->out->count - 1 - diff->first].isolated = isolated;
    }
}

const struct bg_node *bg_spec_with(const struct bg_spec_diff *diff, const struct bg_node *map, struct bg_slice key,
                                   const struct bg_node *value) {
    size_t count = bg_node_is(map, BG_NODE_MAP) ? map->count : 0;
    struct bg_member *members = bg_arena_array(diff->arena, count + 1, sizeof members[0]);
    size_t kept = 0;
    bool is_there = false;
    for (size_t i = 0; i < count; i++) {
        struct bg_member member = map->as.members[i];
        if (bg_slice_equal(member.key, key)) {
            is_there = true;
            if (value == NULL) {
                continue;
            }
            member.value = value;
        }
        members[kept++] = member;
    }
    if (!is_there && value != NULL) {
        members[kept++] = (struct bg_member){.key = key, .value = value};
    }
    return bg_node_new_map(diff->arena, members, kept, map);
}

/* References that are left name definitions of the whole document, by its address, and its dialect says what keywords
 * mean: take them along. */
static const struct bg_node *as_document(const struct bg_spec_diff *diff, const struct bg_node *root,
                                         const struct bg_node *node) {
    static const char *const groups[] = {"definitions", "$defs", "$schema", "$id", "id"};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0] && node != root; i++) {
        const struct bg_node *definitions = bg_node_at(root, groups[i]);
        if (definitions != NULL && bg_node_is(node, BG_NODE_MAP)) {
            node = bg_spec_with(diff, node, bg_slice_of(groups[i]), definitions);
        }
    }
    return node;
}

struct bg_relation bg_spec_relate(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head) {
    if (diff->questions == BG_LIMIT_SPEC_QUESTIONS || diff->unknowns == BG_LIMIT_SPEC_UNKNOWNS ||
        !bg_changes_spend(diff->out, 0)) {
        return (struct bg_relation){.answer = BG_ANSWER_UNKNOWN,
                                    .reason = BG_LITERAL("too many questions about these schemas have no answer")};
    }
    diff->questions++;
    bool is_whole = base == diff->base_root || base == diff->head_root;
    struct bg_relation relation =
        bg_schema_relate(diff->arena, base, head, is_whole ? BG_RELATE_STORED_CONFIG : BG_RELATE_STORED_PART);
    diff->unknowns += relation.answer == BG_ANSWER_UNKNOWN;
    (void)bg_changes_spend(diff->out, relation.steps);
    return relation;
}

enum { FORWARD, BACK };

/* The same pair is asked about in both directions, and again for the one keyword in it that differs. */
static enum bg_relate_answer ask(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head,
                                 int direction) {
    struct bg_spec_asked *asked = &diff->asked;
    if (asked->base != base || asked->head != head) {
        *asked = (struct bg_spec_asked){.base = base, .head = head};
    }
    if (!asked->is_known[direction]) {
        const struct bg_node *before = as_document(diff, diff->base_root, base);
        const struct bg_node *after = as_document(diff, diff->head_root, head);
        struct bg_relation relation =
            direction == FORWARD ? bg_spec_relate(diff, before, after) : bg_spec_relate(diff, after, before);
        asked->answer[direction] = relation.answer;
        asked->is_known[direction] = true;
    }
    return asked->answer[direction];
}

enum bg_relate_answer bg_spec_contains(struct bg_spec_diff *diff, const struct bg_node *base,
                                       const struct bg_node *head) {
    return ask(diff, base, head, FORWARD);
}

enum bg_relate_answer bg_spec_contains_back(struct bg_spec_diff *diff, const struct bg_node *base,
                                            const struct bg_node *head) {
    return ask(diff, base, head, BACK);
}

static bool is_refused(struct bg_spec_diff *diff, const struct bg_node *taken, const struct bg_node *asked) {
    struct bg_relation relation = bg_schema_relate(diff->arena, taken, asked, (struct bg_relate_options){0});
    (void)bg_changes_spend(diff->out, relation.steps);
    return relation.answer == BG_ANSWER_NO;
}

bool bg_spec_loses(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head) {
    return is_refused(diff, as_document(diff, diff->base_root, base), as_document(diff, diff->head_root, head));
}

bool bg_spec_gains(struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head) {
    return is_refused(diff, as_document(diff, diff->head_root, head), as_document(diff, diff->base_root, base));
}

bool bg_spec_canonical_equal(const struct bg_spec_diff *diff, const struct bg_node *base, const struct bg_node *head) {
    bool is_equal = bg_canonical_of_base(diff->canonical, base) == bg_canonical_of_head(diff->canonical, head);
    return is_equal && !bg_canonical_is_full(diff->canonical);
}

struct bg_slice bg_spec_text(struct bg_arena *arena, const struct bg_node *node) {
    if (node == NULL) {
        return BG_LITERAL("");
    }
    if (node->weight > TEXT_NODES) {
        return bg_arena_printf(arena, "%u values", node->weight);
    }
    return bg_json_line(arena, node);
}

struct bg_slice bg_spec_list(struct bg_arena *arena, const struct bg_slice *texts, size_t count) {
    struct bg_buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        bg_buffer_add_text(&text, i == 0 ? "" : ", ");
        bg_buffer_add(&text, texts[i]);
    }
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&text));
    bg_buffer_finish(&text);
    return result;
}
