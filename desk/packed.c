/* packed.c - facts of a bundle are much alike: zstd makes a tenth of them. */
#include "desk/packed.h"

#include <zstd.h>

#define LEVEL 3

bool pack_text(struct str text, struct buf *out, struct err *err)
{
    size_t room = ZSTD_compressBound(text.n);
    char *to = text.n <= PACKED_MAX_BYTES ? buf_room(out, room) : NULL;
    size_t n = to ? ZSTD_compress(to, room, text.p, text.n, LEVEL) : 0;

    if (!to || ZSTD_isError(n))
        return err_set(err, E_TOO_LARGE, "%zu", text.n);
    buf_grew(out, n);
    return true;
}

bool unpack_text(struct str packed, struct buf *out, struct err *err)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed.p, packed.n);
    char *to = size <= PACKED_MAX_BYTES ? buf_room(out, (size_t)size) : NULL;

    if (!to || ZSTD_decompress(to, (size_t)size, packed.p, packed.n) != size)
        return err_set(err, E_DATABASE, "%s", "bundle_facts");
    buf_grew(out, (size_t)size);
    return true;
}
