/* bench_bundle.c - writes a signed bundle of plain logs, so that nothing but writing is measured.
 *
 *   bench_bundle LOGS OUT KEYS FORMAT THREADS
 *
 * The files of the folder LOGS go as logs/0001.log ... into OUT/bench.FORMAT; KEYS gets the key
 * that signs. Hashing them for the plan is the review's work and happens before the clock starts.
 * Prints wall and CPU milliseconds until all of it was synced, the same with the reading back, and
 * bytes of the container. */
#include <inttypes.h>

#include "base/fs.h"
#include "bundle/minisig.h"
#include "bundle/sshsig.h"
#include "bundle/write.h"

struct log {
    struct fs_root *root;
    const char *path;
    uint64_t size_bytes;
};

struct moment {
    struct timespec wall, cpu;
};

struct clock {
    struct moment start, written, end;
    bool is_written;
};

static void look_at_clock(struct moment *m)
{
    clock_gettime(CLOCK_MONOTONIC, &m->wall);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &m->cpu);
}

static void must(bool ok, const struct err *err)
{
    if (ok)
        return;
    fprintf(stderr, "bench_bundle: E%d %s\n", (int)err->code, err->detail);
    exit(1);
}

static struct reader *open_log(void *ctx, struct err *err)
{
    const struct log *log = ctx;

    return fs_open(log->root, log->path, log->size_bytes, err);
}

static void hash_log(struct log *log, uint8_t *sha256, uint8_t *sm3)
{
    struct digest *digest = digest_new(DIGEST_SHA256 | DIGEST_SM3);
    struct err err = ERR_NONE;
    struct reader *r = open_log(log, &err);
    static char part[64 * 1024];
    size_t got;

    do {
        must(r && reader_read(r, part, sizeof part, &got, &err), &err);
        digest_add(digest, part, got);
    } while (got > 0);
    digest_get(digest, DIGEST_SHA256, sha256);
    digest_get(digest, DIGEST_SM3, sm3);
    digest_free(digest);
    reader_close(r);
}

static void add_logs(struct plan *plan, struct fs_root *root)
{
    struct err err = ERR_NONE;
    struct fs_names names;
    uint8_t sha256[SHA256_BYTES], sm3[SM3_BYTES];

    must(fs_list(root, "/", 1000, plan_arena(plan), &names, &err), &err);
    for (size_t i = 0; i < names.n; i++) {
        struct log *log = arena_take(plan_arena(plan), sizeof *log);
        struct fs_info info;

        *log = (struct log){root, arena_printf(plan_arena(plan), "/%s", names.names[i]), 0};
        must(fs_stat(root, log->path, FS_NO_LINKS, &info, &err), &err);
        log->size_bytes = info.size_bytes;
        hash_log(log, sha256, sm3);
        must(plan_add_stream(plan, arena_printf(plan_arena(plan), "logs/%04zu.log", i + 1),
                             log->size_bytes, sha256, sm3, open_log, log, &err),
             &err);
    }
}

/* What the desk reads of every bundle, saying nothing here. */
static void add_papers(struct plan *plan)
{
    static const struct {
        const char *name, *text;
    } papers[] = {
        {PLAN_CASE, CASE_SIGNERS_LINE CASE_SIGNERS_ONE "\n"},
        {"index.tsv", ""},
        {"redaction.txt", ""},
        {"facts.json", "{\"format\":1,\"facts\":[]}\n"},
        {"findings.json", "{\"format\":1,\"profile\":\"cmge\",\"pack\":1,\"findings\":[]}\n"},
    };
    struct err err = ERR_NONE;

    for (size_t i = 0; i < COUNT_OF(papers); i++)
        must(plan_add_bytes(plan, papers[i].name, str_of(papers[i].text), &err), &err);
}

static void sign(struct plan *plan, const struct signing_key *key)
{
    struct buf release = BUF_INIT(4096), site = BUF_INIT(4096), counter = BUF_INIT(4096);
    struct buf ssh = BUF_INIT(4096);
    struct err err = ERR_NONE;

    add_papers(plan);
    must(plan_seal(plan, &err), &err);
    buf_printf(&release, RELEASE_ID_LINE "%s\n", plan_bundle_id(plan));
    must(minisig_make(key, plan_manifest(plan), "casepack v1", &site, &err) &&
             minisig_make(key, buf_str(&release), "casepack v1", &counter, &err) &&
             sshsig_make(key, plan_manifest(plan), &ssh, &err) &&
             plan_attach(plan, PLAN_SITE_SIGNATURE, buf_str(&site), &err) &&
             plan_attach(plan, PLAN_SSH_SIGNATURE, buf_str(&ssh), &err) &&
             plan_attach(plan, PLAN_RELEASE, buf_str(&release), &err) &&
             plan_attach(plan, PLAN_RELEASE_SIGNATURE, buf_str(&counter), &err),
         &err);
    buf_done(&release);
    buf_done(&site);
    buf_done(&counter);
    buf_done(&ssh);
}

static struct signing_key *site_key(const char *folder)
{
    const struct str none = {NULL, 0};
    struct err err = ERR_NONE;
    struct keyring *keys = keyring_open(folder, &err);

    must(keys && (keyring_has(keys, "site") || keyring_new_key(keys, "site", none, &err)),
         &err);
    struct signing_key *key = keyring_open_key(keys, "site", none, &err);
    must(key != NULL, &err);
    keyring_free(keys);
    return key;
}

static bool step(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    struct clock *c = ctx;

    (void)done;
    (void)total;
    if (!c->is_written && strcmp(item, "read-back") == 0) {
        look_at_clock(&c->written);
        c->is_written = true;
    }
    return true;
}

static double ms_between(const struct timespec *a, const struct timespec *b)
{
    return 1e3 * (double)(b->tv_sec - a->tv_sec) + 1e-6 * (double)(b->tv_nsec - a->tv_nsec);
}

static void print_since(const struct moment *start, const struct moment *end)
{
    printf("%.0f %.0f ", ms_between(&start->wall, &end->wall),
           ms_between(&start->cpu, &end->cpu));
}

int main(int argc, char **argv)
{
    struct plan *plan = plan_new();
    struct bundle_written written;
    struct err err = ERR_NONE;
    struct clock c = {.is_written = false};
    const struct progress progress = {step, &c};
    uint64_t threads;

    if (argc != 6 || !str_number(str_of(argv[5]), &threads))
        return 2;
    must(digest_start(&err), &err);
    struct fs_root *root = fs_root_open(argv[1], &err);
    must(root != NULL, &err);
    add_logs(plan, root);
    struct bundle_target target = {.format = bundle_format_of(str_of(argv[4])),
                                   .out_dir = argv[2],
                                   .stem = "bench",
                                   .threads = (unsigned)threads};
    struct signing_key *key = site_key(argv[3]);
    look_at_clock(&c.start);
    sign(plan, key);
    must(target.format && bundle_write_to(plan, &target, &progress, &written, &err), &err);
    look_at_clock(&c.end);
    print_since(&c.start, &c.written);
    print_since(&c.start, &c.end);
    printf("%" PRIu64 "\n", written.size_bytes);
    signing_key_free(key);
    plan_free(plan);
    fs_root_free(root);
    return 0;
}
