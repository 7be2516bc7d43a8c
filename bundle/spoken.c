/* spoken.c - digits for the phone. */
#include "bundle/spoken.h"

#include "base/digest.h"

#define FIRST_STATE_GROUP 1
#define HEAD_GROUP 0
#define SUM_MODULUS 97
#define GROUP_WEIGHT 9 /* 10^4 mod 97 */

/* H. M. Damm, Total anti-symmetrische Quasigruppen (2004): finds every wrong digit and every
 * swap of neighbours. */
static const uint8_t damm[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

unsigned spoken_check(unsigned g, const uint8_t *digits)
{
    unsigned check = damm[0][g % 10];

    for (size_t i = 0; i < SPOKEN_DIGITS; i++)
        check = damm[check][digits[i] % 10];
    return check;
}

void spoken_put(unsigned g, const uint8_t *digits, struct buf *out)
{
    for (size_t i = 0; i < SPOKEN_DIGITS; i++)
        buf_putc(out, (char)('0' + digits[i] % 10));
    buf_putc(out, (char)('0' + spoken_check(g, digits)));
}

/* 16 bits give a group; values from 60000 on are passed over, so that each of the 10000 groups
 * is equally likely. */
size_t spoken_groups(const uint8_t *hash, size_t bytes, unsigned groups, struct buf *out)
{
    struct buf text = BUF_INIT(8 * (size_t)groups);
    size_t at = 0;
    unsigned made = 0;

    for (; made < groups && at + 2 <= bytes; at += 2) {
        unsigned value = (unsigned)hash[at] << 8 | hash[at + 1];
        uint8_t digits[SPOKEN_DIGITS];

        if (value >= 60000)
            continue;
        for (size_t i = SPOKEN_DIGITS; i-- > 0; value /= 10)
            digits[i] = (uint8_t)(value % 10);
        if (made > 0)
            buf_putc(&text, ' ');
        spoken_put(++made, digits, &text);
    }
    if (made == groups)
        buf_add_str(out, buf_str(&text));
    buf_done(&text);
    return made == groups ? made : 0;
}

void spoken_bundle_code(const char *bundle_id, struct buf *out)
{
    uint8_t hash[SHA256_BYTES];

    if (hex_to(str_of(bundle_id), hash, sizeof hash))
        (void)spoken_groups(hash, sizeof hash, 2, out);
}

/* 16 bits give two digits; values from 65500 on are passed over, so that all are as likely. */
void spoken_answer(const char *bundle_id, struct buf *out)
{
    struct buf text = BUF_INIT(256);
    uint8_t hash[SHA256_BYTES];
    unsigned made = 0;

    buf_printf(&text, "casepack answer 1\n%s", bundle_id);
    digest_once(DIGEST_SHA256, buf_cstr(&text), text.n, hash);
    for (size_t at = 0; made < 2 && at + 2 <= sizeof hash; at += 2) {
        unsigned value = (unsigned)hash[at] << 8 | hash[at + 1];

        if (value < 65500)
            buf_printf(out, "%s%02u", made++ ? " " : "", value % 100);
    }
    buf_done(&text);
}

unsigned spoken_sum(const uint8_t *head, const uint8_t *digits, size_t n)
{
    unsigned sum = 0;

    for (size_t at = (n + SPOKEN_DIGITS - 1) / SPOKEN_DIGITS * SPOKEN_DIGITS; at > 0;) {
        unsigned group = 0;

        at -= SPOKEN_DIGITS;
        for (size_t i = at; i < at + SPOKEN_DIGITS; i++)
            group = group * 10 + (i < n ? digits[i] : 0U);
        sum = (sum + group) * GROUP_WEIGHT % SUM_MODULUS;
    }
    return (sum + head[0] * 10U + head[1]) * GROUP_WEIGHT % SUM_MODULUS;
}

void spoken_report_code(unsigned pack, const uint8_t *states, size_t n, struct buf *out)
{
    uint8_t head[SPOKEN_DIGITS] = {(uint8_t)(pack % 100 / 10), (uint8_t)(pack % 10)};
    unsigned sum = spoken_sum(head, states, n);

    head[2] = (uint8_t)(sum / 10);
    head[3] = (uint8_t)(sum % 10);
    buf_printf(out, "%d:", HEAD_GROUP);
    spoken_put(HEAD_GROUP, head, out);
    for (size_t at = 0; at < n; at += SPOKEN_DIGITS) {
        unsigned g = FIRST_STATE_GROUP + (unsigned)(at / SPOKEN_DIGITS);
        uint8_t digits[SPOKEN_DIGITS] = {0};
        bool all_zero = true;

        for (size_t i = 0; i < SPOKEN_DIGITS && at + i < n; i++) {
            digits[i] = states[at + i];
            all_zero = all_zero && digits[i] == 0;
        }
        if (all_zero)
            continue;
        buf_printf(out, " %u:", g);
        spoken_put(g, digits, out);
    }
}
