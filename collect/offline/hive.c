/* hive.c - keys and values of hive files. What libhivex gives is checked again: its results are
 * capped, and a name that is no UTF-8 is not taken. */
#include "collect/offline/hive.h"

#include <errno.h>
#include <hivex.h>

#include "base/anycase.h"
#include "base/utf8.h"

#define CONFIG "/Windows/System32/config/"
#define CURRENT_SET "CurrentControlSet"

struct hive_file {
    const char *name;
    bool tried;
    enum err_code failed; /* why there is no hive, once it was tried */
    hive_h *hive;
};

enum { SYSTEM, SOFTWARE, HIVES };

struct hives {
    struct fs_root *root; /* NULL: from bytes, all was tried */
    struct hive_file files[HIVES];
};

/* ---- files ------------------------------------------------------------------------------- */

static void open_copy(struct hive_file *file, struct memfile *copy)
{
    file->hive = hivex_open(copy->path, 0);
    if (!file->hive)
        file->failed = E_FS_IO;
    memfile_done(copy);
}

static void open_file(struct hives *hives, struct hive_file *file)
{
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    struct memfile copy;
    const char *path;

    file->tried = true;
    if (anycase_path(hives->root, arena_printf(a, CONFIG "%s", file->name), a, &path, &err) &&
        memfile_open(hives->root, path, HIVE_MAX_BYTES, &copy, &err))
        open_copy(file, &copy);
    else
        file->failed = err.code;
    arena_free(a);
}

static struct hives *hives_make(struct fs_root *root)
{
    struct hives *hives = mem_new(sizeof(*hives));

    hives->root = root;
    hives->files[SYSTEM] = (struct hive_file){.name = "SYSTEM", .failed = E_FS_ABSENT};
    hives->files[SOFTWARE] = (struct hive_file){.name = "SOFTWARE", .failed = E_FS_ABSENT};
    return hives;
}

struct hives *hives_new(struct fs_root *root)
{
    return hives_make(root);
}

struct hives *hives_of(const char *name, struct str bytes)
{
    struct hives *hives = hives_make(NULL);
    struct err err = ERR_NONE;
    struct memfile copy;

    for (size_t i = 0; i < HIVES; i++) {
        hives->files[i].tried = true;
        if (str_is(str_of(name), hives->files[i].name) && memfile_of(bytes, &copy, &err))
            open_copy(&hives->files[i], &copy);
    }
    return hives;
}

void hives_free(struct hives *hives)
{
    for (size_t i = 0; hives && i < HIVES; i++)
        if (hives->files[i].hive)
            hivex_close(hives->files[i].hive);
    free(hives);
}

/* ---- keys -------------------------------------------------------------------------------- */

/* What libhivex says of a key that is not there: no error number at all. */
static bool fail(struct err *err, const char *key)
{
    enum err_code code = errno == 0 || errno == HIVEX_NO_KEY ? E_FS_ABSENT : E_FS_IO;

    return err_set(err, code, "%s", key);
}

static hive_node_h child(hive_h *h, hive_node_h node, struct str part)
{
    char name[256]; /* longer than a key may be, counted in characters of one byte */
    struct buf text = BUF_INIT(sizeof(name) - 1);

    buf_add_str(&text, part);
    errno = buf_failed(&text) ? HIVEX_NO_KEY : 0;
    node = errno == 0 ? hivex_node_get_child(h, node, buf_cstr(&text)) : 0;
    buf_done(&text);
    return node;
}

/* ControlSet001 or whichever Select\Current names; the first where it names none. */
static hive_node_h current_set(hive_h *h)
{
    hive_node_h select = child(h, hivex_root(h), STR("Select"));
    hive_value_h value = select ? hivex_node_get_value(h, select, "Current") : 0;
    int32_t number = value ? hivex_value_dword(h, value) : 1;
    char name[32];

    snprintf(name, sizeof(name), "ControlSet%03u", (unsigned)number % 1000);
    return child(h, hivex_root(h), str_of(name));
}

static struct hive_file *file_of(struct hives *hives, struct str name)
{
    for (size_t i = 0; i < HIVES; i++)
        if (str_eq_nocase(name, str_of(hives->files[i].name)))
            return &hives->files[i];
    return NULL;
}

static bool find_key(struct hives *hives, const char *key, hive_h **hive, hive_node_h *out,
                     struct err *err)
{
    struct str rest = str_of(key), part;
    struct hive_file *file = str_next(&rest, '\\', &part) ? file_of(hives, part) : NULL;
    hive_node_h node;

    if (!file)
        return err_set(err, E_FS_ABSENT, "%s", key);
    if (!file->tried)
        open_file(hives, file);
    if (!file->hive)
        return err_set(err, file->failed, "%s", key);
    node = hivex_root(file->hive);
    for (bool first = true; node && str_next(&rest, '\\', &part); first = false)
        node = first && file == &hives->files[SYSTEM] && str_eq_nocase(part, STR(CURRENT_SET))
                   ? current_set(file->hive)
                   : child(file->hive, node, part);
    if (!node)
        return fail(err, key);
    *hive = file->hive;
    *out = node;
    return true;
}

/* ---- the registry ------------------------------------------------------------------------ */

static bool read_value(hive_h *h, hive_value_h value, struct arena *a, struct winreg_value *out,
                       const char *key, struct err *err)
{
    hive_type type;
    size_t n;
    char *data;

    errno = 0;
    if (hivex_value_type(h, value, &type, &n) != 0)
        return fail(err, key);
    if (n > WINREG_VALUE_MAX)
        return err_set(err, E_FS_TOO_LARGE, "%s", key);
    data = hivex_value_value(h, value, &type, &n);
    if (!data)
        return fail(err, key);
    *out = (struct winreg_value){(uint32_t)type, {arena_copy(a, data, n), n}};
    free(data);
    return true;
}

static bool hive_value(void *ctx, const char *key, const char *name, struct arena *a,
                       struct winreg_value *out, struct err *err)
{
    hive_h *h;
    hive_node_h node;
    hive_value_h value;

    if (!find_key(ctx, key, &h, &node, err))
        return false;
    errno = 0;
    value = hivex_node_get_value(h, node, name);
    return value ? read_value(h, value, a, out, key, err) : fail(err, key);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef char *name_of(hive_h *h, size_t handle);

/* The names of the keys or values of handles, which ends with 0 and is freed. */
static bool take_names(hive_h *h, size_t *handles, name_of *name, const char *key,
                       struct arena *a, struct fs_names *out, struct err *err)
{
    size_t n = 0;

    if (!handles)
        return fail(err, key);
    while (n <= WINREG_NAMES_MAX && handles[n])
        n++;
    if (n > WINREG_NAMES_MAX) {
        free(handles);
        return err_set(err, E_FS_TOO_LARGE, "%s", key);
    }
    *out = (struct fs_names){arena_take(a, (n + 1) * sizeof(*out->names)), 0};
    for (size_t i = 0; i < n; i++) {
        char *text = name(h, handles[i]);

        if (text && utf8_is_valid(str_of(text)))
            out->names[out->n++] = arena_cstr(a, str_of(text));
        free(text);
    }
    if (out->n > 0)
        qsort(out->names, out->n, sizeof(*out->names), by_bytes);
    free(handles);
    return true;
}

static bool hive_keys(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                      struct err *err)
{
    hive_h *h;
    hive_node_h node;

    return find_key(ctx, key, &h, &node, err) &&
           take_names(h, hivex_node_children(h, node), hivex_node_name, key, a, out, err);
}

static bool hive_names(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                       struct err *err)
{
    hive_h *h;
    hive_node_h node;

    return find_key(ctx, key, &h, &node, err) &&
           take_names(h, hivex_node_values(h, node), hivex_value_key, key, a, out, err);
}

struct winreg hives_registry(struct hives *hives)
{
    return (struct winreg){hive_value, hive_keys, hive_names, hives};
}
