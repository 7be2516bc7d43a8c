/* read_zip.c - the strict reader of zips: of all of them only the one form that write_zip.c makes.
 *
 *   entry 1: local header 30 bytes | name | deflate stream      from byte 0, without gaps,
 *   entry 2: ...                                                names strictly ascending
 *   central header 46 bytes | name, for each entry in the same order
 *   end record 22 bytes, the last of the file
 *
 * (PKWARE APPNOTE 6.3.9, 4.3.7, 4.3.12, 4.3.16.) Two programs that read this form cannot see
 * different files. Permissive readers can be shown one thing while another is unpacked: two
 * directories, hidden entries, bytes before, between or after, names that differ. */
#include <string.h>

#include "base/lang.h"
#include "bundle/container.h"
#include "bundle/inflate.h"
#include "bundle/plan.h"

#define LOCAL_MAGIC UINT32_C(0x04034b50)
#define END_MAGIC UINT32_C(0x06054b50)
#define LOCAL_BYTES 30
#define CENTRAL_BYTES 46
#define END_BYTES 22
#define COMMON_AT_LOCAL 4
#define COMMON_AT_CENTRAL 6
#define COMMON_BYTES 26 /* version needed ... extra length: the same in both headers */
#define RATIO_MAX 1032  /* no deflate stream grows more */
#define CONTAINER_MAX_BYTES UINT32_MAX

/* Version 2.0, no flags, deflate, midnight of 1980-01-01. */
static const uint8_t local_start[] = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0};
/* Made by version 6.3 on Unix. */
static const uint8_t central_start[] = {'P', 'K', 1, 2, 63, 3};
/* After the common part: no comment, disk 0, no internal attributes, an ordinary file 0644. */
static const uint8_t central_middle[] = {0, 0, 0, 0, 0, 0, 0, 0, 0xa4, 0x81};

struct entry { /* beside the bundle_entry of the same number */
    struct deflated data;
    uint64_t head_at;
    uint8_t common[COMMON_BYTES];
};

struct zip {
    struct entry *entries;
    size_t cap;
};

static uint32_t le16(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t le32(const uint8_t *p)
{
    return le16(p) | le16(p + 2) << 16;
}

static bool zip_is_one(struct source *source)
{
    uint8_t magic[4];
    struct err err = ERR_NONE;

    return source_read(source, magic, sizeof magic, 0, &err) && le32(magic) == LOCAL_MAGIC;
}

/* ---- local headers -------------------------------------------------------------------------- */

static const char *size_fault(const struct bundle *b, const struct deflated *data)
{
    if (data->packed_bytes > source_size(b->source) - data->at)
        return N_("the entry runs past the end");
    if (data->size_bytes > data->packed_bytes * RATIO_MAX)
        return N_("an impossible ratio");
    return NULL;
}

/* The entry whose local header lies at e->head_at; name gets PLAN_NAME_MAX bytes at most. */
static bool read_local(struct bundle *b, struct entry *e, char *name, struct str *name_out,
                       struct err *err)
{
    uint8_t head[LOCAL_BYTES];

    if (!source_read(b->source, head, sizeof head, e->head_at, err))
        return false;
    if (memcmp(head, local_start, sizeof local_start) != 0)
        return container_fault(err, "", N_("a local header that casepack does not write"));
    uint32_t name_n = le16(head + 26);
    if (name_n == 0 || name_n > PLAN_NAME_MAX || le16(head + 28) != 0)
        return container_fault(err, "", N_("the length of a name, or an extra field"));
    uint64_t data_at = e->head_at + sizeof head + name_n;
    if (!source_read(b->source, name, name_n, data_at - name_n, err))
        return false;
    *name_out = (struct str){name, name_n};
    memcpy(e->common, head + COMMON_AT_LOCAL, sizeof e->common);
    e->data = (struct deflated){data_at, le32(head + 18), le32(head + 22), le32(head + 14)};
    return true;
}

static bool take_local(struct bundle *b, struct zip *zip, uint64_t at, struct err *err)
{
    struct entry e = {.head_at = at};
    char text[PLAN_NAME_MAX];
    struct str name;

    if (!read_local(b, &e, text, &name, err) || !container_add(b, name, e.data.size_bytes, err))
        return false;
    const char *fault = size_fault(b, &e.data);
    if (fault)
        return container_fault(err, b->entries[b->n - 1].name, fault);
    zip->entries = mem_grow(zip->entries, &zip->cap, b->n, sizeof *zip->entries);
    zip->entries[b->n - 1] = e;
    return true;
}

static bool take_locals(struct bundle *b, struct zip *zip, uint64_t *at, struct err *err)
{
    uint8_t magic[4];

    for (*at = 0;;) {
        if (!source_read(b->source, magic, sizeof magic, *at, err))
            return false;
        if (le32(magic) != LOCAL_MAGIC)
            return true;
        if (!take_local(b, zip, *at, err))
            return false;
        const struct deflated *data = &zip->entries[b->n - 1].data;
        *at = data->at + data->packed_bytes;
    }
}

/* ---- central directory ---------------------------------------------------------------------- */

static bool check_central(const struct bundle *b, const struct entry *e, const char *name,
                          uint64_t at, struct err *err)
{
    uint8_t head[CENTRAL_BYTES + PLAN_NAME_MAX];
    size_t name_n = strlen(name);

    if (!source_read(b->source, head, CENTRAL_BYTES + name_n, at, err))
        return false;
    if (memcmp(head, central_start, sizeof central_start) != 0 ||
        memcmp(head + COMMON_AT_CENTRAL, e->common, sizeof e->common) != 0 ||
        memcmp(head + COMMON_AT_CENTRAL + COMMON_BYTES, central_middle,
               sizeof central_middle) != 0 ||
        le32(head + 42) != e->head_at || memcmp(head + CENTRAL_BYTES, name, name_n) != 0)
        return container_fault(err, name,
                               N_("the directory says something else than the entry"));
    return true;
}

static bool check_directory(const struct bundle *b, const struct zip *zip, uint64_t start,
                            struct err *err)
{
    uint64_t at = start;
    uint8_t end[END_BYTES];

    for (size_t i = 0; i < b->n; i++) {
        if (!check_central(b, &zip->entries[i], b->entries[i].name, at, err))
            return false;
        at += CENTRAL_BYTES + strlen(b->entries[i].name);
    }
    if (!source_read(b->source, end, sizeof end, at, err))
        return false;
    if (le32(end) != END_MAGIC || le32(end + 4) != 0 || le16(end + 8) != b->n ||
        le16(end + 10) != b->n || le32(end + 12) != at - start || le32(end + 16) != start ||
        le16(end + 20) != 0)
        return container_fault(err, "", N_("the end record"));
    if (at + END_BYTES != source_size(b->source))
        return container_fault(err, "", N_("bytes after the end"));
    return true;
}

/* ---- for read.c ----------------------------------------------------------------------------- */

static bool zip_open(struct bundle *b, struct err *err)
{
    struct zip *zip = b->own = mem_new(sizeof *zip);
    uint64_t at;

    if (source_size(b->source) > CONTAINER_MAX_BYTES)
        return container_fault(err, "", N_("too large"));
    return take_locals(b, zip, &at, err) && check_directory(b, zip, at, err);
}

static struct reader *zip_read(struct bundle *b, size_t i, struct err *err)
{
    const struct zip *zip = b->own;

    return inflate_open(b->source, b->entries[i].name, &zip->entries[i].data, err);
}

static void zip_close(struct bundle *b)
{
    struct zip *zip = b->own;

    if (!zip)
        return;
    free(zip->entries);
    free(zip);
}

const struct container_format container_zip = {
    .is_one = zip_is_one, .open = zip_open, .read = zip_read, .close = zip_close};
