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

static void show_line(struct page *page, struct str line)
{
    struct str rest;

    buf_clear(&page->visible);
    canvas_visible(line, &page->visible);
    rest = buf_str(&page->visible);
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

bool pager_draw(struct pager *p, struct reader *r, struct canvas *c, int row, int rows,
                int cols, struct err *err)
{
    struct page page = {p, c, row, rows, cols, 0, false, BUF_INIT(16 * PIECE_BYTES)};
    char line[PIECE_BYTES];
    size_t n = 0, got = 1;
    bool ok = true;

    while (ok && got > 0 && !page.is_full) {
        const char *end;

        ok = reader_read(r, line + n, sizeof line - n, &got, err);
        if (!ok)
            break;
        n += got;
        while (n > 0 && !page.is_full) {
            end = memchr(line, '\n', n);
            size_t take = end ? (size_t)(end - line) : piece_of(line, n);

            if (!end && n < sizeof line && got > 0)
                break;
            show_line(&page, (struct str){line, take});
            take += end ? 1 : 0;
            memmove(line, line + take, n - take);
            n -= take;
        }
    }
    p->is_last = ok && !page.is_full;
    buf_done(&page.visible);
    return ok;
}
