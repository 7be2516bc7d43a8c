/* checksum.c - GB 11643, GB 32100, Luhn. */
#include "redact/checksum.h"

#include <string.h>

#include "redact/chars.h"

static unsigned digit_at(struct str s, size_t i)
{
    return (unsigned)(uint8_t)s.p[i] - '0';
}

static bool all_digits(struct str s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_digit((uint8_t)s.p[i]))
            return false;
    return true;
}

bool checksum_luhn(struct str digits)
{
    unsigned sum = 0;

    for (size_t i = 0; i < digits.n; i++) {
        unsigned d = digit_at(digits, digits.n - 1 - i);
        if (d > 9)
            return false;
        d *= i % 2 ? 2 : 1;
        sum += d > 9 ? d - 9 : d;
    }
    return digits.n > 0 && sum % 10 == 0;
}

/* ---- GB 11643 -----------------------------------------------------------------------------*/

static bool is_province(unsigned code)
{
    return (code >= 11 && code <= 15) || (code >= 21 && code <= 23) ||
           (code >= 31 && code <= 37) || (code >= 41 && code <= 46) ||
           (code >= 50 && code <= 54) || (code >= 61 && code <= 65) || code == 71 ||
           code == 81 || code == 82 || code == 83;
}

static bool is_date(unsigned year, unsigned month, unsigned day)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

static unsigned number_at(struct str s, size_t at, size_t n)
{
    unsigned v = 0;

    for (size_t i = at; i < at + n; i++)
        v = v * 10 + digit_at(s, i);
    return v;
}

bool checksum_resident_shape(struct str id)
{
    bool old = id.n == 15;

    if (!(old && all_digits(id, 15)) && !(id.n == 18 && all_digits(id, 17)))
        return false;
    if (!old && !is_digit((uint8_t)id.p[17]) && to_upper((uint8_t)id.p[17]) != 'X')
        return false;
    unsigned year = old ? 1900 + number_at(id, 6, 2) : number_at(id, 6, 4);
    size_t month_at = old ? 8 : 10;
    return is_province(number_at(id, 0, 2)) && year >= 1900 && year < 2100 &&
           is_date(year, number_at(id, month_at, 2), number_at(id, month_at + 2, 2));
}

bool checksum_resident(struct str id)
{
    static const uint8_t weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    unsigned sum = 0;

    if (id.n != 18 || !checksum_resident_shape(id))
        return false;
    for (size_t i = 0; i < 17; i++)
        sum += digit_at(id, i) * weights[i];
    return to_upper((uint8_t)id.p[17]) == (uint8_t) "10X98765432"[sum % 11];
}

/* ---- GB 32100 -----------------------------------------------------------------------------*/

/* "0123456789ABCDEFGHJKLMNPQRTUWXY": no I, O, S, V, Z. */
static int org_value(char c)
{
    static const int8_t letters[] = {10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, 20, 21,
                                     22, -1, 23, 24, 25, -1, 26, 27, -1, 28, 29, 30, -1};

    if (is_digit((uint8_t)c))
        return c - '0';
    return is_alpha((uint8_t)c) ? letters[to_upper((uint8_t)c) - 'A'] : -1;
}

bool checksum_org_shape(struct str code)
{
    if (code.n != 18)
        return false;
    for (size_t i = 0; i < 18; i++)
        if (org_value(code.p[i]) < 0 || (i >= 2 && i < 8 && !is_digit((uint8_t)code.p[i])))
            return false;
    return strchr("159YANG2346789", to_upper((uint8_t)code.p[0])) &&
           is_province(number_at(code, 2, 2));
}

/* GB 11714: the ninth character of the code inside checks the eight before it. */
static bool inner_check(struct str code)
{
    static const uint8_t weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    unsigned sum = 0;

    for (size_t i = 0; i < 8; i++)
        sum += (unsigned)org_value(code.p[8 + i]) * weights[i];
    unsigned check = (11 - sum % 11) % 11;
    return code.p[16] == (check == 10 ? 'X' : (char)('0' + check));
}

static bool has_letter(struct str code)
{
    for (size_t i = 0; i < code.n; i++)
        if (is_alpha((uint8_t)code.p[i]))
            return true;
    return false;
}

/* Of digits alone there are too many that are no codes: then the inner one must fit too. */
bool checksum_org(struct str code)
{
    unsigned sum = 0, weight = 1;

    if (!checksum_org_shape(code))
        return false;
    for (size_t i = 0; i < 17; i++) {
        sum += (unsigned)org_value(code.p[i]) * weight;
        weight = weight * 3 % 31;
    }
    return (unsigned)org_value(code.p[17]) == (31 - sum % 31) % 31 &&
           (has_letter(code) || inner_check(code));
}
