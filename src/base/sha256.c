/*
 * SHA-256 by FIPS 180-4, section 6.2. Our own, since the libraries that have it name it differently in each version,
 * and bring all of TLS along.
 */
#include "base/sha256.h"

enum { BLOCK = 64, LENGTH_AT = BLOCK - 8, ROUNDS = 64, WORDS = 8 };

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2). */
static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotated(uint32_t x, unsigned by) {
    return (x >> by) | (x << (32 - by));
}

static uint32_t word_of(const unsigned char *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | (uint32_t)at[3];
}

/* The schedule of one block (6.2.2, step 1). */
static void spread(const unsigned char block[BLOCK], uint32_t out[ROUNDS]) {
    for (unsigned t = 0; t < BLOCK / 4; t++) {
        out[t] = word_of(block + 4 * (size_t)t);
    }
    for (unsigned t = BLOCK / 4; t < ROUNDS; t++) {
        uint32_t a = out[t - 15];
        uint32_t b = out[t - 2];
        uint32_t small = rotated(a, 7) ^ rotated(a, 18) ^ (a >> 3);
        uint32_t large = rotated(b, 17) ^ rotated(b, 19) ^ (b >> 10);
        out[t] = large + out[t - 7] + small + out[t - 16];
    }
}

static void add_block(uint32_t hash[WORDS], const unsigned char block[BLOCK]) {
    uint32_t schedule[ROUNDS];
    uint32_t v[WORDS];
    spread(block, schedule);
    memcpy(v, hash, sizeof v);
    for (unsigned t = 0; t < ROUNDS; t++) {
        uint32_t chosen = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t most = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        uint32_t one = v[7] + (rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)) + chosen + constants[t] +
                       schedule[t];
        uint32_t two = (rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)) + most;
        memmove(v + 1, v, (WORDS - 1) * sizeof v[0]);
        v[4] += one;
        v[0] = one + two;
    }
    for (unsigned i = 0; i < WORDS; i++) {
        hash[i] += v[i];
    }
}

void bg_sha256(struct bg_slice bytes, unsigned char out[BG_SHA256_BYTES]) {
    uint32_t hash[WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                            0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    size_t whole = bytes.len - bytes.len % BLOCK;
    for (size_t at = 0; at < whole; at += BLOCK) {
        add_block(hash, (const unsigned char *)bytes.at + at);
    }
    unsigned char last[2 * BLOCK] = {0};
    size_t rest = bytes.len - whole;
    if (rest > 0) {
        memcpy(last, bytes.at + whole, rest);
    }
    last[rest] = 0x80;
    bool needs_two = rest >= LENGTH_AT;
    uint64_t bits = (uint64_t)bytes.len * 8;
    size_t length_at = needs_two ? BLOCK + LENGTH_AT : LENGTH_AT;
    for (size_t i = 0; i < 8; i++) {
        last[length_at + i] = (unsigned char)(bits >> (56 - 8 * i));
    }
    add_block(hash, last);
    if (needs_two) {
        add_block(hash, last + BLOCK);
    }
    for (size_t i = 0; i < BG_SHA256_BYTES; i++) {
        out[i] = (unsigned char)(hash[i / 4] >> (24 - 8 * (i % 4)));
    }
}
