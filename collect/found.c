/* found.c - from patterns to files, without following a link on the way.
 *
 * fs_glob() gives regular files only; here what is passed over must be named as well, so that
 * a reviewer sees what was withheld. */
#include "collect/found.h"

#include <stdlib.h>

#include "base/anycase.h"
#include "base/utf8.h"

#define NAME_BYTES_MAX 4096
#define FOUND_MAX 8192        /* files of all sources */
#define FOLDER_NAMES_MAX 4096 /* names in one folder */

struct look {
    struct fs_root *root;
    struct arena *a;
    const struct sources *sources;
    const struct log_source *source; /* whose patterns are followed now */
    bool any_case;                   /* names of a Windows */
    struct found *items;
    size_t n;
    size_t cap;
};

static enum withheld withheld_of(const struct err *err)
{
    switch (err->code) {
    case E_FS_DENIED:
        return WITHHELD_DENIED;
    case E_FS_KIND:
        return WITHHELD_KIND;
    case E_FS_TOO_LARGE:
        return WITHHELD_TOO_LARGE;
    default:
        return WITHHELD_UNREADABLE;
    }
}

static bool add(struct look *l, const char *origin, uint64_t size_bytes, enum withheld withheld,
                struct err *err)
{
    if (l->n == FOUND_MAX)
        return err_set(err, E_TOO_LARGE, "more than %d log files", FOUND_MAX);
    l->items = mem_grow(l->items, &l->cap, l->n + 1, sizeof(*l->items));
    l->items[l->n++] = (struct found){origin, l->source->number, size_bytes, withheld};
    return true;
}

/* A path that could not be looked at; one that is not there is passed over. A link on the way
 * to a file that does not exist says nothing either. */
static bool add_failed(struct look *l, const char *path, const struct err *why, struct err *err)
{
    struct err ignored = ERR_NONE;
    struct fs_info info;

    if (why->code == E_FS_ABSENT ||
        (why->code == E_FS_KIND && !fs_stat(l->root, path, FS_LINKS_INSIDE, &info, &ignored) &&
         ignored.code == E_FS_ABSENT))
        return true;
    return add(l, path, 0, withheld_of(why), err);
}

/* Opened and closed at once: only so is known whether it can be read. */
static enum withheld try_file(struct look *l, const char *path, const struct fs_info *info)
{
    struct err failed = ERR_NONE;
    struct reader *reader;

    if (info->type != FS_REGULAR)
        return WITHHELD_KIND;
    if (info->size_bytes > l->source->max_bytes)
        return WITHHELD_TOO_LARGE;
    reader = fs_open(l->root, path, info->size_bytes, &failed);
    reader_close(reader);
    return reader ? WITHHELD_NO : withheld_of(&failed);
}

static bool add_path(struct look *l, const char *path, struct err *err)
{
    struct err failed = ERR_NONE;
    struct fs_info info;

    if (sources_forbid(l->sources, path))
        return true;
    if (!fs_stat(l->root, path, FS_NO_LINKS, &info, &failed))
        return add_failed(l, path, &failed, err);
    if (info.type == FS_FOLDER)
        return true;
    return add(l, path, info.type == FS_REGULAR ? info.size_bytes : 0, try_file(l, path, &info),
               err);
}

static bool is_wild(struct str part)
{
    size_t at;

    return str_find(part, "*", &at) || str_find(part, "?", &at);
}

static struct str folded(struct look *l, struct str name)
{
    struct buf text = BUF_INIT(NAME_BYTES_MAX);
    struct str out = name;

    utf8_fold(name, &text);
    if (!buf_failed(&text))
        out = arena_str(l->a, buf_str(&text));
    buf_done(&text);
    return out;
}

/* As in a shell, a hidden name wants its dot said. */
static bool matches(struct look *l, const char *name, struct str part)
{
    if (l->any_case)
        return str_like(folded(l, str_of(name)), folded(l, part));
    return str_like(str_of(name), part) && (name[0] != '.' || str_starts(part, "."));
}

/* The path below folder, as it is written there. */
static const char *below(struct look *l, const char *folder, struct str name)
{
    const char *path = arena_printf(l->a, "%s/%.*s", folder, STR_ARG(name));
    struct err ignored = ERR_NONE;

    if (l->any_case)
        (void)!anycase_path(l->root, path, l->a, &path, &ignored);
    return path;
}

/* Names of a folder that is reached without links. */
static bool list_folder(struct look *l, const char *folder, struct fs_names *out,
                        struct err *err)
{
    struct fs_info info;

    if (*folder && !fs_stat(l->root, folder, FS_NO_LINKS, &info, err))
        return false;
    if (*folder && info.type == FS_LINK)
        return err_set(err, E_FS_KIND, "%s", folder);
    if (*folder && info.type != FS_FOLDER)
        return err_set(err, E_FS_ABSENT, "%s", folder);
    return fs_list(l->root, *folder ? folder : "/", FOLDER_NAMES_MAX, l->a, out, err);
}

/* Follows pattern, which is what is left behind folder ("" is the root); its components are as
 * few as those of a line in sources.yaml. */
static bool follow(struct look *l, const char *folder, struct str pattern, struct err *err)
{
    struct err failed = ERR_NONE;
    struct fs_names names;
    struct str part;

    if (!str_next(&pattern, '/', &part))
        return add_path(l, folder, err);
    if (!is_wild(part))
        return follow(l, below(l, folder, part), pattern, err);
    if (!list_folder(l, folder, &names, &failed))
        return add_failed(l, folder, &failed, err);
    for (size_t i = 0; i < names.n; i++)
        if (matches(l, names.names[i], part) &&
            !follow(l, arena_printf(l->a, "%s/%s", folder, names.names[i]), pattern, err))
            return false;
    return true;
}

static int by_origin(const void *a, const void *b)
{
    const struct found *left = a, *right = b;
    int order = strcmp(left->origin, right->origin);

    return order != 0 ? order : (left->item > right->item) - (left->item < right->item);
}

/* Each file once, and no more of a source than it allows. */
static void settle(struct look *l)
{
    unsigned counts[SOURCE_NUMBER_LAST + 1] = {0};
    unsigned limits[SOURCE_NUMBER_LAST + 1] = {0};
    size_t kept = 0;

    for (unsigned i = 0; i < l->sources->items_count; i++)
        limits[l->sources->items[i].number] = l->sources->items[i].max_files;
    if (l->n > 0)
        qsort(l->items, l->n, sizeof(*l->items), by_origin);
    for (size_t i = 0; i < l->n; i++) {
        struct found f = l->items[i];

        if (kept > 0 && strcmp(f.origin, l->items[kept - 1].origin) == 0)
            continue;
        if (f.withheld == WITHHELD_NO && counts[f.item]++ >= limits[f.item])
            f.withheld = WITHHELD_TOO_LARGE;
        l->items[kept++] = f;
    }
    l->n = kept;
}

/* "C:\\ProgramData\\CMIT\\x*.log" in the root. */
static const char *windows_pattern(struct look *l, const char *drive, const char *pattern)
{
    char *path = arena_take(l->a, strlen(pattern) + 1);
    size_t n = 0;

    for (const char *p = pattern + strlen("C:"); *p; p++)
        path[n++] = *p == '\\' ? '/' : *p;
    return arena_printf(l->a, "%s%s", drive, path);
}

static bool look_for(struct look *l, const char *drive, struct err *err)
{
    const struct log_source *source = l->source;
    unsigned n = drive ? source->on_windows_count : source->on_linux_count;

    for (unsigned i = 0; i < n; i++) {
        struct str pattern = str_of(drive ? windows_pattern(l, drive, source->on_windows[i])
                                          : source->on_linux[i]);

        if (!follow(l, "", str_sub(pattern, 1, pattern.n), err))
            return false;
    }
    return true;
}

bool found_look(struct fs_root *root, const char *system_drive, const struct sources *sources,
                uint64_t chosen, struct arena *a, struct found_list *out, struct err *err)
{
    struct look l = {
        .root = root, .a = a, .sources = sources, .any_case = system_drive != NULL};
    bool good = true;

    for (unsigned i = 0; i < sources->items_count && good; i++) {
        l.source = &sources->items[i];
        if (chosen >> l.source->number & 1)
            good = look_for(&l, system_drive, err);
    }
    if (good) {
        settle(&l);
        out->items = arena_copy(a, l.items, l.n * sizeof(*l.items));
        out->n = l.n;
    }
    free(l.items);
    return good;
}
