/* intake_find.c - what of a folder is a bundle. */
#include <stdlib.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "bundle/plan.h"
#include "desk/intake.h"

#define DEPTH_MAX 16
#define FOLDER_MAX_NAMES 200000

/* NAME.part and NAME.ok are none: half a bundle, and the seal of one. */
static const char *const endings[] = {".zip",     ".tar.zst",     ".iso",
                                      ".zip.001", ".tar.zst.001", ".iso.001"};

struct search {
    struct fs_root *root;
    const char *top; /* the root as the user named it */
    struct arena *a;
    struct intake_list *list;
};

static bool add(struct intake_list *list, const char *path, struct err *err)
{
    if (list->n == INTAKE_MAX_PATHS)
        return err_set(err, E_FS_TOO_LARGE, "%s", path);
    list->paths = mem_grow(list->paths, &list->cap, list->n + 1, sizeof *list->paths);
    list->paths[list->n++] = path;
    return true;
}

static bool ends_like_a_bundle(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(str_of(name), endings[i]))
            return true;
    return false;
}

static const char *outside(const struct search *s, const char *path)
{
    return arena_printf(s->a, "%s%s", s->top, path);
}

static bool is_bundle_folder(const struct fs_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_is(str_of(names->names[i]), PLAN_MANIFEST))
            return true;
    return false;
}

static bool search_folder(struct search *s, const char *folder, unsigned depth, struct err *err)
{
    struct fs_names names;
    struct fs_info info;

    if (depth > DEPTH_MAX)
        return err_set(err, E_FS_TOO_LARGE, "%s", outside(s, folder));
    if (!fs_list(s->root, folder[0] ? folder : "/", FOLDER_MAX_NAMES, s->a, &names, err))
        return false;
    if (is_bundle_folder(&names))
        return add(s->list, outside(s, folder), err);
    for (size_t i = 0; i < names.n; i++) {
        const char *path = arena_printf(s->a, "%s/%s", folder, names.names[i]);
        if (!fs_stat(s->root, path, FS_NO_LINKS, &info, err))
            return false;
        if (info.type == FS_FOLDER && !search_folder(s, path, depth + 1, err))
            return false;
        if (info.type == FS_REGULAR && ends_like_a_bundle(path) &&
            !add(s->list, outside(s, path), err))
            return false;
    }
    return true;
}

bool intake_find(const char *const *paths, size_t paths_n, struct arena *a,
                 struct intake_list *out, struct err *err)
{
    struct stat st;
    bool ok = true;

    *out = (struct intake_list){0};
    for (size_t i = 0; ok && i < paths_n; i++) {
        if (stat(paths[i], &st) != 0 || !S_ISDIR(st.st_mode)) {
            ok = add(out, paths[i], err); /* named by the user: what it is shows later */
            continue;
        }
        struct search s = {.top = paths[i], .a = a, .list = out};
        s.root = fs_root_open(paths[i], err);
        ok = s.root && search_folder(&s, "", 0, err);
        fs_root_free(s.root);
    }
    return ok;
}

void intake_list_done(struct intake_list *list)
{
    free(list->paths);
    *list = (struct intake_list){0};
}
