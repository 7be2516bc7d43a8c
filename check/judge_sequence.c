/* judge_sequence.c - placeholders that somebody typed by rule: digits and letters in order, keys
 * in a row, one unit over and over. */
#include "check/judge_rules.h"

#include <string.h>

#define RUN_ANYWHERE 7        /* consecutive digits that no real value holds */
#define LETTER_RUN_ANYWHERE 6 /* ABCDEF */
#define PIECE_MIN 3           /* of a value made of runs: "abc123", "qwe111" */
#define UNIT_MAX 6            /* of a repeated unit: "1A2B1A2B1A2B" */

static bool follows(char a, char b)
{
    if (ascii_is_digit(a) && ascii_is_digit(b))
        return b == a + 1 || (a == '9' && (b == '0' || b == '1'));
    return ascii_is_letter(a) && ascii_is_letter(b) && b == a + 1;
}

static bool precedes(char a, char b)
{
    if (ascii_is_digit(a) && ascii_is_digit(b))
        return b + 1 == a || (a == '0' && b == '9');
    return ascii_is_letter(a) && ascii_is_letter(b) && b + 1 == a;
}

size_t sequence_run(struct str s)
{
    size_t up = 1, down = 1;

    if (s.n == 0)
        return 0;
    while (up < s.n && follows(s.p[up - 1], s.p[up]))
        up++;
    while (down < s.n && precedes(s.p[down - 1], s.p[down]))
        down++;
    return up > down ? up : down;
}

/* How much of s, from its start, stands in the row; step -1 reads the row backwards. */
static size_t row_run(struct str s, const char *row, int step)
{
    size_t length = strlen(row), longest = 0;

    for (size_t from = 0; from < length; from++) {
        size_t n = 0;
        while (n < s.n && n < (step > 0 ? length - from : from + 1) &&
               s.p[n] == row[step > 0 ? from + n : from - n])
            n++;
        if (n > longest)
            longest = n;
    }
    return longest;
}

static size_t keyboard_run(const struct judge *j, struct str s)
{
    size_t longest = 0;

    for (unsigned i = 0; i < j->row.n; i++) {
        for (int step = -1; step <= 1; step += 2) {
            size_t n = row_run(s, j->row.words[i], step);
            if (n > longest)
                longest = n;
        }
    }
    return longest;
}

static size_t same_run(struct str s)
{
    size_t n = 1;

    while (n < s.n && s.p[n] == s.p[0])
        n++;
    return n;
}

/* A run that is all of the value, but for zeros after it: "12345", "123456789000". */
static bool is_nothing_but_run(const struct subject *s)
{
    size_t least = s->kind & KIND_NUMBER ? 3 : s->kind & (KIND_PRODUCT | KIND_SKU) ? 5 : 4;
    size_t run = sequence_run(s->key);

    if (run < least)
        return false;
    while (run < s->key.n && s->key.p[run] == '0')
        run++;
    return run == s->key.n;
}

/* Nothing but runs of three and more: "abc123", "123123", "qwerty000", "asdfgh". One key row
 * alone has to be longer: "Qwe" may be a name. */
static bool is_made_of_runs(const struct judge *j, const struct subject *s)
{
    size_t at = 0, pieces = 0;

    while (at < s->key.n) {
        struct str rest = str_sub(s->key, at, s->key.n);
        size_t run = sequence_run(rest), same = same_run(rest), keys = keyboard_run(j, rest);
        size_t best = run > same ? run : same;
        if (keys > best)
            best = keys;
        if (best < PIECE_MIN)
            return false;
        at += best;
        pieces++;
    }
    return s->key.n >= 6 || (pieces == 1 && s->key.n >= 4 && (s->kind & KIND_NUMBER));
}

/* "13579", "02468", "97531", "acegik": equal steps of two. */
static bool is_every_second(struct str key)
{
    int step = key.n >= 5 ? key.p[1] - key.p[0] : 0;

    if (step != 2 && step != -2)
        return false;
    for (size_t i = 1; i < key.n; i++) {
        int next = key.p[i - 1] + step;
        if (ascii_is_digit(key.p[i]) != ascii_is_digit(key.p[0]))
            return false;
        if (ascii_is_digit(key.p[i]))
            next = '0' + (next - '0' + 10) % 10;
        if (key.p[i] != next)
            return false;
    }
    return true;
}

/* "112233", "AABBCC", "000111222": each as often as the one before, in order. */
static bool is_doubled_run(struct str key)
{
    size_t times = key.n > 0 ? same_run(key) : 0, pieces = 1;

    if (times < 2 || key.n % times != 0)
        return false;
    for (size_t at = times; at < key.n; at += times, pieces++)
        if (same_run(str_sub(key, at, key.n)) != times || !follows(key.p[at - 1], key.p[at]))
            return false;
    return pieces >= 3;
}

/* "A1B2C3D4", "1a2b3c": two runs, letter by digit. */
static bool is_interleaved(const struct subject *s)
{
    struct str key = s->key;

    if (key.n < (s->kind & KIND_NUMBER ? 6 : 8) ||
        ascii_is_digit(key.p[0]) == ascii_is_digit(key.p[1]))
        return false;
    for (size_t i = 2; i < key.n; i++)
        if (!follows(key.p[i - 2], key.p[i]))
            return false;
    return true;
}

/* A serial of a few letters, a sign and a run: "SN-12345", "NB_123456". */
static bool is_tagged_run(const struct subject *s)
{
    size_t lead = 0;

    while (lead < s->value.n && ascii_is_letter(s->value.p[lead]))
        lead++;
    if (lead < 1 || lead > 5 || lead + 6 > s->value.n || is_key_byte(s->value.p[lead]))
        return false;
    struct str rest = str_sub(s->value, lead + 1, s->value.n);
    size_t run = sequence_run(rest);
    return run >= 6 || (run == 5 && run == rest.n);
}

static bool has_run_inside(struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        struct str rest = str_sub(value, i, value.n);
        size_t least = ascii_is_digit(rest.p[0]) ? RUN_ANYWHERE : LETTER_RUN_ANYWHERE;
        if (sequence_run(rest) >= least)
            return true;
    }
    return false;
}

bool sequence_is_value(const struct judge *j, const struct subject *s)
{
    return is_nothing_but_run(s) || is_every_second(s->key) || is_doubled_run(s->key) ||
           is_interleaved(s) || ((s->kind & KIND_NUMBER) && is_tagged_run(s)) ||
           has_run_inside(s->value) || is_made_of_runs(j, s);
}

/* A unit of two to six three times and more, and nothing else: "1A2B1A2B1A2B". */
bool sequence_repeats(const struct judge *j, const struct subject *s)
{
    (void)j;
    for (size_t unit = 2; unit <= UNIT_MAX; unit++)
        if (s->key.n >= 9 && s->key.n >= 3 * unit &&
            memcmp(s->key.p, s->key.p + unit, s->key.n - unit) == 0)
            return true;
    return false;
}
