/* tree_learn.c - pass 0: what a tree tells by itself, before anything is written. */
#include <stdlib.h>

#include "flow/tree_inside.h"
#include "redact/content.h"

/* ---- tables ----------------------------------------------------------------------------------*/

static bool may_be_table(struct tree *t, const struct tree_node *node)
{
    struct err ignored = ERR_NONE;
    struct reader *r = NULL;
    char head[64];
    size_t got = 0;

    if (node->type == FS_REGULAR && node->withheld == WITHHELD_NO &&
        node->size >= sizeof head &&
        node->size <= SMBIOS_MAX_TABLE_BYTES + SMBIOS_DUMP_TABLE_AT)
        r = fs_open(t->in, node->in, sizeof head, &ignored);
    bool may = r && reader_read(r, head, sizeof head, &got, &ignored) &&
               content_of((struct str){head, got}) == CONTENT_TABLE;
    reader_close(r);
    return may;
}

/* The serials of a firmware table go from all files, as those of this machine do. */
static bool learn_table(struct tree *t, const struct tree_node *node, struct err *err)
{
    struct buf file = BUF_INIT(SMBIOS_MAX_TABLE_BYTES + SMBIOS_DUMP_TABLE_AT);
    struct arena *a = arena_new();
    struct err ignored = ERR_NONE;
    bool ok = true;

    if (fs_read(t->in, node->in, file.max, FS_NO_LINKS, &file, &ignored)) {
        struct artifact artifact = {.content = buf_str(&file), .size_bytes = file.n};
        if (redactor_find_spans(t->redactor, artifact.content, a, &artifact.spans,
                                &artifact.spans_n))
            ok = redactor_learn_spans(t->redactor, &artifact, err);
    }
    arena_free(a);
    buf_done(&file);
    return ok;
}

/* ---- names that stand in one file go from all --------------------------------------------------*/

struct reader_of_names { /* a worker */
    struct tree *t;
    struct learner *learner;
};

static void *start_worker(struct tree *t)
{
    struct reader_of_names *w = mem_new(sizeof *w);

    *w = (struct reader_of_names){t, learner_new(t->redactor)};
    return w;
}

static void end_worker(struct tree *t, void *worker)
{
    struct reader_of_names *w = worker;

    t->learners[t->learners_n++] = w->learner;
    free(w);
}

static bool learn_one(void *worker, size_t i, const struct progress *progress, struct err *err)
{
    struct reader_of_names *w = worker;
    struct tree_node *node = &w->t->nodes[i];
    struct artifact artifact = {
        .origin = node->in, .kind = ARTIFACT_TEXT, .size_bytes = node->size};

    if (node->type != FS_REGULAR || node->withheld != WITHHELD_NO)
        return true;
    return learner_scan(w->learner, i, &artifact, w->t->in, &node->learned, progress, err);
}

static uint64_t node_bytes(const struct tree *t, size_t i)
{
    return t->nodes[i].size;
}

bool tree_learn(struct tree *t, struct err *err)
{
    const struct tree_run run = {t->n, start_worker, learn_one, node_bytes, end_worker};

    for (size_t i = 0; i < t->n; i++)
        if (may_be_table(t, &t->nodes[i]) && !learn_table(t, &t->nodes[i], err))
            return false;
    bool ok = tree_run(t, &run, err);
    redactor_learn_from(t->redactor, t->learners, t->learners_n);
    return ok;
}
