/* seal.c - the text of NAME.ok. */
#include "bundle/seal.h"

#include <inttypes.h>
#include <string.h>

#include "bundle/sink.h"

void seal_text(const struct seal *seal, struct buf *out)
{
    buf_printf(out,
               "casepack seal 1\nbundle id: %s\nsize: %" PRIu64 "\nsha256: ", seal->bundle_id,
               seal->size_bytes);
    buf_hex(out, seal->sha256, sizeof seal->sha256);
    buf_putc(out, '\n');
    for (size_t i = 0; i < seal->pieces_n; i++) {
        buf_printf(out, "piece %03zu: %" PRIu64 " ", i + 1, seal->pieces[i].size_bytes);
        buf_hex(out, seal->pieces[i].sha256, sizeof seal->pieces[i].sha256);
        buf_putc(out, '\n');
    }
}

/* The value of the line that starts so. */
static bool value(struct str *rest, const char *start, struct str *out)
{
    if (!str_next(rest, '\n', out) || !rest->p || !str_starts(*out, start))
        return false;
    *out = str_sub(*out, strlen(start), out->n);
    return true;
}

/* "piece 001: 1048576 9f86d0..." */
static bool piece(struct str line, struct seal_piece *out)
{
    struct str number, size;

    return str_next(&line, ':', &number) && str_next(&line, ' ', &size) && size.n == 0 &&
           str_next(&line, ' ', &size) && str_number(size, &out->size_bytes) &&
           hex_to(line, out->sha256, sizeof out->sha256);
}

static bool pieces(struct str rest, struct arena *a, struct seal *out)
{
    struct str line;

    out->pieces = NULL;
    out->pieces_n = 0;
    if (rest.n == 0)
        return true;
    out->pieces = arena_take(a, PIECES_MAX * sizeof *out->pieces);
    while (rest.n > 0 && out->pieces_n < PIECES_MAX)
        if (!str_next(&rest, '\n', &line) || !piece(line, &out->pieces[out->pieces_n++]))
            return false;
    return rest.n == 0;
}

bool seal_parse(struct str text, struct arena *a, struct seal *out)
{
    struct seal seal;
    struct str rest = text, first, id, size, hash;
    uint8_t id_bytes[SHA256_BYTES];
    struct buf again = BUF_INIT(SEAL_MAX_BYTES);

    if (!value(&rest, "casepack seal 1", &first) || !value(&rest, "bundle id: ", &id) ||
        !value(&rest, "size: ", &size) || !value(&rest, "sha256: ", &hash) ||
        !hex_to(id, id_bytes, sizeof id_bytes) || !str_number(size, &seal.size_bytes) ||
        !hex_to(hash, seal.sha256, sizeof seal.sha256) || !pieces(rest, a, &seal))
        return false;
    hex_from(id_bytes, sizeof id_bytes, seal.bundle_id);
    /* Whatever the lines could say in another way is not ours. */
    seal_text(&seal, &again);
    bool same = str_eq(text, buf_str(&again));
    buf_done(&again);
    if (same)
        *out = seal;
    return same;
}
