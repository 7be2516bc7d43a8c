/* machine_linux.c - a recorded machine as the folder that its text describes. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UID_OF_NOBODY 65534

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

void machine_text(struct machine *m, struct str lines)
{
    struct err err = ERR_NONE;
    struct str line;

    if (!m->root) {
        snprintf(m->at, sizeof(m->at), "%s", m->dir);
        m->root = fs_root_open(m->at, &err);
        check_no_err(&err);
    }
    while (str_next(&lines, '\n', &line))
        put(m, line);
}

void machine_spoil(struct machine *m, const char *path)
{
    assert_int_equal(unlink(place(m, str_of(path))), 0);
}

void machine_deny(struct machine *m, const char *path)
{
    assert_int_equal(chmod(m->dir, 0755), 0);
    assert_int_equal(chmod(place(m, str_of(path)), 0), 0);
}

void machine_ask_without_rights(bool on)
{
    if (getuid() == 0) /* who may read everything */
        assert_int_equal(seteuid(on ? UID_OF_NOBODY : 0), 0);
}
