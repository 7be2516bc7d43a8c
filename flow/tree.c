/* tree.c - walk, scan, write: the engine over a file tree. */
#include "flow/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"
#include "collect/smbios.h"
#include "flow/state.h"

#define PATH_BYTES_MAX 8192

struct tree {
    const struct tree_options *options;
    struct flow *flow;
    struct redactor *redactor;
    struct fs_root *in;
    bool single; /* IN is one file, and OUT its copy */
    struct guard *guard;
    struct arena *arena;
    struct tree_result *result;
    size_t cap;
    const struct progress *progress;
};

/* ---- the engine --------------------------------------------------------------------------------- */

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

/* ---- writing -------------------------------------------------------------------------------------- */

static bool write_error(const char *path, struct err *err)
{
    static const struct {
        int number;
        enum err_code code;
    } table[] = {{ENOSPC, E_NO_SPACE},     {EDQUOT, E_NO_SPACE},    {EROFS, E_READ_ONLY},
                 {EACCES, E_WRITE_DENIED}, {EPERM, E_WRITE_DENIED}, {ENOENT, E_NO_DESTINATION},
                 {EEXIST, E_OUT_EXISTS}};

    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (table[i].number == errno)
            return err_set(err, table[i].code, "%s", path);
    return err_set(err, E_WRITE, "%s", path);
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static bool copy_redacted(struct reader *r, int fd, const char *path, struct err *err)
{
    char part[128 * 1024];
    size_t got;

    do {
        if (!reader_read(r, part, sizeof part, &got, err))
            return false;
        if (!write_all(fd, part, got))
            return write_error(path, err);
    } while (got > 0);
    return true;
}

static const char *out_path(struct tree *t, const char *name)
{
    if (t->single)
        return t->options->out;
    return arena_printf(t->arena, "%s/%s", t->options->out, name);
}

/* A file that changed since the scan is withheld like one that could not be read. */
static bool write_file(struct tree *t, const struct artifact *artifact,
                       const struct scan_result *scan, struct tree_file *file, struct err *err)
{
    const char *path = out_path(t, file->out);
    struct err bad = ERR_NONE;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

    if (fd < 0)
        return write_error(path, err);
    struct reader *r = redact_open(t->redactor, artifact, t->in, scan, &bad);
    if (r)
        redact_watch(r, t->guard);
    bool ok = r && copy_redacted(r, fd, path, &bad);
    reader_close(r);
    if (close(fd) != 0 && ok)
        ok = write_error(path, &bad);
    if (ok)
        return true;
    (void)unlink(path);
    if (bad.code == E_REVIEW_CHANGED || bad.code == E_FS_CHANGED) {
        file->withheld = WITHHELD_CHANGED;
        return true;
    }
    return err_set(err, bad.code, "%s", bad.detail);
}

/* ---- one file -------------------------------------------------------------------------------------- */

static struct tree_file *add_file(struct tree *t, const char *in)
{
    struct tree_result *result = t->result;

    result->files = mem_grow(result->files, &t->cap, result->n + 1, sizeof *result->files);
    result->files[result->n] = (struct tree_file){.in = in, .out = ""};
    return &result->files[result->n++];
}

static void count_hits(struct tree *t, const struct scan_result *scan)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        t->result->hits[kind] += scan->hits[kind];
}

static bool redact_file(struct tree *t, const char *in, const char *out, uint64_t size,
                        struct err *err)
{
    struct arena *samples = arena_new();
    struct tree_file *file = add_file(t, in);
    struct artifact artifact = {.origin = in, .kind = ARTIFACT_TEXT, .size_bytes = size};
    struct scan_result scan = {0};

    file->out = out;
    file->original_bytes = size;
    bool ok = redact_scan(t->redactor, &artifact, t->in, samples, &scan, t->progress, err);
    if (ok && scan.withheld == WITHHELD_NO && !t->options->dry_run)
        ok = write_file(t, &artifact, &scan, file, err);
    if (file->withheld == WITHHELD_NO)
        file->withheld = scan.withheld;
    if (file->withheld == WITHHELD_NO) {
        file->redacted_bytes = scan.redacted_bytes;
        t->result->bytes += scan.redacted_bytes;
        count_hits(t, &scan);
    }
    t->result->withheld += file->withheld != WITHHELD_NO;
    arena_free(samples);
    return ok;
}

static void withhold(struct tree *t, const char *in, enum withheld why)
{
    add_file(t, in)->withheld = why;
    t->result->withheld++;
}

static enum withheld withheld_of(enum err_code code)
{
    return code == E_FS_DENIED ? WITHHELD_DENIED : WITHHELD_UNREADABLE;
}

/* ---- walking ----------------------------------------------------------------------------------------- */

static bool walk(struct tree *t, const char *in, const char *out, unsigned depth,
                 struct err *err);

/* The name as it may be shown outside; NULL when it is not text, and then withheld. */
static const char *redacted_name(struct tree *t, const char *name)
{
    struct buf text = BUF_INIT(PATH_BYTES_MAX);
    struct err err = ERR_NONE;
    const char *copy = NULL;

    if (redact_text(t->redactor, str_of(name), &text, &err) && text.n > 0 && text.n < 250 &&
        !memchr(text.p, '/', text.n))
        copy = arena_cstr(t->arena, buf_str(&text));
    buf_done(&text);
    return copy;
}

static bool visit(struct tree *t, const char *in_path, const char *out_dir, const char *name,
                  unsigned depth, struct err *err)
{
    struct fs_info info;
    struct err bad = ERR_NONE;
    const char *safe = redacted_name(t, name);

    if (t->result->n >= TREE_MAX_FILES)
        return err_set(err, E_TOO_LARGE, "%d", TREE_MAX_FILES);
    if (!progress_step(t->progress, name, t->result->n, 0))
        return err_set(err, E_STOPPED, "%s", name);
    const char *out =
        safe ? arena_printf(t->arena, "%s%s%s", out_dir, out_dir[0] ? "/" : "", safe) : "";
    if (!safe) {
        withhold(t, in_path, WITHHELD_ENCODING);
        return true;
    }
    if (!fs_stat(t->in, in_path, FS_NO_LINKS, &info, &bad)) {
        withhold(t, in_path, withheld_of(bad.code));
        return true;
    }
    if (info.type == FS_FOLDER)
        return walk(t, in_path, out, depth + 1, err);
    if (info.type == FS_REGULAR)
        return redact_file(t, in_path, out, info.size_bytes, err);
    withhold(t, in_path, WITHHELD_KIND);
    return true;
}

static bool walk(struct tree *t, const char *in, const char *out, unsigned depth,
                 struct err *err)
{
    struct fs_names names;
    struct err bad = ERR_NONE;

    if (depth > TREE_MAX_DEPTH) {
        withhold(t, in, WITHHELD_TOO_LARGE);
        return true;
    }
    if (!t->options->dry_run && mkdir(out_path(t, out), 0755) != 0)
        return write_error(out_path(t, out), err);
    if (!fs_list(t->in, in[0] ? in : "/", TREE_MAX_FILES, t->arena, &names, &bad)) {
        withhold(t, in, withheld_of(bad.code));
        return true;
    }
    for (size_t i = 0; i < names.n; i++) {
        const char *path = arena_printf(t->arena, "%s/%s", in, names.names[i]);
        if (!visit(t, path, out, names.names[i], depth, err))
            return false;
    }
    return true;
}

/* IN may be one file: then the root is its folder. */
static bool start(struct tree *t, struct err *err)
{
    const char *in = t->options->in;
    struct stat st;

    if (stat(in, &st) != 0)
        return err_set(err, errno == EACCES ? E_FS_DENIED : E_FS_ABSENT, "%s", in);
    if (access(t->options->out, F_OK) == 0)
        return err_set(err, E_OUT_EXISTS, "%s", t->options->out);
    if (S_ISDIR(st.st_mode)) {
        t->in = fs_root_open(in, err);
        return t->in && walk(t, "", "", 0, err);
    }
    const char *slash = strrchr(in, '/');
    struct str dir = slash ? (struct str){in, (size_t)(slash - in) + 1} : STR(".");
    t->single = true;
    t->in = fs_root_open(arena_cstr(t->arena, dir), err);
    return t->in && visit(t, arena_printf(t->arena, "/%s", slash ? slash + 1 : in), "",
                          slash ? slash + 1 : in, 0, err);
}

bool tree_redact(const struct tree_options *options, struct arena *a,
                 const struct progress *progress, struct tree_result *out, struct err *err)
{
    struct tree t = {.options = options, .arena = a, .result = out, .progress = progress};

    *out = (struct tree_result){0};
    bool ok = make_engine(&t, err);
    if (ok) {
        t.guard = guard_new(t.redactor);
        ok = start(&t, err);
    }
    struct tree_file *grown = out->files;
    out->files = arena_copy(a, grown, out->n * sizeof *grown);
    free(grown);
    guard_free(t.guard);
    redactor_free(t.redactor);
    fs_root_free(t.in);
    flow_free(t.flow);
    return ok;
}
