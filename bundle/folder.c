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
#include "base/rename.h"
#include "bundle/file.h"
#include "bundle/name.h"
#include "bundle/plan.h"
#include "bundle/seal.h"
#include "bundle/sink.h"

#define OLD_SUFFIX PART_SUFFIX "-old"

static bool is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

static bool is_folder(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

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

/* A run ended when the older folder was away and the new one not yet there: the older one comes
 * back, with its seal. */
static bool bring_back(const char *dir, const char *stem, struct err *err)
{
    char path[FILE_PATH_MAX], old[FILE_PATH_MAX], seal[FILE_PATH_MAX], aside[FILE_PATH_MAX];

    if (!file_path(path, dir, stem, "", err) || !file_path(old, dir, stem, OLD_SUFFIX, err) ||
        !file_path(seal, dir, stem, SEAL_SUFFIX, err) ||
        !file_path(aside, dir, stem, SEAL_SUFFIX PART_SUFFIX, err))
        return false;
    if (is_there(path) || !is_folder(old))
        return true;
    if (!folder_may_replace(old, err))
        return false;
    if (rename(old, path) != 0)
        return file_write_failed(err, errno, old);
    if (!is_there(seal) && rename(aside, seal) != 0 && errno != ENOENT)
        return file_write_failed(err, errno, aside);
    return file_sync_folder(path, err);
}

bool folder_clean(const char *dir, const char *stem, struct err *err)
{
    char path[FILE_PATH_MAX];
    const struct dirent *entry;
    bool ok = bring_back(dir, stem, err);
    DIR *d = ok ? opendir(dir) : NULL;

    if (!ok)
        return false;
    if (!d) /* a folder may be writable and yet not readable */
        return errno == EACCES || file_write_failed(err, errno, dir);
    while (ok && (entry = readdir(d)) != NULL)
        if (is_left_over(entry->d_name, stem))
            ok = file_path(path, dir, entry->d_name, "", err) && remove_left_over(path, err);
    closedir(d);
    return ok;
}

/* ---- in the place of an older one ----------------------------------------------------------- */

/* The older one stands at part afterwards; what cannot be removed of it, the next run cleans. */
static bool exchange(const char *part, const char *path, bool *cannot, struct err *err)
{
    struct err ignored = ERR_NONE;
    bool unused;

    if (!rename_exchange(part, path, cannot))
        return *cannot ? false : file_write_failed(err, errno, path);
    if (!file_sync_folder(path, err)) {
        (void)!rename_exchange(part, path, &unused);
        return false;
    }
    (void)!folder_remove(part, &ignored);
    return true;
}

/* Where names cannot be exchanged: no folder replaces another that holds something. When it ends
 * between the two steps, folder_clean() brings the older one back. */
static bool replace_in_two_steps(const char *part, const char *path, struct err *err)
{
    char old[FILE_PATH_MAX + sizeof OLD_SUFFIX];
    struct err ignored = ERR_NONE;
    bool ok = false;

    snprintf(old, sizeof old, "%s" OLD_SUFFIX, path);
    if (rename(path, old) != 0)
        return file_write_failed(err, errno, path);
    if (rename(part, path) != 0)
        file_write_failed(err, errno, path);
    else if (file_sync_folder(path, err))
        ok = true;
    else
        (void)!rename(path, part);
    if (ok)
        (void)!folder_remove(old, &ignored);
    else
        (void)!rename(old, path);
    return ok;
}

bool folder_publish(const char *part, const char *path, struct err *err)
{
    bool cannot = false;

    if (!folder_may_replace(path, err))
        return false;
    if (is_there(path))
        return exchange(part, path, &cannot, err) ||
               (cannot && replace_in_two_steps(part, path, err));
    if (rename(part, path) != 0)
        return file_write_failed(err, errno, path);
    return file_sync_folder(path, err);
}
