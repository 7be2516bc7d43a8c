/* read.c - the strict reader: of all zips only the one form that write_zip.c makes.
 *
 *   entry 1: local header 30 bytes | name | deflate stream      from byte 0, without gaps,
 *   entry 2: ...                                                names strictly ascending
 *   central header 46 bytes | name, for each entry in the same order
 *   end record 22 bytes, the last of the file
 *
 * (PKWARE APPNOTE 6.3.9, 4.3.7, 4.3.12, 4.3.16.) Two programs that read this form cannot see
 * different files. Permissive readers can be shown one thing while another is unpacked: two
 * directories, hidden entries, bytes before, between or after, names that differ. */
#include "bundle/read.h"

#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/lang.h"
#include "bundle/file.h"
#include "bundle/inflate.h"
#include "bundle/name.h"
#include "bundle/plan.h"

#define LOCAL_MAGIC UINT32_C(0x04034b50)
#define CENTRAL_MAGIC UINT32_C(0x02014b50)
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

struct entry {
    struct bundle_entry look;
    struct deflated data;
    uint64_t head_at;
    uint8_t common[COMMON_BYTES];
};

struct bundle {
    int fd;
    const char *path;
    struct arena *arena;
    struct entry *entries;
    size_t n, cap;
    uint64_t size_bytes;
    uint64_t unpacked_bytes;
};

static uint32_t le16(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t le32(const uint8_t *p)
{
    return le16(p) | le16(p + 2) << 16;
}

static bool form(struct err *err, const char *name, const char *fault)
{
    return err_set(err, E_BUNDLE_FORM, "%s%s%s", name, name[0] ? ": " : "", fault);
}

static bool read_at(const struct bundle *b, void *p, size_t n, uint64_t at, struct err *err)
{
    if (at > b->size_bytes || n > b->size_bytes - at)
        return form(err, "", N_("the file ends too early"));
    return file_read_at(b->fd, b->path, p, n, at, err);
}

/* ---- local headers -------------------------------------------------------------------------- */

static int by_name(const void *name, const void *entry)
{
    return strcmp(name, ((const struct entry *)entry)->look.name);
}

/* Names ascend, so that none comes twice; none is a file here and a folder there. */
static const char *order_fault(const struct bundle *b, const char *name)
{
    char above[PLAN_NAME_MAX + 1];

    if (b->n == 0)
        return NULL;
    if (strcmp(b->entries[b->n - 1].look.name, name) >= 0)
        return N_("names are not in ascending order");
    for (size_t i = 0; i < PLAN_NAME_MAX && name[i] != '\0'; above[i] = name[i], i++) {
        if (name[i] != '/')
            continue;
        above[i] = '\0';
        if (bsearch(above, b->entries, b->n, sizeof *b->entries, by_name))
            return N_("a file and a folder of the same name");
    }
    return NULL;
}

static const char *size_fault(const struct bundle *b, const struct entry *e)
{
    const struct deflated *data = &e->data;

    if (data->packed_bytes > b->size_bytes - data->at)
        return N_("the entry runs past the end");
    if (data->size_bytes > data->packed_bytes * RATIO_MAX)
        return N_("an impossible ratio");
    if (data->size_bytes > PLAN_MAX_BYTES - b->unpacked_bytes)
        return N_("too large unpacked");
    return NULL;
}

/* The entry whose local header lies at at. */
static bool take_local(struct bundle *b, uint64_t at, struct err *err)
{
    uint8_t head[LOCAL_BYTES];
    char name[PLAN_NAME_MAX + 1] = "";
    struct entry e = {.head_at = at};

    if (!read_at(b, head, sizeof head, at, err))
        return false;
    if (memcmp(head, local_start, sizeof local_start) != 0)
        return form(err, "", N_("a local header that casepack does not write"));
    uint32_t name_n = le16(head + 26);
    if (name_n == 0 || name_n > PLAN_NAME_MAX || le16(head + 28) != 0)
        return form(err, "", N_("the length of a name, or an extra field"));
    if (!read_at(b, name, name_n, at + sizeof head, err))
        return false;
    const char *fault = name_fault((struct str){name, name_n});
    if (fault)
        return form(err, "", fault);
    memcpy(e.common, head + COMMON_AT_LOCAL, sizeof e.common);
    e.data = (struct deflated){
        b->fd,           b->path,        "", at + sizeof head + name_n, le32(head + 18),
        le32(head + 22), le32(head + 14)};
    fault = order_fault(b, name);
    if (!fault)
        fault = size_fault(b, &e);
    if (fault)
        return form(err, name, fault);
    if (b->n >= PLAN_MAX_FILES)
        return form(err, "", N_("too many entries"));
    e.look = (struct bundle_entry){arena_cstr(b->arena, str_of(name)), e.data.size_bytes};
    e.data.name = e.look.name;
    b->unpacked_bytes += e.data.size_bytes;
    b->entries = mem_grow(b->entries, &b->cap, b->n + 1, sizeof *b->entries);
    b->entries[b->n++] = e;
    return true;
}

static bool take_locals(struct bundle *b, uint64_t *at, struct err *err)
{
    uint8_t magic[4];

    for (*at = 0;;) {
        if (!read_at(b, magic, sizeof magic, *at, err))
            return false;
        if (le32(magic) != LOCAL_MAGIC)
            break;
        if (!take_local(b, *at, err))
            return false;
        const struct deflated *data = &b->entries[b->n - 1].data;
        *at = data->at + data->packed_bytes;
    }
    if (b->n == 0)
        return err_set(err, E_NOT_BUNDLE, "%s", b->path);
    return true;
}

/* ---- central directory ---------------------------------------------------------------------- */

static bool check_central(const struct bundle *b, const struct entry *e, uint64_t at,
                          struct err *err)
{
    const char *name = e->look.name;
    uint8_t head[CENTRAL_BYTES + PLAN_NAME_MAX];
    size_t name_n = strlen(name);

    if (!read_at(b, head, CENTRAL_BYTES + name_n, at, err))
        return false;
    if (memcmp(head, central_start, sizeof central_start) != 0 ||
        memcmp(head + COMMON_AT_CENTRAL, e->common, sizeof e->common) != 0 ||
        memcmp(head + COMMON_AT_CENTRAL + COMMON_BYTES, central_middle,
               sizeof central_middle) != 0 ||
        le32(head + 42) != e->head_at || memcmp(head + CENTRAL_BYTES, name, name_n) != 0)
        return form(err, name, N_("the directory says something else than the entry"));
    return true;
}

static bool check_directory(const struct bundle *b, uint64_t start, struct err *err)
{
    uint64_t at = start;
    uint8_t end[END_BYTES];

    for (size_t i = 0; i < b->n; i++) {
        if (!check_central(b, &b->entries[i], at, err))
            return false;
        at += CENTRAL_BYTES + strlen(b->entries[i].look.name);
    }
    if (!read_at(b, end, sizeof end, at, err))
        return false;
    if (le32(end) != END_MAGIC || le32(end + 4) != 0 || le16(end + 8) != b->n ||
        le16(end + 10) != b->n || le32(end + 12) != at - start || le32(end + 16) != start ||
        le16(end + 20) != 0)
        return form(err, "", N_("the end record"));
    if (at + END_BYTES != b->size_bytes)
        return form(err, "", N_("bytes after the end"));
    return true;
}

/* ---- for callers ---------------------------------------------------------------------------- */

struct bundle *bundle_open_headers(const char *path, struct err *err)
{
    uint64_t size, at;
    int fd = file_open(path, &size, err);

    if (fd < 0)
        return NULL;
    struct bundle *b = mem_new(sizeof *b);
    b->fd = fd;
    b->size_bytes = size;
    b->arena = arena_new();
    b->path = arena_cstr(b->arena, str_of(path));
    bool ok = size > CONTAINER_MAX_BYTES ? form(err, "", N_("too large")) : true;
    if (ok && size < LOCAL_BYTES)
        ok = err_set(err, E_NOT_BUNDLE, "%s", path);
    ok = ok && take_locals(b, &at, err) && check_directory(b, at, err);
    if (!ok) {
        bundle_close(b);
        return NULL;
    }
    return b;
}

static bool read_to_end(struct bundle *b, size_t i, struct err *err)
{
    struct reader *r = bundle_read(b, i, err);
    uint8_t part[16 * 1024];
    size_t got = 0;
    bool ok = r != NULL;

    do {
        ok = ok && reader_read(r, part, sizeof part, &got, err);
    } while (ok && got > 0);
    reader_close(r);
    return ok;
}

struct bundle *bundle_open(const char *path, struct err *err)
{
    struct bundle *b = bundle_open_headers(path, err);

    for (size_t i = 0; b && i < b->n; i++) {
        if (!read_to_end(b, i, err)) {
            bundle_close(b);
            return NULL;
        }
    }
    return b;
}

void bundle_close(struct bundle *b)
{
    if (!b)
        return;
    close(b->fd);
    arena_free(b->arena);
    free(b->entries);
    free(b);
}

uint64_t bundle_size(const struct bundle *b)
{
    return b->size_bytes;
}

bool bundle_hash(const struct bundle *b, uint8_t *sha256, struct err *err)
{
    struct digest *digest = digest_new(DIGEST_SHA256);
    uint8_t part[64 * 1024];
    uint64_t at = 0;
    bool ok = true;

    while (ok && at < b->size_bytes) {
        uint64_t left = b->size_bytes - at;
        size_t n = left < sizeof part ? (size_t)left : sizeof part;

        ok = read_at(b, part, n, at, err);
        if (ok)
            digest_add(digest, part, n);
        at += n;
    }
    if (ok)
        digest_get(digest, DIGEST_SHA256, sha256);
    digest_free(digest);
    return ok;
}

size_t bundle_entries(const struct bundle *b)
{
    return b->n;
}

const struct bundle_entry *bundle_entry_at(const struct bundle *b, size_t i)
{
    return &b->entries[i].look;
}

bool bundle_find(const struct bundle *b, const char *name, size_t *i)
{
    const struct entry *e = bsearch(name, b->entries, b->n, sizeof *b->entries, by_name);

    if (e)
        *i = (size_t)(e - b->entries);
    return e != NULL;
}

struct reader *bundle_read(struct bundle *b, size_t i, struct err *err)
{
    return inflate_open(&b->entries[i].data, err);
}

bool bundle_text(struct bundle *b, const char *name, size_t max, struct buf *out,
                 struct err *err)
{
    size_t i;

    if (!bundle_find(b, name, &i))
        return err_set(err, E_NOT_BUNDLE, "%s", name);
    if (b->entries[i].look.size_bytes > max)
        return err_set(err, E_TOO_LARGE, "%s", name);
    struct reader *r = bundle_read(b, i, err);
    bool ok = r && reader_all(r, out, err);
    reader_close(r);
    return ok;
}
