/* doc_text.c - a page as plain text: 80 columns, wide characters count two, nothing but lines. */
#include "base/utf8.h"
#include "desk/doc.h"

#define COLS_MIN 40
#define GAP 2 /* between columns of a table */
#define BAR_COLS 24
#define LABEL_COLS_MAX 30
#define NARROW_MAX 28 /* of a column that does not wrap */

/* Text behind a start that is printed already; more lines begin at column at. */
static void put_wrapped(struct str text, size_t at, size_t cols, struct buf *out)
{
    size_t room = cols > at + COLS_MIN / 2 ? cols - at : COLS_MIN / 2;
    bool is_first = true;

    do {
        struct str line = utf8_line(text, room);

        if (!is_first)
            buf_pad(out, ' ', at);
        buf_add_str(out, str_trim(line));
        buf_putc(out, '\n');
        text = str_trim(str_sub(text, line.n, text.n));
        is_first = false;
    } while (text.n > 0);
}

/* Pads a text that was just printed to cols. */
static void pad_to(const char *text, size_t cols, struct buf *out)
{
    size_t used = utf8_cols(str_of(text));

    buf_pad(out, ' ', used < cols ? cols - used : 0);
}

static void put_line_under(const char *text, char ch, struct buf *out)
{
    buf_printf(out, "%s\n", text);
    buf_pad(out, ch, utf8_cols(str_of(text)));
    buf_putc(out, '\n');
}

/* ---- pairs ----------------------------------------------------------------------------------- */

static size_t label_cols(const struct doc_block *b)
{
    size_t widest = 0;

    for (; b && b->kind == DOC_PAIR; b = b->next) {
        size_t cols = utf8_cols(str_of(b->label));
        widest = cols > widest ? cols : widest;
    }
    return widest < LABEL_COLS_MAX ? widest : LABEL_COLS_MAX;
}

static void put_pair(const struct doc_block *b, size_t label, size_t cols, struct buf *out)
{
    const char *mark = doc_tone_mark(b->tone);
    size_t mark_cols = mark[0] ? utf8_cols(str_of(mark)) + 1 : 0;

    buf_printf(out, "  %s", b->label);
    pad_to(b->label, label, out);
    buf_pad(out, ' ', GAP);
    if (mark[0])
        buf_printf(out, "%s ", mark);
    put_wrapped(str_of(b->text), 2 + label + GAP + mark_cols, cols, out);
}

/* ---- tables ----------------------------------------------------------------------------------- */

static size_t rows_of(const struct doc_block *b)
{
    return b->columns_n > 0 ? (b->cells_n + b->columns_n - 1) / b->columns_n : 0;
}

/* A cell without words shows its tone. */
static const char *cell_text(const struct doc_block *b, size_t row, size_t column)
{
    size_t i = row * b->columns_n + column;

    if (i >= b->cells_n)
        return "";
    return b->cells[i].text[0] ? b->cells[i].text : doc_tone_mark(b->cells[i].tone);
}

/* Narrow columns as wide as what is in them; the wide ones share the rest. */
static void measure(const struct doc_block *b, size_t cols, size_t *widths)
{
    size_t used = 2, wide = 0;

    for (size_t c = 0; c < b->columns_n; c++) {
        widths[c] = utf8_cols(str_of(b->columns[c].title));
        for (size_t r = 0; r < rows_of(b); r++) {
            size_t n = utf8_cols(str_of(cell_text(b, r, c)));
            widths[c] = n > widths[c] ? n : widths[c];
        }
        if (!b->columns[c].is_wide && widths[c] > NARROW_MAX)
            widths[c] = NARROW_MAX;
        used += (b->columns[c].is_wide ? 0 : widths[c]) + GAP;
        wide += b->columns[c].is_wide;
    }
    size_t share = wide > 0 && cols > used ? (cols - used) / wide : 0;
    for (size_t c = 0; c < b->columns_n; c++)
        if (b->columns[c].is_wide && widths[c] > share)
            widths[c] = share > COLS_MIN / 3 ? share : COLS_MIN / 3;
}

/* One row, in as many lines as its longest cell takes. */
static void put_row(const struct doc_block *b, const char *const *texts, const size_t *widths,
                    struct buf *out)
{
    struct str rest[DOC_COLUMNS_MAX];
    bool more = true;

    for (size_t c = 0; c < b->columns_n; c++)
        rest[c] = str_of(texts[c]);
    while (more) {
        size_t pending = 2;
        more = false;
        for (size_t c = 0; c < b->columns_n; c++) {
            struct str line = utf8_line(rest[c], widths[c]);
            rest[c] = str_trim(str_sub(rest[c], line.n, rest[c].n));
            line = str_trim(line);
            more = more || rest[c].n > 0;
            if (line.n > 0) {
                buf_pad(out, ' ', pending);
                buf_add_str(out, line);
                pending = 0;
            }
            size_t used = utf8_cols(line);
            pending += (widths[c] > used ? widths[c] - used : 0) + GAP;
        }
        buf_putc(out, '\n');
    }
}

static void put_table(const struct doc_block *b, size_t cols, struct buf *out)
{
    const char *texts[DOC_COLUMNS_MAX];
    size_t widths[DOC_COLUMNS_MAX], all = 0;

    measure(b, cols, widths);
    for (size_t c = 0; c < b->columns_n; c++) {
        texts[c] = b->columns[c].title;
        all += widths[c] + (c > 0 ? GAP : 0);
    }
    put_row(b, texts, widths, out);
    buf_puts(out, "  ");
    buf_pad(out, '-', all);
    buf_putc(out, '\n');
    for (size_t r = 0; r < rows_of(b); r++) {
        for (size_t c = 0; c < b->columns_n; c++)
            texts[c] = cell_text(b, r, c);
        put_row(b, texts, widths, out);
    }
}

/* ---- bars -------------------------------------------------------------------------------------- */

static const char part_signs[DOC_PARTS_MAX] = {'#', '=', '.'};

static void put_bar(const struct doc_bar *bar, double scale, size_t label, struct buf *out)
{
    size_t used = 0;
    double sum = 0;

    buf_printf(out, "  %s", bar->label);
    pad_to(bar->label, label, out);
    buf_pad(out, ' ', GAP);
    for (size_t i = 0; i < DOC_PARTS_MAX; i++) {
        sum += bar->parts[i];
        size_t end = (size_t)(sum * scale + 0.5);
        buf_pad(out, part_signs[i], end > used ? end - used : 0);
        used = end > used ? end : used;
    }
    buf_pad(out, ' ', (used < BAR_COLS ? BAR_COLS - used : 0) + 1);
    buf_printf(out, "%s\n", bar->value);
}

static void put_bars(const struct doc_block *b, struct buf *out)
{
    size_t label = 0;
    double most = 0;

    for (const struct doc_bar *bar = b->bars; bar; bar = bar->next) {
        size_t cols = utf8_cols(str_of(bar->label));
        double sum = bar->parts[0] + bar->parts[1] + bar->parts[2];
        label = cols > label ? cols : label;
        most = sum > most ? sum : most;
    }
    for (const struct doc_bar *bar = b->bars; bar; bar = bar->next)
        put_bar(bar, most > 0 ? BAR_COLS / most : 0, label, out);
    for (size_t i = 0; i < DOC_PARTS_MAX && b->legend[i]; i++)
        buf_printf(out, "  %c %s", part_signs[i], b->legend[i]);
    buf_puts(out, "\n");
}

/* ---- blocks ------------------------------------------------------------------------------------- */

/* Neighbours of one kind stand close together; everything else is parted by an empty line. */
static bool is_close(const struct doc_block *before, const struct doc_block *b)
{
    bool is_list = b->kind == DOC_PAIR || b->kind == DOC_ITEM || b->kind == DOC_STEP ||
                   b->kind == DOC_CALLOUT || b->kind == DOC_CODE;

    return !before || before->kind == DOC_SUBHEADING || (is_list && before->kind == b->kind);
}

struct page {
    size_t cols;
    size_t label; /* columns of the labels of the list of pairs at hand */
    unsigned step;
    const struct doc_block *before;
    struct buf *out;
};

static void put_text_block(const struct page *p, const struct doc_block *b)
{
    size_t before = p->out->n;

    switch (b->kind) {
    case DOC_CALLOUT:
        buf_printf(p->out, "%-4s ", b->tone == TONE_PLAIN ? ">>" : doc_tone_mark(b->tone));
        break;
    case DOC_ITEM:
        buf_puts(p->out, "  - ");
        break;
    case DOC_STEP:
        buf_printf(p->out, "%3u. ", p->step);
        break;
    case DOC_CODE:
        buf_puts(p->out, "    ");
        break;
    default:
        break;
    }
    put_wrapped(str_of(b->text), p->out->n - before, p->cols, p->out);
}

static void put_block(struct page *p, const struct doc_block *b)
{
    switch (b->kind) {
    case DOC_HEADING:
        put_line_under(b->text, '-', p->out);
        break;
    case DOC_PAIR:
        if (!p->before || p->before->kind != DOC_PAIR)
            p->label = label_cols(b);
        put_pair(b, p->label, p->cols, p->out);
        break;
    case DOC_TABLE:
        put_table(b, p->cols, p->out);
        break;
    case DOC_BARS:
        put_bars(b, p->out);
        break;
    default:
        put_text_block(p, b);
    }
}

void doc_print_text(const struct doc *d, size_t cols, struct buf *out)
{
    struct page p = {.cols = cols < COLS_MIN ? COLS_MIN : cols, .out = out};

    if (d->kicker[0])
        buf_printf(out, "%s\n", d->kicker);
    if (d->title[0]) {
        put_line_under(d->title, '=', out);
        buf_putc(out, '\n');
    }
    for (const struct doc_block *b = d->blocks; b; b = b->next) {
        if (b->kind == DOC_PAGE) /* for printers only */
            continue;
        p.step = b->kind == DOC_STEP ? p.step + 1 : 0;
        if (!is_close(p.before, b))
            buf_putc(out, '\n');
        put_block(&p, b);
        p.before = b;
    }
}
