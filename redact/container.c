/* container.c - libarchive at both ends, in a locale where names are UTF-8. */
#include "redact/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "redact/container_name.h"
#include "redact/encoding_name.h"

#define READ_BYTES (64 * 1024)
/* What honest logs do not reach: they pack to a fiftieth, seldom to a hundredth. */
#define RATIO_MAX 250
#define RATIO_FREE (UINT64_C(64) << 20)
#define UNPACKED_MAX (UINT64_C(64) << 30)

struct container {
    enum container_type type;
    struct reader *in;
    struct container_budget *budget;
    struct buf *out;
    struct archive *from, *to;
    struct archive_entry *entry; /* of from */
    struct err failed;           /* why in could not be read, or out not be written */
    bool broken, closing;
    struct reader data; /* handed out by container_data() */
    struct buf name;
    struct buf kept; /* of container_name_get() */
    locale_t utf8, before;
    uint8_t part[READ_BYTES];
};

/* ---- the locale: libarchive converts names to and from that of the thread ------------------*/

static void enter(struct container *c)
{
    c->before = c->utf8 ? uselocale(c->utf8) : (locale_t)0;
}

static void leave(struct container *c)
{
    if (c->before)
        uselocale(c->before);
}

static bool fail(struct container *c, struct archive *a, struct err *err)
{
    if (err_is_set(&c->failed))
        return err_set(err, c->failed.code, "%s", c->failed.detail);
    const char *said = archive_error_string(a);
    return err_set(err, E_ARCHIVE, "%s", said && utf8_is_valid(str_of(said)) ? said : "");
}

/* ---- callbacks -----------------------------------------------------------------------------*/

static la_ssize_t pull(struct archive *a, void *ctx, const void **p)
{
    struct container *c = ctx;
    size_t got = 0;

    (void)a;
    *p = c->part;
    return reader_read(c->in, c->part, sizeof c->part, &got, &c->failed) ? (la_ssize_t)got
                                                                         : ARCHIVE_FATAL;
}

static la_ssize_t push(struct archive *a, void *ctx, const void *p, size_t n)
{
    struct container *c = ctx;

    (void)a;
    if (!c->closing)
        buf_add(c->out, p, n);
    if (!buf_failed(c->out))
        return (la_ssize_t)n;
    err_set(&c->failed, E_MEMORY, "%s", "");
    return ARCHIVE_FATAL;
}

/* ---- opening -------------------------------------------------------------------------------*/

/* The level of xz keeps the packer below 20 MiB; no time of packing. */
static const struct filter {
    int (*read)(struct archive *);
    int (*write)(struct archive *);
    const char *options; /* of the packer */
} filters[] = {
    [CONTAINER_GZIP] = {archive_read_support_filter_gzip, archive_write_add_filter_gzip,
                        "gzip:!timestamp"},
    [CONTAINER_BZIP2] = {archive_read_support_filter_bzip2, archive_write_add_filter_bzip2,
                         NULL},
    [CONTAINER_XZ] = {archive_read_support_filter_xz, archive_write_add_filter_xz,
                      "xz:compression-level=2"},
    [CONTAINER_ZSTD] = {archive_read_support_filter_zstd, archive_write_add_filter_zstd, NULL},
};

static int choose_input(const struct container *c)
{
    if (container_is_single(c->type)) {
        filters[c->type].read(c->from);
        archive_read_support_format_empty(c->from);
        return archive_read_support_format_raw(c->from);
    }
    return c->type == CONTAINER_ZIP ? archive_read_support_format_zip_streamable(c->from)
                                    : archive_read_support_format_tar(c->from);
}

static int choose_output(const struct container *c)
{
    archive_write_set_bytes_per_block(c->to, 0);
    if (container_is_single(c->type)) {
        filters[c->type].write(c->to);
        archive_write_set_format_raw(c->to);
        return archive_write_set_options(c->to, filters[c->type].options);
    }
    if (c->type == CONTAINER_TAR)
        return archive_write_set_format_pax_restricted(c->to);
    archive_write_set_format_zip(c->to);
    return archive_write_set_options(c->to, "zip:hdrcharset=UTF-8");
}

static bool data_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err);

static void data_close(struct reader *r)
{
    (void)r; /* the container's */
}

static const struct reader_ops data_ops = {data_read, data_close};

struct container *container_open(enum container_type type, struct reader *in,
                                 struct container_budget *budget, struct buf *out,
                                 struct err *err)
{
    struct container *c = mem_new(sizeof *c);
    bool good;

    c->type = type;
    c->in = in;
    c->budget = budget;
    c->out = out;
    c->data.ops = &data_ops;
    c->name = BUF_INIT(3 * CONTAINER_NAME_MAX);
    c->kept = BUF_INIT(3 * CONTAINER_NAME_MAX);
    c->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    enter(c);
    c->from = archive_read_new();
    c->to = archive_write_new();
    good = c->from && c->to && choose_input(c) >= ARCHIVE_WARN &&
           choose_output(c) >= ARCHIVE_WARN &&
           archive_read_open(c->from, c, NULL, pull, NULL) >= ARCHIVE_WARN &&
           archive_write_open(c->to, c, NULL, push, NULL) >= ARCHIVE_WARN;
    if (!good && c->from)
        fail(c, c->from, err);
    leave(c);
    if (good)
        return c;
    container_close(c);
    return err_null(err, E_ARCHIVE, "%s", "");
}

void container_close(struct container *c)
{
    if (!c)
        return;
    enter(c);
    archive_read_free(c->from);
    c->closing = true; /* an unfinished one is completed into nothing */
    archive_write_free(c->to);
    leave(c);
    if (c->utf8)
        freelocale(c->utf8);
    buf_done(&c->name);
    buf_done(&c->kept);
    secret_wipe(c->part, sizeof c->part);
    free(c);
}

/* ---- reading -------------------------------------------------------------------------------*/

static struct str name_of(struct container *c)
{
    const char *path = container_name_get(c->entry, &c->kept);
    struct str name = str_of(path ? path : "");
    bool is_gb; /* it comes back as UTF-8, and says so */

    buf_clear(&c->name);
    if (name.n == 0 || name.n > CONTAINER_NAME_MAX)
        return (struct str){NULL, 0};
    return name_to_utf8(name, &is_gb, &c->name) ? buf_str(&c->name) : (struct str){NULL, 0};
}

static enum member_type type_of(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry))
        return MEMBER_OTHER;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return MEMBER_FILE;
    case AE_IFDIR:
        return MEMBER_FOLDER;
    default:
        return MEMBER_OTHER;
    }
}

/* libarchive unpacks what is packed twice at once; here it would be packed but once again. */
static bool is_packed_again(const struct container *c)
{
    return archive_filter_count(c->from) > 1 + container_is_single(c->type);
}

bool container_next(struct container *c, struct container_member *out, bool *more,
                    struct err *err)
{
    enter(c);
    int rc = archive_read_next_header(c->from, &c->entry);
    bool good = rc >= ARCHIVE_WARN || rc == ARCHIVE_EOF || fail(c, c->from, err);

    *more = good && rc != ARCHIVE_EOF;
    if (good && is_packed_again(c))
        good = err_set(err, E_ARCHIVE, "%s", "");
    if (*more && ++c->budget->members > CONTAINER_MEMBERS_MAX)
        good = err_set(err, E_ARCHIVE, "%d", CONTAINER_MEMBERS_MAX);
    if (*more)
        *out = (struct container_member){
            .name = container_is_single(c->type) ? STR("") : name_of(c),
            .type = container_is_single(c->type) ? MEMBER_FILE : type_of(c->entry),
            .encrypted = archive_entry_is_encrypted(c->entry) > 0,
        };
    leave(c);
    return good;
}

static bool is_within(const struct container_budget *b)
{
    return b->unpacked <= UNPACKED_MAX && b->unpacked <= RATIO_FREE + RATIO_MAX * b->packed;
}

bool container_is_broken(const struct container *c)
{
    return c->broken || err_is_set(&c->failed) || !is_within(c->budget);
}

static bool data_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct container *c =
        (struct container *)(void *)((char *)r - offsetof(struct container, data));

    enter(c);
    la_ssize_t n = archive_read_data(c->from, p, cap);
    bool good = n >= 0 || fail(c, c->from, err);
    leave(c);
    c->broken = c->broken || n == ARCHIVE_FATAL;
    if (!good)
        return false;
    c->budget->unpacked += (uint64_t)n;
    *got = (size_t)n;
    return is_within(c->budget) || err_set(err, E_ARCHIVE, "%s", "");
}

struct reader *container_data(struct container *c)
{
    return &c->data;
}

/* ---- writing -------------------------------------------------------------------------------*/

static struct archive_entry *new_entry(const struct container *c, const char *name,
                                       uint64_t size)
{
    struct archive_entry *e = archive_entry_new();

    if (!e)
        return NULL;
    bool folder = archive_entry_filetype(c->entry) == AE_IFDIR;
    container_name_set(e, name);
    archive_entry_set_filetype(e, folder ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(e, folder ? 0755 : 0644);
    archive_entry_set_size(e, (la_int64_t)size);
    if (archive_entry_mtime_is_set(c->entry))
        archive_entry_set_mtime(e, archive_entry_mtime(c->entry), 0);
    else
        archive_entry_set_mtime(e, 0, 0);
    return e;
}

bool container_begin(struct container *c, struct str name, uint64_t size, struct err *err)
{
    struct buf text = BUF_INIT(2 * CONTAINER_NAME_MAX);
    struct archive_entry *e;
    bool good;

    buf_add_str(&text, container_is_single(c->type) ? STR("data") : name);
    enter(c);
    e = new_entry(c, buf_cstr(&text), size);
    good = e && !buf_failed(&text) &&
           (archive_write_header(c->to, e) >= ARCHIVE_WARN || fail(c, c->to, err));
    archive_entry_free(e);
    leave(c);
    buf_done(&text);
    return good || err_set(err, E_MEMORY, "%s", "");
}

bool container_write(struct container *c, struct str data, struct err *err)
{
    enter(c);
    la_ssize_t n = archive_write_data(c->to, data.p, data.n);
    bool good = n == (la_ssize_t)data.n || fail(c, c->to, err);
    leave(c);
    return good;
}

bool container_end(struct container *c, struct err *err)
{
    enter(c);
    bool good = archive_write_close(c->to) >= ARCHIVE_WARN || fail(c, c->to, err);
    leave(c);
    return good;
}
