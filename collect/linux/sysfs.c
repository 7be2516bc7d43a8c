/* sysfs.c - files of sysfs, procfs and /etc as values with a state. */
#include "collect/linux/sysfs.h"

#include <stdarg.h>

#define PATH_BYTES 4096
#define NAMES_MAX 4096

struct sysfs sysfs_of(const struct collect_target *target, struct collect_result *result)
{
    return (struct sysfs){
        .root = target->root, .facts = result->facts, .arena = fact_list_arena(result->facts)};
}

bool attr_was_read(const struct attr *attr)
{
    return attr->state == FACT_OK || attr->state == FACT_EMPTY || attr->state == FACT_BLANK;
}

static const char *path_of(const struct sysfs *s, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* A path that does not fit is cut, and then names nothing. */
static const char *path_of(const struct sysfs *s, const char *format, va_list args)
{
    char path[PATH_BYTES];
    int n = vsnprintf(path, sizeof(path), format, args);

    return arena_cstr(s->arena, n < 0 ? STR("") : str_of(path));
}

#define PATH_FROM_FORMAT(path)             \
    do {                                   \
        va_list args;                      \
        va_start(args, format);            \
        (path) = path_of(s, format, args); \
        va_end(args);                      \
    } while (0)

struct attr sysfs_line(const struct sysfs *s, const char *format, ...)
{
    struct attr attr = {.state = FACT_ABSENT};
    struct err err = ERR_NONE;

    PATH_FROM_FORMAT(attr.path);
    if (fs_line(s->root, attr.path, s->arena, &attr.text, &err))
        attr.state = fact_state_of(attr.text);
    else
        attr.state = collect_state_of(&err);
    return attr;
}

struct attr sysfs_file(const struct sysfs *s, size_t max, const char *format, ...)
{
    struct attr attr = {.state = FACT_ABSENT};
    struct buf bytes = BUF_INIT(max);
    struct err err = ERR_NONE;

    PATH_FROM_FORMAT(attr.path);
    if (fs_read(s->root, attr.path, max, FS_LINKS_INSIDE, &bytes, &err)) {
        attr.text = arena_str(s->arena, buf_str(&bytes));
        attr.state = fact_state_of(attr.text);
    } else {
        attr.state = collect_state_of(&err);
    }
    buf_done(&bytes);
    return attr;
}

bool sysfs_is_there(const struct sysfs *s, const char *format, ...)
{
    struct err err = ERR_NONE;
    struct fs_info info;
    const char *path;

    PATH_FROM_FORMAT(path);
    return fs_stat(s->root, path, FS_LINKS_INSIDE, &info, &err);
}

const char *sysfs_real(const struct sysfs *s, const char *format, ...)
{
    struct err err = ERR_NONE;
    const char *path, *real;

    PATH_FROM_FORMAT(path);
    return fs_real(s->root, path, s->arena, &real, &err) ? real : NULL;
}

const char *sysfs_link_name(const struct sysfs *s, const char *format, ...)
{
    struct err err = ERR_NONE;
    const char *path, *target;

    PATH_FROM_FORMAT(path);
    return fs_link(s->root, path, s->arena, &target, &err) ? path_name(target) : NULL;
}

enum fact_state sysfs_list(const struct sysfs *s, const char *path, struct fs_names *out)
{
    struct err err = ERR_NONE;

    *out = (struct fs_names){NULL, 0};
    if (fs_list(s->root, path, NAMES_MAX, s->arena, out, &err))
        return FACT_OK;
    *out = (struct fs_names){NULL, 0};
    return collect_state_of(&err);
}

bool word_next(struct str *line, struct str *word)
{
    size_t n = 0;

    *line = str_trim(*line);
    while (n < line->n && line->p[n] != ' ' && line->p[n] != '\t' && line->p[n] != '#')
        n++;
    *word = str_sub(*line, 0, n);
    *line = str_sub(*line, n, line->n);
    return n > 0;
}

bool fact_is_known(const struct sysfs *s, enum fact_key key, struct str text)
{
    for (size_t i = 0; i < fact_count(s->facts); i++)
        if (fact_at(s->facts, i)->key == key && str_eq(fact_at(s->facts, i)->text, text))
            return true;
    return false;
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *path_parent(const struct sysfs *s, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;

    return arena_cstr(s->arena, (struct str){path, n});
}

struct fact *fact_add_attr(const struct sysfs *s, enum fact_key key, unsigned instance,
                           const struct attr *attr)
{
    struct fact *f = fact_add_missing(s, key, instance, attr->state, attr->path);

    if (attr_was_read(attr))
        f->text = arena_str(s->arena, str_trim(attr->text));
    return f;
}

struct fact *fact_add_said(const struct sysfs *s, enum fact_key key, unsigned instance,
                           struct str text, const char *path)
{
    return fact_add_text(s->facts, key, instance, text, fact_source_file(s->facts, path));
}

struct fact *fact_add_missing(const struct sysfs *s, enum fact_key key, unsigned instance,
                              enum fact_state state, const char *path)
{
    return fact_add_state(s->facts, key, instance, state, fact_source_file(s->facts, path));
}
