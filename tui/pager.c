/* pager.c - a stream by pages. */
#include "tui/pager.h"

#include <string.h>

#include "base/utf8.h"

#define PIECE_BYTES 4096 /* a longer line is cut here before it is cut into rows */

struct page {
    struct pager *pager;
    struct canvas *canvas;
    int row, rows, cols;
    size_t row_number; /* of the stream */
    bool is_full;
    struct buf visible;
    struct str find; /* n > 0: looked for from row top on, nothing is drawn */
    bool is_found;
};

static void show_row(struct page *page, struct str text)
{
    size_t top = page->pager->top;
    size_t n = page->row_number++;

    if (n < top)
        return;
    if (n >= top + (size_t)page->rows) {
        page->is_full = true;
        return;
    }
    canvas_str(page->canvas, page->row + (int)(n - top), 1, page->cols, LOOK_PLAIN, text);
}

static bool find_in(struct str line, struct str text, size_t from, size_t *at)
{
    for (*at = from; *at + text.n <= line.n; (*at)++)
        if (str_eq_nocase(str_sub(line, *at, text.n), text))
            return true;
    return false;
}

/* The row that holds the byte at of a line that begins in row first. */
static size_t row_of(struct str line, size_t at, int cols, size_t first)
{
    while (line.n > 0) {
        struct str part = utf8_cut(line, (size_t)cols);

        if (at < part.n || part.n == 0)
            break;
        at -= part.n;
        line = str_sub(line, part.n, line.n);
        first++;
    }
    return first;
}

static void look_in(struct page *page, struct str line)
{
    size_t at = 0, row;

    for (size_t from = 0; !page->is_full && find_in(line, page->find, from, &at);
         from = at + 1) {
        row = row_of(line, at, page->cols, page->row_number);
        if (row < page->pager->top)
            continue;
        page->pager->top = row;
        page->is_found = page->is_full = true;
    }
    page->row_number = row_of(line, line.n, page->cols, page->row_number) + 1;
}

static void show_line(struct page *page, struct str line)
{
    struct str rest;

    buf_clear(&page->visible);
    canvas_visible(line, &page->visible);
    rest = buf_str(&page->visible);
    if (page->find.n > 0) {
        look_in(page, rest);
        return;
    }
    do {
        struct str part = utf8_cut(rest, (size_t)page->cols);

        show_row(page, part);
        rest = str_sub(rest, part.n, rest.n);
    } while (rest.n > 0 && !page->is_full);
}

/* Bytes of an unfinished line that make a whole piece, without half a character at the end. */
static size_t piece_of(const char *p, size_t n)
{
    size_t end = n;

    while (end > n - 4 && ((unsigned char)p[end - 1] & 0xc0) == 0x80)
        end--;
    return end > n - 4 && (unsigned char)p[end - 1] >= 0xc0 ? end - 1 : n;
}

static bool read_lines(struct page *page, struct reader *r, struct err *err)
{
    char line[PIECE_BYTES];
    size_t n = 0, got = 1;
    bool ok = true;

    while (ok && got > 0 && !page->is_full) {
        const char *end;

        ok = reader_read(r, line + n, sizeof line - n, &got, err);
        if (!ok)
            break;
        n += got;
        while (n > 0 && !page->is_full) {
            end = memchr(line, '\n', n);
            size_t take = end ? (size_t)(end - line) : piece_of(line, n);

            if (!end && n < sizeof line && got > 0)
                break;
            show_line(page, (struct str){line, take});
            take += end ? 1 : 0;
            memmove(line, line + take, n - take);
            n -= take;
        }
    }
    return ok;
}

bool pager_draw(struct pager *p, struct reader *r, struct canvas *c, int row, int rows,
                int cols, struct err *err)
{
    struct page page = {.pager = p,
                        .canvas = c,
                        .row = row,
                        .rows = rows,
                        .cols = cols,
                        .visible = BUF_INIT(16 * PIECE_BYTES)};
    bool ok = read_lines(&page, r, err);

    p->is_last = ok && !page.is_full;
    buf_done(&page.visible);
    return ok;
}

bool pager_find(struct pager *p, struct reader *r, struct str text, size_t from, int cols,
                struct err *err)
{
    struct pager to = {.top = from};
    struct page page = {
        .pager = &to, .cols = cols, .visible = BUF_INIT(16 * PIECE_BYTES), .find = text};
    bool ok = text.n > 0 && read_lines(&page, r, err) && page.is_found;

    if (ok)
        p->top = to.top;
    buf_done(&page.visible);
    return ok;
}
