/* machine_windows.c - a recorded machine as its text: no folder here can hold its links.
 *
 * Who holds the root sees what is added later, as in a folder: it hands each question on to a root
 * of the text as it is now. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs_ops.h"

struct text_root {
    struct fs_root base;
    struct fs_root *now;
};

static struct fs_root *now(struct fs_root *root)
{
    return ((struct text_root *)root)->now;
}

static bool text_stat(struct fs_root *root, const char *path, enum fs_links links,
                      struct fs_info *out, struct err *err)
{
    return now(root)->ops->stat(now(root), path, links, out, err);
}

static bool text_list(struct fs_root *root, const char *path, enum fs_links links,
                      fs_each_name *each, void *ctx, struct err *err)
{
    return now(root)->ops->list(now(root), path, links, each, ctx, err);
}

static bool text_real(struct fs_root *root, const char *path, struct arena *a, const char **out,
                      struct err *err)
{
    return now(root)->ops->real(now(root), path, a, out, err);
}

static bool text_link(struct fs_root *root, const char *path, struct arena *a, const char **out,
                      struct err *err)
{
    return now(root)->ops->link(now(root), path, a, out, err);
}

static struct reader *text_open(struct fs_root *root, const char *path, enum fs_links links,
                                uint64_t from, struct err *err)
{
    return now(root)->ops->open(now(root), path, links, from, err);
}

static void text_free(struct fs_root *root)
{
    fs_root_free(now(root));
    free(root);
}

static const struct fs_ops text_ops = {.stat = text_stat,
                                       .list = text_list,
                                       .real = text_real,
                                       .link = text_link,
                                       .open = text_open,
                                       .free = text_free};

static void append(const char *path, struct str lines)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);

    assert_true(fd >= 0);
    assert_true(lseek(fd, 0, SEEK_END) >= 0);
    assert_int_equal(write(fd, lines.p, lines.n), lines.n);
    assert_int_equal(write(fd, "\n", 1), 1);
    close(fd);
}

void machine_text(struct machine *m, struct str lines)
{
    struct text_root *root = (struct text_root *)m->root;
    struct err err = ERR_NONE;

    snprintf(m->at, sizeof(m->at), "%s/machine.tree", m->dir);
    append(m->at, lines);
    if (!root) {
        root = mem_new(sizeof *root);
        root->base.ops = &text_ops;
        m->root = &root->base;
    }
    fs_root_free(root->now);
    root->now = fs_root_open(m->at, &err);
    check_no_err(&err);
}

static void mark(struct machine *m, const char *path, const char *how)
{
    char line[512];

    snprintf(line, sizeof line, "%s !%s", path, how);
    machine_line(m, line);
}

void machine_spoil(struct machine *m, const char *path)
{
    mark(m, path, "io");
}

void machine_deny(struct machine *m, const char *path)
{
    mark(m, path, "denied");
}

void machine_ask_without_rights(bool on)
{
    (void)on; /* the text denies it to everybody */
}
