/* tree_file.c - one file of a tree: scanned, written, or withheld with a token of what it is. */
#include "flow/tree_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "redact/around.h"
#include "redact/stream.h"

#define COPY_BYTES (128 * 1024)
/* A withheld file up to this size gets a token; of a larger one the size says enough. */
#define TOKEN_BYTES_MAX (64u << 20)

struct tree_worker {
    struct tree *t;
    struct guard *guard;
    char part[COPY_BYTES];
};

/* ---- writing ---------------------------------------------------------------------------------*/

static bool copy_redacted(struct tree_worker *w, struct reader *r, int fd, const char *path,
                          struct err *err)
{
    size_t got;

    do {
        if (!reader_read(r, w->part, sizeof w->part, &got, err))
            return false;
        if (!fd_write(fd, (struct str){w->part, got}))
            return tree_write_error(path, err);
    } while (got > 0);
    return true;
}

/* A text that pass 0 found nothing against is scanned as it is written: nobody reviews it. */
static struct reader *open_redacted(struct tree_worker *w, const struct artifact *artifact,
                                    struct scan_result *scan, const struct tree_file *file,
                                    struct err *err)
{
    struct tree *t = w->t;

    return file->learned.is_text
               ? redact_open_learned(t->redactor, artifact, t->in, &file->learned, scan, err)
               : redact_open(t->redactor, artifact, t->in, scan, err);
}

/* Why a file cannot leave that pass 0 found nothing against: it was read without all that is known by
 * now, and without the guard. */
static bool find_reason(struct tree_worker *w, const struct artifact *artifact,
                        const struct err *bad, struct tree_file *file, struct arena *a,
                        struct err *err)
{
    enum withheld reason;
    struct scan_result scan;

    if (bad->code != E_SURVIVOR && !stream_withheld_by(bad->code, &reason))
        return true;
    if (!redact_scan_tell(w->t->redactor, artifact, w->t->in, w->guard, NULL, NULL, a, &scan,
                          NULL, err))
        return false;
    file->withheld = scan.withheld;
    return true;
}

/* A file that changed since it was read first is withheld like one that could not be read. */
static bool write_file(struct tree_worker *w, const struct artifact *artifact,
                       struct scan_result *scan, struct tree_file *file, struct arena *a,
                       struct err *err)
{
    const char *path = tree_out_path(w->t, file->out, a);
    struct err bad = ERR_NONE;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

    if (fd < 0)
        return tree_write_error(path, err);
    struct reader *r = open_redacted(w, artifact, scan, file, &bad);
    if (r)
        redact_watch(r, w->guard);
    bool ok = r && copy_redacted(w, r, fd, path, &bad);
    reader_close(r);
    if (close(fd) != 0 && ok)
        ok = tree_write_error(path, &bad);
    if (ok)
        return true;
    (void)unlink(path);
    if (bad.code == E_REVIEW_CHANGED || bad.code == E_FS_CHANGED)
        file->withheld = WITHHELD_CHANGED;
    else if (!find_reason(w, artifact, &bad, file, a, err))
        return false;
    return file->withheld != WITHHELD_NO || err_set(err, bad.code, "%s", bad.detail);
}

/* ---- the report ------------------------------------------------------------------------------*/

/* HMAC of the file's hash: two equal files can be told, what they are cannot. */
static void make_token(struct tree_worker *w, struct tree_file *file)
{
    uint8_t hash[SHA256_BYTES], mac[SHA256_BYTES];
    struct err ignored = ERR_NONE;
    struct digest *d;
    struct reader *r;
    size_t got = 0;

    if (file->original_bytes > TOKEN_BYTES_MAX || file->withheld == WITHHELD_KIND)
        return;
    r = fs_open(w->t->in, file->in, file->original_bytes, &ignored);
    if (!r)
        return;
    d = digest_new(DIGEST_SHA256);
    bool ok;
    do {
        ok = reader_read(r, w->part, sizeof w->part, &got, &ignored);
        if (ok)
            digest_add(d, w->part, got);
    } while (ok && got > 0);
    digest_get(d, DIGEST_SHA256, hash);
    digest_mac(w->t->flow->alias_key, SITE_KEY_BYTES, hash, sizeof hash, mac);
    if (ok)
        hex_from(mac, TREE_TOKEN_CHARS / 2, file->token);
    digest_free(d);
    reader_close(r);
}

/* Under the lock: the arena is the tree's. */
static void take_counts(struct tree *t, const struct scan_result *scan, struct tree_file *file)
{
    struct tree_count counts[ENTITY_COUNT];

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (scan->hits[kind])
            counts[file->counts_n++] =
                (struct tree_count){(enum entity_kind)kind, scan->hits[kind]};
    if (file->counts_n)
        file->counts = arena_copy(t->arena, counts, file->counts_n * sizeof *counts);
}

static void take_members(struct tree *t, const struct scan_result *scan, struct tree_file *file)
{
    size_t n = scan->withheld_members_n;
    struct withheld_member *copy;

    if (n == 0)
        return;
    copy = arena_copy(t->arena, scan->withheld_members, n * sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i].name = arena_str(t->arena, copy[i].name);
    file->members = copy;
    file->members_n = n;
}

static bool work_on(struct tree_worker *w, struct tree_file *file,
                    const struct progress *progress, struct err *err)
{
    struct artifact artifact = {
        .origin = file->in, .kind = ARTIFACT_TEXT, .size_bytes = file->original_bytes};
    struct scan_result scan = {0};
    struct arena *a = arena_new();
    struct tree *t = w->t;
    struct str name = utf8_cut(str_of(file->out), ARTIFACT_NAME_MAX / 2); /* for errors */
    bool ok = true;

    snprintf(artifact.stored, sizeof artifact.stored, "%.*s", STR_ARG(name));
    if (file->withheld == WITHHELD_NO && (t->options->dry_run || !file->learned.is_text)) {
        ok = redact_scan_tell(t->redactor, &artifact, t->in, w->guard, NULL, NULL, a, &scan,
                              progress, err);
        file->withheld = scan.withheld;
    }
    if (ok && file->withheld == WITHHELD_NO && !t->options->dry_run)
        ok = write_file(w, &artifact, &scan, file, a, err);
    if (ok && file->withheld != WITHHELD_NO)
        make_token(w, file);
    if (ok && file->withheld == WITHHELD_NO) {
        file->redacted_bytes = scan.redacted_bytes;
        pthread_mutex_lock(&t->lock);
        take_counts(t, &scan, file);
        take_members(t, &scan, file);
        pthread_mutex_unlock(&t->lock);
    }
    arena_free(a);
    return ok;
}

/* ---- all of them -----------------------------------------------------------------------------*/

static void *start_worker(struct tree *t)
{
    struct tree_worker *w = mem_new(sizeof *w);

    w->t = t;
    w->guard = guard_new(t->redactor);
    return w;
}

static void end_worker(struct tree *t, void *worker)
{
    struct tree_worker *w = worker;

    (void)t;
    guard_free(w->guard);
    free(w);
}

static bool work_on_one(void *worker, size_t i, const struct progress *progress,
                        struct err *err)
{
    struct tree_worker *w = worker;

    return work_on(w, &w->t->files[i], progress, err);
}

static uint64_t file_bytes(const struct tree *t, size_t i)
{
    return t->files[i].original_bytes;
}

bool tree_work(struct tree *t, struct err *err)
{
    const struct tree_run run = {t->files_n, start_worker, work_on_one, file_bytes, end_worker};

    return tree_run(t, &run, err);
}
