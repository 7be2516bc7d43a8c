/* anycase.c - looks each name up in its folder. */
#include "base/anycase.h"

#include "base/utf8.h"

#define NAMES_MAX 65536 /* in one folder: System32 has some 5000 */
#define NAME_BYTES_MAX 4096

bool anycase_eq(struct str a, struct str b)
{
    struct buf one = BUF_INIT(NAME_BYTES_MAX), other = BUF_INIT(NAME_BYTES_MAX);
    bool same;

    if (str_eq_nocase(a, b))
        return true;
    utf8_fold(a, &one);
    utf8_fold(b, &other);
    same = !buf_failed(&one) && !buf_failed(&other) && str_eq(buf_str(&one), buf_str(&other));
    buf_done(&one);
    buf_done(&other);
    return same;
}

static bool find_in(struct fs_root *root, const char *folder, struct str name, struct arena *a,
                    const char **out, struct err *err)
{
    struct fs_names names;

    if (!fs_list(root, *folder ? folder : "/", NAMES_MAX, a, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        if (anycase_eq(str_of(names.names[i]), name)) {
            *out = arena_printf(a, "%s/%s", folder, names.names[i]);
            return true;
        }
    }
    return err_set(err, E_FS_ABSENT, "%s/%.*s", folder, STR_ARG(name));
}

/* One step down; a folder before it was found to be no link. */
static bool step(struct fs_root *root, const char *folder, struct str name, struct arena *a,
                 const char **out, struct fs_info *info, struct err *err)
{
    const char *exact = arena_printf(a, "%s/%.*s", folder, STR_ARG(name));
    struct err failed = ERR_NONE;

    *out = exact;
    if (fs_stat(root, exact, FS_NO_LINKS, info, &failed))
        return true;
    if (failed.code != E_FS_ABSENT)
        return err_set(err, failed.code, "%s", failed.detail);
    return find_in(root, folder, name, a, out, err) &&
           fs_stat(root, *out, FS_NO_LINKS, info, err);
}

bool anycase_path(struct fs_root *root, const char *path, struct arena *a, const char **out,
                  struct err *err)
{
    struct str rest = str_of(path), name;
    struct fs_info info = {.type = FS_FOLDER};
    const char *at = "";

    while (str_next(&rest, '/', &name)) {
        if (name.n == 0)
            continue;
        if (info.type == FS_LINK)
            return err_set(err, E_FS_KIND, "%s", at);
        if (info.type != FS_FOLDER)
            return err_set(err, E_FS_ABSENT, "%s", at);
        if (!step(root, at, name, a, &at, &info, err))
            return false;
    }
    *out = *at ? at : "/";
    return true;
}
