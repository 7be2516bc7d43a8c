/* fs_tree.c - a recorded machine from its text, as nodes in an arena. */
#include "base/fs_tree.h"

#include <string.h>

#include "base/fs_ops.h"

#define NODES_MAX 200000
#define DEPTH_MAX 128
#define LINKS_MAX 40
#define TODO_MAX (64 * 1024) /* bytes of path still to walk, with the texts of links */

struct node {
    struct str name;
    struct node *parent; /* of the root: itself */
    struct node *first, *last, *next;
    enum fs_type type;
    struct buf bytes;    /* of a file; the text of a link */
    enum err_code fault; /* what reading it gives; E_NONE: its bytes */
    uint64_t number;
    unsigned depth;
};

struct tree_root {
    struct fs_root base;
    struct arena *a;
    struct node top;
    struct node *in; /* where relative paths stand */
    uint64_t nodes;
};

/* ---- building --------------------------------------------------------------------------- */

static struct node *child_of(const struct node *folder, struct str name)
{
    struct node *child = folder->first;

    while (child && !str_eq(child->name, name))
        child = child->next;
    return child;
}

static struct node *add_child(struct tree_root *t, struct node *folder, struct str name)
{
    struct node *child = arena_take(t->a, sizeof *child);

    *child = (struct node){.name = arena_str(t->a, name),
                           .parent = folder,
                           .type = FS_FOLDER,
                           .bytes = BUF_INIT(TREE_MAX_BYTES),
                           .number = ++t->nodes,
                           .depth = folder->depth + 1};
    if (folder->last)
        folder->last->next = child;
    else
        folder->first = child;
    folder->last = child;
    return child;
}

/* The node at a path of the text, made with the folders on its way; NULL when one of them is
 * no folder, or there are too many or too deep. */
static struct node *place(struct tree_root *t, struct str path)
{
    struct node *at = str_starts(path, "/") ? &t->top : t->in;
    struct str part;

    while (at && str_next(&path, '/', &part)) {
        if (part.n == 0)
            continue;
        struct node *child = at->type == FS_FOLDER ? child_of(at, part) : NULL;
        if (!child &&
            (at->type != FS_FOLDER || at->depth == DEPTH_MAX || t->nodes == NODES_MAX))
            return NULL;
        at = child ? child : add_child(t, at, part);
    }
    return at;
}

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c | 0x20) : NULL;

    return at ? (int)(at - digits) : -1;
}

static void add_bytes(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        int high = -1, low = -1;

        if (text.n - i >= 4 && text.p[i] == '\\' && text.p[i + 1] == 'x') {
            high = hex_digit(text.p[i + 2]);
            low = hex_digit(text.p[i + 3]);
        }
        if (high >= 0 && low >= 0) {
            buf_putc(out, (char)(high * 16 + low));
            i += 3;
        } else {
            buf_putc(out, text.p[i]);
        }
    }
}

/* Turns the folder that place() made into what the line says. */
static bool fill(struct node *node, enum fs_type type, struct str text, const char *end)
{
    if (!node || node->first || (node->type != FS_FOLDER && node->type != type))
        return false;
    node->type = type;
    add_bytes(&node->bytes, text);
    buf_puts(&node->bytes, end);
    return !buf_failed(&node->bytes);
}

static bool forbid(struct node *node, struct str word)
{
    if (!node)
        return false;
    node->type = node->first ? FS_FOLDER : FS_REGULAR;
    node->fault = str_is(word, "denied") ? E_FS_DENIED : str_is(word, "io") ? E_FS_IO : E_NONE;
    return node->fault != E_NONE;
}

/* Cuts line at mark; false when it is not there. */
static bool cut(struct str line, const char *mark, struct str *left, struct str *right)
{
    size_t at;

    if (!str_find(line, mark, &at))
        return false;
    *left = str_sub(line, 0, at);
    *right = str_sub(line, at + strlen(mark), line.n);
    return true;
}

static bool add_line(struct tree_root *t, struct str line)
{
    struct str left, right;

    if (line.n == 0 || str_starts(line, "#"))
        return true;
    if (str_starts(line, "in "))
        return (t->in = place(t, str_sub(line, 3, line.n))) != NULL;
    if (cut(line, " -> ", &left, &right))
        return fill(place(t, left), FS_LINK, right, "");
    if (cut(line, " := ", &left, &right))
        return fill(place(t, left), FS_REGULAR, right, "");
    if (cut(line, " = ", &left, &right))
        return fill(place(t, left), FS_REGULAR, right, "\n");
    if (cut(line, " !", &left, &right))
        return forbid(place(t, left), right);
    return str_ends(line, "/") && place(t, line);
}

/* ---- walking ---------------------------------------------------------------------------- */

struct walk {
    struct tree_root *t;
    const char *path; /* as asked, for messages */
    enum fs_links links;
    bool keep_last; /* a link at the end is the result, not followed */
    unsigned followed;
    struct node *at;
    struct buf todo;
};

static bool is_only_slashes(struct str s)
{
    while (s.n > 0 && s.p[s.n - 1] == '/')
        s.n--;
    return s.n == 0;
}

/* Puts the text of the link before rest and goes on from the root when it is absolute. */
static bool follow(struct walk *w, const struct node *link, struct str *rest, struct err *err)
{
    struct buf todo = BUF_INIT(TODO_MAX);
    struct str text = buf_str(&link->bytes);

    if (w->links == FS_NO_LINKS || ++w->followed > LINKS_MAX)
        return fs_fail(err, E_FS_KIND, w->path);
    buf_add_str(&todo, text);
    buf_putc(&todo, '/');
    buf_add_str(&todo, *rest);
    buf_done(&w->todo);
    w->todo = todo;
    *rest = buf_str(&w->todo);
    if (buf_failed(&todo))
        return fs_fail(err, E_FS_KIND, w->path);
    if (str_starts(text, "/"))
        w->at = &w->t->top;
    return true;
}

static bool step(struct walk *w, struct str name, struct str *rest, struct err *err)
{
    if (w->at->type == FS_FOLDER && w->at->fault)
        return fs_fail(err, w->at->fault, w->path);
    struct node *child = w->at->type == FS_FOLDER ? child_of(w->at, name) : NULL;

    if (!child)
        return fs_fail(err, E_FS_ABSENT, w->path);
    if (child->type == FS_LINK && !(w->keep_last && is_only_slashes(*rest)))
        return follow(w, child, rest, err);
    w->at = child;
    return true;
}

/* The node at path; NULL with err. */
static struct node *find(struct fs_root *root, const char *path, enum fs_links links,
                         bool keep_last, struct err *err)
{
    struct tree_root *t = (struct tree_root *)root;
    struct walk w = {t, path, links, keep_last, 0, &t->top, BUF_INIT(TODO_MAX)};
    struct str rest, name;
    bool good;

    buf_puts(&w.todo, path);
    good = !buf_failed(&w.todo) || fs_fail(err, E_FS_ABSENT, path);
    rest = buf_str(&w.todo);
    while (good && str_next(&rest, '/', &name)) {
        if (str_is(name, ".."))
            w.at = w.at->parent;
        else if (name.n > 0 && !str_is(name, "."))
            good = step(&w, name, &rest, err);
    }
    buf_done(&w.todo);
    return good ? w.at : NULL;
}

/* ---- what a root must be able to do ------------------------------------------------------ */

static bool tree_stat(struct fs_root *root, const char *path, enum fs_links links,
                      struct fs_info *out, struct err *err)
{
    const struct node *node = find(root, path, links, links == FS_NO_LINKS, err);

    if (!node)
        return false;
    *out = (struct fs_info){.type = node->type,
                            .size_bytes = node->type == FS_REGULAR ? node->bytes.n : 0,
                            .inode = node->number,
                            .mode = node->type == FS_FOLDER ? 0755 : 0644};
    return true;
}

static bool tree_list(struct fs_root *root, const char *path, enum fs_links links,
                      fs_each_name *each, void *ctx, struct err *err)
{
    const struct node *node = find(root, path, links, links == FS_NO_LINKS, err);

    if (!node)
        return false;
    if (node->type != FS_FOLDER)
        return fs_fail(err, E_FS_KIND, path);
    if (node->fault)
        return fs_fail(err, node->fault, path);
    for (const struct node *child = node->first; child; child = child->next)
        if (!each(ctx, child->name.p, err))
            return false;
    return true;
}

static const char *path_of(const struct node *node, struct arena *a)
{
    const char *path = "";

    for (; node->parent != node; node = node->parent)
        path = arena_printf(a, "/%s%s", node->name.p, path);
    return *path ? path : "/";
}

static bool tree_real(struct fs_root *root, const char *path, struct arena *a, const char **out,
                      struct err *err)
{
    const struct node *node = find(root, path, FS_LINKS_INSIDE, false, err);

    if (node)
        *out = path_of(node, a);
    return node != NULL;
}

static bool tree_link(struct fs_root *root, const char *path, struct arena *a, const char **out,
                      struct err *err)
{
    const struct node *node = find(root, path, FS_LINKS_INSIDE, true, err);

    if (!node)
        return false;
    if (node->type != FS_LINK)
        return fs_fail(err, E_FS_KIND, path);
    *out = arena_cstr(a, buf_str(&node->bytes));
    return true;
}

static struct reader *tree_read(struct fs_root *root, const char *path, enum fs_links links,
                                uint64_t from, struct err *err)
{
    const struct node *node = find(root, path, links, false, err);

    if (!node)
        return NULL;
    if (node->type != FS_REGULAR || node->fault) {
        fs_fail(err, node->fault ? node->fault : E_FS_KIND, path);
        return NULL;
    }
    return reader_of_mem(str_sub(buf_str(&node->bytes), (size_t)from, node->bytes.n));
}

static void forget_below(struct node *node)
{
    buf_done(&node->bytes);
    for (struct node *child = node->first; child; child = child->next)
        forget_below(child);
}

static void tree_free(struct fs_root *root)
{
    struct tree_root *t = (struct tree_root *)root;

    forget_below(&t->top);
    arena_free(t->a);
    free(t);
}

static const struct fs_ops tree_ops = {.stat = tree_stat,
                                       .list = tree_list,
                                       .real = tree_real,
                                       .link = tree_link,
                                       .open = tree_read,
                                       .free = tree_free};

/* ---- opening ---------------------------------------------------------------------------- */

bool fs_tree_is_named(const char *path)
{
    return str_ends(str_of(path), TREE_SUFFIX);
}

struct fs_root *fs_tree_of(struct str text, const char *name, struct err *err)
{
    struct tree_root *t = mem_new(sizeof *t);
    struct str line;

    t->base = (struct fs_root){&tree_ops, false};
    t->a = arena_new();
    t->top = (struct node){.type = FS_FOLDER, .parent = &t->top};
    t->in = &t->top;
    for (unsigned number = 1; str_next(&text, '\n', &line); number++) {
        if (str_ends(line, "\r"))
            line.n--;
        if (!add_line(t, line)) {
            tree_free(&t->base);
            return err_null(err, E_VALUE, "%s: line %u", name, number);
        }
    }
    return &t->base;
}

struct fs_root *fs_tree_open(const char *path, struct err *err)
{
    struct buf text = BUF_INIT(TREE_MAX_BYTES);
    const char *name = path + strlen(path);
    struct fs_root *folder, *root = NULL;
    struct buf dir = BUF_INIT(64 * 1024);

    while (name > path && name[-1] != '/' && name[-1] != '\\')
        name--;
    buf_add(&dir, path, (size_t)(name - path));
    buf_puts(&dir, ".");
    folder = fs_folder_open(buf_cstr(&dir), err);
    if (folder && fs_read(folder, name, TREE_MAX_BYTES, FS_NO_LINKS, &text, err))
        root = fs_tree_of(buf_str(&text), path, err);
    fs_root_free(folder);
    buf_done(&text);
    buf_done(&dir);
    return root;
}
