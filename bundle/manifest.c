/* manifest.c - the signed list of files, written and strictly read. */
#include "bundle/manifest.h"

#include <string.h>

#include "bundle/name.h"
#include "bundle/plan.h"

#define BETWEEN ") = "

static const char *line_start(enum digest_kind kind)
{
    return kind == DIGEST_SM3 ? "SM3 (" : "SHA256 (";
}

void manifest_add(struct buf *out, enum digest_kind kind, const char *name, const uint8_t *hash)
{
    buf_puts(out, line_start(kind));
    buf_puts(out, name);
    buf_puts(out, BETWEEN);
    buf_hex(out, hash, MANIFEST_HASH_BYTES);
    buf_putc(out, '\n');
}

static bool parse_line(struct str line, enum digest_kind kind, struct arena *a,
                       struct manifest_row *row)
{
    struct str name;
    size_t at;

    if (!str_starts(line, line_start(kind)))
        return false;
    line = str_sub(line, strlen(line_start(kind)), line.n);
    if (!str_find(line, BETWEEN, &at))
        return false;
    name = str_sub(line, 0, at);
    if (name_fault(name) ||
        !hex_to(str_sub(line, at + strlen(BETWEEN), line.n), row->hash, sizeof row->hash))
        return false;
    row->name = arena_cstr(a, name);
    return true;
}

static size_t count_lines(struct str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    return n;
}

bool manifest_parse(struct str text, enum digest_kind kind, const char *file_name,
                    struct arena *a, struct manifest *out, struct err *err)
{
    size_t lines = count_lines(text);
    struct manifest m = {NULL, 0};
    struct str rest = text, line;

    if (lines == 0 || lines > PLAN_MAX_FILES || text.p[text.n - 1] != '\n')
        return err_set(err, E_BUNDLE_FORM, "%s: %zu lines", file_name, lines);
    m.rows = arena_take(a, lines * sizeof *m.rows);
    while (m.n < lines && str_next(&rest, '\n', &line)) {
        struct manifest_row *row = &m.rows[m.n];

        if (!parse_line(line, kind, a, row) ||
            (m.n > 0 && strcmp(m.rows[m.n - 1].name, row->name) >= 0))
            return err_set(err, E_BUNDLE_FORM, "%s: line %zu", file_name, m.n + 1);
        m.n++;
    }
    *out = m;
    return true;
}

static int compare_name(const void *name, const void *row)
{
    return strcmp(name, ((const struct manifest_row *)row)->name);
}

const struct manifest_row *manifest_find(const struct manifest *m, const char *name)
{
    return m->n > 0 ? bsearch(name, m->rows, m->n, sizeof *m->rows, compare_name) : NULL;
}
