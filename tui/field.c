/* field.c - one line of typed text. */
#include "tui/field.h"

#include <string.h>

#include "base/utf8.h"
#include "tui/term.h"

#define SHOWN_MAX 8192

void field_open(struct field *f, enum field_kind kind, char *text, size_t cap)
{
    *f = (struct field){text, cap, strlen(text), strlen(text), kind, true};
}

static bool is_tail(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

static size_t before(const struct field *f, size_t at)
{
    while (at > 0 && is_tail(f->text[--at]))
        ;
    return at;
}

static size_t after(const struct field *f, size_t at)
{
    if (at < f->n)
        at++;
    while (at < f->n && is_tail(f->text[at]))
        at++;
    return at;
}

static void cut(struct field *f, size_t from, size_t to)
{
    memmove(f->text + from, f->text + to, f->n - to + 1);
    f->n -= to - from;
    f->at = from;
}

static enum field_result insert(struct field *f, uint32_t key)
{
    struct buf bytes = BUF_INIT(8);
    uint32_t ch = f->kind == FIELD_CODE ? utf8_fold_width(key) : key;
    bool is_printable = ch >= 0x20 && !(ch >= 0x7f && ch < 0xa0);

    if (is_printable)
        utf8_put(&bytes, ch);
    if (is_printable && f->is_fresh)
        cut(f, 0, f->n);
    if (is_printable && f->n + bytes.n < f->cap) {
        memmove(f->text + f->at + bytes.n, f->text + f->at, f->n - f->at + 1);
        memcpy(f->text + f->at, bytes.p, bytes.n);
        f->n += bytes.n;
        f->at += bytes.n;
    }
    buf_done(&bytes);
    return FIELD_CHANGED;
}

static enum field_result backspace(struct field *f)
{
    if (f->n == 0)
        return FIELD_LEFT;
    if (f->at > 0)
        cut(f, before(f, f->at), f->at);
    return FIELD_CHANGED;
}

static enum field_result edit(struct field *f, uint32_t key)
{
    switch (key) {
    case IN_ENTER:
    case IN_TAB:
    case IN_UP:
    case IN_DOWN:
        return FIELD_TAKEN;
    case IN_ESC:
        return FIELD_LEFT;
    case IN_BACKSPACE:
        return backspace(f);
    case IN_DELETE:
        cut(f, f->at, after(f, f->at));
        return FIELD_CHANGED;
    case IN_LEFT:
        f->at = before(f, f->at);
        return FIELD_CHANGED;
    case IN_RIGHT:
        f->at = after(f, f->at);
        return FIELD_CHANGED;
    case IN_HOME:
        f->at = 0;
        return FIELD_CHANGED;
    case IN_END:
        f->at = f->n;
        return FIELD_CHANGED;
    default:
        return key < IN_NONE ? insert(f, key) : FIELD_IGNORED;
    }
}

enum field_result field_key(struct field *f, uint32_t key)
{
    enum field_result result = edit(f, key);

    if (result == FIELD_CHANGED)
        f->is_fresh = false;
    return result;
}

static void shown(const struct field *f, struct str text, struct buf *out)
{
    if (f->kind != FIELD_HIDDEN) {
        canvas_visible(text, out);
        return;
    }
    for (size_t i = 0; i < text.n; i++)
        if (!is_tail(text.p[i]))
            buf_putc(out, '*');
}

void field_draw(const struct field *f, struct canvas *c, int row, int col, int cols)
{
    struct buf all = BUF_INIT(SHOWN_MAX), head = BUF_INIT(SHOWN_MAX);
    size_t room = cols > 3 ? (size_t)cols - 3 : 1; /* brackets, and a place for the cursor */
    struct str text;
    size_t cursor, skip = 0;

    shown(f, (struct str){f->text, f->n}, &all);
    shown(f, (struct str){f->text, f->at}, &head);
    text = buf_str(&all);
    cursor = utf8_cols(buf_str(&head));
    while (cursor - skip > room && text.n > 0) {
        size_t at = 0;
        int width = utf8_char_cols(utf8_next(text, &at));

        skip += (size_t)width;
        text = str_sub(text, at, text.n);
    }
    canvas_fill(c, row, col, cols, ' ', LOOK_PLAIN);
    canvas_text(c, row, col, 1, LOOK_PLAIN, "[");
    canvas_str(c, row, col + 1, cols - 2, LOOK_STRONG, utf8_cut(text, room + 1));
    canvas_text(c, row, col + cols - 1, 1, LOOK_PLAIN, "]");
    canvas_cursor(c, row, col + 1 + (int)(cursor - skip));
    buf_done(&all);
    buf_done(&head);
}

void field_show(struct canvas *c, int row, int col, int cols, struct str text)
{
    canvas_fill(c, row, col, cols, ' ', LOOK_PLAIN);
    canvas_text(c, row, col, 1, LOOK_PLAIN, "[");
    canvas_untrusted(c, row, col + 1, cols - 2, LOOK_PLAIN, text);
    canvas_text(c, row, col + cols - 1, 1, LOOK_PLAIN, "]");
}
