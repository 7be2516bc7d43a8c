/* fuzz_bundle.c - bundles as they may arrive: read all, verify; only the one that was made is
 * genuine. */
#include "tests/fuzz/sign.h"

#include "bundle/read.h"
#include "bundle/verify.h"
#include "bundle/write.h"

#define BUNDLE_MAX (256 * 1024)

static char folder[] = "/tmp/casepack-fuzz-XXXXXX";
static char path[64];
static struct buf genuine = BUF_INIT(BUNDLE_MAX);

static void remove_folder(void)
{
    buf_done(&genuine);
    remove(path);
    remove(folder);
}

static void read_back(const char *from, struct buf *out)
{
    FILE *f = fopen(from, "rb");
    char piece[4096];
    size_t n;

    FUZZ_REQUIRE(f);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(out, piece, n);
    fclose(f);
    FUZZ_REQUIRE(!buf_failed(out));
}

/* A small signed bundle in a folder of its own, which goes when the process ends. */
static void make_genuine(void)
{
    struct plan *plan = plan_new();
    struct buf signature = BUF_INIT(4096);
    struct bundle_written written;
    struct err err = ERR_NONE;
    char seal[sizeof written.path + 4];

    FUZZ_REQUIRE(digest_start(&err) && mkdtemp(folder));
    atexit(remove_folder);
    snprintf(path, sizeof path, "%s/in.zip", folder);
    FUZZ_REQUIRE(plan_add_bytes(plan, "README.txt", STR("read me\n"), &err) &&
                 plan_add_bytes(plan, "case.txt", STR("format: 1\nseq: 1\n"), &err) &&
                 plan_add_bytes(plan, "logs/0001.log", STR("one line\none line\n"), &err) &&
                 plan_seal(plan, &err));
    sign_text(plan_manifest(plan), "casepack v1 case:CAS-00000-A0B0C0 seq:1", &signature);
    FUZZ_REQUIRE(
        plan_attach(plan, "sig/site.minisig", buf_str(&signature), &err) &&
        bundle_write(plan, bundle_format_of(STR("zip")), folder, "made", NULL, &written, &err));
    read_back(written.path, &genuine);
    snprintf(seal, sizeof seal, "%s.ok", written.path);
    remove(written.path);
    remove(seal);
    buf_done(&signature);
    plan_free(plan);
}

static void write_input(const uint8_t *data, size_t n)
{
    FILE *f = fopen(path, "wb");

    FUZZ_REQUIRE(f && fwrite(data, 1, n, f) == n);
    FUZZ_REQUIRE(fclose(f) == 0);
}

static void read_all(void)
{
    struct err err = ERR_NONE;
    struct bundle *b = bundle_open(path, &err);
    struct buf text = BUF_INIT(16 * 1024 * 1024);

    FUZZ_REQUIRE((b != NULL) != err_is_set(&err));
    for (size_t i = 0; b && i < bundle_entries(b); i++) {
        struct reader *r = bundle_read(b, i, &err);

        buf_clear(&text);
        if (r && reader_all(r, &text, &err))
            FUZZ_REQUIRE(text.n == bundle_entry_at(b, i)->size_bytes);
        reader_close(r);
        err = ERR_NONE;
    }
    bundle_close(b);
    buf_done(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct public_key key;
    struct trust trust = {&key, 1};
    struct arena *a = arena_new();
    struct verify_report report;
    struct err err = ERR_NONE;

    if (genuine.n == 0)
        make_genuine();
    key = sign_public();
    write_input(data, n);
    read_all();
    if (!verify_bundle(path, &trust, a, NULL, &report, &err))
        FUZZ_REQUIRE(err_is_set(&err));
    else if (report.genuine)
        FUZZ_REQUIRE(str_eq((struct str){(const char *)data, n}, buf_str(&genuine)));
    else
        FUZZ_REQUIRE(report.problems_n > 0);
    arena_free(a);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    if (i > 0)
        return false;
    if (genuine.n == 0)
        make_genuine();
    buf_add_str(out, buf_str(&genuine));
    return true;
}
