/* intake.c - threads verify ahead within a window, the caller takes in what is ready.
 *
 * taken <= next <= taken + WINDOW; a slot belongs to a thread from `next` until it is ready, then
 * to the caller, which waits for a whole batch before it begins: nobody else waits for the
 * database while signatures are verified here, and a batch is one commit. */
#include "desk/intake.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/file.h"

#define WINDOW 64
#define BATCH 32 /* the threads have the other half of the window meanwhile */
#define READ_BYTES 65536

struct slot {
    struct evidence e;
    struct err why; /* it could not be looked at, or is not genuine */
    uint8_t sha256[SHA256_BYTES];
    uint64_t size_bytes;
    bool ready;
};

struct intake {
    const struct trust *trust;
    struct intake_list list;
    struct slot slots[WINDOW];
    size_t next, taken;
    bool stop;
    pthread_mutex_t lock; /* guards next, taken, stop and each slot's ready */
    pthread_cond_t room, result;
};

/* ---- verifying, in the threads ------------------------------------------------------------------ */

/* Of what is refused: its file, or where there is none its path and what is wrong with it. */
static bool hash_file(const char *path, struct slot *slot)
{
    struct err err = ERR_NONE;
    uint8_t block[READ_BYTES];
    struct digest *d = digest_new(DIGEST_SHA256);
    int fd = file_open(path, &slot->size_bytes, &err);
    bool ok = fd >= 0;

    for (uint64_t at = 0; ok && at < slot->size_bytes; at += READ_BYTES) {
        uint64_t left = slot->size_bytes - at;
        size_t n = left < READ_BYTES ? (size_t)left : READ_BYTES;
        ok = file_read_at(fd, path, block, n, at, &err);
        digest_add(d, block, n);
    }
    if (fd >= 0)
        close(fd);
    if (ok)
        digest_get(d, DIGEST_SHA256, slot->sha256);
    digest_free(d);
    return ok;
}

static void identify_refused(const char *path, struct slot *slot)
{
    struct buf text = BUF_INIT(FILE_PATH_MAX + ERR_DETAIL_MAX + 16);

    if (hash_file(path, slot))
        return;
    buf_printf(&text, "%s\n%d\n%s", path, (int)slot->why.code, slot->why.detail);
    digest_once(DIGEST_SHA256, text.p, text.n, slot->sha256);
    buf_done(&text);
}

static void look(const struct intake *in, size_t i, struct slot *slot)
{
    const char *path = in->list.paths[i];

    slot->why = ERR_NONE;
    slot->size_bytes = 0;
    if (evidence_open(path, in->trust, NULL, &slot->e, &slot->why) && !slot->e.report.genuine)
        (void)evidence_refuse(&slot->e, &slot->why);
    if (err_is_set(&slot->why))
        identify_refused(path, slot);
}

static bool work(void *ctx, const struct progress *progress, struct err *err)
{
    struct intake *in = ctx;

    (void)progress;
    (void)err;
    pthread_mutex_lock(&in->lock);
    while (!in->stop && in->next < in->list.n) {
        if (in->next == in->taken + WINDOW) {
            pthread_cond_wait(&in->room, &in->lock);
            continue;
        }
        size_t i = in->next++;
        struct slot *slot = &in->slots[i % WINDOW];
        pthread_mutex_unlock(&in->lock);
        look(in, i, slot);
        pthread_mutex_lock(&in->lock);
        slot->ready = true;
        pthread_cond_signal(&in->result);
    }
    pthread_mutex_unlock(&in->lock);
    return true;
}

/* ---- taking in, in the caller's thread ----------------------------------------------------------- */

static bool wait_for(struct intake *in, size_t from, size_t to, const struct progress *progress,
                     struct err *err)
{
    for (size_t i = from; i < to; i++) {
        if (!progress_step(progress, "intake", i, in->list.n))
            return err_set(err, E_STOPPED, "%s", "intake");
        pthread_mutex_lock(&in->lock);
        while (!in->slots[i % WINDOW].ready)
            pthread_cond_wait(&in->result, &in->lock);
        pthread_mutex_unlock(&in->lock);
    }
    return true;
}

static void give_back(struct intake *in, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        evidence_close(&in->slots[i % WINDOW].e);
    pthread_mutex_lock(&in->lock);
    for (size_t i = from; i < to; i++)
        in->slots[i % WINDOW].ready = false;
    in->taken = to;
    pthread_cond_broadcast(&in->room);
    pthread_mutex_unlock(&in->lock);
}

/* First digit 2: the medium or the rights, not the bundle. */
static bool is_about_reading(enum err_code code)
{
    return code / 1000 == 2;
}

static bool refuse(struct store *s, struct slot *slot, struct intake_row *row, struct err *err)
{
    row->outcome = INTAKE_REFUSED;
    row->why = slot->why;
    const struct store_refusal refusal = {.path = row->path,
                                          .sha256 = slot->sha256,
                                          .size_bytes = slot->size_bytes,
                                          .why = slot->why};
    return store_refuse(s, &refusal, err);
}

static bool take(struct store *s, struct slot *slot, struct intake_row *row, struct err *err)
{
    struct store_taken taken;

    if (is_about_reading(slot->why.code)) {
        row->outcome = INTAKE_UNREADABLE;
        row->why = slot->why;
        return true;
    }
    if (err_is_set(&slot->why))
        return refuse(s, slot, row, err);
    if (!store_take(s, &slot->e, &taken, err))
        return false;
    row->outcome = taken.outcome;
    row->newest = taken.newest;
    if (taken.outcome != INTAKE_REFUSED)
        return true;
    slot->why = taken.why; /* genuine in itself, refused by what is there */
    identify_refused(row->path, slot);
    return refuse(s, slot, row, err);
}

static struct intake_row row_of(const struct slot *slot, const char *path, struct arena *a)
{
    const struct evidence *e = &slot->e;

    return (struct intake_row){
        .path = arena_cstr(a, str_of(path)),
        .bundle_id = arena_cstr(a, str_of(e->report.bundle_id)),
        .case_number = e->case_number ? arena_cstr(a, str_of(e->case_number)) : "",
        .machine = e->machine,
        .sequence = e->sequence,
    };
}

/* All of them, or when the database fails none. */
static bool take_batch(struct intake *in, struct store *s, size_t from, size_t to,
                       struct arena *a, struct intake_row *rows, struct err *err)
{
    bool ok = sql_begin(s->db, err);

    for (size_t i = from; ok && i < to; i++) {
        struct slot *slot = &in->slots[i % WINDOW];
        rows[i] = row_of(slot, in->list.paths[i], a);
        ok = take(s, slot, &rows[i], err);
    }
    if (ok && sql_commit(s->db, err))
        return true;
    sql_rollback(s->db);
    return false;
}

static bool take_all(struct intake *in, struct store *s, const struct progress *progress,
                     struct arena *a, struct intake_report *out, struct err *err)
{
    while (out->n < in->list.n) {
        size_t from = out->n, left = in->list.n - from,
               to = from + (left < BATCH ? left : BATCH);

        if (!wait_for(in, from, to, progress, err) ||
            !take_batch(in, s, from, to, a, out->rows, err))
            return false;
        give_back(in, from, to);
        for (size_t i = from; i < to; i++)
            out->counts[out->rows[i].outcome]++;
        out->n = to;
    }
    return true;
}

/* ---- life ---------------------------------------------------------------------------------------- */

static unsigned jobs_of(unsigned asked)
{
    long n = asked > 0 ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > INTAKE_MAX_JOBS ? INTAKE_MAX_JOBS : (unsigned)n;
}

static bool run(struct intake *in, struct store *s, const struct intake_options *options,
                struct arena *a, struct intake_report *out, struct err *err)
{
    struct task *tasks[INTAKE_MAX_JOBS];
    struct err ignored = ERR_NONE;
    unsigned n = 0, jobs = jobs_of(options->jobs);
    bool ok = true;

    while (n < jobs && (tasks[n] = task_start(work, in, &ignored)) != NULL)
        n++; /* a thread that does not start leaves its share to the others */
    ok = n > 0 ? take_all(in, s, options->progress, a, out, err)
               : err_set(err, ignored.code, "%s", ignored.detail);
    pthread_mutex_lock(&in->lock);
    in->stop = true;
    pthread_cond_broadcast(&in->room);
    pthread_mutex_unlock(&in->lock);
    while (n > 0)
        (void)!task_end(tasks[--n], &ignored);
    for (size_t i = 0; i < WINDOW; i++)
        evidence_close(&in->slots[i].e);
    return ok;
}

bool intake_run(struct store *s, const struct intake_options *options, struct arena *a,
                struct intake_report *out, struct err *err)
{
    struct intake *in = mem_new(sizeof *in);

    *out = (struct intake_report){0};
    in->trust = options->trust;
    pthread_mutex_init(&in->lock, NULL);
    pthread_cond_init(&in->room, NULL);
    pthread_cond_init(&in->result, NULL);
    bool ok = intake_find(options->paths, options->paths_n, a, &in->list, err);
    if (ok && in->list.n > 0) {
        out->rows = arena_take(a, in->list.n * sizeof *out->rows);
        ok = run(in, s, options, a, out, err);
    }
    intake_list_done(&in->list);
    pthread_cond_destroy(&in->result);
    pthread_cond_destroy(&in->room);
    pthread_mutex_destroy(&in->lock);
    free(in);
    return ok;
}
