/* match_number.c - ids that show by their digits: telephone numbers, resident ids, codes of
 * organisations, bank cards, passports, serials of activations. The anchor is the first digit of
 * a row; up to two letters may stand before it. */
#include "redact/checksum.h"
#include "redact/match.h"
#include "redact/number.h"

#define ROW_MAX 24

static bool word_before(const struct text *t, size_t at)
{
    return alnum_before(t->p, at, t->lo) || (at > t->lo && t->p[at - 1] == '_');
}

/* "张三_13800138000_报修.docx": '_' parts the words of a name, of which another one is Chinese. */
static bool is_in_name(const struct text *t, size_t at, size_t end)
{
    bool left = at > t->lo + 1 && t->p[at - 1] == '_', right = text_at(t, end) == '_';

    return (left && t->p[at - 2] >= 0x80) || (right && text_at(t, end + 1) >= 0x80);
}

/* Neither a letter, nor "." or "-" with a digit behind: nothing goes on after end. */
static bool ends_number(const struct text *t, size_t end)
{
    uint8_t c = text_at(t, end);

    return !is_word(c) && !((c == '.' || c == '-') && is_digit(text_at(t, end + 1)));
}

static bool begins_number(const struct text *t, size_t at)
{
    uint8_t c = at > t->lo ? t->p[at - 1] : 0;

    if (word_before(t, at))
        return false;
    return !((c == '.' || c == '-') && at >= t->lo + 2 && is_digit(t->p[at - 2])) && c != '#' &&
           c != '&';
}

/* Of ids: no sign stands before them, as it does before numbers below zero. */
static bool begins_id(const struct text *t, size_t at)
{
    return begins_number(t, at) && !(at > t->lo && t->p[at - 1] == '-');
}

/* ---- telephones ---------------------------------------------------------------------------*/

bool number_is_hotline(struct str number)
{
    return str_starts(number, "400") || str_starts(number, "800") ||
           (number.n <= 8 && str_starts(number, "95")) || (number.n <= 5 && number.p[0] == '1');
}

/* "+86", "86-", "0086 " right before at: the number begins there. */
static size_t with_country(const struct text *t, size_t at)
{
    size_t i = at;

    if (i > t->lo && (t->p[i - 1] == ' ' || t->p[i - 1] == '-' || t->p[i - 1] == ')'))
        i--;
    if (!text_ends(t, i, "86"))
        return at;
    i -= 2;
    if (text_ends(t, i, "00"))
        i -= 2;
    if (i > t->lo && (t->p[i - 1] == '+' || t->p[i - 1] == '('))
        return i - 1;
    return i > t->lo && is_word(t->p[i - 1]) ? at : i;
}

/* Mobile ranges of mainland China: 13x to 19x; 140, 141, 144, 146, 148 are things with 13
 * digits. */
static bool is_mobile(const uint8_t *p)
{
    if (p[0] != '1' || p[1] < '3')
        return false;
    return p[1] != '4' || strchr("579", p[2]);
}

static bool digits_at(const struct text *t, size_t i, size_t n)
{
    return text_run(t, i, n, is_digit) == i + n;
}

static unsigned mobile(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    if (end - x != 11 && !(end - x == 13 && text_has(t, x, "86")) &&
        !(end - x == 15 && text_has(t, x, "0086")))
        return 0;
    size_t at = end - 11, from = at == x ? with_country(t, at) : x;
    if (is_mobile(t->p + at) && from == at && is_in_name(t, at, end) &&
        !alnum_before(t->p, at, t->lo) && !is_alnum(text_at(t, end)))
        return hit_give(hit, ENTITY_MOBILE, at, end);
    if (!is_mobile(t->p + at) || !ends_number(t, end) ||
        (from == at ? !begins_number(t, x) : word_before(t, from)))
        return 0;
    return hit_give(hit, ENTITY_MOBILE, from, end);
}

/* "138 0013 8000", "138-0013-8000" */
static unsigned mobile_groups(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    uint8_t sep = text_at(t, x + 3);

    if (end - x != 3 || (sep != ' ' && sep != '-') || !digits_at(t, x + 4, 4) ||
        text_at(t, x + 8) != sep || !digits_at(t, x + 9, 4) || !is_mobile(t->p + x) ||
        !ends_number(t, x + 13) || is_digit(text_at(t, x + 13)))
        return 0;
    size_t at = with_country(t, x);
    if (at == x ? !begins_number(t, x) : word_before(t, at))
        return 0;
    return hit_give(hit, ENTITY_MOBILE, at, x + 13);
}

/* 010 and 02x have three digits, all others four (GB/T 2659 has no say; YD/T 1036). */
static size_t area_digits(const struct text *t, size_t at)
{
    return text_at(t, at) == '1' || text_at(t, at) == '2' ? 2 : 3;
}

static bool is_area(const struct text *t, size_t at, size_t n)
{
    uint8_t c = text_at(t, at);

    if (n == 2)
        return c == '1' ? t->p[at + 1] == '0' : c == '2';
    return n == 3 && c >= '3' && c <= '9';
}

/* The local part of seven or eight digits, with "-1234" behind it; 0 when there is none. */
static size_t local_end(const struct text *t, size_t i)
{
    size_t end = text_run(t, i, 9, is_digit), more;

    if (end - i < 7 || end - i > 8 || text_at(t, i) < '2')
        return 0;
    more = text_run(t, end + 1, 7, is_digit);
    if (text_at(t, end) == '-' && more > end + 2 && more - end <= 7 && ends_number(t, more))
        return more;
    more = text_run(t, end + 1, 9, is_digit); /* "84701234/84701235", "84701234/35" */
    if (text_at(t, end) == '/' && more > end + 1 && more - end <= 9 && ends_number(t, more))
        return more;
    return ends_number(t, end) ? end : 0;
}

/* "0755-2601779", "010 62345678", "(0317)88483979", "(86-317)88483979", "+86-10-62345678" */
static unsigned landline(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    size_t area = text_at(t, x) == '0' ? x + 1 : x, n = end - area, at = x, next = end, bracket;
    bool country = false;

    if (text_has(t, x, "86") && end == x + 2 &&
        (text_at(t, end) == '-' || text_at(t, end) == ' ')) {
        area = end + 1 + (text_at(t, end + 1) == '0');
        next = text_run(t, area, 4, is_digit);
        n = next - area;
        country = true;
    } else if (text_at(t, x) != '0') {
        return 0;
    }
    if (n != area_digits(t, area) || !is_area(t, area, n))
        return 0;
    if (country && at > t->lo && t->p[at - 1] == '+')
        at--;
    bracket = text_ends(t, at, "(") ? 1 : text_ends(t, at, "（") ? 3 : 0;
    at -= bracket;
    if (bracket && !text_has(t, next, bracket == 1 ? ")" : "）"))
        return 0;
    next += bracket ? bracket : text_at(t, next) == '-' || text_at(t, next) == ' ';
    next += text_at(t, next) == ' ' && bracket;
    if (next == end && !country)
        return 0;
    next = local_end(t, next);
    if (!next || (at == x ? !begins_number(t, at) : word_before(t, at)))
        return 0;
    return hit_give(hit, ENTITY_LANDLINE, at, next);
}

/* ---- persons and organisations ------------------------------------------------------------*/

static unsigned resident(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    if (end - x == 17 && to_upper(text_at(t, end)) == 'X')
        end++;
    if (end - x != 18 || !checksum_resident(text_str(t, x, end)))
        return 0;
    bool in_name =
        is_in_name(t, x, end) && !alnum_before(t->p, x, t->lo) && !is_alnum(text_at(t, end));
    if (!in_name && (!begins_id(t, x) || !ends_number(t, end)))
        return 0;
    return hit_give(hit, ENTITY_RESIDENT_ID, x, end);
}

static unsigned org_code(const struct text *t, size_t x, struct hit *hit)
{
    size_t at = x;

    if (at > t->lo && is_upper(t->p[at - 1]) && !(at > t->lo + 1 && is_word(t->p[at - 2])))
        at--;
    size_t end = text_run(t, at, 19, is_alnum);
    struct str code = text_str(t, at, end);
    if (code.n != 18 || !begins_id(t, at) || !ends_number(t, end) || !checksum_org(code))
        return 0;
    if (text_has(t, at, "13") && text_run(t, at, 18, is_digit) == end)
        return 0; /* rather a FILETIME of our days */
    return hit_give(hit, ENTITY_ORG_CODE, at, end);
}

static bool is_issuer(const uint8_t *p) /* UnionPay 62 and 60, Visa 4, Mastercard 51 to 55 */
{
    return (p[0] == '6' && (p[1] == '2' || p[1] == '0')) || p[0] == '4' ||
           (p[0] == '5' && p[1] >= '1' && p[1] <= '5');
}

static unsigned bank_card(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    size_t n = end - x;

    if (n < 16 || n > 19 || n == 17 || !is_issuer(t->p + x) || !begins_id(t, x) ||
        checksum_resident_shape(text_str(t, x, end)) || !ends_number(t, end) ||
        (n != 16 && t->p[x] != '6') || !checksum_luhn(text_str(t, x, end)))
        return 0;
    return hit_give(hit, ENTITY_BANK_CARD, x, end);
}

/* "6222 0214 3517 8100 907" */
static unsigned card_groups(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    uint8_t sep = text_at(t, x + 4), digits[20];
    size_t n = 0, i = x;

    if (end - x != 4 || (sep != ' ' && sep != '-') || !is_issuer(t->p + x))
        return 0;
    while (n <= 16) {
        size_t stop = text_run(t, i, 5, is_digit);
        if (stop - i > 4 || stop == i)
            return 0;
        memcpy(digits + n, t->p + i, stop - i);
        n += stop - i;
        i = stop;
        if (n % 4 || text_at(t, i) != sep || !is_digit(text_at(t, i + 1)))
            break;
        i++;
    }
    if (n < 16 || n > 19 || !begins_id(t, x) || !ends_number(t, i) ||
        !checksum_luhn((struct str){(const char *)digits, n}))
        return 0;
    return hit_give(hit, ENTITY_BANK_CARD, x, i);
}

/* "E" and a letter with seven digits shows by itself; all other forms need their label. */
static unsigned passport(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    if (end - x != 7 || x < t->lo + 2 || t->p[x - 2] != 'E' || !is_upper(t->p[x - 1]) ||
        strchr("IO", t->p[x - 1]) || word_before(t, x - 2) || !ends_number(t, end))
        return 0;
    return hit_give(hit, ENTITY_PASSPORT, x - 2, end);
}

/* ---- serials ------------------------------------------------------------------------------*/

/* Two capitals and eleven digits, of which the third and fourth are a year: AB032411xxxxx. */
static unsigned activation(const struct text *t, size_t x, size_t end, struct hit *hit)
{
    if (end - x != 11 || x < t->lo + 2 || !is_upper(t->p[x - 1]) || !is_upper(t->p[x - 2]) ||
        word_before(t, x - 2) || !ends_number(t, end))
        return 0;
    unsigned year = (t->p[x + 2] - (unsigned)'0') * 10 + t->p[x + 3] - '0';
    if (year < 15 || year > 39)
        return 0;
    hit_give(hit, ENTITY_ACTIVATION, x - 2, end);
    hit->learn = true;
    return 1;
}

unsigned match_number(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t end = text_run(t, x, ROW_MAX, is_digit);
    unsigned n = 0;

    switch (end - x) {
    case 1:
        return match_house_number(t, x, hits);
    case 2:
        n = landline(t, x, end, hits);
        break;
    case 3:
        n = mobile_groups(t, x, end, hits);
        n = n ? n : landline(t, x, end, hits);
        break;
    case 4:
        n = card_groups(t, x, end, hits);
        n = n ? n : landline(t, x, end, hits);
        break;
    case 7:
        return passport(t, x, end, hits);
    case 11:
        n = activation(t, x, end, hits);
        n = n ? n : mobile(t, x, end, hits);
        break;
    case 13:
    case 15:
        n = mobile(t, x, end, hits);
        break;
    case 16:
    case 17:
    case 18:
    case 19:
        n = resident(t, x, end, hits);
        n = n ? n : bank_card(t, x, end, hits);
        break;
    default:
        break;
    }
    if (!n && end - x >= 7 && end - x <= 18)
        n = org_code(t, x, hits);
    return !n && end - x < 6 ? match_house_number(t, x, hits) : n;
}
