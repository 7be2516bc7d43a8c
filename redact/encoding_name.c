/* encoding_name.c - a name is one encoding or the other as a whole. */
#include "redact/encoding_name.h"

#include "base/utf8.h"
#include "redact/encoding_char.h"

bool name_to_utf8(struct str name, bool *is_gb, struct buf *out)
{
    const uint8_t *p = (const uint8_t *)name.p;

    *is_gb = !utf8_is_valid(name);
    if (!*is_gb) {
        buf_add_str(out, name);
        return true;
    }
    if (gb_run(p, name.n) != name.n)
        return false;
    for (size_t i = 0; i < name.n;) {
        uint32_t ch;

        i += gb_get(p + i, name.n - i, &ch);
        utf8_put(out, ch);
    }
    return true;
}

void name_from_utf8(struct str utf8, bool is_gb, struct buf *out)
{
    char *to = is_gb ? buf_room(out, 2 * utf8.n) : NULL;

    if (to)
        buf_grew(out, gb_encode((const uint8_t *)utf8.p, utf8.n, (uint8_t *)to));
    else if (!is_gb)
        buf_add_str(out, utf8);
}
