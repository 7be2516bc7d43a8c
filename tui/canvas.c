/* canvas.c - cells, and text laid into them by columns. */
#include "tui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

#define LINE_MAX_BYTES 4096
#define TAB_COLS 8

struct range {
    uint32_t first, last;
};

static const struct range ambiguous[] = {
#define AMBIGUOUS(first, last) {first, last},
#include "tui/ambiguous.def"
#undef AMBIGUOUS
};

bool char_is_ambiguous(uint32_t code_point)
{
    size_t low = 0, high = COUNT_OF(ambiguous);

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (code_point > ambiguous[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(ambiguous) && code_point >= ambiguous[low].first;
}

void canvas_resize(struct canvas *c, int rows, int cols)
{
    canvas_done(c);
    c->rows = rows > 0 ? rows : 0;
    c->cols = cols > 0 ? cols : 0;
    c->cells = mem_new(sizeof *c->cells * (size_t)(c->rows * c->cols + 1));
    canvas_clear(c);
}

void canvas_clear(struct canvas *c)
{
    for (int i = 0; i < c->rows * c->cols; i++)
        c->cells[i] = (struct cell){' ', 1, LOOK_PLAIN};
    canvas_cursor(c, 0, 0);
    c->touches_n = 0;
}

void canvas_copy(struct canvas *to, const struct canvas *from)
{
    if (to->rows != from->rows || to->cols != from->cols)
        canvas_resize(to, from->rows, from->cols);
    memcpy(to->cells, from->cells, (size_t)(from->rows * from->cols) * sizeof *to->cells);
    memcpy(to->touches, from->touches, sizeof to->touches);
    to->touches_n = from->touches_n;
    canvas_cursor(to, from->cursor_row, from->cursor_col);
}

void canvas_done(struct canvas *c)
{
    free(c->cells);
    *c = (struct canvas){0};
}

static bool is_inside(const struct canvas *c, int row, int col)
{
    return row >= 0 && row < c->rows && col >= 0 && col < c->cols;
}

static struct cell *cell_at(struct canvas *c, int row, int col)
{
    return &c->cells[row * c->cols + col];
}

const struct cell *canvas_at(const struct canvas *c, int row, int col)
{
    return &c->cells[row * c->cols + col];
}

/* A cell that is about to be overwritten gives up the other half of its wide character. */
static void free_cell(struct canvas *c, int row, int col)
{
    struct cell *cell = cell_at(c, row, col);

    if (cell->cols == 2 && col + 1 < c->cols)
        *cell_at(c, row, col + 1) = (struct cell){' ', 1, cell->look};
    if (cell->cols == 0 && col > 0)
        *cell_at(c, row, col - 1) = (struct cell){' ', 1, cell->look};
}

/* Puts one character; false when it does not fit before the edge. */
static bool put(struct canvas *c, int row, int col, enum look look, uint32_t ch)
{
    int width = utf8_char_cols(ch);

    if (!is_inside(c, row, col) || (width == 2 && !is_inside(c, row, col + 1)))
        return false;
    free_cell(c, row, col);
    *cell_at(c, row, col) = (struct cell){ch, (uint8_t)width, (uint8_t)look};
    if (width == 2) {
        free_cell(c, row, col + 1);
        *cell_at(c, row, col + 1) = (struct cell){0, 0, (uint8_t)look};
    }
    return true;
}

int canvas_str(struct canvas *c, int row, int col, int cols, enum look look, struct str text)
{
    int room = cols < c->cols - col ? cols : c->cols - col;
    bool is_cut = room > 0 && utf8_cols(text) > (size_t)room;
    int used = 0;
    size_t at = 0;

    if (room <= 0)
        return 0;
    if (is_cut && room > 4)
        text = utf8_cut(text, (size_t)room - 2);
    while (at < text.n) {
        uint32_t ch = utf8_next(text, &at);
        int width = ch < 0x20 || ch == 0x7f ? 1 : utf8_char_cols(ch);

        if (width == 0)
            continue; /* a cell holds one code point */
        if (used + width > room ||
            !put(c, row, col + used, look, ch >= 0x20 && ch != 0x7f ? ch : '?'))
            break;
        used += width;
    }
    if (is_cut && room > 4)
        for (int dots = 0; dots < 2; dots++, used++)
            put(c, row, col + used, look, '.');
    return used;
}

int canvas_text(struct canvas *c, int row, int col, int cols, enum look look, const char *text)
{
    return canvas_str(c, row, col, cols, look, str_of(text));
}

int canvas_printf(struct canvas *c, int row, int col, int cols, enum look look,
                  const char *format, ...)
{
    char line[LINE_MAX_BYTES];
    va_list args;

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return canvas_text(c, row, col, cols, look, line);
}

void canvas_visible(struct str text, struct buf *out)
{
    struct buf visible = BUF_INIT(out->max);
    size_t at = 0;

    utf8_visible(text, &visible);
    text = buf_str(&visible);
    while (at < text.n) {
        uint32_t ch = utf8_next(text, &at);

        if (char_is_ambiguous(ch) || utf8_char_cols(ch) == 0)
            buf_printf(out, "<U+%04X>", (unsigned)ch);
        else
            utf8_put(out, ch);
    }
    buf_done(&visible);
}

void canvas_visible_line(struct str text, struct buf *out)
{
    struct str part;
    size_t cols = 0, at;

    while (str_next(&text, '\t', &part)) {
        at = out->n;
        canvas_visible(part, out);
        cols += utf8_cols(str_sub(buf_str(out), at, out->n));
        if (!text.p)
            break;
        buf_pad(out, ' ', TAB_COLS - cols % TAB_COLS);
        cols += TAB_COLS - cols % TAB_COLS;
    }
}

int canvas_untrusted(struct canvas *c, int row, int col, int cols, enum look look,
                     struct str text)
{
    struct buf visible = BUF_INIT(16 * LINE_MAX_BYTES);
    int used;

    canvas_visible(str_sub(text, 0, LINE_MAX_BYTES), &visible);
    used = canvas_str(c, row, col, cols, look, buf_str(&visible));
    buf_done(&visible);
    return used;
}

void canvas_right(struct canvas *c, int row, enum look look, const char *text)
{
    int cols = (int)utf8_cols(str_of(text));

    canvas_text(c, row, c->cols > cols ? c->cols - cols : 0, TO_EDGE, look, text);
}

int canvas_wrap(struct canvas *c, int row, int col, int cols, int max_rows, enum look look,
                struct str text)
{
    int rows = 0;

    if (cols < 2)
        return 0;
    while (text.n > 0) {
        struct str line = utf8_line(text, (size_t)cols);

        if (line.n == 0)
            break;
        if (rows < max_rows)
            canvas_str(c, row + rows, col, cols, look, line);
        rows++;
        text = str_sub(text, line.n, text.n);
        while (text.n > 0 && text.p[0] == ' ')
            text = str_sub(text, 1, text.n);
    }
    return rows;
}

void canvas_fill(struct canvas *c, int row, int col, int cols, char ch, enum look look)
{
    for (int i = 0; i < cols && is_inside(c, row, col + i); i++)
        put(c, row, col + i, look, (uint32_t)(unsigned char)ch);
}

void canvas_look(struct canvas *c, int row, int col, int cols, enum look look)
{
    for (int i = 0; i < cols && is_inside(c, row, col + i); i++)
        cell_at(c, row, col + i)->look = (uint8_t)look;
}

void canvas_cursor(struct canvas *c, int row, int col)
{
    c->cursor_row = row;
    c->cursor_col = col;
}

void canvas_touch(struct canvas *c, int row, int col, int cols, uint32_t key)
{
    if (c->touches_n < TOUCHES_MAX)
        c->touches[c->touches_n++] = (struct touch){row, col, cols, key};
}

uint32_t canvas_touched(const struct canvas *c, int row, int col)
{
    for (int i = c->touches_n - 1; i >= 0; i--) {
        const struct touch *t = &c->touches[i];

        if (row == t->row && col >= t->col && col - t->col < t->cols)
            return t->key;
    }
    return 0;
}

void canvas_row(const struct canvas *c, int row, struct buf *out)
{
    size_t blanks = 0;

    for (int col = 0; col < c->cols; col++) {
        const struct cell *cell = canvas_at(c, row, col);

        if (cell->cols == 0)
            continue;
        if (cell->ch == ' ') {
            blanks++;
            continue;
        }
        buf_pad(out, ' ', blanks);
        blanks = 0;
        utf8_put(out, cell->ch);
    }
}
