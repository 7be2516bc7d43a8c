/* fs.c - the calls of fs.h, over what each kind of root can do. */
#include "base/fs_ops.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs_tree.h"
#include "base/utf8.h"

#define LINE_BYTES_MAX 4096
#define ENTRIES_MAX 1000000 /* looked at in one folder */
#define GLOB_MAX 65536      /* paths followed at one time */

bool fs_fail(struct err *err, enum err_code code, const char *path)
{
    struct buf shown = BUF_INIT(ERR_DETAIL_MAX);

    utf8_visible(str_of(path), &shown);
    err_set(err, code, "%s", buf_cstr(&shown));
    buf_done(&shown);
    return false;
}

/* ---- roots ------------------------------------------------------------------------------ */

struct fs_root *fs_root_open(const char *dir, struct err *err)
{
    return dir && fs_tree_is_named(dir) ? fs_tree_open(dir, err) : fs_folder_open(dir, err);
}

void fs_root_free(struct fs_root *root)
{
    if (root)
        root->ops->free(root);
}

bool fs_root_is_live(const struct fs_root *root)
{
    return root->live;
}

/* ---- single files ----------------------------------------------------------------------- */

bool fs_stat(struct fs_root *root, const char *path, enum fs_links links, struct fs_info *out,
             struct err *err)
{
    return root->ops->stat(root, path, links, out, err);
}

bool fs_real(struct fs_root *root, const char *path, struct arena *a, const char **out,
             struct err *err)
{
    return root->ops->real(root, path, a, out, err);
}

bool fs_link(struct fs_root *root, const char *path, struct arena *a, const char **out,
             struct err *err)
{
    return root->ops->link(root, path, a, out, err);
}

static bool read_whole(struct reader *r, const char *path, size_t max, struct buf *out,
                       struct err *err)
{
    const size_t before = out->n;
    char part[16 * 1024];
    size_t got;

    do {
        if (!reader_read(r, part, sizeof part, &got, err))
            return false;
        if (got > max - (out->n - before))
            return fs_fail(err, E_FS_TOO_LARGE, path);
        buf_add(out, part, got);
        if (buf_failed(out))
            return fs_fail(err, E_FS_TOO_LARGE, path);
    } while (got > 0);
    return true;
}

bool fs_read(struct fs_root *root, const char *path, size_t max, enum fs_links links,
             struct buf *out, struct err *err)
{
    const size_t before = out->n;
    struct reader *r = root->ops->open(root, path, links, 0, err);
    bool good = r && read_whole(r, path, max, out, err);

    reader_close(r);
    if (!good && out->p) {
        out->n = before;
        out->p[before] = '\0';
    }
    return good;
}

bool fs_line(struct fs_root *root, const char *path, struct arena *a, struct str *out,
             struct err *err)
{
    char bytes[LINE_BYTES_MAX + 1];
    size_t n = 0, got = 1;
    struct str rest, line = {NULL, 0};
    struct reader *r = root->ops->open(root, path, FS_LINKS_INSIDE, 0, err);
    bool good = r != NULL;

    while (good && n < sizeof bytes && got > 0) {
        good = reader_read(r, bytes + n, sizeof bytes - n, &got, err);
        n += good ? got : 0;
    }
    reader_close(r);
    if (!good)
        return false;
    rest = (struct str){bytes, n};
    if (str_next(&rest, '\n', &line) && line.n > LINE_BYTES_MAX)
        return fs_fail(err, E_FS_TOO_LARGE, path);
    *out = arena_str(a, line);
    return true;
}

/* ---- folders ---------------------------------------------------------------------------- */

/* Grows; the texts lie in an arena. */
struct list {
    const char **names;
    size_t n, cap;
};

static void list_add(struct list *l, const char *name)
{
    l->names = mem_grow(l->names, &l->cap, l->n + 1, sizeof *l->names);
    l->names[l->n++] = name;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_give(struct list *l, struct arena *a, struct fs_names *out)
{
    if (l->n > 0)
        qsort(l->names, l->n, sizeof *l->names, by_bytes);
    out->n = l->n;
    out->names = arena_copy(a, l->names, l->n * sizeof *l->names);
}

/* As in a shell, a name with a leading dot wants the dot said. */
static bool matches(struct str pattern, struct str name)
{
    return str_like(name, pattern) && (!str_starts(name, ".") || str_starts(pattern, "."));
}

/* The names of one folder that are wanted, each behind prefix. */
struct listing {
    const char *path;
    struct str pattern; /* p NULL: every name */
    size_t max;
    const char *prefix;
    struct arena *a;
    struct list *out;
    size_t seen;
};

static bool add_name(void *ctx, const char *name, struct err *err)
{
    struct listing *l = ctx;

    if (++l->seen > ENTRIES_MAX)
        return fs_fail(err, E_FS_TOO_LARGE, l->path);
    if (l->pattern.p && !matches(l->pattern, str_of(name)))
        return true;
    if (l->out->n >= l->max)
        return fs_fail(err, E_FS_TOO_LARGE, l->path);
    list_add(l->out, arena_printf(l->a, "%s%s", l->prefix, name));
    return true;
}

bool fs_list(struct fs_root *root, const char *path, size_t max_names, struct arena *a,
             struct fs_names *out, struct err *err)
{
    struct list names = {0};
    struct listing l = {.path = path, .max = max_names, .prefix = "", .a = a, .out = &names};
    bool good = root->ops->list(root, path, FS_LINKS_INSIDE, add_name, &l, err);

    if (good)
        list_give(&names, a, out);
    free(names.names);
    return good;
}

/* ---- patterns --------------------------------------------------------------------------- */

struct glob {
    struct fs_root *root;
    struct arena *a;
    struct list paths; /* that match so far; "" is the root */
    bool denied;       /* somewhere we may not look */
};

/* What is not there does not match; what we may not see is remembered. */
static bool glob_passes_over(struct glob *g, struct err *step, struct err *err)
{
    if (step->code == E_FS_DENIED)
        g->denied = true;
    else if (step->code != E_FS_ABSENT && step->code != E_FS_KIND)
        return err_set(err, step->code, "%s", step->detail);
    return true;
}

static bool glob_folder(struct glob *g, const char *path, struct str part, struct list *out,
                        struct err *err)
{
    struct listing l = {.path = path,
                        .pattern = part,
                        .max = GLOB_MAX,
                        .prefix = arena_printf(g->a, "%s/", path),
                        .a = g->a,
                        .out = out};

    return g->root->ops->list(g->root, path, FS_NO_LINKS, add_name, &l, err);
}

static bool glob_component(struct glob *g, struct str part, struct err *err)
{
    struct list next = {0};
    bool good = true;
    size_t at;
    bool wild = str_find(part, "*", &at) || str_find(part, "?", &at);

    for (size_t i = 0; good && i < g->paths.n; i++) {
        const char *path = g->paths.names[i];
        struct err step = ERR_NONE;
        if (!wild)
            list_add(&next, arena_printf(g->a, "%s/%.*s", path, STR_ARG(part)));
        else if (!glob_folder(g, path, part, &next, &step))
            good = glob_passes_over(g, &step, err);
    }
    free(g->paths.names);
    g->paths = next;
    return good;
}

/* Keeps the regular files. */
static bool glob_files(struct glob *g, size_t max, struct err *err)
{
    size_t kept = 0;

    for (size_t i = 0; i < g->paths.n; i++) {
        struct err step = ERR_NONE;
        struct fs_info info;
        if (!fs_stat(g->root, g->paths.names[i], FS_NO_LINKS, &info, &step)) {
            if (!glob_passes_over(g, &step, err))
                return false;
        } else if (info.type == FS_REGULAR) {
            g->paths.names[kept++] = g->paths.names[i];
        }
    }
    g->paths.n = kept;
    return kept <= max || err_set(err, E_FS_TOO_LARGE, "%zu", kept);
}

bool fs_glob(struct fs_root *root, const char *pattern, size_t max_names, struct arena *a,
             struct fs_names *out, struct err *err)
{
    struct glob g = {.root = root, .a = a};
    struct str rest = str_of(pattern), part;
    bool good = true;

    list_add(&g.paths, "");
    while (good && str_next(&rest, '/', &part))
        if (part.n > 0)
            good = glob_component(&g, part, err);
    good = good && glob_files(&g, max_names, err);
    if (good && g.paths.n == 0 && g.denied)
        good = fs_fail(err, E_FS_DENIED, pattern);
    if (good)
        list_give(&g.paths, a, out);
    free(g.paths.names);
    return good;
}

/* ---- files as readers ------------------------------------------------------------------- */

/* As much of a file as was measured before. */
struct cut_reader {
    struct reader base;
    struct reader *file;
    uint64_t left;
    bool failed;
    char *path;
};

static bool cut_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct cut_reader *f = (struct cut_reader *)r;
    size_t n = 0;

    if (f->failed)
        return fs_fail(err, E_FS_IO, f->path);
    if (cap > f->left)
        cap = (size_t)f->left;
    f->failed = cap > 0 && !reader_read(f->file, p, cap, &n, err);
    if (f->failed)
        return false;
    f->failed = n == 0 && cap > 0;
    if (f->failed)
        return fs_fail(err, E_FS_CHANGED, f->path);
    f->left -= (uint64_t)n;
    *got = n;
    return true;
}

static void cut_close(struct reader *r)
{
    struct cut_reader *f = (struct cut_reader *)r;

    reader_close(f->file);
    free(f->path);
    free(f);
}

static const struct reader_ops cut_ops = {cut_read, cut_close};

struct reader *fs_open_from(struct fs_root *root, const char *path, uint64_t from,
                            uint64_t limit, struct err *err)
{
    struct reader *file;

    if (from > limit) {
        fs_fail(err, E_FS_CHANGED, path);
        return NULL;
    }
    file = root->ops->open(root, path, FS_NO_LINKS, from, err);
    if (!file)
        return NULL;
    struct cut_reader *f = mem_new(sizeof *f);
    size_t path_bytes = strlen(path) + 1;
    f->base.ops = &cut_ops;
    f->file = file;
    f->left = limit - from;
    f->path = mem_new(path_bytes);
    memcpy(f->path, path, path_bytes);
    return &f->base;
}

struct reader *fs_open(struct fs_root *root, const char *path, uint64_t limit, struct err *err)
{
    return fs_open_from(root, path, 0, limit, err);
}
