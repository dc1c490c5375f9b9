/* Fingerprints: see fingerprint.h. */
#include "rules/fingerprint.h"

#include "base/buffer.h"
#include "base/sha256.h"

static const char digits[] = "0123456789abcdef";

/* Each part is preceded by its length, so that no two lists of parts give the same bytes. */
static void add_part(struct bg_buffer *bytes, struct bg_slice part) {
    bg_buffer_printf(bytes, "%zu:", part.len);
    bg_buffer_add(bytes, part);
}

void bg_fingerprint_parts(const struct bg_slice *parts, size_t count, char out[BG_FINGERPRINT_DIGITS + 1]) {
    struct bg_buffer bytes = {0};
    for (size_t i = 0; i < count; i++) {
        add_part(&bytes, parts[i]);
    }
    unsigned char hash[BG_SHA256_BYTES];
    bg_sha256(bg_buffer_slice(&bytes), hash);
    bg_buffer_finish(&bytes);
    for (size_t i = 0; i < BG_FINGERPRINT_DIGITS; i++) {
        out[i] = digits[hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf];
    }
    out[BG_FINGERPRINT_DIGITS] = '\0';
}

void bg_fingerprint(const struct bg_rule *rule, const struct bg_change *change, struct bg_slice connector,
                    char out[BG_FINGERPRINT_DIGITS + 1]) {
    const struct bg_slice parts[] = {
        BG_LITERAL("bumpgate 1"), connector,      rule->id,      change->stream, change->path,
        change->subject,          change->before, change->after,
    };
    bg_fingerprint_parts(parts, sizeof parts / sizeof parts[0], out);
}

bool bg_fingerprint_is(struct bg_slice text) {
    if (text.len != BG_FINGERPRINT_DIGITS) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(digits, text.at[i], sizeof digits - 1) == NULL) {
            return false;
        }
    }
    return true;
}
