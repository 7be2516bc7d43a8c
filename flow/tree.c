/* tree.c - the engine over a file tree: list, learn, name, then each file. */
#include "flow/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "collect/smbios.h"
#include "flow/tree_inside.h"

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
        ok = tree_make_folders(&t, err) && tree_work(&t, err);
        sum_up(&t, out);
    }
    free(t.nodes);
    redactor_free(t.redactor);
    fs_root_free(t.in);
    flow_free(t.flow);
    pthread_mutex_destroy(&t.lock);
    return ok;
}
