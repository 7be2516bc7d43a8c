/* judge_uuid.c - UUIDs that are no UUID, and those that many machines share.
 *
 * The same bytes print in two ways: before SMBIOS 2.6 in order, since then with the first three
 * fields little-endian (SMBIOS 3.7, 7.2.1). Known values are compared in both. */
#include "check/judge_rules.h"

#include <string.h>

#include "base/digest.h"

#define UUID_BYTES 16
#define NODE_AT 10     /* the MAC */
#define COUNTED_MIN 12 /* steps by one of 31 */
#define COUNTED_ALL 26 /* these and equal digits */

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

/* All bytes FFh or 00h, DEADBEEF four times: a pattern of 1, 2, 4 or 8 bytes. */
static bool repeats(const uint8_t *bytes)
{
    for (size_t period = 1; period <= UUID_BYTES / 2; period *= 2)
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

static unsigned digit_at(const uint8_t *bytes, size_t i)
{
    return i % 2 ? bytes[i / 2] & 15u : bytes[i / 2] >> 4;
}

static bool is_next(unsigned a, unsigned b)
{
    return b == (a + 1) % 16 || (a == 9 && b <= 1) || (a == 15 && b == 1);
}

/* Somebody counted: 12345678-1234-5678-90ab-cddeefaabbcc, 00112233-4455-..., FEDCBA98-... Of
 * the 31 steps from digit to digit two in a random UUID go up by one. */
static bool is_counted(const uint8_t *bytes)
{
    unsigned up = 0, down = 0, same = 0;

    for (size_t i = 1; i < UUID_BYTES * 2; i++) {
        unsigned a = digit_at(bytes, i - 1), b = digit_at(bytes, i);
        up += is_next(a, b);
        down += is_next(b, a);
        same += a == b;
    }
    return (up >= COUNTED_MIN && up + same >= COUNTED_ALL) ||
           (down >= COUNTED_MIN && down + same >= COUNTED_ALL);
}

/* 01234567-8910-1112-1314-151617181920, 10203040-5060-...: bytes that go up by equal steps. */
static bool is_counted_by_bytes(const uint8_t *bytes)
{
    unsigned equal = 0;

    for (size_t i = 2; i < UUID_BYTES; i++)
        equal += (uint8_t)(bytes[i] - bytes[i - 1]) == (uint8_t)(bytes[1] - bytes[0]) &&
                 bytes[1] != bytes[0];
    return equal >= UUID_BYTES - 4;
}

/* No byte over 0Fh, as in AMI's 03000200-0400-0500-0006-000700080009: chance gives none. */
static bool has_small_bytes(const uint8_t *bytes)
{
    for (size_t i = 0; i < UUID_BYTES; i++)
        if (bytes[i] > 0x0f)
            return false;
    return true;
}

/* Dell spells the service tag into it: a blank one gives 4C4C4544-0000-2010-8020-80C04F202020.
 */
static bool is_dell_without_tag(const uint8_t *bytes)
{
    static const uint8_t dell[] = {0x4c, 0x4c, 0x45, 0x44}, blank[] = {' ', ' ', ' '};

    return memcmp(bytes, dell, sizeof dell) == 0 &&
           memcmp(bytes + UUID_BYTES - 3, blank, sizeof blank) == 0;
}

static bool is_known(const struct judge *j, const uint8_t *bytes)
{
    uint8_t known[UUID_BYTES];

    for (unsigned i = 0; i < j->uuid.n; i++)
        if (parse(str_of(j->uuid.words[i]), known) && memcmp(known, bytes, UUID_BYTES) == 0)
            return true;
    return false;
}

static bool is_pattern(const struct judge *j, const uint8_t *bytes)
{
    return repeats(bytes) || is_counted(bytes) || is_counted_by_bytes(bytes) ||
           has_small_bytes(bytes) || is_dell_without_tag(bytes) || is_known(j, bytes);
}

/* Supermicro and ASRock write only the MAC: unique. Nothing but a small number is not, nor is
 * a MAC of one byte over and over. */
static bool has_only_junk_node(const uint8_t *bytes)
{
    const uint8_t *node = &bytes[NODE_AT];

    for (size_t i = 0; i < NODE_AT; i++)
        if (bytes[i] != bytes[0] || (bytes[0] != 0 && bytes[0] != 0xff))
            return false;
    return (node[0] == 0 && node[1] == 0 && node[2] == 0 && node[3] == 0) ||
           memcmp(node, node + 1, 5) == 0;
}

/* Text in place of a UUID that says nothing: "Not Settable", "To be filled", "0000", "N/A". */
static bool says_nothing(const struct judge *j, const struct subject *s)
{
    static judge_rule *const asked[] = {
        words_say_nothing,  words_name_field,  words_promise,          words_have_part,
        words_have_word,    words_are_whole,   shape_is_unexpanded,    shape_is_punctuation,
        shape_is_zero_or_x, sequence_is_value, shape_is_one_character,
    };

    for (size_t i = 0; i < COUNT_OF(asked); i++)
        if (asked[i](j, s))
            return true;
    return s->key.n <= 2;
}

bool uuid_is_shared(const struct judge *j, const struct subject *s)
{
    uint8_t bytes[UUID_BYTES], swapped[UUID_BYTES];

    if (!parse(s->value, bytes))
        return says_nothing(j, s);
    swap_fields(bytes, swapped);
    return is_pattern(j, bytes) || is_pattern(j, swapped) || has_one_digit_a_group(s->value) ||
           has_only_junk_node(bytes);
}

bool uuid_is_broken(const struct judge *j, const struct subject *s)
{
    uint8_t bytes[UUID_BYTES];

    (void)j;
    return !parse(s->value, bytes);
}
