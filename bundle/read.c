/* read.c - a bundle looked at strictly, whatever its format. */
#include "bundle/read.h"

#include <string.h>

#include "base/lang.h"
#include "bundle/container.h"
#include "bundle/locate.h"
#include "bundle/manifest.h"
#include "bundle/name.h"
#include "bundle/plan.h"

/* Small files are kept as they were hashed: the texts of a bundle, and some of its logs. */
#define KEEP_MAX_BYTES (1024 * 1024)
#define KEEP_TOTAL_BYTES (4 * 1024 * 1024)

/* Those with bytes; a container that none of them knows is no bundle. */
static const struct container_format *const formats[] = {&container_zip, &container_tar,
                                                         &container_iso};

/* ---- for the formats ------------------------------------------------------------------------ */

bool container_fault(struct err *err, const char *name, const char *fault)
{
    return err_set(err, E_BUNDLE_FORM, "%s%s%s", name, name[0] ? ": " : "", fault);
}

static int by_name(const void *name, const void *entry)
{
    return strcmp(name, ((const struct bundle_entry *)entry)->name);
}

/* Names ascend, so that none comes twice; none is a file here and a folder there. */
static const char *order_fault(const struct bundle *b, const char *name)
{
    char above[PLAN_NAME_MAX + 1];

    if (b->n == 0)
        return NULL;
    if (strcmp(b->entries[b->n - 1].name, name) >= 0)
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

bool container_add(struct bundle *b, struct str name, uint64_t size_bytes, struct err *err)
{
    const char *fault = name_fault(name);

    if (fault)
        return container_fault(err, "", fault);
    if (b->n >= PLAN_MAX_FILES)
        return container_fault(err, "", N_("too many entries"));
    struct bundle_entry e = {.name = arena_cstr(b->arena, name), .size_bytes = size_bytes};
    fault = order_fault(b, e.name);
    if (!fault && size_bytes > PLAN_MAX_BYTES - b->unpacked_bytes)
        fault = N_("too large unpacked");
    if (fault)
        return container_fault(err, e.name, fault);
    b->unpacked_bytes += size_bytes;
    b->entries = mem_grow(b->entries, &b->cap, b->n + 1, sizeof *b->entries);
    b->kept = mem_grow(b->kept, &b->kept_cap, b->n + 1, sizeof *b->kept);
    b->kept[b->n] = (struct str){NULL, 0};
    b->entries[b->n++] = e;
    return true;
}

/* Without a hasher the bytes are only read. keep gives up by itself at its cap. */
static bool read_through(struct bundle *b, struct reader *r, struct buf *keep, struct err *err)
{
    static const struct bundle_pass silent = {0};
    const struct bundle_pass *pass = b->pass ? b->pass : &silent;
    uint64_t total = pass->total || b->format->hashes_at_open ? pass->total : b->unpacked_bytes;
    uint8_t *part = b->hasher ? NULL : mem_new(HASHER_BLOCK);
    size_t got = 0;
    bool ok;

    do {
        uint8_t *room = part ? part : hasher_room(b->hasher);
        ok = reader_read(r, room, HASHER_BLOCK, &got, err);
        if (ok)
            buf_add(keep, room, got);
        if (ok && !part)
            hasher_put(b->hasher, got);
        b->hashed_bytes += ok ? got : 0;
        ok = ok && (progress_step(pass->progress, pass->item, b->hashed_bytes, total) ||
                    err_set(err, E_STOPPED, "%s", b->path));
    } while (ok && got > 0);
    free(part);
    return ok;
}

static size_t keep_bytes(const struct bundle *b, const struct bundle_entry *e)
{
    bool fits =
        e->size_bytes <= KEEP_MAX_BYTES && e->size_bytes <= KEEP_TOTAL_BYTES - b->kept_bytes;

    return fits ? (size_t)e->size_bytes : 0;
}

bool container_hash(struct bundle *b, size_t i, struct reader *r, struct err *err)
{
    struct bundle_entry *e = &b->entries[i];
    struct buf keep = BUF_INIT(keep_bytes(b, e));
    struct err cause = ERR_NONE;
    bool ok = read_through(b, r, &keep, &cause);

    if (b->hasher)
        hasher_end(b->hasher, e->sha256, e->sm3);
    if (ok && !buf_failed(&keep) && keep.n == e->size_bytes) {
        b->kept[i] = arena_str(b->arena, buf_str(&keep));
        b->kept_bytes += keep.n;
    }
    buf_done(&keep);
    if (ok)
        return true;
    if (cause.code != E_BUNDLE_FORM)
        return err_set(err, cause.code, "%s", cause.detail);
    e->fault = arena_cstr(b->arena, str_of(cause.detail));
    return true;
}

/* ---- opening -------------------------------------------------------------------------------- */

static bool hash_all(struct bundle *b, struct err *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < b->n; i++) {
        struct reader *r = bundle_read(b, i, err);

        ok = r && container_hash(b, i, r, err);
        reader_close(r);
    }
    return ok;
}

static bool open_format(struct bundle *b, struct err *err)
{
    for (size_t i = 0; !b->format && i < COUNT_OF(formats); i++)
        if (formats[i]->is_one(b->source))
            b->format = formats[i];
    if (!b->format)
        return err_set(err, E_NOT_BUNDLE, "%s", N_("not a zip, tar.zst or ISO image"));
    if (!b->format->open(b, err))
        return false;
    if (b->n == 0)
        return err_set(err, E_NOT_BUNDLE, "%s", N_("nothing is in it"));
    return !b->pass || b->format->hashes_at_open || hash_all(b, err);
}

/* source NULL: the folder at path. */
static struct bundle *open_with(const char *path, struct source *source,
                                const struct bundle_pass *pass, struct err *err)
{
    struct bundle *b = mem_new(sizeof *b);

    b->arena = arena_new();
    b->path = arena_cstr(b->arena, str_of(path));
    b->source = source;
    b->format = source ? NULL : &container_dir;
    b->pass = pass;
    b->hasher = pass && pass->kinds ? hasher_new(pass->kinds) : NULL;
    bool ok = open_format(b, err);
    hasher_free(b->hasher);
    b->hasher = NULL;
    b->hashed = pass ? pass->kinds : 0;
    b->pass = NULL;
    if (!ok) {
        bundle_close(b);
        return NULL;
    }
    return b;
}

struct bundle *bundle_open_source(struct source *source, const struct bundle_pass *pass,
                                  struct err *err)
{
    return open_with(source_name(source), source, pass, err);
}

struct bundle *bundle_open_hashed(const char *path, const struct bundle_pass *pass,
                                  struct err *err)
{
    struct arena *a = arena_new();
    struct bundle *b = NULL;
    struct source *source;
    struct located l;

    if (!locate(path, a, &l, err))
        goto out;
    if (l.is_folder) {
        b = open_with(l.path, NULL, pass, err);
        goto out;
    }
    source =
        l.pieces ? source_join(l.path, l.pieces, l.pieces_n, err) : source_open(l.path, err);
    if (source)
        b = bundle_open_source(source, pass, err);
out:
    arena_free(a);
    return b;
}

struct bundle *bundle_open_headers(const char *path, struct err *err)
{
    return bundle_open_hashed(path, NULL, err);
}

struct bundle *bundle_open(const char *path, struct err *err)
{
    static const struct bundle_pass all = {0};
    struct bundle *b = bundle_open_hashed(path, &all, err);

    for (size_t i = 0; b && i < b->n; i++) {
        if (b->entries[i].fault) {
            err_set(err, E_BUNDLE_FORM, "%s", b->entries[i].fault);
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
    if (b->format)
        b->format->close(b);
    source_close(b->source);
    arena_free(b->arena);
    free(b->entries);
    free(b->kept);
    free(b);
}

/* ---- for callers ---------------------------------------------------------------------------- */

uint64_t bundle_size(const struct bundle *b)
{
    return b->source ? source_size(b->source) : b->unpacked_bytes;
}

bool bundle_hash(struct bundle *b, uint8_t *sha256, struct err *err)
{
    struct buf lines = BUF_INIT(MANIFEST_MAX_BYTES);

    if (b->source)
        return source_hash(b->source, 0, source_size(b->source), sha256, err);
    for (size_t i = 0; i < b->n; i++)
        manifest_add(&lines, DIGEST_SHA256, b->entries[i].name, b->entries[i].sha256);
    digest_once(DIGEST_SHA256, lines.p, lines.n, sha256);
    bool ok = !buf_failed(&lines) || err_set(err, E_TOO_LARGE, "%s", b->path);
    buf_done(&lines);
    return ok;
}

size_t bundle_entries(const struct bundle *b)
{
    return b->n;
}

const struct bundle_entry *bundle_entry_at(const struct bundle *b, size_t i)
{
    return &b->entries[i];
}

bool bundle_find(const struct bundle *b, const char *name, size_t *i)
{
    const struct bundle_entry *e =
        b->n > 0 ? bsearch(name, b->entries, b->n, sizeof *b->entries, by_name) : NULL;

    if (e)
        *i = (size_t)(e - b->entries);
    return e != NULL;
}

struct reader *bundle_read(struct bundle *b, size_t i, struct err *err)
{
    return b->kept[i].p ? reader_of_mem(b->kept[i]) : b->format->read(b, i, err);
}

/* What had to be read once more may not be what it was. */
static bool is_as_hashed(const struct bundle *b, size_t i, struct str text)
{
    uint8_t hash[SHA256_BYTES];

    if (b->kept[i].p || !(b->hashed & DIGEST_SHA256))
        return true;
    digest_once(DIGEST_SHA256, text.p, text.n, hash);
    return bytes_equal(hash, b->entries[i].sha256, sizeof hash);
}

bool bundle_text(struct bundle *b, const char *name, size_t max, struct buf *out,
                 struct err *err)
{
    size_t i, from = out->n;

    if (!bundle_find(b, name, &i))
        return err_set(err, E_NOT_BUNDLE, "%s", name);
    if (b->entries[i].size_bytes > max)
        return err_set(err, E_TOO_LARGE, "%s", name);
    struct reader *r = bundle_read(b, i, err);
    bool ok = r && reader_all(r, out, err) &&
              (is_as_hashed(b, i, str_sub(buf_str(out), from, out->n)) ||
               err_set(err, E_ALTERED, "%s", name));
    reader_close(r);
    return ok;
}
