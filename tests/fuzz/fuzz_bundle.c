/* fuzz_bundle.c - bundles as they may arrive: read all, verify; genuine is only what holds the
 * same names and bytes as the one that was made. */
#include "tests/fuzz/sign.h"

#include "bundle/read.h"
#include "bundle/sshsig.h"
#include "bundle/verify.h"
#include "bundle/write.h"

#define BUNDLE_MAX (256 * 1024)
#define CONTENT_MAX (64 * 1024 * 1024)

static char folder[] = "/tmp/casepack-fuzz-XXXXXX";
static char path[64];
static struct buf genuine = BUF_INIT(BUNDLE_MAX);  /* as a file */
static struct buf content = BUF_INIT(CONTENT_MAX); /* what it holds */

static void remove_folder(void)
{
    buf_done(&genuine);
    buf_done(&content);
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

/* Reads every entry; all of them together, names and bytes, go into out. */
static void read_all(struct buf *out)
{
    struct err err = ERR_NONE;
    struct bundle *b = bundle_open(path, &err);

    FUZZ_REQUIRE((b != NULL) != err_is_set(&err));
    for (size_t i = 0; b && i < bundle_entries(b); i++) {
        const struct bundle_entry *entry = bundle_entry_at(b, i);
        struct reader *r = bundle_read(b, i, &err);

        buf_printf(out, "%s %llu\n", entry->name, (unsigned long long)entry->size_bytes);
        size_t before = out->n;
        if (r && reader_all(r, out, &err))
            FUZZ_REQUIRE(out->n - before == entry->size_bytes);
        reader_close(r);
        err = ERR_NONE;
    }
    bundle_close(b);
}

static void put_signature(struct plan *plan, const char *name, struct str message)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    sign_text(message, "casepack v1 case:CAS-00000-A0B0C0 seq:1", &text);
    FUZZ_REQUIRE(plan_attach(plan, name, buf_str(&text), &err));
    buf_done(&text);
}

static void put_sshsig(struct plan *plan)
{
    const struct public_key key = sign_public();
    uint8_t toward[SSHSIG_SIGNED_BYTES], signature[ED25519_SIGNATURE_BYTES];
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    sshsig_signed_bytes(plan_manifest(plan), toward);
    FUZZ_REQUIRE(ed25519_sign(sign_seed, key.key, toward, sizeof toward, signature, &err));
    sshsig_text(key.key, signature, &text);
    FUZZ_REQUIRE(plan_attach(plan, PLAN_SSH_SIGNATURE, buf_str(&text), &err));
    buf_done(&text);
}

static void fill(struct plan *plan)
{
    struct buf release = BUF_INIT(4096);
    struct err err = ERR_NONE;

    FUZZ_REQUIRE(plan_add_bytes(plan, "README.txt", STR("read me\n"), &err) &&
                 plan_add_bytes(plan, PLAN_CASE, STR("format: 1\nseq: 1\n"), &err) &&
                 plan_add_bytes(plan, "logs/0001.log", STR("one line\none line\n"), &err) &&
                 plan_seal(plan, &err));
    buf_printf(&release, RELEASE_ID_LINE "%s\n", plan_bundle_id(plan));
    FUZZ_REQUIRE(plan_attach(plan, PLAN_RELEASE, buf_str(&release), &err));
    put_signature(plan, PLAN_RELEASE_SIGNATURE, buf_str(&release));
    put_signature(plan, PLAN_SITE_SIGNATURE, plan_manifest(plan));
    put_sshsig(plan);
    buf_done(&release);
}

static bool is_genuine(const char *file)
{
    struct public_key key = sign_public();
    struct trust trust = {.keys = &key, .n = 1};
    struct arena *a = arena_new();
    struct verify_report report;
    struct err err = ERR_NONE;
    bool read = verify_bundle(file, &trust, a, NULL, &report, &err);

    FUZZ_REQUIRE(read != err_is_set(&err));
    FUZZ_REQUIRE(!read || report.genuine == (report.problems_n == 0));
    arena_free(a);
    return read && report.genuine;
}

/* A small signed bundle in a folder of its own, which goes when the process ends. */
static void make_genuine(void)
{
    struct plan *plan = plan_new();
    struct bundle_written written;
    struct err err = ERR_NONE;
    char seal[sizeof written.path + 4];

    fuzz_start_digest();
    FUZZ_REQUIRE(mkdtemp(folder));
    atexit(remove_folder);
    snprintf(path, sizeof path, "%s/in.zip", folder);
    fill(plan);
    FUZZ_REQUIRE(
        bundle_write(plan, bundle_format_of(STR("zip")), folder, "made", NULL, &written, &err));
    FUZZ_REQUIRE(is_genuine(written.path));
    read_back(written.path, &genuine);
    snprintf(seal, sizeof seal, "%s.ok", written.path);
    FUZZ_REQUIRE(rename(written.path, path) == 0);
    read_all(&content);
    remove(seal);
    plan_free(plan);
}

static void write_input(const uint8_t *data, size_t n)
{
    FILE *f = fopen(path, "wb");

    FUZZ_REQUIRE(f && fwrite(data, 1, n, f) == n);
    FUZZ_REQUIRE(fclose(f) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct buf all = BUF_INIT(CONTENT_MAX);

    if (genuine.n == 0)
        make_genuine();
    write_input(data, n);
    read_all(&all);
    if (is_genuine(path))
        FUZZ_REQUIRE(str_eq(buf_str(&all), buf_str(&content)));
    buf_done(&all);
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
