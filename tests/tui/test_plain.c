/* test_plain.c - line mode: rows as lines, lines as keys, and a whole walk through pipes. */
#include "tests/support/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/wizard_kit.h"
#include "tui/term_plain.h"

static void check_plain(const struct canvas *c, int row, const char *want)
{
    struct buf line = BUF_INIT(1024);

    plain_row(c, row, &line);
    check_str(buf_str(&line), want);
    buf_done(&line);
}

static void test_rows_become_lines(void **state)
{
    struct canvas c = {0};

    (void)state;
    canvas_resize(&c, 7, 60);
    canvas_text(&c, 0, 0, TO_EDGE, LOOK_PLAIN, "[31] Results        Step 3/9");
    canvas_fill(&c, 1, 0, 60, '-', LOOK_PLAIN);
    canvas_text(&c, 2, 3, TO_EDGE, LOOK_KEY, "1  101  [X] bad    empty");
    canvas_text(&c, 3, 1, TO_EDGE, LOOK_MARKED, "> 2  102  [OK]");
    canvas_text(&c, 4, 8, TO_EDGE, LOOK_STRONG, "### # #  A  ###");
    canvas_text(&c, 5, 1, TO_EDGE, LOOK_PLAIN, "Total:   12");
    canvas_text(&c, 6, 3, TO_EDGE, LOOK_PLAIN, "2 digits = a screen");
    canvas_touch(&c, 2, 0, 60, '1');
    canvas_touch(&c, 3, 0, 60, '2');
    check_plain(&c, 0, "[31] Results, Step 3/9");
    check_plain(&c, 1, "");
    check_plain(&c, 2, "1: 101, [X] bad, empty");
    check_plain(&c, 3, "2: 102, [OK]  (ENTER)");
    check_plain(&c, 4, "");
    check_plain(&c, 5, "Total: 12");
    check_plain(&c, 6, "2 digits = a screen"); /* no key */
    canvas_done(&c);
}

/* A file with answers, open for reading. */
static int answers(const char *text)
{
    char path[] = "/tmp/casepack-plain-XXXXXX";
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    assert_int_equal(unlink(path), 0);
    return fd;
}

static uint32_t one_key(const char *text, enum term_wants wants)
{
    int in = answers(text), out = open("/dev/null", O_WRONLY);
    struct term *t = term_plain_new(in, out);

    t->wants = wants;
    uint32_t key = term_read(t, -1);
    term_free(t);
    close(in);
    close(out);
    return key;
}

static void test_lines_are_keys(void **state)
{
    (void)state;
    assert_int_equal(one_key("\n", WANTS_KEY), IN_ENTER);
    assert_int_equal(one_key(" 3 \r\n", WANTS_KEY), '3');
    assert_int_equal(one_key("\xef\xbc\x93\n", WANTS_KEY), 0xFF13); /* full-width 3 */
    assert_int_equal(one_key("F10\n", WANTS_KEY), IN_F10);
    assert_int_equal(one_key("f2\n", WANTS_KEY), IN_F2);
    assert_int_equal(one_key("?\n", WANTS_KEY), '?');
    assert_int_equal(one_key("12\n4\n", WANTS_KEY), '4'); /* two digits are no answer */
    assert_int_equal(one_key("", WANTS_KEY), IN_GONE);
    assert_int_equal(one_key("f2\n", WANTS_TEXT), 'f');
    assert_int_equal(one_key("\n", WANTS_TEXT), IN_ENTER);
}

static const char walk_through[] = "2\n"                   /* English */
                                   "1\nCAS-00000-A0B0C0\n" /* a field takes a line */
                                   "\n"                    /* the checks */
                                   "1\n0\n\n"              /* a detail, on to the items */
                                   "\n\n"                  /* collect, search */
                                   "f1\n0\n";

static void test_a_walk_through_pipes_sends_no_escapes(void **state)
{
    static char text[256 * 1024];
    char path[] = "/tmp/casepack-plain-XXXXXX";
    struct wizard_kit kit;
    int in = answers(walk_through), out = mkstemp(path);

    (void)state;
    assert_true(out >= 0);
    lang_set(LANG_ZH);
    wizard_kit_init(&kit, "normal", 24, 80, &(struct term_mem_keys){NULL, NULL, NULL});
    term_free(kit.term);
    kit.term = term_plain_new(in, out);
    wizard_kit_run(&kit);
    assert_int_equal(kit.exit_code, 3); /* the answers ended before the release */
    ssize_t n = pread(out, text, sizeof text, 0);
    assert_true(n > 0);
    const struct str all = {text, (size_t)n};
    static const char *const wanted[] = {
        "[10] ",         "\n1: Case number, [CAS-00000-A0B0C0] as",
        "[30] Checking", "[31] Check results",
        "1: 102, [X]",   "[51] Redaction review",
        "[01] Help",     "> "};
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        size_t at;

        if (!str_find(all, wanted[i], &at))
            fail_msg("\"%s\" is not in:\n%.*s", wanted[i], STR_ARG(all));
    }
    for (size_t i = 0; i < all.n; i++)
        assert_true((unsigned char)all.p[i] >= 0x20 || all.p[i] == '\n');
    wizard_kit_done(&kit);
    close(in);
    close(out);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_become_lines),
        cmocka_unit_test(test_lines_are_keys),
        cmocka_unit_test(test_a_walk_through_pipes_sends_no_escapes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
