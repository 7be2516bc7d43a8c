/* context.c - the line of a value and the lines around it, read from the machine once more. */
#include <string.h>

#include "flow/state.h"

#define CUT_BYTES 60 /* of the line, before and behind the value */

static const struct value_row *row_of(const struct flow *f, enum entity_kind kind, size_t i)
{
    return f->values ? value_at(f->values, kind, i) : NULL;
}

static bool look_at(const struct flow *f, const struct value_row *row, struct arena *a,
                    struct around *out, struct err *err)
{
    const struct value_place *place = value_place(f->values, row);
    const struct scan_hit hit = {row->kind, place->nth, place->at, place->line};

    return redact_around(f->redactor, artifact_at(f->result.artifacts, place->file), f->root,
                         &f->scans[place->file], &hit, row->text, a, out, err);
}

/* ---- its own line --------------------------------------------------------------------------- */

static bool is_inside_char(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static struct str lead_of(const struct around *look)
{
    size_t from = look->at;

    while (from > 0 && look->at - from < CUT_BYTES && look->text.p[from - 1] != '\n')
        from--;
    while (from < look->at && is_inside_char(look->text.p[from]))
        from++;
    return str_sub(look->text, from, look->at - from);
}

static struct str tail_of(const struct around *look)
{
    struct str rest = str_sub(look->text, look->at + look->n, CUT_BYTES);
    size_t end = 0;

    while (end < rest.n && rest.p[end] != '\n' && rest.p[end] != '\r')
        end++;
    while (end > 0 && end < rest.n && is_inside_char(rest.p[end]))
        end--;
    return str_sub(rest, 0, end);
}

/* The rest of the line goes through the engine as well: it may hold other values. */
static struct str safe(const struct flow *f, struct str text, struct arena *a)
{
    struct buf out = BUF_INIT(64 * 1024);
    struct err err = ERR_NONE;
    bool ok = redact_text(f->redactor, text, &out, &err);
    struct str copy = ok ? arena_str(a, buf_str(&out)) : STR("****");

    buf_done(&out);
    return copy;
}

bool flow_place_line(const struct flow *f, enum entity_kind kind, size_t i, struct arena *a,
                     struct flow_cut *out, struct err *err)
{
    const struct value_row *row = row_of(f, kind, i);
    struct around look;

    if (!row)
        return err_set(err, E_VALUE, "%d %zu", (int)kind, i);
    *out = (struct flow_cut){.text = row->text};
    if (value_place(f->values, row)->file == VALUES_FACTS)
        return true;
    if (!look_at(f, row, a, &look, err))
        return false;
    out->lead = lead_of(&look);
    out->tail = tail_of(&look);
    out->safe_lead = safe(f, out->lead, a);
    out->safe_tail = safe(f, out->tail, a);
    return true;
}

/* ---- the lines around ----------------------------------------------------------------------- */

static size_t line_start(struct str text, size_t at)
{
    while (at > 0 && text.p[at - 1] != '\n')
        at--;
    return at;
}

/* Back over whole lines; the number of them is taken off *number. */
static size_t back_over(struct str text, size_t at, unsigned around, uint64_t *number)
{
    for (unsigned i = 0; i < around && at > 0 && *number > 1; i++) {
        at = line_start(text, at - 1);
        --*number;
    }
    return at;
}

bool flow_context(const struct flow *f, enum entity_kind kind, size_t i, unsigned around,
                  struct arena *a, struct flow_line **lines, size_t *n, struct err *err)
{
    const struct value_row *row = row_of(f, kind, i);
    struct around look;
    struct str text, line;

    *n = 0;
    *lines = arena_take(a, (2 * (size_t)around + 1) * sizeof **lines);
    if (!row || value_place(f->values, row)->file == VALUES_FACTS)
        return true;
    if (!look_at(f, row, a, &look, err))
        return false;
    uint64_t last = value_place(f->values, row)->line, number = last;
    size_t from = back_over(look.text, line_start(look.text, look.at), around, &number);
    for (text = str_sub(look.text, from, look.text.n);
         number <= last + around && text.n > 0 && str_next(&text, '\n', &line); number++)
        (*lines)[(*n)++] = (struct flow_line){number, str_sub(line, 0, FLOW_LINE_MAX)};
    return true;
}
