/* term_mem.c - a terminal in memory. */
#include "tui/term_mem.h"

#include "base/arena.h"

struct term_mem {
    struct term term;
    int rows, cols;
    struct term_mem_keys keys;
    struct canvas shown;
    size_t changed;
};

static void mem_size(struct term *t, int *rows, int *cols)
{
    const struct term_mem *m = (const struct term_mem *)t;

    *rows = m->rows;
    *cols = m->cols;
}

static void mem_show(struct term *t, const struct canvas *c)
{
    struct term_mem *m = (struct term_mem *)t;
    size_t cells = (size_t)(c->rows * c->cols);

    m->changed = 0;
    if (m->shown.rows != c->rows || m->shown.cols != c->cols)
        canvas_resize(&m->shown, c->rows, c->cols);
    for (size_t i = 0; i < cells; i++) {
        const struct cell *old = &m->shown.cells[i], *new = &c->cells[i];

        m->changed += old->ch != new->ch || old->look != new->look;
    }
    canvas_copy(&m->shown, c);
}

static uint32_t mem_read(struct term *t, int wait_ms)
{
    struct term_mem *m = (struct term_mem *)t;

    if (wait_ms < 0)
        return m->keys.next(m->keys.ctx, &m->shown);
    return m->keys.polled ? m->keys.polled(m->keys.ctx, &m->shown) : IN_NONE;
}

static bool mem_mouse(struct term *t, bool on)
{
    (void)t;
    (void)on;
    return true;
}

static void mem_free(struct term *t)
{
    struct term_mem *m = (struct term_mem *)t;

    canvas_done(&m->shown);
    free(m);
}

static const struct term_ops mem_ops = {mem_size, mem_show, mem_read, mem_mouse, mem_free};

struct term *term_mem_new(int rows, int cols, const struct term_mem_keys *keys)
{
    struct term_mem *m = mem_new(sizeof *m);

    m->term.ops = &mem_ops;
    m->rows = rows;
    m->cols = cols;
    m->keys = *keys;
    return &m->term;
}

void term_mem_resize(struct term *t, int rows, int cols)
{
    struct term_mem *m = (struct term_mem *)t;

    m->rows = rows;
    m->cols = cols;
}

const struct canvas *term_mem_shown(const struct term *t)
{
    return &((const struct term_mem *)t)->shown;
}

size_t term_mem_changed(const struct term *t)
{
    return ((const struct term_mem *)t)->changed;
}
