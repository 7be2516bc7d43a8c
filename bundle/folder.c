/* folder.c - a bundle as a folder: made, taken away again, put in the place of an older one. */
#include "bundle/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "bundle/file.h"
#include "bundle/name.h"
#include "bundle/plan.h"
#include "bundle/sink.h"

#define OLD_SUFFIX PART_SUFFIX "-old"

/* ---- removing ------------------------------------------------------------------------------- */

struct removal {
    struct fs_root *root;
    const char *path;
    struct arena *a;
    bool for_real; /* otherwise it is only looked */
    size_t seen;
};

static bool refused(const struct removal *r, const char *name, struct err *err)
{
    return err_set(err, E_OUT_EXISTS, "%s%s", r->path, name);
}

static bool unlink_it(const struct removal *r, const char *name, bool is_folder,
                      struct err *err)
{
    char path[FILE_PATH_MAX];

    if (!file_path(path, r->path, name + 1, "", err))
        return false;
    if ((is_folder ? rmdir(path) : unlink(path)) != 0 && errno != ENOENT)
        return file_write_failed(err, errno, path);
    return true;
}

/* name begins with a slash; "" is the folder itself. Depth is limited by the length of names. */
static bool remove_below(struct removal *r, const char *name, struct err *err)
{
    struct fs_names names;

    if (!fs_list(r->root, name[0] ? name : "/", PLAN_MAX_FILES, r->a, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *child = arena_printf(r->a, "%s/%s", name, names.names[i]);
        struct fs_info info;

        if (++r->seen > 4 * PLAN_MAX_FILES || name_fault(str_of(child + 1)) ||
            !fs_stat(r->root, child, FS_NO_LINKS, &info, err))
            return refused(r, child, err);
        if (info.type != FS_FOLDER && info.type != FS_REGULAR)
            return refused(r, child, err);
        bool is_folder = info.type == FS_FOLDER;
        if ((is_folder && !remove_below(r, child, err)) ||
            (r->for_real && !unlink_it(r, child, is_folder, err)))
            return false;
    }
    return true;
}

static bool look_or_remove(const char *path, bool for_real, struct err *err)
{
    struct removal r = {.path = path, .for_real = for_real};

    r.root = fs_root_open(path, err);
    if (!r.root)
        return false;
    r.a = arena_new();
    bool ok = remove_below(&r, "", err);
    fs_root_free(r.root);
    arena_free(r.a);
    if (ok && for_real && rmdir(path) != 0)
        ok = file_write_failed(err, errno, path);
    return ok;
}

bool folder_may_replace(const char *path, struct err *err)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return errno == ENOENT || file_write_failed(err, errno, path);
    if (!S_ISDIR(info.st_mode))
        return err_set(err, E_OUT_EXISTS, "%s", path);
    return look_or_remove(path, false, err);
}

bool folder_remove(const char *path, struct err *err)
{
    struct stat info;

    if (lstat(path, &info) != 0 && errno == ENOENT)
        return true;
    return folder_may_replace(path, err) && look_or_remove(path, true, err);
}

/* ---- what a stopped run left ---------------------------------------------------------------- */

/* STEM.zip.part, STEM.zip.001.part, STEM.part-old, STEM.zip.ok.part-XXXXXX */
static bool is_left_over(const char *name, const char *stem)
{
    size_t n = strlen(stem);

    if (strncmp(name, stem, n) != 0 || name[n] != '.')
        return false;
    const char *part = strstr(name + n, PART_SUFFIX);
    char after = part ? part[strlen(PART_SUFFIX)] : 'x';
    return after == '\0' || after == '-';
}

static bool remove_left_over(const char *path, struct err *err)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return errno == ENOENT || file_write_failed(err, errno, path);
    if (S_ISDIR(info.st_mode))
        return folder_remove(path, err);
    return unlink(path) == 0 || file_write_failed(err, errno, path);
}

bool folder_clean(const char *dir, const char *stem, struct err *err)
{
    char path[FILE_PATH_MAX];
    const struct dirent *entry;
    DIR *d = opendir(dir);
    bool ok = true;

    if (!d) /* a folder may be writable and yet not readable */
        return errno == EACCES || file_write_failed(err, errno, dir);
    while (ok && (entry = readdir(d)) != NULL)
        if (is_left_over(entry->d_name, stem))
            ok = file_path(path, dir, entry->d_name, "", err) && remove_left_over(path, err);
    closedir(d);
    return ok;
}

/* ---- in the place of an older one ----------------------------------------------------------- */

bool folder_publish(const char *part, const char *path, struct err *err)
{
    char old[FILE_PATH_MAX + sizeof OLD_SUFFIX];
    struct stat info;

    /* Two steps, since no folder replaces another that holds something. */
    if (!folder_may_replace(path, err))
        return false;
    snprintf(old, sizeof old, "%s" OLD_SUFFIX, path);
    bool is_there = lstat(path, &info) == 0;
    if (is_there && rename(path, old) != 0)
        return file_write_failed(err, errno, path);
    if (rename(part, path) != 0) {
        int number = errno;

        if (is_there)
            (void)!rename(old, path);
        return file_write_failed(err, number, path);
    }
    return file_sync_folder(path, err) && (!is_there || folder_remove(old, err));
}
