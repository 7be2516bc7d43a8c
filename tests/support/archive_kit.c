/* archive_kit.c - libarchive from the other side. */
#include "tests/support/check.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "redact/container_name.h"
#include "tests/support/archive_kit.h"

#define NAME_MAX_BYTES 4096

static la_ssize_t push(struct archive *a, void *ctx, const void *p, size_t n)
{
    (void)a;
    buf_add(ctx, p, n);
    return (la_ssize_t)n;
}

/* The packing of each kind, and what is packed. */
static const struct form {
    int filter;
    int (*format)(struct archive *);
} forms[] = {
    [ARCHIVE_ZIP] = {ARCHIVE_FILTER_NONE, archive_write_set_format_zip},
    [ARCHIVE_TAR] = {ARCHIVE_FILTER_NONE, archive_write_set_format_ustar},
    [ARCHIVE_TAR_GZ] = {ARCHIVE_FILTER_GZIP, archive_write_set_format_ustar},
    [ARCHIVE_TAR_BZ2] = {ARCHIVE_FILTER_BZIP2, archive_write_set_format_ustar},
    [ARCHIVE_TAR_XZ] = {ARCHIVE_FILTER_XZ, archive_write_set_format_ustar},
    [ARCHIVE_TAR_ZST] = {ARCHIVE_FILTER_ZSTD, archive_write_set_format_ustar},
    [ARCHIVE_GZ] = {ARCHIVE_FILTER_GZIP, archive_write_set_format_raw},
    [ARCHIVE_BZ2] = {ARCHIVE_FILTER_BZIP2, archive_write_set_format_raw},
    [ARCHIVE_XZ] = {ARCHIVE_FILTER_XZ, archive_write_set_format_raw},
    [ARCHIVE_ZST] = {ARCHIVE_FILTER_ZSTD, archive_write_set_format_raw},
    [ARCHIVE_ZIP_ENCRYPTED] = {ARCHIVE_FILTER_NONE, archive_write_set_format_zip},
};

struct archive *archive_kit_begin(enum archive_kind kind, struct buf *out)
{
    struct archive *a = archive_write_new();

    assert_non_null(a);
    assert_int_equal(archive_write_add_filter(a, forms[kind].filter), ARCHIVE_OK);
    assert_int_equal(forms[kind].format(a), ARCHIVE_OK);
    if (kind == ARCHIVE_ZIP_ENCRYPTED) {
        assert_int_equal(archive_write_set_options(a, "zip:encryption=traditional"),
                         ARCHIVE_OK);
        assert_int_equal(archive_write_set_passphrase(a, "secret"), ARCHIVE_OK);
    }
    archive_write_set_bytes_in_last_block(a, 1); /* no padding */
    assert_int_equal(archive_write_open(a, out, NULL, push, NULL), ARCHIVE_OK);
    return a;
}

static struct archive_entry *new_entry(const char *name)
{
    struct archive_entry *e = archive_entry_new();

    assert_non_null(e);
    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0600);
    archive_entry_set_uname(e, "zhangsan");
    archive_entry_set_gname(e, "zhangsan");
    archive_entry_set_uid(e, 4711);
    archive_entry_set_mtime(e, 1700000000, 0);
    return e;
}

void archive_kit_add(struct archive *a, const char *name, struct str data)
{
    struct archive_entry *e = new_entry(name);
    size_t n = strlen(name);

    if (n && name[n - 1] == '/')
        archive_entry_set_filetype(e, AE_IFDIR);
    archive_entry_set_size(e, (la_int64_t)data.n);
    assert_true(archive_write_header(a, e) >= ARCHIVE_WARN);
    assert_int_equal(archive_write_data(a, data.p, data.n), data.n);
    archive_entry_free(e);
}

void archive_kit_link(struct archive *a, const char *name, const char *to)
{
    struct archive_entry *e = new_entry(name);

    archive_entry_set_filetype(e, AE_IFLNK);
    archive_entry_set_symlink(e, to);
    assert_true(archive_write_header(a, e) >= ARCHIVE_WARN);
    archive_entry_free(e);
}

void archive_kit_end(struct archive *a)
{
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

static struct archive *open_to_read(struct str archive)
{
    struct archive *a = archive_read_new();

    assert_non_null(a);
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_raw(a);
    assert_int_equal(archive_read_open_memory(a, archive.p, archive.n), ARCHIVE_OK);
    return a;
}

bool archive_kit_get(struct str archive, const char *name, struct buf *out)
{
    struct archive *a = open_to_read(archive);
    struct buf kept = BUF_INIT(NAME_MAX_BYTES);
    struct archive_entry *e;
    bool found = false;
    char part[4096];
    la_ssize_t n;

    while (!found && archive_read_next_header(a, &e) == ARCHIVE_OK)
        found = strcmp(container_name_get(e, &kept), name) == 0;
    while (found && (n = archive_read_data(a, part, sizeof part)) != 0) {
        assert_true(n > 0);
        buf_add(out, part, (size_t)n);
    }
    archive_read_free(a);
    buf_done(&kept);
    return found;
}

void archive_kit_names(struct str archive, struct buf *out)
{
    struct archive *a = open_to_read(archive);
    struct buf kept = BUF_INIT(NAME_MAX_BYTES);
    struct archive_entry *e;

    while (archive_read_next_header(a, &e) == ARCHIVE_OK)
        buf_printf(out, "%s\n", container_name_get(e, &kept));
    archive_read_free(a);
    buf_done(&kept);
}
