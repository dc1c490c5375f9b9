/* The words of which every manifest is made, whatever it reads: that two connectors have them makes them no pair. */
#ifndef BG_RUN_COMMON_WORDS_H
#define BG_RUN_COMMON_WORDS_H

#include "base/table.h"

/* Puts each of them into the table, with something. */
void bg_common_words_put(struct bg_table *words);

#endif
