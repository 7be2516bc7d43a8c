/* walk_linux.c - component by component; links are read and followed by hand. */
#include "base/walk_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/fs_ops.h"

#define LINKS_MAX 40
#define TODO_MAX (64 * 1024) /* bytes of path still to walk, with the texts of links */

bool walk_fail_errno(struct err *err, int number, const char *path)
{
    static const struct {
        int number;
        enum err_code code;
    } known[] = {
        {ENOENT, E_FS_ABSENT}, {ENOTDIR, E_FS_ABSENT}, {ENAMETOOLONG, E_FS_ABSENT},
        {EACCES, E_FS_DENIED}, {EPERM, E_FS_DENIED},   {EISDIR, E_FS_KIND},
        {ELOOP, E_FS_KIND}, /* was no link a moment ago */
    };

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].number == number)
            return fs_fail(err, known[i].code, path);
    return fs_fail(err, E_FS_IO, path); /* EIO, ENODEV, ENXIO, EINVAL ... */
}

static void walk_up(struct walk *w)
{
    if (w->depth == 0)
        return;
    close(w->fds[w->depth--]);
    while (w->real.n > 0 && w->real.p[w->real.n - 1] != '/')
        w->real.n--;
    w->real.n--;
    w->real.p[w->real.n] = '\0';
}

void walk_done(struct walk *w)
{
    while (w->depth > 0)
        walk_up(w);
    buf_done(&w->real);
    buf_done(&w->todo);
}

/* Puts the text of the link fd before rest and goes on from the root when it is absolute. */
static bool walk_link(struct walk *w, int fd, struct str rest, struct err *err)
{
    struct buf todo = BUF_INIT(TODO_MAX);
    char text[PATH_MAX];
    ssize_t n = readlinkat(fd, "", text, sizeof text);

    if (n < 0)
        return walk_fail_errno(err, errno, w->path);
    if (++w->followed > LINKS_MAX || n == (ssize_t)sizeof text)
        return fs_fail(err, E_FS_KIND, w->path);
    buf_add(&todo, text, (size_t)n);
    buf_putc(&todo, '/');
    buf_add_str(&todo, rest);
    if (buf_failed(&todo)) {
        buf_done(&todo);
        return fs_fail(err, E_FS_KIND, w->path);
    }
    if (text[0] == '/')
        while (w->depth > 0)
            walk_up(w);
    buf_done(&w->todo);
    w->todo = todo;
    return true;
}

static bool is_only_slashes(struct str s)
{
    while (s.n > 0 && s.p[s.n - 1] == '/')
        s.n--;
    return s.n == 0;
}

/* Steps into name; *rest is what comes after it and starts anew when name was a link. */
static bool walk_down(struct walk *w, struct str name, struct str *rest, struct err *err)
{
    if (name.n > NAME_MAX)
        return fs_fail(err, E_FS_ABSENT, w->path);
    if (w->depth + 1 == WALK_DEPTH_MAX)
        return fs_fail(err, E_FS_KIND, w->path);
    memcpy(w->name, name.p, name.n);
    w->name[name.n] = '\0';
    int fd = openat(w->fds[w->depth], w->name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return walk_fail_errno(err, errno, w->path);
    if (fstat(fd, &w->st) != 0) {
        int number = errno;
        close(fd);
        return walk_fail_errno(err, number, w->path);
    }
    if (S_ISLNK(w->st.st_mode) && !(w->keep_last && is_only_slashes(*rest))) {
        bool good = w->links == FS_NO_LINKS ? fs_fail(err, E_FS_KIND, w->path)
                                            : walk_link(w, fd, *rest, err);
        close(fd);
        *rest = buf_str(&w->todo);
        return good;
    }
    buf_putc(&w->real, '/');
    buf_add_str(&w->real, name);
    if (buf_failed(&w->real)) {
        close(fd);
        return err_set(err, E_MEMORY, "%s", "");
    }
    w->fds[++w->depth] = fd;
    return true;
}

bool walk_to(struct walk *w, int root, const char *path, enum fs_links links, bool keep_last,
             struct err *err)
{
    struct str rest, name;

    *w = (struct walk){.path = path, .links = links, .keep_last = keep_last};
    w->real = BUF_INIT(WALK_DEPTH_MAX * (NAME_MAX + 1));
    w->todo = BUF_INIT(TODO_MAX);
    w->fds[0] = root;
    buf_puts(&w->todo, path);
    if (buf_failed(&w->todo))
        return fs_fail(err, E_FS_ABSENT, path);
    rest = buf_str(&w->todo);
    while (str_next(&rest, '/', &name)) {
        if (name.n == 0 || str_is(name, "."))
            continue;
        if (str_is(name, ".."))
            walk_up(w);
        else if (!walk_down(w, name, &rest, err))
            return false;
    }
    if (fstat(w->fds[w->depth], &w->st) != 0)
        return walk_fail_errno(err, errno, path);
    return true;
}

int walk_open_regular(struct walk *w, struct err *err)
{
    const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    struct stat st;

    if (!S_ISREG(w->st.st_mode)) {
        fs_fail(err, E_FS_KIND, w->path);
        return -1;
    }
    int fd = openat(w->fds[w->depth - 1], w->name, flags);
    if (fd < 0) {
        walk_fail_errno(err, errno, w->path);
        return -1;
    }
    if (fstat(fd, &st) != 0 || st.st_dev != w->st.st_dev || st.st_ino != w->st.st_ino) {
        close(fd);
        fs_fail(err, E_FS_CHANGED, w->path);
        return -1;
    }
    return fd;
}
