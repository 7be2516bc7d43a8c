/* columns.c - line by line; a line longer than LINE_MAX_BYTES ends a table. */
#include "redact/columns.h"

#define LINE_MAX_BYTES 4096
#define CELLS_MAX 64
#define BLANK_GAP 2 /* blanks that part two cells without a separator */

struct columns {
    column_cell *cell;
    void *ctx;
    char separator;  /* of the table; 0: blanks */
    size_t labels_n; /* 0: not in a table */
    const struct label *labels[CELLS_MAX];
    size_t starts[CELLS_MAX]; /* of the header's cells, for tables with blanks */
    size_t line_n;
    bool too_long;
    char line[LINE_MAX_BYTES];
};

struct columns *columns_new(column_cell *cell, void *ctx)
{
    struct columns *c = mem_new(sizeof *c);

    label_start();
    c->cell = cell;
    c->ctx = ctx;
    return c;
}

static struct str unquoted(struct str s)
{
    s = str_trim(s);
    if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
        s = str_trim(str_sub(s, 1, s.n - 2));
    return s;
}

/* Cells between separators; one in quotes may hold separators. */
static size_t split(struct str line, char separator, struct str *cells)
{
    size_t n = 0, from = 0;
    bool quoted = false;

    for (size_t i = 0; i <= line.n && n < CELLS_MAX; i++) {
        if (i < line.n && line.p[i] == '"')
            quoted = !quoted;
        if (i == line.n || (line.p[i] == separator && !quoted)) {
            cells[n++] = unquoted(str_sub(line, from, i - from));
            from = i + 1;
        }
    }
    return n;
}

static size_t split_blanks(struct str line, struct str *cells, size_t *starts)
{
    size_t n = 0, i = 0;

    while (i < line.n && n < CELLS_MAX) {
        size_t from = i, end, blanks = 0;
        for (end = i; end < line.n && blanks < BLANK_GAP; end++)
            blanks = line.p[end] == ' ' ? blanks + 1 : line.p[end] == '\t' ? BLANK_GAP : 0;
        cells[n] = str_trim(str_sub(line, from, end - from));
        starts[n++] = from;
        for (i = end; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t');)
            i++;
    }
    return n;
}

/* ---- headers ------------------------------------------------------------------------------*/

static bool is_word_cell(struct str cell)
{
    size_t digits = 0;

    for (size_t i = 0; i < cell.n; i++) {
        uint8_t c = (uint8_t)cell.p[i];
        digits += is_digit(c);
        if (c == ':' || c == '=' || c == '@')
            return false;
    }
    return cell.n > 0 && cell.n <= 48 && digits <= 1;
}

/* "激活序列号（必填）": what stands in brackets does not count. */
static const struct label *label_of_cell(struct str cell)
{
    size_t at;

    if (str_find(cell, "（", &at) || str_find(cell, "(", &at))
        cell = str_sub(cell, 0, at);
    return label_of(cell);
}

static bool is_header(struct columns *c, const struct str *cells, size_t n, size_t least)
{
    const struct label *labels[CELLS_MAX];
    size_t found = 0;

    if (n < least)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_word_cell(cells[i]))
            return false;
        labels[i] = label_of_cell(cells[i]);
        found += labels[i] != NULL;
    }
    if (!found)
        return false;
    memcpy(c->labels, labels, n * sizeof *labels);
    c->labels_n = n;
    return true;
}

/* No cell of a header holds one of these, and few other lines hold none. */
static bool may_be_header(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == ':' || line.p[i] == '=' || line.p[i] == '@')
            return false;
    return true;
}

static void try_header(struct columns *c, struct str line)
{
    static const char separators[] = ",\t;|";
    struct str cells[CELLS_MAX];

    if (!may_be_header(line))
        return;
    for (const char *s = separators; *s; s++)
        if (memchr(line.p, *s, line.n) && is_header(c, cells, split(line, *s, cells), 2)) {
            c->separator = *s;
            return;
        }
    c->separator = 0;
    is_header(c, cells, split_blanks(line, cells, c->starts), 1);
}

/* ---- rows ---------------------------------------------------------------------------------*/

static void give(struct columns *c, size_t column, struct str cell)
{
    if (c->labels[column] && cell.n)
        c->cell(c->ctx, c->labels[column], cell);
}

static bool take_row(struct columns *c, struct str line)
{
    struct str cells[CELLS_MAX];
    size_t n = split(line, c->separator, cells);

    if (n != c->labels_n)
        return false;
    for (size_t i = 0; i < n; i++)
        give(c, i, cells[i]);
    return true;
}

/* Cells below each other; where ideographs make them wider than their bytes, by number. */
static bool take_blank_row(struct columns *c, struct str line)
{
    struct str cells[CELLS_MAX];
    size_t starts[CELLS_MAX], n = split_blanks(line, cells, starts);

    if (n > c->labels_n)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t column = i;
        if (n < c->labels_n)
            for (column = 0; column < c->labels_n && c->starts[column] != starts[i];)
                column++;
        if (column < c->labels_n)
            give(c, column, cells[i]);
    }
    return true;
}

static void take_line(struct columns *c, struct str line)
{
    while (line.n && (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' '))
        line.n--;
    if (str_starts(line, "\xef\xbb\xbf"))
        line = str_sub(line, 3, line.n);
    if (c->too_long || line.n == 0)
        c->labels_n = 0;
    else if (!c->labels_n || !(c->separator ? take_row(c, line) : take_blank_row(c, line))) {
        c->labels_n = 0;
        try_header(c, line);
    }
    c->line_n = 0;
    c->too_long = false;
}

void columns_feed(struct columns *c, const uint8_t *p, size_t n)
{
    while (n) {
        const uint8_t *end = memchr(p, '\n', n);
        size_t part = end ? (size_t)(end - p) : n, room = sizeof c->line - c->line_n;

        c->too_long |= part > room;
        if (end && c->line_n == 0 && part <= room) { /* most lines come as a whole */
            take_line(c, (struct str){(const char *)p, part});
        } else {
            memcpy(c->line + c->line_n, p, part < room ? part : room);
            c->line_n += part < room ? part : room;
            if (end)
                take_line(c, (struct str){c->line, c->line_n});
        }
        part += end != NULL;
        p += part;
        n -= part;
    }
}

void columns_end(struct columns *c)
{
    take_line(c, (struct str){c->line, c->line_n});
    c->labels_n = 0;
}

void columns_free(struct columns *c)
{
    free(c);
}
