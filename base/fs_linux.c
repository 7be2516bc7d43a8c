/* fs_linux.c - files and folders under a root. */
#include "base/fs_ops.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "base/walk_linux.h"

struct folder_root {
    struct fs_root base;
    int fd;
};

static int fd_of(const struct fs_root *root)
{
    return ((const struct folder_root *)root)->fd;
}

static void folder_free(struct fs_root *root)
{
    close(fd_of(root));
    free(root);
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

static bool folder_stat(struct fs_root *root, const char *path, enum fs_links links,
                        struct fs_info *out, struct err *err)
{
    struct walk w;
    bool good = walk_to(&w, fd_of(root), path, links, links == FS_NO_LINKS, err);

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

static bool folder_real(struct fs_root *root, const char *path, struct arena *a,
                        const char **out, struct err *err)
{
    struct walk w;
    bool good = walk_to(&w, fd_of(root), path, FS_LINKS_INSIDE, false, err);

    if (good)
        *out = w.depth > 0 ? arena_cstr(a, buf_str(&w.real)) : "/";
    walk_done(&w);
    return good;
}

static bool folder_link(struct fs_root *root, const char *path, struct arena *a,
                        const char **out, struct err *err)
{
    char text[PATH_MAX];
    struct walk w;
    bool good = walk_to(&w, fd_of(root), path, FS_LINKS_INSIDE, true, err);

    if (good && !S_ISLNK(w.st.st_mode))
        good = fs_fail(err, E_FS_KIND, path);
    if (good) {
        ssize_t n = readlinkat(w.fds[w.depth], "", text, sizeof text);
        good = n >= 0 || walk_fail_errno(err, errno, path);
        if (good)
            *out = arena_cstr(a, (struct str){text, (size_t)n});
    }
    walk_done(&w);
    return good;
}

static DIR *open_folder(struct fs_root *root, const char *path, enum fs_links links,
                        struct err *err)
{
    struct walk w;
    DIR *dir = NULL;

    if (!walk_to(&w, fd_of(root), path, links, links == FS_NO_LINKS, err))
        goto out;
    if (!S_ISDIR(w.st.st_mode)) {
        fs_fail(err, E_FS_KIND, path);
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

static bool folder_list(struct fs_root *root, const char *path, enum fs_links links,
                        fs_each_name *each, void *ctx, struct err *err)
{
    bool good = true;
    struct dirent *entry;
    DIR *dir = open_folder(root, path, links, err);

    if (!dir)
        return false;
    while (good && (errno = 0, entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = each(ctx, entry->d_name, err);
    if (good && errno != 0)
        good = walk_fail_errno(err, errno, path);
    closedir(dir);
    return good;
}

/* ---- files as readers ------------------------------------------------------------------- */

struct file_reader {
    struct reader base;
    int fd;
    char *path;
};

static bool file_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct file_reader *f = (struct file_reader *)r;
    ssize_t n;

    do
        n = read(f->fd, p, cap);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return walk_fail_errno(err, errno, f->path);
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

static struct reader *folder_open(struct fs_root *root, const char *path, enum fs_links links,
                                  uint64_t from, struct err *err)
{
    struct walk w;
    int fd =
        walk_to(&w, fd_of(root), path, links, false, err) ? walk_open_regular(&w, err) : -1;

    walk_done(&w);
    if (fd < 0)
        return NULL;
    if (from > 0 && (from > INT64_MAX || lseek(fd, (off_t)from, SEEK_SET) < 0)) {
        close(fd);
        fs_fail(err, E_FS_CHANGED, path);
        return NULL;
    }
    struct file_reader *f = mem_new(sizeof *f);
    f->base.ops = &file_ops;
    f->fd = fd;
    f->path = strdup(path);
    return &f->base;
}

static const struct fs_ops folder_ops = {.stat = folder_stat,
                                         .list = folder_list,
                                         .real = folder_real,
                                         .link = folder_link,
                                         .open = folder_open,
                                         .free = folder_free};

bool fs_live_path(const char *path, struct buf *out, struct err *err)
{
    char here[PATH_MAX];

    if (path[0] != '/') {
        if (!getcwd(here, sizeof here))
            return fs_fail(err, E_FS_ABSENT, path);
        buf_printf(out, "%s/", here);
    }
    buf_puts(out, path);
    return !buf_failed(out) || fs_fail(err, E_FS_ABSENT, path);
}

struct fs_root *fs_folder_open(const char *dir, struct err *err)
{
    const char *path = dir ? dir : "/";
    int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) {
        walk_fail_errno(err, errno, path);
        return NULL;
    }
    struct folder_root *root = mem_new(sizeof *root);
    root->base = (struct fs_root){&folder_ops, strcmp(path, "/") == 0};
    root->fd = fd;
    return &root->base;
}

/* The folder that path names something in: "a" of "a/b/", "." of "b". */
static char *folder_of(const char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    return n > 0 ? strndup(path, n) : strdup(".");
}

bool fs_will_be_inside(const char *path, const char *dir)
{
    char *named = folder_of(path), *folder = realpath(named, NULL), *real = realpath(dir, NULL);
    size_t n = real && strcmp(real, "/") != 0 ? strlen(real) : 0;
    bool inside = folder && real && strncmp(folder, real, n) == 0 &&
                  (folder[n] == '/' || folder[n] == '\0');

    free(real);
    free(folder);
    free(named);
    return inside;
}
