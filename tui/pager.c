/* pager.c - bytes that are kept, marks, and a walk over lines from a mark. */
#include "tui/pager.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/secret.h"
#include "base/utf8.h"

#define PIECE_BYTES 4096 /* a longer line is cut here before it is cut into rows */
#define READ_BYTES (64 * 1024)
#define MARK_ROWS 64
#define VISIBLE_MAX (16 * PIECE_BYTES)

void pager_open(struct pager *p, struct reader *(*opens)(void *ctx, struct err *err), void *ctx)
{
    *p = (struct pager){.open = opens, .ctx = ctx, .kept = BUF_INIT(PAGER_KEPT + READ_BYTES)};
}

void pager_close(struct pager *p)
{
    reader_close(p->reader);
    if (p->kept.p)
        secret_wipe(p->kept.p, p->kept.n);
    buf_done(&p->kept);
    free(p->marks);
    *p = (struct pager){0};
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static bool start_again(struct pager *p, struct err *err)
{
    reader_close(p->reader);
    buf_clear(&p->kept);
    p->kept_at = 0;
    p->is_ended = false;
    p->reader = p->open(p->ctx, err);
    return p->reader != NULL;
}

/* Half of what is kept goes, but nothing from at on. */
static void forget(struct pager *p, uint64_t at)
{
    size_t cut = PAGER_KEPT / 2;

    if (p->kept.n < PAGER_KEPT)
        return;
    if (at - p->kept_at < cut)
        cut = (size_t)(at - p->kept_at);
    memmove(p->kept.p, p->kept.p + cut, p->kept.n - cut);
    p->kept.n -= cut;
    p->kept_at += cut;
}

/* The bytes from at on: a piece, or less at the end. */
static bool fetch(struct pager *p, uint64_t at, struct str *out, struct err *err)
{
    size_t got;

    if ((!p->reader || at < p->kept_at) && !start_again(p, err))
        return false;
    while (!p->is_ended && p->kept_at + p->kept.n < at + PIECE_BYTES) {
        uint64_t end = p->kept_at + p->kept.n;

        forget(p, at < end ? at : end);
        char *room = buf_room(&p->kept, READ_BYTES);
        if (!room)
            return err_set(err, E_MEMORY, "%s", "");
        if (!reader_read(p->reader, room, READ_BYTES, &got, err)) {
            reader_close(p->reader);
            p->reader = NULL;
            return false;
        }
        buf_grew(&p->kept, got);
        p->is_ended = got == 0;
    }
    *out = at < p->kept_at + p->kept.n
               ? str_sub(buf_str(&p->kept), (size_t)(at - p->kept_at), PIECE_BYTES)
               : STR("");
    return true;
}

/* ---- lines ----------------------------------------------------------------------------------- */

struct walk { /* over lines, and pieces of long ones */
    struct pager *pager;
    uint64_t at; /* where the next one begins */
    size_t row;
    int cols;
    struct buf visible; /* the present one */
    bool is_over;
};

/* The last mark that is not behind row; marks for another width are worth nothing. */
static struct walk walk_to(struct pager *p, size_t row, int cols)
{
    struct walk w = {.pager = p, .cols = cols, .visible = BUF_INIT(VISIBLE_MAX)};
    size_t low = 0, high;

    if (p->cols != cols)
        p->marks_n = 0;
    p->cols = cols;
    for (high = p->marks_n; low < high;) {
        size_t middle = (low + high) / 2;

        if (p->marks[middle].row <= row)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0) {
        w.at = p->marks[low - 1].at;
        w.row = p->marks[low - 1].row;
    }
    return w;
}

static void set_mark(const struct walk *w)
{
    struct pager *p = w->pager;
    size_t last = p->marks_n > 0 ? p->marks[p->marks_n - 1].row : 0;

    if (w->row < last + MARK_ROWS)
        return;
    p->marks = mem_grow(p->marks, &p->marks_cap, p->marks_n + 1, sizeof *p->marks);
    p->marks[p->marks_n++] = (struct pager_mark){w->at, w->row};
}

/* Without half a character at the end. */
static size_t piece_of(struct str s)
{
    size_t end = s.n;

    while (end > s.n - 4 && ((unsigned char)s.p[end - 1] & 0xc0) == 0x80)
        end--;
    return end > s.n - 4 && (unsigned char)s.p[end - 1] >= 0xc0 ? end - 1 : s.n;
}

/* The next line or piece into visible; is_over behind the last. */
static bool next_line(struct walk *w, struct err *err)
{
    struct str bytes;

    set_mark(w);
    if (!fetch(w->pager, w->at, &bytes, err))
        return false;
    w->is_over = bytes.n == 0;
    const char *end = w->is_over ? NULL : memchr(bytes.p, '\n', bytes.n);
    size_t n = end                     ? (size_t)(end - bytes.p)
               : bytes.n < PIECE_BYTES ? bytes.n
                                       : piece_of(bytes);
    buf_clear(&w->visible);
    canvas_visible_line(str_sub(bytes, 0, n), &w->visible);
    w->at += n + (end ? 1 : 0);
    return true;
}

/* One row's text off *rest; an empty line is a row too. */
static struct str next_row(struct walk *w, struct str *rest)
{
    struct str part = utf8_cut(*rest, (size_t)w->cols);

    *rest = str_sub(*rest, part.n, rest->n);
    w->row++;
    return part;
}

/* ---- pages ----------------------------------------------------------------------------------- */

bool pager_draw(struct pager *p, struct canvas *c, int row, int rows, int cols, struct err *err)
{
    struct walk w = walk_to(p, p->top, cols);
    size_t end = p->top + (size_t)rows;
    bool ok = true;

    while (ok && !w.is_over && w.row < end) {
        uint64_t at = w.at;

        ok = next_line(&w, err);
        struct str rest = buf_str(&w.visible);
        while (ok && !w.is_over && w.row < end) {
            struct str part = next_row(&w, &rest);

            if (w.row - 1 == p->top)
                p->at = at;
            if (w.row > p->top)
                canvas_str(c, row + (int)(w.row - 1 - p->top), 1, cols, LOOK_PLAIN, part);
            if (rest.n == 0)
                break;
        }
        p->is_last = ok && rest.n == 0;
    }
    if (ok && !w.is_over && p->is_last)
        ok = next_line(&w, err); /* is there one more? */
    p->is_last = ok && w.is_over;
    buf_done(&w.visible);
    return ok;
}

static bool find_in(struct str line, struct str text, size_t from, size_t *at)
{
    for (*at = from; *at + text.n <= line.n; (*at)++)
        if (str_eq_nocase(str_sub(line, *at, text.n), text))
            return true;
    return false;
}

/* The row of the present line, of those from `from` on, that text begins in. */
static bool find_row(struct walk *w, struct str text, size_t from, size_t *found)
{
    struct str line = buf_str(&w->visible), rest = line;
    size_t begin = 0, at = 0;
    bool is_there = find_in(line, text, 0, &at);

    do {
        size_t row = w->row, end = begin + next_row(w, &rest).n;

        if (is_there && at < begin)
            is_there = find_in(line, text, begin, &at);
        if (is_there && row >= from && at >= begin && at < end) {
            *found = row;
            return true;
        }
        begin = end;
    } while (rest.n > 0);
    return false;
}

bool pager_find(struct pager *p, struct str text, size_t from, int cols, struct err *err)
{
    struct walk w = walk_to(p, from, cols);
    bool found = false;

    while (text.n > 0 && !found && next_line(&w, err) && !w.is_over)
        found = find_row(&w, text, from, &p->top);
    buf_done(&w.visible);
    return found;
}

bool pager_end(struct pager *p, int rows, int cols, struct err *err)
{
    struct walk w = walk_to(p, SIZE_MAX, cols);
    bool ok;

    while ((ok = next_line(&w, err)) && !w.is_over) {
        struct str rest = buf_str(&w.visible);

        do
            (void)next_row(&w, &rest);
        while (rest.n > 0);
    }
    if (ok)
        p->top = w.row > (size_t)rows ? w.row - (size_t)rows : 0;
    buf_done(&w.visible);
    return ok;
}
