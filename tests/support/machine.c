/* machine.c - recorded machines from their description. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>

#include "collect/provider.h"

#define TREE_MAX_BYTES (256 * 1024)

static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
}

/* The path on this machine, in a buffer that the next call uses again. */
static char *place(const struct machine *m, struct str path)
{
    static char out[2048];
    int n = str_starts(path, "/")
                ? snprintf(out, sizeof(out), "%s%.*s", m->dir, STR_ARG(path))
                : snprintf(out, sizeof(out), "%s%s/%.*s", m->dir, m->in, STR_ARG(path));

    assert_in_range(n, 1, sizeof(out) - 1);
    make_folders(out);
    return out;
}

static unsigned hex_digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
}

static void add_bytes(const char *path, struct str text, bool line_end)
{
    FILE *file = fopen(path, "ab");

    assert_non_null(file);
    for (size_t i = 0; i < text.n; i++) {
        if (text.n - i >= 4 && text.p[i] == '\\' && text.p[i + 1] == 'x') {
            fputc((int)(hex_digit(text.p[i + 2]) * 16 + hex_digit(text.p[i + 3])), file);
            i += 3;
        } else {
            fputc(text.p[i], file);
        }
    }
    if (line_end)
        fputc('\n', file);
    assert_int_equal(fclose(file), 0);
}

static void put_link(const struct machine *m, struct str path, struct str target)
{
    char text[1024];

    snprintf(text, sizeof(text), "%.*s", STR_ARG(target));
    assert_int_equal(symlink(text, place(m, path)), 0);
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

static void put(struct machine *m, struct str line)
{
    struct str left, right;

    if (line.n == 0 || str_starts(line, "#"))
        return;
    if (str_starts(line, "in "))
        snprintf(m->in, sizeof(m->in), "%.*s", STR_ARG(str_sub(line, 3, line.n)));
    else if (cut(line, " -> ", &left, &right))
        put_link(m, left, right);
    else if (cut(line, " := ", &left, &right))
        add_bytes(place(m, left), right, false);
    else if (cut(line, " = ", &left, &right))
        add_bytes(place(m, left), right, true);
    else if (str_ends(line, "/"))
        (void)place(m, line);
    else
        fail_msg("not a line of a tree: %.*s", STR_ARG(line));
}

void machine_line(struct machine *m, const char *line)
{
    put(m, str_of(line));
}

void machine_init(struct machine *m, const char *name)
{
    const char *tmp = getenv("TMPDIR");
    struct buf text = BUF_INIT(TREE_MAX_BYTES), path = BUF_INIT(256);
    struct err err = ERR_NONE;
    struct fs_root *here;
    struct str rest, line;

    *m = (struct machine){.root = NULL};
    snprintf(m->dir, sizeof(m->dir), "%s/casepack-machine-XXXXXX", tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(m->dir));
    m->root = fs_root_open(m->dir, &err);
    check_no_err(&err);
    if (!name)
        return;
    here = fs_root_open("tests/machines", &err);
    check_no_err(&err);
    buf_printf(&path, "/%s.tree", name);
    if (!fs_read(here, buf_cstr(&path), TREE_MAX_BYTES, FS_NO_LINKS, &text, &err))
        check_no_err(&err);
    rest = buf_str(&text);
    while (str_next(&rest, '\n', &line))
        put(m, line);
    fs_root_free(here);
    buf_done(&text);
    buf_done(&path);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static void forget(struct machine *m)
{
    fact_list_free(m->result.facts);
    artifact_list_free(m->result.artifacts);
    m->result = (struct collect_result){.facts = NULL};
}

void machine_done(struct machine *m)
{
    forget(m);
    fs_root_free(m->root);
    nftw(m->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void ask_item(const struct collect_target *target, unsigned item, struct collect_result *out)
{
    struct err err = ERR_NONE;

    for (enum ask i = 0; i < ASK_COUNT; i++)
        if (ask_row(i)->item == item && !collect_ask(target, i, out, &err))
            check_no_err(&err);
}

const struct fact_list *machine_facts(struct machine *m, unsigned item)
{
    struct collect_target target = {.root = m->root};

    forget(m);
    m->result.facts = fact_list_new();
    ask_item(&target, item, &m->result);
    return m->result.facts;
}

const struct fact *check_fact(const struct fact_list *facts, enum fact_key key,
                              unsigned instance, enum fact_state state, const char *text)
{
    const struct fact *f = fact_find(facts, key, instance);

    if (!f || f->state != state)
        fail_msg("%s %u: want %s, got %s", fact_key_row(key)->name, instance,
                 fact_state_name(state), f ? fact_state_name(f->state) : "no fact");
    if (text)
        check_str(f->text, text);
    return f;
}

unsigned instance_of(const struct fact_list *facts, enum fact_key key, const char *text)
{
    for (size_t i = 0; i < fact_count(facts); i++)
        if (fact_at(facts, i)->key == key && str_is(fact_at(facts, i)->text, text))
            return fact_at(facts, i)->instance;
    fail_msg("no %s is %s", fact_key_row(key)->name, text);
    return 0;
}
