/* request.c - from what was typed to what is asked for, or to the group that is in doubt. */
#include "tui/request.h"

#include <string.h>

#include "base/lang.h"
#include "bundle/spoken_decode.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool request_is(struct str text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.n; i++) {
        if (!is_digit(text.p[i]) && !strchr(" :,-.", text.p[i]))
            return false;
        digits += is_digit(text.p[i]);
    }
    return digits > 0;
}

/* Numbers stand before the groups, or are put there: a group is five digits, the first is the head. */
static void put_numbers(struct str text, struct buf *out)
{
    bool has_numbers = memchr(text.p, ':', text.n) != NULL;
    unsigned digits = 0;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (has_numbers) {
            buf_putc(out, is_digit(c) || c == ':' ? c : ' ');
            continue;
        }
        if (!is_digit(c))
            continue;
        if (digits % HEARD_DIGITS == 0)
            buf_printf(out, " %u:", digits == 0 ? SPOKEN_HEAD_REQUEST : digits / HEARD_DIGITS);
        buf_putc(out, c);
        digits++;
    }
}

static bool ask(const struct heard *heard, const struct decoded *code, size_t group,
                struct err *err)
{
    const struct spoken_question *q = &code->question;
    unsigned number = code->groups[group].number;
    char typed[HEARD_TEXT], meant[HEARD_TEXT];

    heard_text(&heard->groups[group], typed);
    if (q->change == SPOKEN_NO_CHANGE)
        return err_set(err, E_SPOKEN, "%u:%s", number, typed);
    spoken_corrected(heard, code, meant);
    return err_set(err, E_SPOKEN, "%u:%s --> %u:%s ?", number, typed,
                   q->change == SPOKEN_OTHER_NUMBER ? q->meant : number, meant);
}

/* What to ask for first. */
static bool doubt(const struct heard *heard, const struct decoded *code, struct err *err)
{
    for (size_t i = 0; i < heard->n; i++)
        if (code->groups[i].fault != SPOKEN_FITS)
            return ask(heard, code, i, err);
    for (unsigned n = 0; n < 10; n++)
        if (code->missing >> n & 1)
            return err_set(err, E_SPOKEN, "%u: ?", n);
    return err_set(err, E_SPOKEN, "%s", N_("the groups do not belong together"));
}

bool request_read(struct str text, struct spoken_request *out, struct err *err)
{
    struct buf numbered = BUF_INIT(4096);
    struct decoded code;
    struct heard heard;

    put_numbers(text, &numbered);
    bool ok = spoken_hear(buf_str(&numbered), &heard, err);
    buf_done(&numbered);
    if (!ok)
        return false;
    spoken_decode(&heard, &code);
    if (!code.valid)
        return doubt(&heard, &code, err);
    if (code.kind != SPOKEN_REQUEST)
        return err_set(err, E_SPOKEN, "%s", N_("these digits are not from the hotline"));
    *out = code.request;
    return true;
}
