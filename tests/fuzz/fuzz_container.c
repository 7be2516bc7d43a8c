/* fuzz_container.c - hostile archives: withheld, or twice the same bytes without a known word. */
#include "tests/fuzz/fuzz.h"

#include "redact/around.h"
#include "tests/support/archive_kit.h"

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
                        const struct scan_result *scan, struct guard *guard)
{
    struct buf out = BUF_INIT(OUT_MAX);
    struct err err = ERR_NONE;
    struct reader *reader = redact_open(r, artifact, NULL, scan, &err);

    FUZZ_REQUIRE(reader);
    redact_watch(reader, guard);
    FUZZ_REQUIRE(reader_all(reader, &out, &err));
    FUZZ_REQUIRE(out.n == scan->redacted_bytes);
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

    struct guard *guard = guard_new(r);
    FUZZ_REQUIRE(redact_scan_tell(r, &artifact, NULL, guard, NULL, NULL, a, &scan, NULL, &err));
    if (scan.withheld == WITHHELD_NO)
        second_pass(r, &artifact, &scan, guard);
    guard_free(guard);
    redactor_free(r);
    arena_free(a);
    return 0;
}

/* ---- seeds: each archive holds a log and another one, or what may not leave ----------------*/

static void pack(enum archive_kind kind, struct str inner, struct buf *out)
{
    struct archive *a = archive_kit_begin(kind, out);

    archive_kit_add(a, "var/reactor-pc7.log", STR("link up on reactor-pc7 at 192.0.2.17\n"));
    archive_kit_add(a, "inner", inner);
    archive_kit_end(a);
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const struct seed {
        enum archive_kind kind, inner; /* the same: inner is text */
        struct str text;
    } seeds[] = {
        {ARCHIVE_ZIP, ARCHIVE_ZIP, STR("text of \xd5\xc5\xc8\xfd on reactor-pc7\n")},
        {ARCHIVE_TAR, ARCHIVE_TAR, STR("t\0e\0x\0t\0\n\0")},
        {ARCHIVE_TAR_GZ, ARCHIVE_TAR_GZ, STR("ElfFile\0")},
        {ARCHIVE_TAR_BZ2, ARCHIVE_ZIP, STR("deep on reactor-pc7\n")},
        {ARCHIVE_ZIP, ARCHIVE_TAR_XZ, STR("deep on reactor-pc7\n")},
        {ARCHIVE_TAR_GZ, ARCHIVE_TAR_ZST, STR("deep on reactor-pc7\n")},
    };
    struct buf inner = BUF_INIT(1 << 16);

    if (i >= COUNT_OF(seeds))
        return false;
    if (seeds[i].inner != seeds[i].kind)
        pack(seeds[i].inner, seeds[i].text, &inner);
    else
        buf_add_str(&inner, seeds[i].text);
    pack(seeds[i].kind, buf_str(&inner), out);
    buf_done(&inner);
    return true;
}
