/* fs_linux.c - files and folders under a root. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "base/walk_linux.h"

#define LINE_BYTES_MAX 4096
#define ENTRIES_MAX 1000000 /* looked at in one folder */
#define GLOB_MAX 65536      /* paths followed at one time */

struct fs_root {
    int fd;
    bool live;
};

static int open_file(struct fs_root *root, const char *path, enum fs_links links,
                     struct err *err)
{
    struct walk w;
    int fd = walk_to(&w, root->fd, path, links, false, err) ? walk_open_regular(&w, err) : -1;

    walk_done(&w);
    return fd;
}

static ssize_t read_some(int fd, void *p, size_t n)
{
    ssize_t got;

    do
        got = read(fd, p, n);
    while (got < 0 && errno == EINTR);
    return got;
}

/* ---- roots and single files ------------------------------------------------------------ */

struct fs_root *fs_root_open(const char *dir, struct err *err)
{
    const char *path = dir ? dir : "/";
    int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) {
        walk_fail_errno(err, errno, path);
        return NULL;
    }
    struct fs_root *root = mem_new(sizeof *root);
    root->fd = fd;
    root->live = strcmp(path, "/") == 0;
    return root;
}

void fs_root_free(struct fs_root *root)
{
    if (!root)
        return;
    close(root->fd);
    free(root);
}

bool fs_root_is_live(const struct fs_root *root)
{
    return root->live;
}

static enum fs_type type_of(mode_t mode)
{
    static const struct {
        mode_t format;
        enum fs_type type;
    } types[] = {{S_IFREG, FS_REGULAR},
                 {S_IFDIR, FS_FOLDER},
                 {S_IFLNK, FS_LINK},
                 {S_IFIFO, FS_FIFO},
                 {S_IFSOCK, FS_SOCKET}};

    for (size_t i = 0; i < COUNT_OF(types); i++)
        if ((mode & S_IFMT) == types[i].format)
            return types[i].type;
    return FS_DEVICE;
}

bool fs_stat(struct fs_root *root, const char *path, enum fs_links links, struct fs_info *out,
             struct err *err)
{
    struct walk w;
    bool good = walk_to(&w, root->fd, path, links, links == FS_NO_LINKS, err);

    if (good)
        *out = (struct fs_info){.type = type_of(w.st.st_mode),
                                .size_bytes = (uint64_t)w.st.st_size,
                                .mtime_s = w.st.st_mtime,
                                .device = w.st.st_dev,
                                .inode = w.st.st_ino,
                                .mode = w.st.st_mode,
                                .dev_major = major(w.st.st_dev),
                                .dev_minor = minor(w.st.st_dev)};
    walk_done(&w);
    return good;
}

bool fs_read(struct fs_root *root, const char *path, size_t max, enum fs_links links,
             struct buf *out, struct err *err)
{
    const size_t before = out->n;
    char part[16 * 1024];
    ssize_t got;
    int fd = open_file(root, path, links, err);

    if (fd < 0)
        return false;
    while ((got = read_some(fd, part, sizeof part)) > 0) {
        if ((size_t)got > max - (out->n - before)) {
            walk_fail(err, E_FS_TOO_LARGE, path);
            goto undo;
        }
        buf_add(out, part, (size_t)got);
        if (buf_failed(out)) {
            walk_fail(err, E_FS_TOO_LARGE, path);
            goto undo;
        }
    }
    if (got < 0) {
        walk_fail_errno(err, errno, path);
        goto undo;
    }
    close(fd);
    return true;
undo:
    close(fd);
    out->n = before;
    if (out->p)
        out->p[before] = '\0';
    return false;
}

bool fs_line(struct fs_root *root, const char *path, struct arena *a, struct str *out,
             struct err *err)
{
    char bytes[LINE_BYTES_MAX + 1];
    size_t n = 0;
    ssize_t got = 1;
    struct str rest, line = {NULL, 0};
    int fd = open_file(root, path, FS_LINKS_INSIDE, err);

    if (fd < 0)
        return false;
    while (n < sizeof bytes && got > 0) {
        got = read_some(fd, bytes + n, sizeof bytes - n);
        if (got > 0)
            n += (size_t)got;
    }
    int number = errno;
    close(fd);
    if (got < 0)
        return walk_fail_errno(err, number, path);
    rest = (struct str){bytes, n};
    if (str_next(&rest, '\n', &line) && line.n > LINE_BYTES_MAX)
        return walk_fail(err, E_FS_TOO_LARGE, path);
    *out = arena_str(a, line);
    return true;
}

bool fs_real(struct fs_root *root, const char *path, struct arena *a, const char **out,
             struct err *err)
{
    struct walk w;
    bool good = walk_to(&w, root->fd, path, FS_LINKS_INSIDE, false, err);

    if (good)
        *out = w.depth > 0 ? arena_cstr(a, buf_str(&w.real)) : "/";
    walk_done(&w);
    return good;
}

bool fs_link(struct fs_root *root, const char *path, struct arena *a, const char **out,
             struct err *err)
{
    char text[PATH_MAX];
    struct walk w;
    bool good = walk_to(&w, root->fd, path, FS_LINKS_INSIDE, true, err);

    if (good && !S_ISLNK(w.st.st_mode))
        good = walk_fail(err, E_FS_KIND, path);
    if (good) {
        ssize_t n = readlinkat(w.fds[w.depth], "", text, sizeof text);
        good = n >= 0 || walk_fail_errno(err, errno, path);
        if (good)
            *out = arena_cstr(a, (struct str){text, (size_t)n});
    }
    walk_done(&w);
    return good;
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

static DIR *open_folder(struct fs_root *root, const char *path, enum fs_links links,
                        struct err *err)
{
    struct walk w;
    DIR *dir = NULL;

    if (!walk_to(&w, root->fd, path, links, links == FS_NO_LINKS, err))
        goto out;
    if (!S_ISDIR(w.st.st_mode)) {
        walk_fail(err, E_FS_KIND, path);
        goto out;
    }
    int fd = openat(w.fds[w.depth], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && !(dir = fdopendir(fd)))
        close(fd);
    if (!dir)
        walk_fail_errno(err, errno, path);
out:
    walk_done(&w);
    return dir;
}

/* Adds prefix and name of each entry of path that matches pattern. */
static bool list_folder(struct fs_root *root, const char *path, enum fs_links links,
                        struct str pattern, size_t max, const char *prefix, struct arena *a,
                        struct list *out, struct err *err)
{
    size_t seen = 0;
    bool good = true;
    struct dirent *entry;
    DIR *dir = open_folder(root, path, links, err);

    if (!dir)
        return false;
    while (good && (errno = 0, entry = readdir(dir))) {
        struct str name = str_of(entry->d_name);
        if (++seen > ENTRIES_MAX)
            good = walk_fail(err, E_FS_TOO_LARGE, path);
        if (str_is(name, ".") || str_is(name, "..") || (pattern.p && !matches(pattern, name)))
            continue;
        if (out->n >= max)
            good = walk_fail(err, E_FS_TOO_LARGE, path);
        else
            list_add(out, arena_printf(a, "%s%s", prefix, entry->d_name));
    }
    if (good && errno != 0)
        good = walk_fail_errno(err, errno, path);
    closedir(dir);
    return good;
}

bool fs_list(struct fs_root *root, const char *path, size_t max_names, struct arena *a,
             struct fs_names *out, struct err *err)
{
    struct list l = {0};
    bool good = list_folder(root, path, FS_LINKS_INSIDE, (struct str){NULL, 0}, max_names, "",
                            a, &l, err);

    if (good)
        list_give(&l, a, out);
    free(l.names);
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
        else if (!list_folder(g->root, path, FS_NO_LINKS, part, GLOB_MAX,
                              arena_printf(g->a, "%s/", path), g->a, &next, &step))
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
        good = walk_fail(err, E_FS_DENIED, pattern);
    if (good)
        list_give(&g.paths, a, out);
    free(g.paths.names);
    return good;
}

/* ---- files as readers ------------------------------------------------------------------- */

struct file_reader {
    struct reader base;
    int fd;
    uint64_t left;
    bool failed;
    char *path;
};

static bool file_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct file_reader *f = (struct file_reader *)r;

    if (f->failed)
        return walk_fail(err, E_FS_IO, f->path);
    if (cap > f->left)
        cap = (size_t)f->left;
    ssize_t n = cap > 0 ? read_some(f->fd, p, cap) : 0;
    if (n < 0 || (n == 0 && cap > 0)) {
        f->failed = true;
        return n < 0 ? walk_fail_errno(err, errno, f->path)
                     : walk_fail(err, E_FS_CHANGED, f->path);
    }
    f->left -= (uint64_t)n;
    *got = (size_t)n;
    return true;
}

static void file_close(struct reader *r)
{
    struct file_reader *f = (struct file_reader *)r;

    close(f->fd);
    free(f->path);
    free(f);
}

static const struct reader_ops file_ops = {file_read, file_close};

struct reader *fs_open_from(struct fs_root *root, const char *path, uint64_t from,
                            uint64_t limit, struct err *err)
{
    int fd = open_file(root, path, FS_NO_LINKS, err);

    if (fd < 0)
        return NULL;
    if (from > limit || from > INT64_MAX || lseek(fd, (off_t)from, SEEK_SET) < 0) {
        close(fd);
        walk_fail(err, E_FS_CHANGED, path);
        return NULL;
    }
    struct file_reader *f = mem_new(sizeof *f);
    size_t path_bytes = strlen(path) + 1;
    f->base.ops = &file_ops;
    f->fd = fd;
    f->left = limit - from;
    f->path = mem_new(path_bytes);
    memcpy(f->path, path, path_bytes);
    return &f->base;
}

struct reader *fs_open(struct fs_root *root, const char *path, uint64_t limit, struct err *err)
{
    return fs_open_from(root, path, 0, limit, err);
}
