/* Forms of concrete values: does a value satisfy a literal? For the search, which meets many small questions of this
 * kind; answers that leave the program are the validator's (validate.h). */
#ifndef BG_SCHEMA_CONTAIN_HOLDS_H
#define BG_SCHEMA_CONTAIN_HOLDS_H

#include "base/regex.h"
#include "schema/accept/form.h"

enum bg_truth { BG_FALSE, BG_TRUE, BG_UNDECIDED };

struct bg_judge {
    struct bg_forms *forms;
    struct bg_regexes *regexes;
    size_t steps; /* counts up to BG_LIMIT_JUDGE_STEPS; beyond, everything is undecided */
    unsigned depth;
};

enum bg_truth bg_judge_holds(struct bg_judge *judge, bg_literal literal, const struct bg_node *value);

/* Does `pattern` occur in `text`? */
enum bg_truth bg_judge_matches(struct bg_judge *judge, struct bg_slice pattern, struct bg_slice text);

#endif
