/* match_groups.c - keys and serials in groups with hyphens; the anchor is their first hyphen. */
#include "redact/match.h"

#define KEY_LETTERS "BCDFGHJKMPQRTVWXYN2346789"

static bool boundary_before(const struct text *t, size_t at)
{
    uint8_t c = at > t->lo ? t->p[at - 1] : 0;

    return !is_word(c) && !(c == '-' && at >= t->lo + 2 && is_alnum(t->p[at - 2]));
}

static bool boundary_after(const struct text *t, size_t end)
{
    uint8_t c = text_at(t, end);

    return !is_word(c) && !(c == '-' && is_alnum(text_at(t, end + 1)));
}

static bool group_is(const struct text *t, size_t at, size_t n, bool (*in)(uint8_t c))
{
    return text_run(t, at, n, in) == at + n;
}

static bool in_key(uint8_t c)
{
    return c && strchr(KEY_LETTERS, to_upper(c));
}

/* Five groups of five from 24 letters and digits, and N since Windows 8. "XXXXX-...-ABCDE", as
 * tools show the last group, has other letters. */
static unsigned product_key(const struct text *t, size_t at, struct hit *hit)
{
    bool digit = false, letter = false;

    for (size_t i = 0; i < 5; i++) {
        if (!group_is(t, at + 6 * i, 5, in_key) || (i < 4 && text_at(t, at + 6 * i + 5) != '-'))
            return 0;
        for (size_t k = 0; k < 5; k++) {
            digit |= is_digit(t->p[at + 6 * i + k]);
            letter |= is_alpha(t->p[at + 6 * i + k]);
        }
    }
    if (!digit || !letter || !boundary_before(t, at) || !boundary_after(t, at + 29))
        return 0;
    return hit_give(hit, ENTITY_PRODUCT_KEY, at, at + 29);
}

/* 00330-80000-00000-AA123, 55041-001-1234567-12345 */
static unsigned product_id(const struct text *t, size_t at, struct hit *hit)
{
    size_t end = 0;

    if (group_is(t, at, 5, is_digit) && group_is(t, at + 6, 5, is_digit) &&
        text_at(t, at + 11) == '-' && group_is(t, at + 12, 5, is_digit) &&
        text_at(t, at + 17) == '-' && group_is(t, at + 18, 5, is_alnum))
        end = at + 23;
    else if (group_is(t, at, 5, is_digit) && group_is(t, at + 6, 3, is_alnum) &&
             text_at(t, at + 9) == '-' && group_is(t, at + 10, 7, is_digit) &&
             text_at(t, at + 17) == '-' && group_is(t, at + 18, 5, is_digit))
        end = at + 23;
    if (!end || !boundary_before(t, at) || !boundary_after(t, end))
        return 0;
    return hit_give(hit, ENTITY_PRODUCT_ID, at, end);
}

/* 0401-1900-12345; not a date: "2024-0312-12345". */
static unsigned activation(const struct text *t, size_t at, struct hit *hit)
{
    if (!group_is(t, at, 4, is_digit) || !group_is(t, at + 5, 4, is_digit) ||
        text_at(t, at + 9) != '-' || !group_is(t, at + 10, 5, is_digit) ||
        !boundary_before(t, at) || !boundary_after(t, at + 15) ||
        (text_at(t, at + 15) == '.' && is_digit(text_at(t, at + 16))))
        return 0;
    if (text_has(t, at, "20") && t->p[at + 5] < '2')
        return 0;
    hit_give(hit, ENTITY_ACTIVATION, at, at + 15);
    hit->learn = true;
    return 1;
}

static unsigned six_digits(const struct text *t, size_t at)
{
    unsigned v = 0;

    for (size_t i = 0; i < 6; i++)
        v = v * 10 + t->p[at + i] - '0';
    return v;
}

/* BitLocker: eight groups of six digits, each 11 times a number of 16 bits. */
static unsigned recovery_key(const struct text *t, size_t at, struct hit *hit)
{
    for (size_t i = 0; i < 8; i++) {
        size_t group = at + 7 * i;
        if (!group_is(t, group, 6, is_digit) || (i < 7 && text_at(t, group + 6) != '-') ||
            six_digits(t, group) % 11 || six_digits(t, group) >= 720896)
            return 0;
    }
    if (!boundary_before(t, at) || !boundary_after(t, at + 55))
        return 0;
    return hit_give(hit, ENTITY_RECOVERY_KEY, at, at + 55);
}

static bool in_key_token(uint8_t c)
{
    return is_word(c) || c == '-';
}

/* "sk-..." of several services */
static unsigned service_key(const struct text *t, size_t x, struct hit *hit)
{
    size_t end = text_run(t, x + 1, SCAN_AHEAD, in_key_token);
    bool digit = false;

    if (!text_ends(t, x, "sk") || t->p[x - 1] != 'k' || !boundary_before(t, x - 2) ||
        end - x < 21)
        return 0;
    for (size_t i = x; i < end; i++)
        digit |= is_digit(t->p[i]);
    return digit ? hit_give(hit, ENTITY_TOKEN, x - 2, end) : 0;
}

unsigned match_groups(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x;

    while (at > t->lo && x - at < 7 && is_alnum(t->p[at - 1]))
        at--;
    switch (x - at) {
    case 2:
        return service_key(t, x, hits);
    case 4:
        return activation(t, at, hits);
    case 5:
        if (product_id(t, at, hits))
            return 1;
        return product_key(t, at, hits);
    case 6:
        return recovery_key(t, at, hits);
    default:
        return 0;
    }
}
