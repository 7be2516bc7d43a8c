/* context.c - the lines around a place, read from the machine once more. */
#include <string.h>

#include "base/utf8.h"
#include "flow/state.h"

#define READ_BYTES (64 * 1024)

struct collector_of_lines {
    uint64_t from, to; /* line numbers, 1.. */
    uint64_t number;   /* of the line that is being read */
    struct arena *arena;
    struct flow_line *lines;
    size_t n;
    struct buf line;
};

static bool is_wanted(const struct collector_of_lines *c)
{
    return c->number >= c->from && c->number <= c->to;
}

static void end_line(struct collector_of_lines *c)
{
    if (is_wanted(c))
        c->lines[c->n++] =
            (struct flow_line){c->number, arena_str(c->arena, buf_str(&c->line))};
    buf_clear(&c->line);
    c->number++;
}

static void take(struct collector_of_lines *c, struct str part)
{
    while (part.n > 0 && c->number <= c->to) {
        const char *end = memchr(part.p, '\n', part.n);
        struct str text = {part.p, end ? (size_t)(end - part.p) : part.n};

        if (is_wanted(c) && c->line.n < FLOW_LINE_MAX)
            buf_add_str(&c->line, str_sub(text, 0, FLOW_LINE_MAX - c->line.n));
        if (end)
            end_line(c);
        part = str_sub(part, text.n + (end ? 1 : 0), part.n);
    }
}

bool flow_context(const struct flow *f, const struct flow_place *place, unsigned around,
                  struct arena *a, struct flow_line **lines, size_t *n, struct err *err)
{
    struct collector_of_lines c = {
        .from = place->line > around ? place->line - around : 1,
        .to = place->line + around,
        .number = 1,
        .arena = a,
        .lines = arena_take(a, (2 * (size_t)around + 1) * sizeof *c.lines),
        .line = BUF_INIT(FLOW_LINE_MAX),
    };
    char *part = arena_take(a, READ_BYTES);
    size_t got = 0;

    *lines = c.lines;
    *n = 0;
    if (place->artifact == FLOW_NO_ARTIFACT || place->line == 0)
        return true;
    struct reader *r =
        artifact_open(artifact_at(f->result.artifacts, place->artifact), f->root, err);
    bool ok = r != NULL;
    do {
        ok = ok && reader_read(r, part, READ_BYTES, &got, err);
        if (ok)
            take(&c, (struct str){part, got});
    } while (ok && got > 0 && c.number <= c.to);
    if (ok && c.line.n > 0)
        end_line(&c);
    reader_close(r);
    buf_done(&c.line);
    *n = c.n;
    return ok;
}
