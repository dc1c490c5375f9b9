/* Characters as bytes: see utf8.h. */
#include "support/utf8.h"

size_t utf8_encode(uint32_t code, unsigned char out[4]) {
    static const unsigned char first[] = {0x00, 0xc0, 0xe0, 0xf0};
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len; i-- > 1; code >>= 6) {
        out[i] = (unsigned char)(0x80 | (code & 0x3f));
    }
    out[0] = (unsigned char)(first[len - 1] | code);
    return len;
}
