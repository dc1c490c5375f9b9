/* Literals: see literal.h. */
#include "literal.h"

void put_literal(FILE *out, struct bg_slice text) {
    (void)fputc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n' && i + 1 < text.len) {
            (void)fputs("\\n\"\n\"", out);
        } else if (c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '?') {
            (void)fprintf(out, "\\%03o", c);
        } else {
            (void)fputc(c, out);
        }
    }
    (void)fputc('"', out);
}
