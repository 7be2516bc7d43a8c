/* bundle_kit.c - a folder, keys and a small released bundle for tests. */
#include "tests/support/bundle_kit.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "bundle/minisig.h"
#include "bundle/read.h"
#include "bundle/sshsig.h"
#include "tests/support/check.h"
#include "tests/support/keep.h"
#include "tests/support/scratch.h"

#define KIT_NAMES_MAX 1000

void kit_start(struct kit *k)
{
    struct err err = ERR_NONE;

    assert_true(digest_start(&err));
    *k = (struct kit){.dir = ""};
    scratch_new(NULL, "test", k->dir, sizeof k->dir);
    k->keys = keyring_open(kit_path(k, "keys"), &err);
    assert_non_null(k->keys);
    assert_true(keyring_new_key(k->keys, "site", (struct str){NULL, 0}, &err));
    assert_true(keyring_new_key(k->keys, "officer", (struct str){NULL, 0}, &err));
    k->site = keyring_open_key(k->keys, "site", (struct str){NULL, 0}, &err);
    k->officer = keyring_open_key(k->keys, "officer", (struct str){NULL, 0}, &err);
    check_no_err(&err);
    assert_true(trust_load(k->keys, NULL, &k->trust, &err));
}

void kit_only_itself_is_good(const struct kit *k, struct str text, struct str message,
                             kit_check *check)
{
    struct buf changed = BUF_INIT(16 * 1024);

    assert_int_equal(check(text, message, k->trust), E_NONE);
    assert_int_equal(check(text, STR("another"), k->trust), E_SIGNATURE);
    assert_int_equal(check(text, STR(""), k->trust), E_SIGNATURE);
    assert_int_equal(check(text, message, (struct trust){0}), E_NOT_TRUSTED);
    buf_add_str(&changed, text);
    for (size_t bit = 0; bit < 8 * text.n; bit++) {
        changed.p[bit / 8] = (char)(changed.p[bit / 8] ^ 1 << bit % 8);
        assert_int_not_equal(check(buf_str(&changed), message, k->trust), E_NONE);
        changed.p[bit / 8] = (char)(changed.p[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t n = 0; n < text.n; n++)
        assert_int_equal(check(str_sub(text, 0, n), message, k->trust), E_BUNDLE_FORM);
    buf_putc(&changed, '\n');
    assert_int_equal(check(buf_str(&changed), message, k->trust), E_BUNDLE_FORM);
    buf_done(&changed);
}

void kit_end(struct kit *k)
{
    trust_done(&k->trust);
    signing_key_free(k->site);
    signing_key_free(k->officer);
    keyring_free(k->keys);
    scratch_remove(k->dir);
}

const char *kit_path(const struct kit *k, const char *name)
{
    static char paths[8][2 * KIT_PATH];
    static size_t next;
    char *path = paths[next++ % COUNT_OF(paths)];

    snprintf(path, sizeof paths[0], "%s/%s", k->dir, name);
    return path;
}

static const char log_line[] = "2026-01-02 03:04:05 client: activation refused, reason 17\n";

static struct reader *open_log(void *ctx, struct err *err)
{
    (void)err;
    return reader_of_mem(*(const struct str *)ctx);
}

struct plan *kit_plan(void)
{
    struct plan *p = plan_new();
    struct err err = ERR_NONE;
    struct buf log = BUF_INIT(KIT_FILE_MAX);
    uint8_t sha256[SHA256_BYTES], sm3[SM3_BYTES];

    for (size_t i = 0; i < 8; i++)
        buf_puts(&log, log_line);
    struct str *text = arena_take(plan_arena(p), sizeof *text);
    *text = arena_str(plan_arena(p), buf_str(&log));
    buf_done(&log);
    digest_once(DIGEST_SHA256, text->p, text->n, sha256);
    digest_once(DIGEST_SM3, text->p, text->n, sm3);
    assert_true(plan_add_bytes(p, "report.txt", STR("101 ok\n102 must-fix\n"), &err));
    assert_true(plan_add_bytes(p, "README.txt", STR("Read me.\n"), &err));
    assert_true(plan_add_bytes(p, "smbios.bin", (struct str){"\0\1\2\3\xff", 5}, &err));
    assert_true(plan_add_bytes(p, "redaction.txt", (struct str){NULL, 0}, &err));
    assert_true(
        plan_add_stream(p, "logs/0001.log", text->n, sha256, sm3, open_log, text, &err));
    return p;
}

static void attach_signature(struct plan *p, const struct signing_key *key, const char *name,
                             struct str over, struct buf *out)
{
    struct err err = ERR_NONE;

    assert_true(minisig_make(key, over, "casepack v1 case:CAS-00000-A0B0C0 seq:1", out, &err));
    assert_true(plan_attach(p, name, buf_str(out), &err));
}

static void attach_sshsig(struct plan *p, const struct signing_key *key)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    assert_true(sshsig_make(key, plan_manifest(p), &text, &err));
    assert_true(plan_attach(p, PLAN_SSH_SIGNATURE, buf_str(&text), &err));
    buf_done(&text);
}

static void release_with(const struct kit *k, struct plan *p, struct str case_text,
                         bool two_persons)
{
    struct err err = ERR_NONE;
    struct buf site = BUF_INIT(4096), release = BUF_INIT(4096), signature = BUF_INIT(4096);
    uint8_t hash[SHA256_BYTES];

    assert_true(plan_add_bytes(p, PLAN_CASE, case_text, &err));
    assert_true(plan_seal(p, &err));
    attach_signature(p, k->site, PLAN_SITE_SIGNATURE, plan_manifest(p), &site);
    attach_sshsig(p, k->site);
    digest_once(DIGEST_SHA256, site.p, site.n, hash);
    buf_printf(&release, "casepack release 1\n" RELEASE_ID_LINE "%s\n" RELEASE_SITE_LINE,
               plan_bundle_id(p));
    buf_hex(&release, hash, sizeof hash);
    buf_puts(&release, "\ndecision: released\n");
    assert_true(plan_attach(p, PLAN_RELEASE, buf_str(&release), &err));
    attach_signature(p, two_persons ? k->officer : k->site,
                     two_persons ? PLAN_OFFICER_SIGNATURE : PLAN_RELEASE_SIGNATURE,
                     buf_str(&release), &signature);
    buf_done(&site);
    buf_done(&release);
    buf_done(&signature);
}

void kit_release(const struct kit *k, struct plan *p, bool two_persons)
{
    release_with(k, p,
                 two_persons
                     ? STR("case: CAS-00000-A0B0C0\n" CASE_SIGNERS_LINE CASE_SIGNERS_TWO "\n")
                     : STR("case: CAS-00000-A0B0C0\n" CASE_SIGNERS_LINE CASE_SIGNERS_ONE "\n"),
                 two_persons);
}

void kit_release_case(const struct kit *k, struct plan *p, struct str case_text)
{
    release_with(k, p, case_text, false);
}

struct plan *kit_bundle(const struct kit *k, const char *stem, bool two_persons,
                        struct bundle_written *out)
{
    struct plan *p = kit_plan();
    struct err err = ERR_NONE;

    kit_release(k, p, two_persons);
    if (!bundle_write(p, bundle_formats[0], k->dir, stem, NULL, out, &err))
        check_no_err(&err);
    return p;
}

void kit_get(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    char part[4096];
    size_t n;

    assert_non_null(f);
    while ((n = fread(part, 1, sizeof part, f)) > 0)
        buf_add(out, part, n);
    fclose(f);
    assert_false(buf_failed(out));
}

void kit_put(const char *path, struct str bytes)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
}

bool kit_is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

enum err_code kit_open_code(const char *path)
{
    const char *dir = getenv("CASEPACK_KEEP_HOSTILE");
    struct err err = ERR_NONE;

    bundle_close(bundle_open(path, &err));
    if (dir && err_is_set(&err))
        keep_copy(dir, path);
    return err.code;
}

void kit_list(const char *dir, struct buf *out)
{
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    struct fs_root *root = fs_root_open(dir, &err);
    struct fs_names names = {.n = 0};

    check_no_err(&err);
    assert_true(fs_list(root, "/", KIT_NAMES_MAX, a, &names, &err));
    for (size_t i = 0; i < names.n; i++)
        if (names.names[i][0] != '.')
            buf_printf(out, "%s ", names.names[i]);
    fs_root_free(root);
    arena_free(a);
}

struct verify_report kit_verify(const struct kit *k, const char *path, struct arena *a)
{
    struct verify_report r = {.genuine = false};
    struct err err = ERR_NONE;

    if (!verify_bundle(path, &k->trust, a, NULL, &r, &err))
        check_no_err(&err);
    return r;
}

bool kit_is_genuine(const struct kit *k, const char *path)
{
    struct arena *a = arena_new();
    bool genuine = kit_verify(k, path, a).genuine;

    arena_free(a);
    return genuine;
}

void kit_check_problem(const struct verify_report *r, enum err_code code, const char *file)
{
    assert_false(r->genuine);
    for (size_t i = 0; i < r->problems_n; i++)
        if (r->problems[i].code == code && strcmp(r->problems[i].file, file) == 0)
            return;
    for (size_t i = 0; i < r->problems_n; i++)
        print_error("E%d \"%s\": %s\n", r->problems[i].code, r->problems[i].file,
                    r->problems[i].detail);
    fail();
}
