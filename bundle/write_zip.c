/* write_zip.c - the default form of a bundle: a zip that depends on its content alone.
 *
 *   local header 30 bytes | name | deflate stream     for each file, names ascending
 *   central header 46 bytes | name                    for each file, in the same order
 *   end record 22 bytes
 *
 * (PKWARE APPNOTE 6.3.9, 4.3.7, 4.3.12, 4.3.16.) No extra fields, comments or data descriptors;
 * time, attributes and versions are fixed: the one form that read_zip.c accepts. It is written
 * here and not by a library because libzip packs in one thread, writes through a temporary file
 * of its own that it does not sync, and cannot be cut into pieces; what remained for it to do was
 * the three records above.
 *
 * The header of a file that is longer than a chunk is written with zeros first and again when its
 * sizes are known. */
#include <string.h>

#include "base/arena.h"
#include "bundle/deflate.h"
#include "bundle/formats.h"

#define LOCAL_BYTES 30
#define CENTRAL_BYTES 46
#define END_BYTES 22
#define UNIX_FILE_0644 (UINT32_C(0100644) << 16)

struct entry {
    const struct plan_file *file;
    uint32_t at, crc, packed;
};

struct zip {
    struct write_job *job;
    struct deflater *deflater;
    struct entry *entries;
    size_t taken; /* entry whose chunks come out of the deflater */
};

/* ---- records -------------------------------------------------------------------------------- */

static uint8_t *put16(uint8_t *p, size_t value)
{
    p[0] = (uint8_t)value;
    p[1] = (uint8_t)(value >> 8);
    return p + 2;
}

static uint8_t *put32(uint8_t *p, uint32_t value)
{
    return put16(put16(p, value & 0xffff), value >> 16);
}

/* What stands in both headers: version 2.0, no flags, deflate, midnight of 1980-01-01 ... */
static uint8_t *put_common(uint8_t *p, const struct entry *e)
{
    p = put16(p, 20);
    p = put16(p, 0);
    p = put16(p, 8);
    p = put16(p, 0);
    p = put16(p, 0x21);
    p = put32(p, e->crc);
    p = put32(p, e->packed);
    p = put32(p, (uint32_t)e->file->size_bytes);
    p = put16(p, strlen(e->file->name));
    return put16(p, 0);
}

static size_t put_name(uint8_t *p, const struct entry *e, const uint8_t *start)
{
    size_t n = strlen(e->file->name);

    memcpy(p, e->file->name, n);
    return (size_t)(p - start) + n;
}

static size_t local_header(const struct entry *e, uint8_t *head)
{
    return put_name(put_common(put32(head, 0x04034b50), e), e, head);
}

/* Made by version 6.3 on Unix; no comment, disk 0, no internal attributes. */
static size_t central_header(const struct entry *e, uint8_t *head)
{
    uint8_t *p = put32(head, 0x02014b50);

    p = put16(p, 3 << 8 | 63);
    p = put_common(p, e);
    p = put16(put16(put16(p, 0), 0), 0);
    p = put32(p, UNIX_FILE_0644);
    p = put32(p, e->at);
    return put_name(p, e, head);
}

static bool put_directory(struct zip *zip, struct err *err)
{
    uint8_t head[CENTRAL_BYTES + PLAN_NAME_MAX], end[END_BYTES], *p = end;
    struct sink *sink = zip->job->sink;
    size_t n = plan_count(zip->job->plan);
    uint32_t start = (uint32_t)sink_size(sink);

    for (size_t i = 0; i < n; i++)
        if (!sink_add(sink, head, central_header(&zip->entries[i], head), err))
            return false;
    p = put32(p, 0x06054b50);
    p = put32(p, 0);
    p = put16(put16(p, n), n);
    p = put32(p, (uint32_t)sink_size(sink) - start);
    p = put32(p, start);
    put16(p, 0);
    return sink_add(sink, end, sizeof end, err);
}

/* ---- entries -------------------------------------------------------------------------------- */

static bool put_chunk(struct zip *zip, const struct deflated_chunk *chunk, struct err *err)
{
    uint8_t head[LOCAL_BYTES + PLAN_NAME_MAX];
    struct entry *e = &zip->entries[zip->taken];
    struct sink *sink = zip->job->sink;

    e->packed += (uint32_t)chunk->packed.n;
    e->crc = chunk->crc;
    if (chunk->first) {
        e->at = (uint32_t)sink_size(sink);
        if (!sink_add(sink, head, local_header(e, head), err))
            return false;
    }
    if (!sink_add(sink, chunk->packed.p, chunk->packed.n, err))
        return false;
    if (chunk->last) {
        zip->taken++;
        if (!chunk->first)
            return sink_patch(sink, e->at, head, local_header(e, head), err);
    }
    return true;
}

static bool put_oldest(struct zip *zip, bool *more, struct err *err)
{
    struct deflated_chunk chunk;

    *more = deflate_take(zip->deflater, &chunk);
    return !*more || put_chunk(zip, &chunk, err);
}

static bool put_file(struct zip *zip, const struct plan_file *file, struct err *err)
{
    struct outgoing out;
    bool ok = outgoing_open(&out, file, err), last = false, more;

    while (ok && !last) {
        size_t got = 0;

        ok = !deflate_is_full(zip->deflater) || put_oldest(zip, &more, err);
        ok = ok && outgoing_fill(&out, deflate_room(zip->deflater), DEFLATE_CHUNK, &got, &last,
                                 &zip->job->count, err);
        if (ok)
            deflate_put(zip->deflater, got, last);
    }
    outgoing_close(&out);
    return ok;
}

static bool zip_write(struct write_job *job, struct err *err)
{
    size_t n = plan_count(job->plan);
    struct zip zip = {.job = job, .deflater = deflate_new(job->threads)};
    bool ok = true, more = true;

    zip.entries = mem_new(n * sizeof *zip.entries);
    for (size_t i = 0; ok && i < n; i++) {
        zip.entries[i].file = plan_at(job->plan, i);
        ok = put_file(&zip, zip.entries[i].file, err);
    }
    while (ok && more)
        ok = put_oldest(&zip, &more, err);
    ok = ok && put_directory(&zip, err);
    free(zip.entries);
    deflate_free(zip.deflater);
    return ok;
}

const struct bundle_format format_zip = {
    .name = "zip", .suffix = ".zip", .write = zip_write, .packs = 20};
