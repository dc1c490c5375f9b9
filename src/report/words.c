/* The words of the interface: see words.h. Each switch lists every value, so that the compiler names a forgotten one.
 */
#include "report/words.h"

const char *bg_word_declared(enum bg_declared declared) {
    switch (declared) {
    case BG_DECLARED_NONE:
        return "none";
    case BG_DECLARED_PATCH:
        return "patch";
    case BG_DECLARED_MINOR:
        return "minor";
    case BG_DECLARED_MAJOR:
        return "major";
    case BG_DECLARED_PRERELEASE:
        return "prerelease";
    case BG_DECLARED_PROMOTE:
        return "promote";
    case BG_DECLARED_DOWNGRADE:
        return "downgrade";
    case BG_DECLARED_NEW:
        return "new";
    case BG_DECLARED_REMOVED:
        return "removed";
    case BG_DECLARED_INVALID:
        return "invalid";
    }
    return "";
}

const char *bg_word_outcome(enum bg_outcome outcome) {
    switch (outcome) {
    case BG_OUTCOME_SKIPPED:
        return "skipped";
    case BG_OUTCOME_PASSED:
        return "passed";
    case BG_OUTCOME_REJECTED:
        return "rejected";
    case BG_OUTCOME_UNJUDGED:
        return "unjudged";
    }
    return "";
}

const char *bg_word_state(enum bg_state state) {
    switch (state) {
    case BG_STATE_CHANGED:
        return "changed";
    case BG_STATE_ADDED:
        return "added";
    case BG_STATE_REMOVED:
        return "removed";
    case BG_STATE_MOVED:
        return "moved";
    }
    return "";
}

const char *bg_word_side(enum bg_side side) {
    switch (side) {
    case BG_SIDE_ACCEPTS:
        return "accepts";
    case BG_SIDE_EMITS:
        return "emits";
    case BG_SIDE_ABOUT:
        return "about";
    }
    return "";
}

const char *bg_word_proof(enum bg_proof proof) {
    switch (proof) {
    case BG_PROOF_RULE:
        return "rule";
    case BG_PROOF_WITNESS:
        return "witness";
    case BG_PROOF_UNKNOWN:
        return "unknown";
    }
    return "";
}

const char *bg_word_readability(enum bg_readability readability) {
    switch (readability) {
    case BG_READ_ABSENT:
        return "absent";
    case BG_READ_STATIC:
        return "static";
    case BG_READ_OPAQUE:
        return "opaque";
    case BG_READ_GOLDEN:
        return "golden";
    }
    return "";
}

const char *bg_word_head_kind(enum bg_head_kind kind) {
    switch (kind) {
    case BG_HEAD_COMMIT:
        return "commit";
    case BG_HEAD_INDEX:
        return "index";
    case BG_HEAD_WORKTREE:
        return "worktree";
    case BG_HEAD_FOLDER:
        return "folder";
    case BG_HEAD_FILE:
        return "file";
    }
    return "";
}
