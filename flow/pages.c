/* pages.c - lines onto pages; a printer that takes 66 lines a page needs no form feed. */
#include "flow/pages.h"

#include "base/utf8.h"

#define BODY_LINES (PAGE_LINES - 2) /* an empty line and the foot */

struct pages {
    const char *title;
    struct buf *out; /* NULL: only count */
    size_t page, of, line;
};

static void put_foot(struct pages *p)
{
    struct buf right = BUF_INIT(256);
    struct str title = utf8_cut(str_of(p->title), PAGE_COLS / 2);

    buf_printf(&right, "第 %zu 页，共 %zu 页 page %zu of %zu", p->page, p->of, p->page, p->of);
    size_t used = utf8_cols(title) + utf8_cols(buf_str(&right));
    buf_pad(p->out, '\n', PAGE_LINES - 1 - p->line);
    buf_add_str(p->out, title);
    buf_pad(p->out, ' ', used < PAGE_COLS ? PAGE_COLS - used : 1);
    buf_add_str(p->out, buf_str(&right));
    buf_putc(p->out, '\n');
    buf_done(&right);
}

static void end_page(struct pages *p)
{
    if (p->out)
        put_foot(p);
    p->page++;
    p->line = 0;
}

static size_t count(struct str block)
{
    size_t n = 0;

    for (size_t i = 0; i < block.n; i++)
        n += block.p[i] == '\n';
    return n;
}

/* A page does not begin with the empty line that parted two blocks. */
static void put_line(struct pages *p, struct str line)
{
    if (p->line == BODY_LINES)
        end_page(p);
    if (p->line == 0 && p->page > 1 && line.n == 0)
        return;
    if (p->out) {
        buf_add_str(p->out, line);
        buf_putc(p->out, '\n');
    }
    p->line++;
}

/* The number of pages. */
static size_t lay_out(struct str text, const char *title, size_t of, struct buf *out)
{
    struct pages p = {title, out, 1, of, 0};
    struct str block, line;

    while (str_next(&text, PAGE_BLOCK[0], &block)) {
        if (p.line + count(block) > BODY_LINES && p.line > 0)
            end_page(&p);
        while (block.n > 0 && str_next(&block, '\n', &line))
            put_line(&p, line);
    }
    if (p.line > 0 || p.page == 1)
        end_page(&p);
    return p.page - 1;
}

void pages_lay_out(struct str text, const char *title, struct buf *out)
{
    lay_out(text, title, lay_out(text, title, 0, NULL), out);
}
