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

/* Digits alone: the first of a head says what is asked for and is never 9, so that a 9 in front is
 * the number of the head's group, and each group has its own. */
static void put_groups(struct str text, struct buf *out)
{
    unsigned digits = 0, length = 0;

    for (size_t i = 0; i < text.n; i++) {
        if (!is_digit(text.p[i]))
            continue;
        if (length == 0)
            length = HEARD_DIGITS + (text.p[i] == '0' + SPOKEN_HEAD_REQUEST);
        if (digits % length == 0 && length == HEARD_DIGITS)
            buf_printf(out, " %u:", digits == 0 ? SPOKEN_HEAD_REQUEST : digits / length);
        if (digits % length == 0 && length > HEARD_DIGITS)
            buf_printf(out, " %c:", text.p[i]);
        else
            buf_putc(out, text.p[i]);
        digits++;
    }
}

static void put_numbers(struct str text, struct buf *out)
{
    if (!memchr(text.p, ':', text.n)) {
        put_groups(text, out);
        return;
    }
    for (size_t i = 0; i < text.n; i++)
        buf_putc(out, is_digit(text.p[i]) || text.p[i] == ':' ? text.p[i] : ' ');
}

static bool ask(const struct heard *heard, const struct decoded *code, size_t group,
                struct err *err)
{
    const struct spoken_question *q = &code->question;
    unsigned number = code->groups[group].number;
    char typed[HEARD_TEXT], meant[HEARD_TEXT];

    heard_text(&heard->groups[group], typed);
    if (q->change == SPOKEN_NO_CHANGE)
        return err_set(err, E_SPOKEN_GROUP, "%u:%s", number, typed);
    spoken_corrected(heard, code, meant);
    return err_set(err, E_SPOKEN_GROUP, "%u:%s --> %u:%s ?", number, typed,
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
            return err_set(err, E_SPOKEN_GROUP, "%u: ?", n);
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
