/* tree_list.c - what lies in a tree, and how it is called outside. */
#include "flow/tree_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/file.h"
#include "redact/encoding_name.h"
#include "redact/hash.h"

#define PATH_BYTES_MAX 8192
#define NAME_BYTES_MAX 250

/* ---- listing ---------------------------------------------------------------------------------*/

static enum withheld withheld_of(enum err_code code)
{
    return code == E_FS_DENIED ? WITHHELD_DENIED : WITHHELD_UNREADABLE;
}

static struct tree_node *add_node(struct tree *t, const char *in, const char *name,
                                  size_t parent)
{
    struct tree_node *node;
    struct fs_info info = {.type = FS_REGULAR};
    struct err bad = ERR_NONE;

    t->nodes = mem_grow(t->nodes, &t->cap, t->n + 1, sizeof *t->nodes);
    node = &t->nodes[t->n++];
    *node = (struct tree_node){.in = in, .name = name, .parent = parent};
    if (!fs_stat(t->in, in[0] ? in : "/", FS_NO_LINKS, &info, &bad))
        node->withheld = withheld_of(bad.code);
    node->type = info.type;
    node->size = info.type == FS_REGULAR ? info.size_bytes : 0;
    if (info.type != FS_REGULAR && info.type != FS_FOLDER)
        node->withheld = WITHHELD_KIND;
    t->bytes += node->size;
    return node;
}

static bool list_folder(struct tree *t, size_t at, unsigned depth, struct err *err)
{
    const char *in = t->nodes[at].in;
    struct fs_names names;
    struct err bad = ERR_NONE;

    if (depth > TREE_MAX_DEPTH) {
        t->nodes[at].withheld = WITHHELD_TOO_LARGE;
        return true;
    }
    if (!fs_list(t->in, in[0] ? in : "/", TREE_MAX_FILES, t->arena, &names, &bad)) {
        t->nodes[at].withheld = withheld_of(bad.code);
        return true;
    }
    for (size_t i = 0; i < names.n; i++) {
        if (t->n >= TREE_MAX_FILES)
            return err_set(err, E_TOO_LARGE, "%d", TREE_MAX_FILES);
        if (!progress_step(t->progress, names.names[i], t->n, 0))
            return err_set(err, E_STOPPED, "%s", "");
        size_t child = t->n;
        const struct tree_node *node = add_node(
            t, arena_printf(t->arena, "%s/%s", in, names.names[i]), names.names[i], at);
        if (node->type == FS_FOLDER && node->withheld == WITHHELD_NO &&
            !list_folder(t, child, depth + 1, err))
            return false;
    }
    return true;
}

/* IN may be one file: then the root is its folder. */
bool tree_list(struct tree *t, struct err *err)
{
    const char *in = t->options->in, *slash = strrchr(in, '/');
    struct stat st;

    if (stat(in, &st) != 0)
        return err_set(err, errno == EACCES ? E_FS_DENIED : E_FS_ABSENT, "%s", in);
    if (access(t->options->out, F_OK) == 0)
        return err_set(err, E_OUT_EXISTS, "%s", t->options->out);
    t->single = !S_ISDIR(st.st_mode);
    if (!t->single) {
        if (fs_will_be_inside(t->options->out, in)) /* it would read what it writes */
            return err_set(err, E_OUT_INSIDE, "%s", t->options->out);
        t->in = fs_root_open(in, err);
        if (!t->in)
            return false;
        add_node(t, "", "", 0);
        return list_folder(t, 0, 0, err);
    }
    struct str dir = slash ? (struct str){in, (size_t)(slash - in) + 1} : STR(".");
    t->in = fs_root_open(arena_cstr(t->arena, dir), err);
    if (!t->in)
        return false;
    const char *name = slash ? slash + 1 : in;
    add_node(t, arena_printf(t->arena, "/%s", name), name, 0);
    return true;
}

/* ---- naming ----------------------------------------------------------------------------------*/

struct names { /* out paths that are taken */
    const char **slots;
    size_t size;
};

static bool take(struct names *names, const char *out)
{
    size_t slot = hash_bytes(HASH_START, out, strlen(out)) & (names->size - 1);

    for (; names->slots[slot]; slot = (slot + 1) & (names->size - 1))
        if (strcmp(names->slots[slot], out) == 0)
            return false;
    names->slots[slot] = out;
    return true;
}

/* As in a file: a stand-in and its neighbours may spell a known value. */
static bool is_clean(struct guard *g, struct str name)
{
    struct err ignored = ERR_NONE;

    guard_next(g, "", false);
    bool clean = guard_add(g, name, &ignored) && guard_add(g, STR(""), &ignored);
    guard_forget(g);
    return clean;
}

/* The name as it may be shown outside, in the encoding it is written in; NULL when it cannot be. */
static const char *redacted_name(struct tree *t, struct guard *guard, struct str name,
                                 bool is_gb, enum withheld *why)
{
    struct buf text = BUF_INIT(PATH_BYTES_MAX), written = BUF_INIT(2 * PATH_BYTES_MAX);
    struct err ignored = ERR_NONE;
    const char *copy = NULL;

    if (redact_text(t->redactor, name, &text, &ignored))
        name_from_utf8(buf_str(&text), is_gb, &written);
    *why = is_clean(guard, buf_str(&text)) ? WITHHELD_ENCODING : WITHHELD_AGAIN;
    if (*why != WITHHELD_AGAIN && written.n > 0 && written.n < NAME_BYTES_MAX &&
        !memchr(written.p, '/', written.n))
        copy = arena_cstr(t->arena, buf_str(&written));
    buf_done(&text);
    buf_done(&written);
    return copy;
}

/* Two names may become one, where a policy masks: the later one gets a number. */
static const char *free_name(struct tree *t, struct names *names, const char *dir,
                             const char *name)
{
    const char *out = arena_printf(t->arena, "%s%s%s", dir, dir[0] ? "/" : "", name);

    for (unsigned i = 2; !take(names, out); i++)
        out = arena_printf(t->arena, "%s%s%s~%u", dir, dir[0] ? "/" : "", name, i);
    return out;
}

/* "?" for a name that must not be shown; what bears a marking in its name is withheld with all
 * that is below it. */
static const char *safe_name(struct tree *t, struct guard *guard, struct tree_node *node,
                             const struct tree_node *parent)
{
    enum withheld why = WITHHELD_ENCODING;
    struct buf name = BUF_INIT(PATH_BYTES_MAX);
    bool is_gb, is_text = name_to_utf8(str_of(node->name), &is_gb, &name);
    enum withheld mark = is_text ? redact_text_mark(t->redactor, buf_str(&name)) : WITHHELD_NO;
    const char *safe = is_text && mark == WITHHELD_NO
                           ? redacted_name(t, guard, buf_str(&name), is_gb, &why)
                           : NULL;

    buf_done(&name);
    if (mark != WITHHELD_NO)
        node->withheld = mark;
    else if (!safe)
        node->withheld = why;
    else if (parent->withheld != WITHHELD_NO)
        node->withheld = parent->withheld;
    return safe ? safe : "?";
}

bool tree_name(struct tree *t, struct err *err)
{
    struct names names = {.size = 64};
    struct guard *guard = guard_new(t->redactor);
    bool ok = true;

    while (names.size < 4 * t->n)
        names.size *= 2;
    names.slots = mem_new(names.size * sizeof *names.slots);
    for (size_t i = 0; ok && i < t->n; i++) {
        struct tree_node *node = &t->nodes[i];
        const struct tree_node *parent = &t->nodes[node->parent];

        node->out = "";
        if (i == 0 && !t->single)
            continue;
        const char *safe = safe_name(t, guard, node, parent);
        node->out = free_name(t, &names, parent == node ? "" : parent->out, safe);
        ok = progress_step(t->progress, "names", i, t->n) || err_set(err, E_STOPPED, "%s", "");
    }
    free(names.slots);
    guard_free(guard);
    return ok;
}

/* ---- folders ---------------------------------------------------------------------------------*/

bool tree_write_error(const char *path, struct err *err)
{
    if (errno == EEXIST)
        return err_set(err, E_OUT_EXISTS, "%s", path);
    return file_write_failed(err, errno, path);
}

const char *tree_out_path(const struct tree *t, const char *out, struct arena *a)
{
    return t->single ? t->options->out
                     : arena_printf(a, "%s%s%s", t->options->out, out[0] ? "/" : "", out);
}

bool tree_make_folders(struct tree *t, struct err *err)
{
    for (size_t i = 0; i < t->n && !t->options->dry_run; i++) {
        const struct tree_node *node = &t->nodes[i];
        if (node->type != FS_FOLDER || node->withheld != WITHHELD_NO)
            continue;
        const char *path = tree_out_path(t, node->out, t->arena);
        if (mkdir(path, 0755) != 0)
            return tree_write_error(path, err);
    }
    return true;
}
