/* read_dir.c - the strict reader of folders: plain files under allowed names, and nothing else.
 *
 * No links are followed anywhere, pipes and devices are not opened, a folder without files is one
 * too many. Modes and times are those of the medium and mean nothing. */
#include <string.h>

#include "base/fs.h"
#include "base/lang.h"
#include "bundle/container.h"
#include "bundle/plan.h"

struct folder {
    struct fs_root *root;
    struct bundle_entry *found; /* in the order of folders; names begin with a slash */
    size_t n, cap;
};

static const char *const type_faults[] = {
    [FS_REGULAR] = NULL,
    [FS_FOLDER] = NULL,
    [FS_LINK] = N_("a link"),
    [FS_FIFO] = N_("not an ordinary file"),
    [FS_DEVICE] = N_("not an ordinary file"),
    [FS_SOCKET] = N_("not an ordinary file"),
};

static bool found(struct folder *f, const char *name, uint64_t size, struct err *err)
{
    if (f->n >= PLAN_MAX_FILES)
        return container_fault(err, "", N_("too many entries"));
    f->found = mem_grow(f->found, &f->cap, f->n + 1, sizeof *f->found);
    f->found[f->n++] = (struct bundle_entry){.name = name, .size_bytes = size};
    return true;
}

/* at is "" or a folder's path; how deep it goes is limited by the length of names. */
static bool look_into(struct bundle *b, struct folder *f, const char *at, struct err *err)
{
    size_t before = f->n;
    struct fs_names names;

    if (strlen(at) > PLAN_NAME_MAX)
        return container_fault(err, "", N_("the length of the name"));
    if (!fs_list(f->root, at[0] ? at : "/", PLAN_MAX_FILES, b->arena, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *path = arena_printf(b->arena, "%s/%s", at, names.names[i]);
        struct fs_info info;

        if (!fs_stat(f->root, path, FS_NO_LINKS, &info, err))
            return false;
        if (type_faults[info.type])
            return container_fault(err, path + 1, type_faults[info.type]);
        if (!(info.type == FS_FOLDER ? look_into(b, f, path, err)
                                     : found(f, path, info.size_bytes, err)))
            return false;
    }
    return f->n > before || container_fault(err, at[0] ? at + 1 : "", N_("an empty folder"));
}

static int by_name(const void *a, const void *b)
{
    const struct bundle_entry *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static bool dir_open(struct bundle *b, struct err *err)
{
    struct folder *f = b->own = mem_new(sizeof *f);
    struct fs_info info;
    struct err cause = ERR_NONE;

    f->root = fs_root_open(b->path, err);
    if (!f->root)
        return false;
    if (!fs_stat(f->root, "/" PLAN_MANIFEST, FS_NO_LINKS, &info, &cause))
        return err_set(err, E_NOT_BUNDLE, "%s", N_("a folder without MANIFEST.txt"));
    if (!look_into(b, f, "", err))
        return false;
    qsort(f->found, f->n, sizeof *f->found, by_name);
    for (size_t i = 0; i < f->n; i++)
        if (!container_add(b, str_of(f->found[i].name + 1), f->found[i].size_bytes, err))
            return false;
    return true;
}

static struct reader *dir_read(struct bundle *b, size_t i, struct err *err)
{
    const struct folder *f = b->own;
    const char *path = arena_printf(b->arena, "/%s", b->entries[i].name);

    return fs_open(f->root, path, b->entries[i].size_bytes, err);
}

static void dir_close(struct bundle *b)
{
    struct folder *f = b->own;

    if (!f)
        return;
    fs_root_free(f->root);
    free(f->found);
    free(f);
}

const struct container_format container_dir = {
    .open = dir_open, .read = dir_read, .close = dir_close};
