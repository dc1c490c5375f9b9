/* Harms: see harm.h. */
#include "diff/harm.h"

#define X(constant, name, heading, who) name,
const char *const bg_harm_names[BG_HARM_COUNT] = {BG_HARMS(X)};
#undef X
#define X(constant, name, heading, who) heading,
const char *const bg_harm_headings[BG_HARM_COUNT] = {BG_HARMS(X)};
#undef X
#define X(constant, name, heading, who) who,
const char *const bg_harm_who[BG_HARM_COUNT] = {BG_HARMS(X)};
#undef X
