/* SHA-256 (FIPS 180-4): of small texts, for names and fingerprints. Nothing here allocates. */
#ifndef BG_BASE_SHA256_H
#define BG_BASE_SHA256_H

#include "base/slice.h"

enum { BG_SHA256_BYTES = 32 };

/* The digest of `bytes`, whose `at` may be NULL if it is empty. It cannot fail. */
void bg_sha256(struct bg_slice bytes, unsigned char out[BG_SHA256_BYTES]);

#endif
