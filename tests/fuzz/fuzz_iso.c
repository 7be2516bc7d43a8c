/* fuzz_iso.c - images as they may come from a disc: read all of what is accepted. */
#include <archive.h>
#include <archive_entry.h>

#include "tests/fuzz/container.h"

#define IMAGE_MAX (256 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    uint64_t size;
    size_t entries;

    container_put(data, n);
    container_read_all(1, &size, &entries);
    return 0;
}

static void add(struct archive *a, const char *name, const char *text)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_size(e, (la_int64_t)strlen(text));
    FUZZ_REQUIRE(archive_write_header(a, e) == ARCHIVE_OK);
    FUZZ_REQUIRE(archive_write_data(a, text, strlen(text)) == (la_ssize_t)strlen(text));
    archive_entry_free(e);
}

/* With both directories, and without one of them. */
bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const options[] = {"iso9660:!pad", "iso9660:!pad,iso9660:!joliet",
                                          "iso9660:!pad,iso9660:!rockridge"};
    static char image[IMAGE_MAX];
    size_t used = 0;

    if (i >= COUNT_OF(options))
        return false;
    struct archive *a = archive_write_new();
    FUZZ_REQUIRE(a && archive_write_set_format_iso9660(a) == ARCHIVE_OK &&
                 archive_write_set_options(a, options[i]) == ARCHIVE_OK &&
                 archive_write_open_memory(a, image, sizeof image, &used) == ARCHIVE_OK);
    add(a, "case/MANIFEST.txt", "SHA256 (a.txt) = 00\n");
    add(a, "case/a.txt", "");
    add(a, "case/logs/0001.log", "2026-01-02 03:04:05 client: refused\n");
    FUZZ_REQUIRE(archive_write_close(a) == ARCHIVE_OK);
    archive_write_free(a);
    buf_add(out, image, used);
    return true;
}
