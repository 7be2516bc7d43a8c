/* judge_uuid.c - UUIDs that are no UUID, and those that many machines share.
 *
 * The same bytes print in two ways: before SMBIOS 2.6 in order, since then with the first three
 * fields little-endian (SMBIOS 3.7, 7.2.1). Known values are compared in both. */
#include "check/judge_rules.h"

#include <string.h>

#include "base/digest.h"

#define UUID_BYTES 16

static bool parse(struct str text, uint8_t *out)
{
    static const size_t groups[] = {4, 2, 2, 2, 6}; /* bytes */
    char hex[UUID_BYTES * 2];
    size_t n = 0, at = 0;

    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        if (g > 0 && (at >= text.n || text.p[at++] != '-'))
            return false;
        struct str part = str_sub(text, at, groups[g] * 2);
        if (part.n != groups[g] * 2)
            return false;
        for (size_t i = 0; i < part.n; i++) {
            char c = part.p[i];
            hex[n++] = c >= 'A' && c <= 'F' ? (char)(c | 0x20) : c;
        }
        at += part.n;
    }
    return at == text.n && hex_to((struct str){hex, n}, out, UUID_BYTES);
}

static void swap_fields(const uint8_t *in, uint8_t *out)
{
    static const uint8_t order[UUID_BYTES] = {3, 2, 1,  0,  5,  4,  7,  6,
                                              8, 9, 10, 11, 12, 13, 14, 15};

    for (size_t i = 0; i < UUID_BYTES; i++)
        out[i] = in[order[i]];
}

bool uuid_is_broken(const struct judge *j, const struct subject *s)
{
    uint8_t bytes[UUID_BYTES];

    return !parse(s->value, bytes) && !words_say_nothing(j, s);
}

/* All bytes FFh or 00h, DEADBEEF four times: a pattern of 1, 2 or 4 bytes. */
static bool repeats(const uint8_t *bytes)
{
    for (size_t period = 1; period <= 4; period *= 2)
        if (memcmp(bytes, bytes + period, UUID_BYTES - period) == 0)
            return true;
    return false;
}

/* 11111111-2222-3333-4444-555555555555 */
static bool has_one_digit_a_group(struct str text)
{
    struct str part;

    while (str_next(&text, '-', &part))
        for (size_t i = 1; i < part.n; i++)
            if (part.p[i] != part.p[0])
                return false;
    return true;
}

/* Supermicro and ASRock write only the MAC: unique. Nothing but a small number is not. */
static bool is_small_number(const uint8_t *bytes)
{
    for (size_t i = 0; i < UUID_BYTES - 2; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

bool uuid_is_shared(const struct judge *j, const struct subject *s)
{
    uint8_t bytes[UUID_BYTES], swapped[UUID_BYTES], known[UUID_BYTES];

    if (!parse(s->value, bytes))
        return words_say_nothing(j, s);
    swap_fields(bytes, swapped);
    for (unsigned i = 0; i < j->uuid.n; i++)
        if (parse(str_of(j->uuid.words[i]), known) &&
            (memcmp(known, bytes, UUID_BYTES) == 0 || memcmp(known, swapped, UUID_BYTES) == 0))
            return true;
    return repeats(bytes) || repeats(swapped) || has_one_digit_a_group(s->value) ||
           is_small_number(bytes);
}
