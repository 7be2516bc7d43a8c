/* tree.c - the engine over a file tree: list, learn, name, and as many files at a time as wanted. */
#include "flow/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "collect/smbios.h"
#include "flow/tree_inside.h"

#define LOOK_MS 100

/* ---- the engine ------------------------------------------------------------------------------*/

static bool take_site_key(struct tree *t, struct err *err)
{
    struct fs_root *live = fs_root_open(NULL, err);
    struct buf key = BUF_INIT(SITE_KEY_BYTES);
    bool ok = live &&
              flow_read_file(live, t->options->site_key_file, SITE_KEY_BYTES, &key, err) &&
              (key.n == SITE_KEY_BYTES ||
               err_set(err, E_KEY_FORM, "%s (32 bytes)", t->options->site_key_file));

    if (ok) {
        t->flow->alias_key = secret_new(SITE_KEY_BYTES);
        memcpy(t->flow->alias_key, key.p, SITE_KEY_BYTES);
    }
    secret_wipe(key.p, key.n);
    buf_done(&key);
    fs_root_free(live);
    return ok;
}

static bool make_engine(struct tree *t, struct err *err)
{
    const struct flow_options options = {
        .root_dir = t->options->root_dir,
        .policy = t->options->policy,
        .level = t->options->level,
        .key_dir = t->options->key_dir,
    };
    struct case_info info = {.machine = 1, .machines = 1};
    unsigned words;

    t->flow = flow_new(&options, err);
    if (!t->flow)
        return false;
    if (t->options->case_number)
        snprintf(info.number, sizeof info.number, "%s", t->options->case_number);
    if (!flow_set_case(t->flow, &info, err) || !flow_check(t->flow, NULL, err))
        return false;
    if (t->options->keywords_file &&
        !flow_keywords_file(t->flow, t->options->keywords_file, &words, err))
        return false;
    if (t->options->site_key_file ? !take_site_key(t, err) : !flow_alias_key(t->flow, err))
        return false;
    t->redactor = flow_make_redactor(t->flow, err);
    if (t->redactor)
        redactor_read_tables(t->redactor, smbios_spans);
    return t->redactor != NULL;
}

/* ---- the work --------------------------------------------------------------------------------*/

static void list_files(struct tree *t)
{
    t->files = arena_take(t->arena, (t->n + 1) * sizeof *t->files);
    for (size_t i = 0; i < t->n; i++) {
        const struct tree_node *node = &t->nodes[i];
        if (node->type != FS_FOLDER || node->withheld != WITHHELD_NO)
            t->files[t->files_n++] = (struct tree_file){.in = node->in,
                                                        .out = node->out,
                                                        .withheld = node->withheld,
                                                        .original_bytes = node->size,
                                                        .learned = node->learned};
    }
}

static struct tree_file *next_file(struct tree *t)
{
    struct tree_file *file = NULL;

    pthread_mutex_lock(&t->lock);
    if (!t->stop && t->next < t->files_n)
        file = &t->files[t->next++];
    pthread_mutex_unlock(&t->lock);
    return file;
}

/* Of several failures the first in the order of files is told: it does not depend on the time. */
static void finished(struct tree *t, const struct tree_file *file, const struct err *why)
{
    size_t at = (size_t)(file - t->files);

    pthread_mutex_lock(&t->lock);
    t->done += file->original_bytes;
    if (err_is_set(why)) {
        t->stop = true;
        if (!err_is_set(&t->failed) || at < t->failed_at) {
            t->failed = *why;
            t->failed_at = at;
        }
    }
    pthread_mutex_unlock(&t->lock);
}

static bool work(void *ctx, const struct progress *progress, struct err *err)
{
    struct tree *t = ctx;
    struct tree_worker *w = tree_worker_new(t);
    struct tree_file *file;

    (void)err; /* finished() keeps it */
    while ((file = next_file(t)) != NULL) {
        struct err why = ERR_NONE;
        if (!progress_step(progress, "files", t->next, t->files_n))
            err_set(&why, E_STOPPED, "%s", "");
        else if (!tree_work(w, file, progress, &why) && !err_is_set(&why))
            err_set(&why, E_INTERNAL, "%s", file->out);
        finished(t, file, &why);
    }
    tree_worker_free(w);
    return true;
}

static bool report(struct tree *t)
{
    pthread_mutex_lock(&t->lock);
    uint64_t done = t->done;
    pthread_mutex_unlock(&t->lock);
    return progress_step(t->progress, "files", done, t->bytes);
}

static bool work_in_parallel(struct tree *t, unsigned jobs, struct err *err)
{
    struct task *tasks[TREE_MAX_JOBS];
    unsigned n = 0;
    bool ok = true;

    while (n < jobs && (ok = (tasks[n] = task_start(work, t, err)) != NULL))
        n++;
    for (unsigned i = 0; i < n; i++) {
        while (!task_wait_ms(tasks[i], LOOK_MS))
            if (!ok || !report(t))
                for (unsigned k = i; k < n; k++)
                    task_stop(tasks[k]);
        ok = task_end(tasks[i], err) && ok;
    }
    return ok;
}

static unsigned jobs_of(const struct tree *t)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = t->options->jobs;

    if (jobs == 0)
        jobs = processors > 0 ? (unsigned)processors : 1;
    if (jobs > t->files_n)
        jobs = (unsigned)t->files_n;
    return jobs > TREE_MAX_JOBS ? TREE_MAX_JOBS : jobs;
}

static bool work_on_all(struct tree *t, struct err *err)
{
    unsigned jobs = jobs_of(t);
    bool ok = jobs > 1 ? work_in_parallel(t, jobs, err) : work(t, t->progress, err);

    if (err_is_set(&t->failed))
        return err_set(err, t->failed.code, "%s", t->failed.detail);
    return ok;
}

static void sum_up(const struct tree *t, struct tree_result *out)
{
    out->files = t->files;
    out->n = t->files_n;
    for (size_t i = 0; i < t->files_n; i++) {
        const struct tree_file *file = &t->files[i];
        out->withheld += (file->withheld != WITHHELD_NO) + file->members_n;
        out->bytes += file->redacted_bytes;
        for (size_t k = 0; k < file->counts_n; k++)
            out->hits[file->counts[k].kind] += file->counts[k].hits;
    }
}

bool tree_redact(const struct tree_options *options, struct arena *a,
                 const struct progress *progress, struct tree_result *out, struct err *err)
{
    struct tree t = {.options = options, .arena = a, .progress = progress};

    *out = (struct tree_result){0};
    pthread_mutex_init(&t.lock, NULL);
    bool ok =
        tree_list(&t, err) && make_engine(&t, err) && tree_learn(&t, err) && tree_name(&t, err);
    if (ok) {
        list_files(&t);
        ok = tree_make_folders(&t, err) && work_on_all(&t, err);
        sum_up(&t, out);
    }
    free(t.nodes);
    redactor_free(t.redactor);
    fs_root_free(t.in);
    flow_free(t.flow);
    pthread_mutex_destroy(&t.lock);
    return ok;
}
