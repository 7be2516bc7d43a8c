/* read_any.c - the strict reader of ISO images: ours, or the folder of a bundle burned by others.
 *
 * libarchive finds the files; what they may be is decided here: one folder, in it the files of
 * a bundle under allowed names, no links, nothing else. An image has two directories, Rock Ridge
 * for Linux and Joliet for Windows; both must list the same names and sizes. The bytes of the
 * image outside of its files are not looked at: the seal covers them, the signature does not. */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/lang.h"
#include "bundle/container.h"
#include "bundle/plan.h"

/* ECMA-119, 8.4: the primary volume descriptor is sector 16. */
#define MAGIC_AT (16 * 2048 + 1)
#define READ_BYTES (64 * 1024)
#define ROOT "."

struct stream { /* what libarchive reads from */
    struct source *source;
    uint64_t at;
    struct err err;
    uint8_t part[READ_BYTES];
};

struct file {
    const char *name;
    uint64_t size_bytes;
    size_t order; /* in the image */
};

struct iso {
    struct stream stream;
    struct archive *archive; /* NULL: not open */
    size_t at;               /* how many headers were read */
    struct file *files;      /* names ascending: as the entries of the bundle */
    size_t n, cap;
};

/* ---- libarchive ----------------------------------------------------------------------------- */

static la_ssize_t stream_read(struct archive *a, void *ctx, const void **p)
{
    struct stream *s = ctx;
    uint64_t left = source_size(s->source) - s->at;
    size_t n = left < sizeof s->part ? (size_t)left : sizeof s->part;

    (void)a;
    if (!source_read(s->source, s->part, n, s->at, &s->err))
        return ARCHIVE_FATAL;
    s->at += n;
    *p = s->part;
    return (la_ssize_t)n;
}

static la_int64_t stream_skip(struct archive *a, void *ctx, la_int64_t n)
{
    struct stream *s = ctx;
    uint64_t left = source_size(s->source) - s->at;
    uint64_t step = n > 0 ? (uint64_t)n : 0;

    (void)a;
    if (step > left)
        step = left;
    s->at += step;
    return (la_int64_t)step;
}

static la_int64_t stream_seek(struct archive *a, void *ctx, la_int64_t to, int whence)
{
    struct stream *s = ctx;
    la_int64_t size = (la_int64_t)source_size(s->source);
    la_int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (la_int64_t)s->at : size;

    (void)a;
    if (to < -base || to > size - base)
        return ARCHIVE_FATAL;
    s->at = (uint64_t)(base + to);
    return base + to;
}

/* without: the directory to leave aside. */
static struct archive *open_image(struct stream *s, const char *without)
{
    struct archive *a = archive_read_new();

    s->at = 0;
    if (a && archive_read_support_format_iso9660(a) == ARCHIVE_OK &&
        archive_read_set_option(a, "iso9660", without, NULL) == ARCHIVE_OK &&
        archive_read_set_read_callback(a, stream_read) == ARCHIVE_OK &&
        archive_read_set_skip_callback(a, stream_skip) == ARCHIVE_OK &&
        archive_read_set_seek_callback(a, stream_seek) == ARCHIVE_OK &&
        archive_read_set_callback_data(a, s) == ARCHIVE_OK &&
        archive_read_open1(a) == ARCHIVE_OK)
        return a;
    archive_read_free(a);
    return NULL;
}

/* What was wrong: with the medium, or with the image. */
static bool failed(const struct stream *s, const char *name, struct err *err)
{
    if (err_is_set(&s->err) && s->err.code != E_BUNDLE_FORM)
        return err_set(err, s->err.code, "%s", s->err.detail);
    return container_fault(err, name, N_("an image that cannot be read"));
}

static bool is_one(struct source *source)
{
    uint8_t magic[5];
    struct err err = ERR_NONE;

    return source_read(source, magic, sizeof magic, MAGIC_AT, &err) &&
           memcmp(magic, "CD001", sizeof magic) == 0;
}

/* ---- the list ------------------------------------------------------------------------------- */

struct listing {
    struct bundle *b;
    struct iso *iso;
    struct str top; /* the one folder; names lie below it */
    const char **folders;
    size_t n, cap;
};

/* "NAME/logs/0001.log" without "NAME/"; nothing when it lies elsewhere. */
static bool below_top(struct listing *l, const char *path, struct str *name)
{
    struct str rest = str_of(path), top;

    if (!str_next(&rest, '/', &top) || !rest.p)
        return false;
    if (!l->top.p)
        l->top = arena_str(l->b->arena, top);
    *name = rest;
    return str_eq(top, l->top);
}

static bool take_file(struct listing *l, const char *path, uint64_t size, size_t order,
                      struct err *err)
{
    struct iso *iso = l->iso;
    struct str name;

    if (!below_top(l, path, &name))
        return container_fault(err, "", N_("a file outside of the one folder"));
    if (name.n > PLAN_NAME_MAX)
        return container_fault(err, "", N_("the length of the name"));
    if (iso->n >= PLAN_MAX_FILES)
        return container_fault(err, "", N_("too many entries"));
    iso->files = mem_grow(iso->files, &iso->cap, iso->n + 1, sizeof *iso->files);
    iso->files[iso->n++] = (struct file){arena_cstr(l->b->arena, name), size, order};
    return true;
}

static bool take_folder(struct listing *l, const char *path, struct err *err)
{
    if (l->n >= PLAN_MAX_FILES)
        return container_fault(err, "", N_("too many entries"));
    l->folders = mem_grow(l->folders, &l->cap, l->n + 1, sizeof *l->folders);
    l->folders[l->n++] = arena_cstr(l->b->arena, str_of(path));
    return true;
}

static bool take_entry(struct listing *l, struct archive_entry *e, size_t order,
                       struct err *err)
{
    const char *path = archive_entry_pathname(e);

    if (!path || archive_entry_hardlink(e) || archive_entry_symlink(e))
        return container_fault(err, "", N_("a link"));
    if (archive_entry_filetype(e) == AE_IFDIR)
        return take_folder(l, path, err);
    if (archive_entry_filetype(e) != AE_IFREG || archive_entry_size(e) < 0)
        return container_fault(err, "", N_("not an ordinary file"));
    return take_file(l, path, (uint64_t)archive_entry_size(e), order, err);
}

static int by_name(const void *a, const void *b)
{
    const struct file *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* "NAME/logs": one of the files lies in it. */
static bool holds_a_file(const struct listing *l, const char *folder)
{
    struct str rest = str_of(folder), top;

    if (strcmp(folder, ROOT) == 0)
        return true;
    if (!str_next(&rest, '/', &top) || !str_eq(top, l->top))
        return false;
    for (size_t i = 0; i < l->iso->n; i++) {
        const char *name = l->iso->files[i].name;

        if (!rest.p || (strncmp(name, rest.p, rest.n) == 0 && name[rest.n] == '/'))
            return true;
    }
    return false;
}

static bool check_folders(const struct listing *l, struct err *err)
{
    for (size_t i = 0; i < l->n; i++)
        if (!holds_a_file(l, l->folders[i]))
            return container_fault(err, "", N_("an empty folder"));
    return true;
}

/* All files of the image, without one of its two directories. */
static bool list(struct bundle *b, struct iso *iso, const char *without, struct err *err)
{
    struct listing l = {.b = b, .iso = iso};
    struct archive *a = open_image(&iso->stream, without);
    struct archive_entry *e;
    int result = a ? ARCHIVE_OK : ARCHIVE_FATAL;
    bool ok = true;

    iso->n = 0;
    for (size_t order = 0; ok && result == ARCHIVE_OK; order++) {
        result = archive_read_next_header(a, &e);
        ok = result != ARCHIVE_OK || take_entry(&l, e, order, err);
    }
    if (ok && result != ARCHIVE_EOF)
        ok = failed(&iso->stream, "", err);
    archive_read_free(a);
    ok = ok && check_folders(&l, err);
    free(l.folders);
    if (ok && iso->n > 0)
        qsort(iso->files, iso->n, sizeof *iso->files, by_name);
    return ok;
}

static bool iso_open(struct bundle *b, struct err *err)
{
    struct iso *iso = b->own = mem_new(sizeof *iso);

    iso->stream.source = b->source;
    if (!list(b, iso, "rockridge", err))
        return false;
    for (size_t i = 0; i < iso->n; i++)
        if (!container_add(b, str_of(iso->files[i].name), iso->files[i].size_bytes, err))
            return false;
    if (!list(b, iso, "joliet", err))
        return false;
    bool same = iso->n == b->n;
    for (size_t i = 0; same && i < b->n; i++)
        same = strcmp(iso->files[i].name, b->entries[i].name) == 0 &&
               iso->files[i].size_bytes == b->entries[i].size_bytes;
    return same || container_fault(err, "", N_("two directories that differ"));
}

/* ---- reading -------------------------------------------------------------------------------- */

struct iso_reader {
    struct reader base;
    struct iso *iso;
    const char *name;
    uint64_t left;
};

static bool data_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct iso_reader *f = (struct iso_reader *)r;
    size_t want = f->left < cap ? (size_t)f->left : cap;
    la_ssize_t n = want > 0 ? archive_read_data(f->iso->archive, p, want) : 0;

    if (n < 0 || (n == 0 && want > 0))
        return failed(&f->iso->stream, f->name, err);
    f->left -= (size_t)n;
    *got = (size_t)n;
    return true;
}

static void data_close(struct reader *r)
{
    free(r);
}

static void end_archive(struct iso *iso)
{
    archive_read_free(iso->archive);
    iso->archive = NULL;
    iso->at = 0;
}

/* On from where the last file ended, or once more from the front. */
static bool go_to(struct iso *iso, const struct file *file, struct err *err)
{
    struct archive_entry *e;

    if (iso->archive && file->order < iso->at)
        end_archive(iso);
    if (!iso->archive)
        iso->archive = open_image(&iso->stream, "joliet");
    if (!iso->archive)
        return failed(&iso->stream, file->name, err);
    for (; iso->at <= file->order; iso->at++)
        if (archive_read_next_header(iso->archive, &e) != ARCHIVE_OK)
            return failed(&iso->stream, file->name, err);
    const char *path = archive_entry_pathname(e);
    return (path && str_ends(str_of(path), file->name)) ||
           err_set(err, E_FS_CHANGED, "%s", source_name(iso->stream.source));
}

static struct reader *iso_read(struct bundle *b, size_t i, struct err *err)
{
    static const struct reader_ops ops = {data_read, data_close};
    struct iso *iso = b->own;
    const struct file *file = &iso->files[i];

    if (!go_to(iso, file, err))
        return NULL;
    struct iso_reader *r = mem_new(sizeof *r);
    *r = (struct iso_reader){{&ops}, iso, file->name, file->size_bytes};
    return &r->base;
}

static void iso_close(struct bundle *b)
{
    struct iso *iso = b->own;

    if (!iso)
        return;
    archive_read_free(iso->archive);
    free(iso->files);
    free(iso);
}

const struct container_format container_iso = {
    .is_one = is_one, .open = iso_open, .read = iso_read, .close = iso_close};
