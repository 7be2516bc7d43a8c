/* spoken_message.c - receipts and requests as digits. */
#include "bundle/spoken_message.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "bundle/spoken.h"

#define GROUPS_MAX (REQUEST_ITEMS_MAX / 2)
#define CENTURY 2000
#define CAS_GROUPS 4
#define CMIT_GROUPS 2
#define CAS_START "CAS-"
#define CMIT_START "CMIT:"
#define CAS_DIGITS 5
#define CAS_LETTERS 6
#define CAS_LETTERS_AS_DIGITS 10 /* 36^6 - 1 = 2176782335 */
#define CMIT_DIGITS 7

static const struct {
    const char *name, *text;
} activations[] = {
    [ACTIVATION_NONE] = {"none", N_("not activated")},
    [ACTIVATION_ONLINE] = {"online", N_("activated online")},
    [ACTIVATION_OFFLINE] = {"offline", N_("activated offline by phone scan")},
    [ACTIVATION_FACTORY] = {"factory", N_("activated on the production line")},
    [ACTIVATION_SOMEHOW] = {"somehow", N_("activated, unknown how")},
};

static const char *const clients[] = {
    [CLIENT_UNKNOWN] = "unknown", [CLIENT_WINDOWS] = "windows", [CLIENT_CMIT_V2] = "cmit-v2",
    [CLIENT_CMIT_V3] = "cmit-v3", [CLIENT_KYLIN] = "kylin",     [CLIENT_UOS] = "uos",
    [CLIENT_OTHER] = "other",
};

const char *activation_name(enum activation activation)
{
    return activations[activation].name;
}

const char *activation_text(enum activation activation)
{
    return activations[activation].text;
}

const char *client_name(enum client client)
{
    return clients[client];
}

static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* The digits of a code in the order in which they are said, without KK. */
struct digits {
    uint8_t head[2];
    uint8_t rest[SPOKEN_DIGITS * GROUPS_MAX];
    size_t n;
};

static void put_number(struct digits *d, uint64_t value, size_t digits)
{
    d->n += digits;
    for (size_t i = 1; i <= digits; i++, value /= 10)
        d->rest[d->n - i] = (uint8_t)(value % 10);
}

static uint64_t number_of(const uint8_t *digits, size_t n)
{
    uint64_t value = 0;

    for (size_t i = 0; i < n; i++)
        value = value * 10 + digits[i];
    return value;
}

static bool say(unsigned head_number, const struct digits *d, struct buf *out, struct err *err)
{
    unsigned sum = spoken_sum(d->head, d->rest, d->n);
    const uint8_t head[SPOKEN_DIGITS] = {d->head[0], d->head[1], (uint8_t)(sum / 10),
                                         (uint8_t)(sum % 10)};

    buf_printf(out, "%u:", head_number);
    spoken_put(head_number, head, out);
    for (size_t at = 0; at < d->n; at += SPOKEN_DIGITS) {
        unsigned number = 1 + (unsigned)(at / SPOKEN_DIGITS);

        buf_printf(out, " %u:", number);
        spoken_put(number, d->rest + at, out);
    }
    return buf_failed(out) ? err_set(err, E_TOO_LARGE, "%s", "code") : true;
}

/* ---- receipt ---------------------------------------------------------------------------------- */

static bool date_is_valid(unsigned year, unsigned month, unsigned day)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /* Between 2000 and 2099 each fourth year is a leap year. */
    return year >= CENTURY && year < CENTURY + 100 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] && (month != 2 || day < 29 || year % 4 == 0);
}

static bool receipt_is_valid(const struct spoken_receipt *r)
{
    return r->activation <= ACTIVATION_SOMEHOW && r->client <= CLIENT_OTHER &&
           date_is_valid(r->year, r->month, r->day);
}

bool spoken_receipt_code(const struct spoken_receipt *receipt, struct buf *out, struct err *err)
{
    struct digits d = {{(uint8_t)receipt->activation, (uint8_t)receipt->client}, {0}, 0};

    if (!receipt_is_valid(receipt))
        return err_set(err, E_VALUE, "%u-%02u-%02u", receipt->year, receipt->month,
                       receipt->day);
    put_number(&d, receipt->year % 100, 2);
    put_number(&d, receipt->month, 2);
    put_number(&d, receipt->day, 2);
    put_number(&d, receipt->pack % 100, 2);
    return say(SPOKEN_HEAD_RECEIPT, &d, out, err);
}

bool spoken_receipt_of(const uint8_t *head, const uint8_t *digits, size_t groups,
                       struct spoken_receipt *out)
{
    if (groups != 2)
        return false;
    struct spoken_receipt r = {
        .activation = (enum activation)head[0],
        .client = (enum client)head[1],
        .year = CENTURY + (unsigned)number_of(digits, 2),
        .month = (unsigned)number_of(digits + 2, 2),
        .day = (unsigned)number_of(digits + 4, 2),
        .pack = (unsigned)number_of(digits + 6, 2),
    };

    if (!receipt_is_valid(&r))
        return false;
    *out = r;
    return true;
}

/* ---- request ---------------------------------------------------------------------------------- */

static bool take_digits(struct str text, struct digits *d)
{
    uint64_t value;

    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    if (!str_number(text, &value))
        return false;
    put_number(d, value, text.n);
    return true;
}

static bool take_letters(struct str text, struct digits *d)
{
    uint64_t value = 0;

    for (size_t i = 0; i < text.n; i++) {
        const char *at = memchr(letters, text.p[i], sizeof letters - 1);

        if (!at)
            return false;
        value = value * 36 + (uint64_t)(at - letters);
    }
    put_number(d, value, CAS_LETTERS_AS_DIGITS);
    return true;
}

static bool cas_digits(struct str number, struct digits *d)
{
    size_t dash = strlen(CAS_START) + CAS_DIGITS;

    *d = (struct digits){{REQUEST_CASE_CAS, CAS_GROUPS}, {0}, 1};
    return number.n == dash + 1 + CAS_LETTERS && str_starts(number, CAS_START) &&
           number.p[dash] == '-' &&
           take_digits(str_sub(number, strlen(CAS_START), CAS_DIGITS), d) &&
           take_letters(str_sub(number, dash + 1, CAS_LETTERS), d);
}

static bool cmit_digits(struct str number, struct digits *d)
{
    *d = (struct digits){{REQUEST_CASE_CMIT, CMIT_GROUPS}, {0}, 1};
    return number.n == strlen(CMIT_START) + CMIT_DIGITS && str_starts(number, CMIT_START) &&
           take_digits(str_sub(number, strlen(CMIT_START), CMIT_DIGITS), d);
}

bool spoken_case_code(struct str case_number, struct buf *out, struct err *err)
{
    struct digits d;

    if (!cas_digits(case_number, &d) && !cmit_digits(case_number, &d))
        return err_set(err, E_VALUE, "%.*s (" CASE_NUMBER_FORMS ")",
                       STR_ARG(str_sub(case_number, 0, 40)));
    return say(SPOKEN_HEAD_REQUEST, &d, out, err);
}

bool spoken_items_code(const unsigned *items, size_t n, struct buf *out, struct err *err)
{
    struct digits d = {{REQUEST_ITEMS, (uint8_t)((n + 1) / 2)}, {0}, 0};

    if (n == 0 || n > REQUEST_ITEMS_MAX)
        return err_set(err, E_VALUE, "%zu (1-%d)", n, REQUEST_ITEMS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (items[i] < 1 || items[i] > 99 || (i > 0 && items[i] <= items[i - 1]))
            return err_set(err, E_VALUE, "%u", items[i]);
        put_number(&d, items[i], 2);
    }
    if (n % 2 == 1)
        put_number(&d, 0, 2);
    return say(SPOKEN_HEAD_REQUEST, &d, out, err);
}

static bool cas_of(const uint8_t *digits, size_t groups, struct spoken_request *out)
{
    uint64_t number = number_of(digits + 1, CAS_DIGITS);
    uint64_t word = number_of(digits + 1 + CAS_DIGITS, CAS_LETTERS_AS_DIGITS);
    char text[CAS_LETTERS + 1] = "";

    if (groups != CAS_GROUPS || digits[0] != 0)
        return false;
    for (size_t i = CAS_LETTERS; i-- > 0; word /= 36)
        text[i] = letters[word % 36];
    snprintf(out->case_number, sizeof out->case_number, CAS_START "%05u-%s", (unsigned)number,
             text);
    return word == 0;
}

static bool cmit_of(const uint8_t *digits, size_t groups, struct spoken_request *out)
{
    if (groups != CMIT_GROUPS || digits[0] != 0)
        return false;
    snprintf(out->case_number, sizeof out->case_number, CMIT_START "%07u",
             (unsigned)number_of(digits + 1, CMIT_DIGITS));
    return true;
}

static bool items_of(const uint8_t *digits, size_t groups, struct spoken_request *out)
{
    size_t n = 2 * groups;

    if (n > 0 && digits[2 * n - 2] == 0 && digits[2 * n - 1] == 0)
        n--;
    for (size_t i = 0; i < n; i++) {
        out->items[i] = (unsigned)number_of(digits + 2 * i, 2);
        if (out->items[i] == 0 || (i > 0 && out->items[i] <= out->items[i - 1]))
            return false;
    }
    out->items_n = n;
    return n > 0;
}

bool spoken_request_of(const uint8_t *head, const uint8_t *digits, size_t groups,
                       struct spoken_request *out)
{
    struct spoken_request r = {.kind = (enum request_kind)head[0]};
    bool ok = false;

    if (groups != head[1] || groups > GROUPS_MAX)
        return false;
    switch (r.kind) {
    case REQUEST_CASE_CAS:
        ok = cas_of(digits, groups, &r);
        break;
    case REQUEST_CASE_CMIT:
        ok = cmit_of(digits, groups, &r);
        break;
    case REQUEST_ITEMS:
        ok = items_of(digits, groups, &r);
        break;
    }
    if (ok)
        *out = r;
    return ok;
}
