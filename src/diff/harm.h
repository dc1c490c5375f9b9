/* Harms: what a change does to people who run the connector. rules/facts.yaml lists them; rules name one each. */
#ifndef BG_DIFF_HARM_H
#define BG_DIFF_HARM_H

#include "diff/facts.h"

/* In the order of reports, but for the first, which is none. */
enum bg_harm {
#define X(constant, ...) BG_HARM_##constant,
    BG_HARMS(X)
#undef X
        BG_HARM_COUNT,
};

/* By their values: names in rules, headings of reports, and who is hurt in a few words. */
extern const char *const bg_harm_names[BG_HARM_COUNT];
extern const char *const bg_harm_headings[BG_HARM_COUNT];
extern const char *const bg_harm_who[BG_HARM_COUNT];

#endif
