/* Texts as literals of C, for the programs that generate tables. */
#ifndef TOOLS_LITERAL_H
#define TOOLS_LITERAL_H

#include "base/types.h"

#include <stdio.h>

/* A string literal; every byte that is not plain ASCII as three octal digits. */
void put_literal(FILE *out, struct bg_slice text);

#endif
