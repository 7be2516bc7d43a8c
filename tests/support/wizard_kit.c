/* wizard_kit.c - the wizard without a terminal. */
#include "tests/support/check.h"

#include "tests/support/wizard_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/utf8.h"
#include "tests/support/scratch.h"
#include "tests/support/smbios_build.h"

#define LOG                                                                                \
    "/var/log/dpkg.log = 2026-01-02 09:14:05 startup archives unpack on pc17.lab.example", \
        "/var/log/dpkg.log = 2026-01-02 09:14:07 login of zhangwei from 192.0.2.7 ok",     \
        "/var/log/dpkg.log = 2026-01-02 09:14:09 adapter 02:00:00:00:00:01 up",            \
        "/var/log/dpkg.log = 2026-01-02 09:14:11 project BLUEHERON by zhangwei@lab.example"

static const char *const lines[] = {LOG};

static void put_file(const char *dir, const char *name, struct str bytes, mode_t mode)
{
    char path[512];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

/* A desktop whose board has no serial. */
static void put_firmware(struct machine *m)
{
    struct buf entry = BUF_INIT(64);
    struct smbios_build b;

    smbios_build_init(&b);
    smbios_build_pc(&b, "SN-EXAMPLE-77", NULL);
    smbios_build_end(&b);
    smbios_build_entry(&b, SMBIOS_ENTRY_30, 3, 2, &entry);
    machine_bytes(m, "/sys/firmware/dmi/tables/smbios_entry_point", buf_str(&entry));
    machine_bytes(m, "/sys/firmware/dmi/tables/DMI", buf_str(&b.table));
    smbios_build_done(&b);
    buf_done(&entry);
}

static const char *base = "/tmp";

void wizard_kits_in_memory(void)
{
    struct stat info;

    if (stat("/dev/shm", &info) == 0 && S_ISDIR(info.st_mode))
        base = "/dev/shm";
}

static void make_folders(struct wizard_kit *kit)
{
    scratch_new(base, "wizard", kit->dir, sizeof kit->dir);
    snprintf(kit->keys, sizeof kit->keys, "%s/keys", kit->dir);
    snprintf(kit->out, sizeof kit->out, "%s/out", kit->dir);
    snprintf(kit->mounts, sizeof kit->mounts, "%s/mounts", kit->dir);
    assert_int_equal(mkdir(kit->keys, 0700), 0);
    assert_int_equal(mkdir(kit->out, 0755), 0);
    put_file(kit->keys, "alias.key", STR("0123456789abcdef0123456789abcdef"), 0600);
    put_file(kit->dir, "mounts", STR("/dev/sdz1 /media/not-there vfat rw 0 0\n"), 0644);
}

void wizard_kit_init(struct wizard_kit *kit, const char *policy, int rows, int cols,
                     const struct term_mem_keys *keys)
{
    struct err err = ERR_NONE;

    *kit = (struct wizard_kit){0};
    assert_true(digest_start(&err));
    make_folders(kit);
    machine_init(&kit->machine, "desktop-sata");
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        machine_line(&kit->machine, lines[i]);
    put_firmware(&kit->machine);
    const struct flow_options options = {.root_dir = kit->machine.at,
                                         .key_dir = kit->keys,
                                         .policy = policy,
                                         .level = -1,
                                         .date = "2026-01-02"};
    kit->flow = flow_new(&options, &err);
    check_no_err(&err);
    kit->term = term_mem_new(rows, cols, keys);
}

void wizard_kit_run(struct wizard_kit *kit)
{
    const struct wizard_options options = {.out_dir = kit->out, .mounts = kit->mounts};
    struct err err = ERR_NONE;

    if (!wizard_run(kit->flow, &kit->term, &options, &kit->exit_code, &err))
        check_no_err(&err);
}

void wizard_kit_done(struct wizard_kit *kit)
{
    term_free(kit->term);
    flow_free(kit->flow);
    machine_done(&kit->machine);
    scratch_remove(kit->dir);
}

/* ---- looking at screens ---------------------------------------------------------------------- */

unsigned screen_shown(const struct canvas *c)
{
    unsigned number = 0;

    if (c->cols < 4 || c->rows < 1 || canvas_at(c, 0, 0)->ch != '[')
        return 0;
    for (int col = 1; col <= 2; col++)
        number = number * 10 + (unsigned)(canvas_at(c, 0, col)->ch - '0');
    return number;
}

bool canvas_shows(const struct canvas *c, const char *text)
{
    struct buf row = BUF_INIT(8192);
    bool found = false;
    size_t at;

    for (int r = 0; r < c->rows && !found; r++) {
        buf_clear(&row);
        canvas_row(c, r, &row);
        found = str_find(buf_str(&row), text, &at);
    }
    buf_done(&row);
    return found;
}

void print_screen(const struct canvas *c)
{
    struct buf row = BUF_INIT(8192);

    for (int r = 0; r < c->rows; r++) {
        buf_clear(&row);
        canvas_row(c, r, &row);
        print_error("%2d|%s\n", r, buf_cstr(&row));
    }
    buf_done(&row);
}

static void require(bool ok, const struct canvas *c, const char *rule, int row, int col)
{
    if (ok)
        return;
    print_error("screen breaks the rule: %s (row %d, column %d)\n", rule, row, col);
    print_screen(c);
    fail();
}

static void check_cells(const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++)
        for (int col = 0; col < c->cols; col++) {
            const struct cell *cell = canvas_at(c, row, col);
            bool follows_wide = col > 0 && canvas_at(c, row, col - 1)->cols == 2;

            require((cell->cols == 0) == follows_wide, c, "no half of a wide character", row,
                    col);
            if (cell->cols == 0)
                continue;
            require(col + cell->cols <= c->cols, c, "within the width", row, col);
            require(cell->ch >= 0x20 && cell->ch != 0x7f, c, "no control characters", row, col);
            require(utf8_char_cols(cell->ch) == cell->cols, c, "true widths", row, col);
            require(!char_is_ambiguous(cell->ch), c, "no character of ambiguous width", row,
                    col);
        }
}

/* In Chinese the digits are words, as the translation of "0123456789" gives them. */
static void check_say_line(const struct canvas *c)
{
    struct buf said = BUF_INIT(8192), want = BUF_INIT(64);
    unsigned number = screen_shown(c);
    struct str words = str_of(_("0123456789"));
    const unsigned digits[] = {number / 10, number % 10};

    canvas_row(c, c->rows - 1, &said);
    for (size_t i = 0; i < COUNT_OF(digits); i++) {
        size_t at = 0;
        uint32_t ch = 0;

        for (unsigned d = 0; d <= digits[i]; d++)
            ch = utf8_next(words, &at);
        if (i > 0 && lang_get() == LANG_EN)
            buf_putc(&want, '-');
        utf8_put(&want, ch);
    }
    require(str_ends(buf_str(&said), buf_cstr(&want)), c, "the last row says the number",
            c->rows - 1, 0);
    buf_done(&said);
    buf_done(&want);
}

static void check_mark(const struct canvas *c)
{
    require(c->cursor_row >= 0 && c->cursor_row < c->rows && c->cursor_col >= 0 &&
                c->cursor_col < c->cols,
            c, "the cursor is on the screen", c->cursor_row, c->cursor_col);
    for (int row = 2; row < c->rows - 3; row++) {
        const struct cell *cell = canvas_at(c, row, 1);

        if (cell->ch == '>' && cell->look == LOOK_MARKED)
            require(c->cursor_row == row, c, "the cursor stands on the > row", row, 1);
    }
}

/* What looks like a key is one for the mouse too: digits and ENTER in their column, the bar. */
static void check_touches(const struct canvas *c)
{
    bool is_editing = canvas_shows(c, _("take it"));

    for (int row = 2; row < c->rows - 3; row++) {
        const struct cell *cell = canvas_at(c, row, 3);

        if (cell->look == LOOK_PLAIN || canvas_at(c, row, 2)->ch != ' ')
            continue;
        if (cell->ch >= '1' && cell->ch <= '9' && canvas_at(c, row, 4)->ch == ' ')
            require(canvas_touched(c, row, 3) == cell->ch, c, "a digit can be clicked", row, 3);
        if (cell->ch == 'E' && canvas_at(c, row, 7)->ch == 'R')
            require(canvas_touched(c, row, 3) == IN_ENTER, c, "ENTER can be clicked", row, 3);
    }
    for (int col = 0; col < c->cols - 1; col++) {
        uint32_t next = canvas_at(c, c->rows - 2, col + 1)->ch;

        if (canvas_at(c, c->rows - 2, col)->ch == 'F' && next >= '1' && next <= '9' &&
            canvas_at(c, c->rows - 2, col + 2)->ch == ' ')
            require(canvas_touched(c, c->rows - 2, col) == IN_F1 + next - '1', c,
                    "a key of the bar can be clicked", c->rows - 2, col);
    }
    require(!is_editing || canvas_touched(c, c->rows - 2, 0) == IN_ESC, c, "ESC can be clicked",
            c->rows - 2, 0);
}

void check_screen(const struct canvas *c)
{
    struct buf bar = BUF_INIT(8192);

    require(screen_shown(c) > 0, c, "the number stands at the top left", 0, 0);
    check_cells(c);
    check_say_line(c);
    check_mark(c);
    if (screen_shown(c) != 2) {
        canvas_row(c, c->rows - 2, &bar);
        require(str_ends(buf_str(&bar), _("quit")), c, "the key bar is whole", c->rows - 2, 0);
        check_touches(c);
    }
    buf_done(&bar);
}
