/* doc.c - the blocks of a page; what comes in is made visible here and nowhere else. */
#include "desk/doc.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

#define TEXT_MAX (256 * 1024)
#define CELLS_FIRST 32

static const char *visible(struct doc *d, const char *text)
{
    struct buf out = BUF_INIT(TEXT_MAX);
    const char *copy;

    utf8_visible(str_of(text), &out);
    copy = arena_cstr(d->arena, buf_str(&out));
    buf_done(&out);
    return copy;
}

struct doc *doc_new(enum lang lang, const char *kicker, const char *title)
{
    struct arena *a = arena_new();
    struct doc *d = arena_take(a, sizeof *d);

    *d = (struct doc){.arena = a, .lang = lang};
    d->kicker = visible(d, kicker);
    d->title = visible(d, title);
    return d;
}

void doc_free(struct doc *d)
{
    if (d)
        arena_free(d->arena);
}

const char *doc_word(const struct doc *d, const char *msgid)
{
    return lang_text_in(d->lang, msgid);
}

static struct doc_block *block_new(struct doc *d, enum doc_kind kind)
{
    struct doc_block *b = arena_take(d->arena, sizeof *b);

    b->kind = kind;
    b->label = b->text = "";
    if (d->last)
        d->last->next = b;
    else
        d->blocks = b;
    d->last = b;
    return b;
}

/* ---- text ------------------------------------------------------------------------------------ */

void doc_add(struct doc *d, enum doc_kind kind, const char *text)
{
    if (text[0] || kind == DOC_PAGE)
        block_new(d, kind)->text = visible(d, text);
}

/* Formats into the arena, in two looks. */
PRINTF_LIKE(2, 0)
static const char *format_text(struct doc *d, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t bytes = n > 0 ? (size_t)n + 1 : 1;
    char *text = arena_take(d->arena, bytes);
    vsnprintf(text, bytes, format, args);
    return text;
}

void doc_addf(struct doc *d, enum doc_kind kind, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    doc_add(d, kind, format_text(d, format, args));
    va_end(args);
}

void doc_callout(struct doc *d, enum doc_tone tone, const char *text)
{
    doc_add(d, DOC_CALLOUT, text);
    if (text[0])
        d->last->tone = tone;
}

void doc_pair(struct doc *d, enum doc_tone tone, const char *label, const char *text)
{
    struct doc_block *b = block_new(d, DOC_PAIR);

    b->tone = tone;
    b->label = visible(d, label);
    b->text = visible(d, text);
}

void doc_pairf(struct doc *d, const char *label, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    doc_pair(d, TONE_PLAIN, label, format_text(d, format, args));
    va_end(args);
}

/* ---- tables and bars --------------------------------------------------------------------------- */

void doc_table(struct doc *d, const struct doc_column *columns, size_t n)
{
    struct doc_block *b = block_new(d, DOC_TABLE);

    b->columns_n = n < DOC_COLUMNS_MAX ? n : DOC_COLUMNS_MAX;
    for (size_t i = 0; i < b->columns_n; i++)
        b->columns[i] = (struct doc_column){visible(d, columns[i].title), columns[i].is_wide};
}

void doc_cell(struct doc *d, enum doc_tone tone, const char *text)
{
    struct doc_block *b = d->last;

    if (b->cells_n == b->cells_cap) {
        size_t cap = b->cells_cap ? 2 * b->cells_cap : CELLS_FIRST;
        struct doc_cell *more = arena_take(d->arena, cap * sizeof *more);
        if (b->cells_n > 0)
            memcpy(more, b->cells, b->cells_n * sizeof *more);
        b->cells = more;
        b->cells_cap = cap;
    }
    b->cells[b->cells_n++] = (struct doc_cell){visible(d, text), tone};
}

void doc_cellf(struct doc *d, enum doc_tone tone, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    doc_cell(d, tone, format_text(d, format, args));
    va_end(args);
}

void doc_bars(struct doc *d, const char *const *legend, const enum doc_tone *tones, size_t n)
{
    struct doc_block *b = block_new(d, DOC_BARS);

    for (size_t i = 0; i < n && i < DOC_PARTS_MAX; i++) {
        b->legend[i] = visible(d, legend[i]);
        b->tones[i] = tones[i];
    }
}

void doc_bar(struct doc *d, const char *label, const char *value, const double *parts)
{
    struct doc_block *b = d->last;
    struct doc_bar *bar = arena_take(d->arena, sizeof *bar);

    bar->label = visible(d, label);
    bar->value = visible(d, value);
    for (size_t i = 0; i < DOC_PARTS_MAX && b->legend[i]; i++)
        bar->parts[i] = parts[i];
    if (b->last_bar)
        b->last_bar->next = bar;
    else
        b->bars = bar;
    b->last_bar = bar;
}

const char *doc_tone_mark(enum doc_tone tone)
{
    static const char *const marks[DOC_TONES] = {
        [TONE_PLAIN] = "",   [TONE_GOOD] = "[OK]",  [TONE_BAD] = "[X]",
        [TONE_WARN] = "[!]", [TONE_UNSURE] = "[?]", [TONE_MUTED] = "",
    };

    return marks[tone];
}
