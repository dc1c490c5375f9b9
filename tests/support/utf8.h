/* Characters as bytes, for tests that must not ask the code under test. */
#ifndef TESTS_SUPPORT_UTF8_H
#define TESTS_SUPPORT_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The bytes of a code point as RFC 3629 makes them; their number. Nothing is checked. */
size_t utf8_encode(uint32_t code, unsigned char out[4]);

#endif
