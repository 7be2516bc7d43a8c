/* fuzz_container.c - hostile archives: withheld, or twice the same bytes without a known word. */
#include "tests/fuzz/fuzz.h"

#include <archive.h>
#include <archive_entry.h>

#include "redact/redact.h"

#define OUT_MAX (256 * 1024 * 1024)

static struct redactor *make_redactor(void)
{
    static const uint8_t key[SITE_KEY_BYTES] = {1};
    struct redact_config config = {key, "", 1};
    struct err err = ERR_NONE;
    struct redactor *r;

    fuzz_start_digest();
    r = redactor_new(&config, &err);
    FUZZ_REQUIRE(r && redactor_learn_word(r, ENTITY_HOST, STR("reactor-pc7"), &err));
    return r;
}

static void second_pass(struct redactor *r, const struct artifact *artifact,
                        const struct scan_result *scan)
{
    struct buf out = BUF_INIT(OUT_MAX);
    struct err err = ERR_NONE;
    struct reader *reader = redact_open(r, artifact, NULL, scan, &err);
    struct guard *guard = guard_new(r);

    FUZZ_REQUIRE(reader);
    redact_watch(reader, guard);
    FUZZ_REQUIRE(reader_all(reader, &out, &err));
    FUZZ_REQUIRE(out.n == scan->redacted_bytes);
    guard_free(guard);
    reader_close(reader);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct artifact artifact = {.stored = "logs/0001.log",
                                .origin = "/var/log/x",
                                .size_bytes = n,
                                .content = {(const char *)data, n}};
    struct arena *a = arena_new();
    struct redactor *r = make_redactor();
    struct scan_result scan;
    struct err err = ERR_NONE;

    FUZZ_REQUIRE(redact_scan(r, &artifact, NULL, a, &scan, NULL, &err));
    if (scan.withheld == WITHHELD_NO)
        second_pass(r, &artifact, &scan);
    redactor_free(r);
    arena_free(a);
    return 0;
}

/* ---- seeds -----------------------------------------------------------------------------------*/

static la_ssize_t push(struct archive *a, void *ctx, const void *p, size_t n)
{
    (void)a;
    buf_add(ctx, p, n);
    return (la_ssize_t)n;
}

static void add(struct archive *a, const char *name, struct str data)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_size(e, (la_int64_t)data.n);
    archive_write_header(a, e);
    archive_write_data(a, data.p, data.n);
    archive_entry_free(e);
}

static void pack(bool zip, int filter, struct str inner, struct buf *out)
{
    struct archive *a = archive_write_new();

    archive_write_set_bytes_per_block(a, 0);
    archive_write_add_filter(a, filter);
    if (zip)
        archive_write_set_format_zip(a);
    else
        archive_write_set_format_pax_restricted(a);
    archive_write_open(a, out, NULL, push, NULL);
    add(a, "var/reactor-pc7.log", STR("link up on reactor-pc7 at 192.0.2.17\n"));
    add(a, "inner", inner);
    archive_write_close(a);
    archive_write_free(a);
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    struct buf inner = BUF_INIT(1 << 16);

    switch (i) {
    case 0:
        pack(true, ARCHIVE_FILTER_NONE, STR("text of \xd5\xc5\xc8\xfd on reactor-pc7\n"), out);
        break;
    case 1:
        pack(false, ARCHIVE_FILTER_NONE, STR("t\0e\0x\0t\0\n\0"), out);
        break;
    case 2:
        pack(false, ARCHIVE_FILTER_GZIP, STR("ElfFile\0"), out);
        break;
    case 3:
        pack(true, ARCHIVE_FILTER_NONE, STR("deep on reactor-pc7\n"), &inner);
        pack(false, ARCHIVE_FILTER_BZIP2, buf_str(&inner), out);
        break;
    case 4:
        pack(false, ARCHIVE_FILTER_XZ, STR("deep on reactor-pc7\n"), &inner);
        pack(true, ARCHIVE_FILTER_NONE, buf_str(&inner), out);
        break;
    case 5:
        pack(false, ARCHIVE_FILTER_ZSTD, STR("deep on reactor-pc7\n"), &inner);
        pack(false, ARCHIVE_FILTER_GZIP, buf_str(&inner), out);
        break;
    default:
        return false;
    }
    buf_done(&inner);
    return true;
}
