/* test_screens.c - a tour through every screen in both languages and two sizes.
 *
 * Each screen met must keep the rules of check_screen(). At 80x24 and 120x30 it must also be what
 * tests/tui/golden/NN.LANG.COLSxROWS.txt holds, the text and below it the look of each cell by a
 * letter ("." plain, ">" marked, ...); GOLDEN_UPDATE=1 writes those files anew (make
 * golden-update), and the review is a git diff. What differs from build to build (hashes, sizes,
 * free space, the folder of the test) is covered with "~". */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "bundle/read.h"
#include "bundle/spoken_message.h"
#include "flow/release.h"
#include "flow/review.h"
#include "tests/support/wizard_kit.h"

#define GOLDEN_MAX (64 * 1024)
#define MANY 30 /* how often a key may be repeated until a screen comes */

/* Keys that are no characters, in the texts below. */
#define ENTER "\n"
#define F1 "\x01"
#define F10 "\x02"
#define RESIZED "\x03"
#define F4 "\x04"
#define F5 "\x05"
#define F9 "\x06"
#define END "\x07"
#define ESC "\x08"

struct tour;

/* One stop: the screen must be that number; golden names its file; then keys are typed. A stop
 * with until repeats its key till that screen comes. */
struct stop {
    unsigned screen;
    const char *golden; /* "20", "20-edit"; NULL: only the rules */
    const char *keys;   /* UTF-8, and the keys above */
    unsigned until;
    void (*hook)(struct tour *t); /* before the keys */
};

struct tour {
    struct wizard_kit kit;
    const struct stop *stops;
    size_t at;
    struct str keys; /* still to type at this stop */
    int repeats;
    enum lang lang;
    bool is_golden;
    char code[64];
    unsigned jobs_seen; /* bit 0: screen 30, bit 1: screen 41 */
};

/* ---- golden files ------------------------------------------------------------------------------ */

struct cover {
    unsigned screen;
    int row, rows, col, cols;
};

#define LOWER_HALF 13
#define LIST_ROWS 7

static const struct cover covers[] = {
    {40, 3, 9, 47, 9},  {40, 14, 1, 1, 70}, {51, 4, 10, 36, 14}, {51, 15, 2, 3, 76},
    {53, 2, 1, 12, 20}, {60, 4, 7, 50, 30}, {60, 13, 2, 1, 60},  {61, 9, 1, 3, 70},
    {80, 4, 4, 64, 16}, {90, 2, 1, 6, 70},  {90, 5, 8, 8, 70},   {99, 3, 2, 9, 70},
};

/* On a taller screen what stands near the end goes down, and lists go on. */
static bool is_covered(const struct canvas *c, int row, int col)
{
    int more = c->rows - 24;

    for (size_t i = 0; i < COUNT_OF(covers); i++) {
        const struct cover *k = &covers[i];
        int top = k->row >= LOWER_HALF ? k->row + more : k->row;
        int end = top + k->rows + (k->rows >= LIST_ROWS ? more : 0);

        if (k->screen == screen_shown(c) && row >= top && row < end && col >= k->col &&
            col < k->col + k->cols)
            return true;
    }
    return false;
}

/* The folder of the test run: /tmp/casepack-wizard-XXXXXX. */
static void cover_folder(struct buf *text)
{
    static const char name[] = "casepack-wizard-";
    struct str all = buf_str(text);
    size_t at, from = 0;

    while (str_find(str_sub(all, from, all.n), name, &at)) {
        from += at + sizeof name - 1;
        for (size_t i = from; i < from + 6 && i < text->n; i++)
            text->p[i] = '~';
    }
}

/* A letter a cell; rows without any look but plain are left out. */
static void print_looks(const struct canvas *c, struct buf *out)
{
    static const char letters[LOOK_COUNT + 1] = ".T>kSXWqHpi";

    for (int r = 0; r < c->rows; r++) {
        bool is_plain = true;

        for (int col = 0; col < c->cols; col++)
            is_plain =
                is_plain && (canvas_at(c, r, col)->look == LOOK_PLAIN || is_covered(c, r, col));
        if (is_plain)
            continue;
        buf_printf(out, "%2d ", r);
        for (int col = 0; col < c->cols; col++)
            buf_putc(out, is_covered(c, r, col) ? '~' : letters[canvas_at(c, r, col)->look]);
        buf_putc(out, '\n');
    }
}

static void print_covered(const struct canvas *c, struct buf *out)
{
    struct canvas copy = {0};
    struct buf row = BUF_INIT(8192);

    canvas_resize(&copy, c->rows, c->cols);
    for (int r = 0; r < c->rows; r++) {
        for (int col = 0; col < c->cols; col++) {
            const struct cell *cell = canvas_at(c, r, col);
            bool hide = is_covered(c, r, col);

            copy.cells[r * c->cols + col] = hide ? (struct cell){'~', 1, 0} : *cell;
        }
        buf_clear(&row);
        canvas_row(&copy, r, &row);
        buf_add_str(out, buf_str(&row));
        buf_putc(out, '\n');
    }
    cover_folder(out);
    buf_printf(out, "cursor %d,%d\n", c->cursor_row, c->cursor_col);
    print_looks(c, out);
    buf_done(&row);
    canvas_done(&copy);
}

static void write_golden(const char *path, struct str text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text.p, 1, text.n, file), text.n);
    assert_int_equal(fclose(file), 0);
}

static void compare_golden(const char *path, struct str text)
{
    static char want[GOLDEN_MAX];
    FILE *file = fopen(path, "r");
    size_t n = file ? fread(want, 1, sizeof want, file) : 0;

    if (file)
        fclose(file);
    if (file && str_eq(text, (struct str){want, n}))
        return;
    print_error("%s differs from the screen (make golden-update, then look at the diff):\n%.*s",
                path, STR_ARG(text));
    fail();
}

static void check_golden(const struct tour *t, const struct canvas *c, const char *name)
{
    struct buf text = BUF_INIT(GOLDEN_MAX);
    char path[160];

    snprintf(path, sizeof path, "tests/tui/golden/%s.%s.%dx%d.txt", name, lang_name(t->lang),
             c->cols, c->rows);
    print_covered(c, &text);
    if (getenv("GOLDEN_UPDATE"))
        write_golden(path, buf_str(&text));
    else
        compare_golden(path, buf_str(&text));
    buf_done(&text);
}

/* ---- the tour ---------------------------------------------------------------------------------- */

/* English screens hold no Chinese; but the welcome screen names the languages in themselves, and
 * a file is shown as it is. */
static void check_one_language(const struct tour *t, const struct canvas *c)
{
    bool is_mixed = screen_shown(c) == 10 || screen_shown(c) == 53;

    for (int i = 0; t->lang == LANG_EN && !is_mixed && i < c->rows * c->cols; i++)
        if (c->cells[i].cols == 2) {
            print_screen(c);
            fail_msg("an English screen holds Chinese");
        }
}

static uint32_t key_of_char(uint32_t ch)
{
    static const uint32_t keys[] = {
        [1] = IN_F1, [2] = IN_F10, [3] = IN_RESIZE, [4] = IN_F4,      [5] = IN_F5,
        [6] = IN_F9, [7] = IN_END, [8] = IN_ESC,    ['\n'] = IN_ENTER};

    return ch < COUNT_OF(keys) ? keys[ch] : ch;
}

static bool type_next(struct tour *t, uint32_t *key)
{
    size_t at = 0;

    if (t->keys.n == 0)
        return false;
    *key = key_of_char(utf8_next(t->keys, &at));
    t->keys = str_sub(t->keys, at, t->keys.n);
    return true;
}

static uint32_t next_key(void *ctx, const struct canvas *shown)
{
    struct tour *t = ctx;
    uint32_t key;

    check_screen(shown);
    for (;;) {
        const struct stop *stop = &t->stops[t->at];

        if (type_next(t, &key))
            return key;
        if (stop->until && screen_shown(shown) != stop->until && t->repeats++ < MANY) {
            t->keys = str_of(stop->keys);
            continue;
        }
        t->repeats = 0;
        stop = &t->stops[++t->at];
        if (stop->screen == 0)
            return IN_GONE;
        if (screen_shown(shown) != stop->screen) {
            print_screen(shown);
            fail_msg("stop %zu wants screen %u", t->at, stop->screen);
        }
        check_one_language(t, shown);
        if (stop->golden && t->is_golden)
            check_golden(t, shown, stop->golden);
        if (stop->hook)
            stop->hook(t);
        if (!stop->until && stop->keys)
            t->keys = str_of(stop->keys);
    }
}

/* Beside long work: the first picture of 30 and of 41. */
static uint32_t polled(void *ctx, const struct canvas *shown)
{
    struct tour *t = ctx;
    unsigned screen = screen_shown(shown);
    unsigned bit = screen == 30 ? 1 : screen == 41 ? 2 : 0;

    check_screen(shown);
    check_one_language(t, shown);
    if (bit && !(t->jobs_seen & bit)) {
        t->jobs_seen |= bit;
        if (t->is_golden)
            check_golden(t, shown, screen == 30 ? "30" : "41");
    }
    return IN_NONE;
}

static void shrink(struct tour *t)
{
    term_mem_resize(t->kit.term, 20, 60);
}

static void grow(struct tour *t)
{
    term_mem_resize(t->kit.term, 24, 80);
}

static void type_code(struct tour *t)
{
    snprintf(t->code, sizeof t->code, "2%s\n", flow_release_code(t->kit.flow));
    t->keys = str_of(t->code);
}

/* As the hotline reads them out: one item that is here, one that is not. */
static void type_items(struct tour *t)
{
    static const unsigned items[] = {5, 7, 12};
    struct buf code = BUF_INIT(128);
    struct err err = ERR_NONE;

    assert_true(spoken_items_code(items, COUNT_OF(items), &code, &err));
    snprintf(t->code, sizeof t->code, "9%s\n", buf_cstr(&code));
    t->keys = str_of(t->code);
    buf_done(&code);
}

static void type_case(struct tour *t)
{
    struct buf code = BUF_INIT(128);
    struct err err = ERR_NONE;

    assert_true(spoken_case_code(STR("CAS-12345-A0B0C0"), &code, &err));
    snprintf(t->code, sizeof t->code, "1%s\n", buf_cstr(&code));
    t->keys = str_of(t->code);
    buf_done(&code);
}

static void check_case(struct tour *t)
{
    assert_string_equal(flow_case(t->kit.flow)->number, "CAS-12345-A0B0C0");
}

static const char *aside(const struct tour *t)
{
    static char path[128];

    snprintf(path, sizeof path, "%s.aside", t->kit.out);
    return path;
}

static void lose_destination(struct tour *t)
{
    assert_int_equal(rename(t->kit.out, aside(t)), 0);
}

static void find_destination(struct tour *t)
{
    assert_int_equal(rename(aside(t), t->kit.out), 0);
}

static void check_written(struct tour *t)
{
    assert_int_equal(flow_step(t->kit.flow), STEP_WRITTEN);
    assert_int_equal(access(flow_written(t->kit.flow)->path, R_OK), 0);
}

static void check_judged(struct tour *t)
{
    struct err err = ERR_NONE;
    struct bundle *b = bundle_open(flow_written(t->kit.flow)->path, &err);
    struct buf text = BUF_INIT(1 << 20);
    size_t at;

    assert_true(str_ends(str_of(flow_written(t->kit.flow)->path), ".tar.zst.001"));
    assert_non_null(b);
    assert_true(bundle_text(b, "redaction.txt", text.max, &text, &err));
    assert_true(
        str_find(buf_str(&text), "# marking let pass\t/var/log/installer/status (B04)", &at));
    buf_clear(&text);
    assert_true(bundle_text(b, "case.txt", text.max, &text, &err));
    assert_true(str_find(buf_str(&text), "required signers: site officer", &at));
    buf_clear(&text);
    assert_true(bundle_text(b, "release.txt", text.max, &text, &err));
    assert_true(str_find(buf_str(&text), "/var/log/installer/status (B04)", &at));
    buf_done(&text);
    bundle_close(b);
}

static void choose_language(struct tour *t)
{
    t->keys = str_of(t->lang == LANG_ZH ? "1" : "2");
}

/* clang-format off */
#define AT(screen, golden, keys) {screen, golden, keys, 0, NULL}
#define AT_HOOK(screen, golden, keys, hook) {screen, golden, keys, 0, hook}

/* The first stop stands for the start, the last for the end. */
static const struct stop whole_tour[] = {
    AT(0, NULL, NULL),
    AT(10, "10", F1),
    AT(1, "01", "0"),
    AT(10, NULL, F9),
    AT(3, "03", "0"),
    AT(10, NULL, "3"),
    AT(10, "10-why", F10),
    AT(4, "04", "0"),
    AT(10, NULL, "7"),
    AT(94, NULL, "1" "222" "3" "2026-13-03" ENTER),
    AT(94, "94-edit", ESC RESIZED "11" "32026-01-03" ENTER),
    AT(94, "94", ENTER),
    AT_HOOK(10, NULL, NULL, choose_language),
    AT(20, NULL, "1CAS-00000-A0B0C0"),
    AT(20, "20-edit", ENTER "303" ENTER "44" "7A17" ENTER),
    AT(20, "20", ENTER),
    AT(31, "31", "2"),
    AT(32, "32", "+-0"),
    AT(31, NULL, F4),
    AT(93, "93", "0"),
    AT(31, NULL, ENTER),
    AT(40, NULL, "7"),
    AT_HOOK(40, "40", NULL, type_items),
    AT(40, "40-asked", ENTER),
    AT(50, NULL, "5BLUEHERON" ENTER "6project BLUEHERON" ENTER),
    AT(50, "50", ENTER),
    AT(51, "51", "1"),
    AT(52, "52", "3"),
    AT(52, "52-keep", "8"),
    AT(52, "52-lines", "8" "2"),
    {51, "51-mixed", "1", 52, NULL},
    AT(52, NULL, F5),
    AT(52, NULL, "0"),
    {51, NULL, ENTER, 60, NULL},
    AT(60, "60", "3"),
    AT(53, "53", "1e" ENTER),
    AT(53, "53-find", ENTER),
    AT(60, NULL, "8" ENTER),
    AT(61, "61", "1B04" ENTER),
    AT_HOOK(61, NULL, NULL, type_code),
    AT(61, NULL, "3secret" ENTER "secret" ENTER "5"),
    AT(70, "70", "1other" ENTER "other" ENTER ENTER),
    AT_HOOK(80, "80", ENTER, lose_destination),
    AT_HOOK(99, "99", ENTER, find_destination),
    AT(80, NULL, ENTER),
    AT_HOOK(90, "90", "1", check_written),
    AT(91, "91", "0"),
    AT(90, NULL, "2"),
    AT(90, "90-why", "4"),
    AT(93, NULL, ENTER),
    AT(90, NULL, "3"),
    AT(20, NULL, ENTER),
    AT(31, NULL, F4),
    AT(93, "93-two", NULL),
    AT(0, NULL, NULL),
};

/* An activated PC with a message that is known, and a file that bears a marking: the second person
 * lets it pass and has to release the pack. */
static const struct stop marking_tour[] = {
    AT(0, NULL, NULL),
    AT_HOOK(10, NULL, NULL, choose_language),
    AT_HOOK(20, NULL, NULL, type_case),
    AT_HOOK(20, NULL, "46online activation: server error" ENTER "7A17" ENTER, check_case),
    AT(20, NULL, ENTER),
    AT(31, "31-known", "1"),
    AT(32, "32-known", "0"),
    AT(31, NULL, ENTER),
    AT(40, NULL, "7" ENTER),
    AT(50, NULL, ENTER),
    AT(51, "51-held", END ENTER),
    AT(54, "54", "1"),
    AT(55, "55", "1B04" ENTER "3"),
    AT(54, "54-kept", "1"),
    AT(55, NULL, "2secret" ENTER "secret" ENTER "4"),
    {51, NULL, ENTER, 60, NULL},
    AT(60, NULL, "8" ENTER),
    AT(61, NULL, "1C05" ENTER),
    AT_HOOK(61, NULL, NULL, type_code),
    AT(61, NULL, "3secret" ENTER "5"),
    AT(61, NULL, "1B04" ENTER "3secret" ENTER "5"),
    AT(70, NULL, ENTER),
    AT(80, NULL, "45"),
    AT(80, "80-form", ENTER),
    AT_HOOK(90, NULL, NULL, check_judged),
    AT(0, NULL, NULL),
};

static const struct stop small_tour[] = {
    AT(0, NULL, NULL),
    AT_HOOK(10, NULL, RESIZED, shrink),
    AT(2, "02", "1" ENTER), /* what cannot be seen is not pressed */
    AT_HOOK(2, NULL, RESIZED, grow),
    AT(10, NULL, NULL),
    AT(0, NULL, NULL),
};
/* clang-format on */

static void walk(enum lang lang, int rows, int cols)
{
    static struct tour t;

    t = (struct tour){.lang = lang, .is_golden = cols <= 120, .stops = whole_tour};
    lang_set(lang);
    wizard_kit_init(&t.kit, "strict", rows, cols,
                    &(struct term_mem_keys){next_key, polled, &t});
    wizard_kit_run(&t.kit);
    assert_int_equal(t.stops[t.at].screen, 0);
    assert_int_equal(t.jobs_seen, 3);
    assert_int_equal(t.kit.exit_code, 1); /* written, and the board serial must be fixed */
    wizard_kit_done(&t.kit);
}

static void test_every_screen_in_chinese_at_80x24(void **state)
{
    (void)state;
    walk(LANG_ZH, 24, 80);
}

static void test_every_screen_in_english_at_80x24(void **state)
{
    (void)state;
    walk(LANG_EN, 24, 80);
}

static void test_every_screen_in_chinese_at_120x30(void **state)
{
    (void)state;
    walk(LANG_ZH, 30, 120);
}

static void test_every_screen_in_english_at_120x30(void **state)
{
    (void)state;
    walk(LANG_EN, 30, 120);
}

static void test_every_screen_in_a_very_large_terminal(void **state)
{
    (void)state;
    walk(LANG_ZH, 50, 200);
}

static void small(enum lang lang)
{
    static struct tour t;

    t = (struct tour){.lang = lang, .is_golden = true, .stops = small_tour};
    lang_set(lang);
    wizard_kit_init(&t.kit, "normal", 24, 80, &(struct term_mem_keys){next_key, polled, &t});
    wizard_kit_run(&t.kit);
    wizard_kit_done(&t.kit);
}

static void marking(enum lang lang, int rows, int cols)
{
    static struct tour t;

    t = (struct tour){.lang = lang, .is_golden = true, .stops = marking_tour};
    lang_set(lang);
    wizard_kit_init(&t.kit, "normal", rows, cols,
                    &(struct term_mem_keys){next_key, polled, &t});
    machine_line(&t.kit.machine, "/var/log/installer/status = \u5bc6\u7ea7\uff1a\u673a\u5bc6");
    wizard_kit_run(&t.kit);
    assert_int_equal(t.stops[t.at].screen, 0);
    wizard_kit_done(&t.kit);
}

static void test_a_second_person_lets_a_marking_pass_and_releases(void **state)
{
    (void)state;
    marking(LANG_ZH, 24, 80);
    marking(LANG_EN, 24, 80);
    marking(LANG_ZH, 30, 120);
    marking(LANG_EN, 30, 120);
}

static void test_a_small_window_says_so_and_loses_nothing(void **state)
{
    (void)state;
    small(LANG_ZH);
    small(LANG_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_screen_in_chinese_at_80x24),
        cmocka_unit_test(test_every_screen_in_english_at_80x24),
        cmocka_unit_test(test_every_screen_in_chinese_at_120x30),
        cmocka_unit_test(test_every_screen_in_english_at_120x30),
        cmocka_unit_test(test_every_screen_in_a_very_large_terminal),
        cmocka_unit_test(test_a_second_person_lets_a_marking_pass_and_releases),
        cmocka_unit_test(test_a_small_window_says_so_and_loses_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
