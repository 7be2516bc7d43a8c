/* test_keys.c - what keys mean, lists, fields, the tables of keys and screens. */
#include "tests/support/check.h"

#include "base/lang.h"
#include "base/utf8.h"
#include "tui/field.h"
#include "tui/state.h"
#include "tui/term_mem.h"

static void test_digits_are_items_and_zero_is_back(void **state)
{
    (void)state;
    for (uint32_t digit = 1; digit <= 9; digit++) {
        struct input in = input_of('0' + digit);

        assert_int_equal(in.command, CMD_ITEM);
        assert_int_equal(in.digit, digit);
    }
    assert_int_equal(input_of('0').command, CMD_BACK);
    assert_int_equal(input_of(IN_ESC).command, CMD_BACK);
    assert_int_equal(input_of(IN_ENTER).command, CMD_TAKE);
    assert_int_equal(input_of('x').command, CMD_NONE);
}

static void test_full_width_keys_mean_the_same(void **state)
{
    (void)state;
    assert_int_equal(input_of(0xFF13).command, CMD_ITEM);
    assert_int_equal(input_of(0xFF13).digit, 3);
    assert_int_equal(input_of(0xFF10).command, CMD_BACK);
    assert_int_equal(input_of(0xFF0B).command, CMD_MORE); /* full-width plus */
    assert_int_equal(input_of(0xFF1F).command, CMD_HELP); /* full-width question mark */
}

static void test_no_key_has_two_meanings(void **state)
{
    (void)state;
    for (int a = CMD_NONE + 1; a < CMD_COUNT; a++)
        for (const uint32_t *key = command_row((enum command)a)->keys; *key; key++)
            assert_int_equal(input_of(*key).command, a);
}

/* ---- ESC and a digit ------------------------------------------------------------------------- */

struct script {
    const uint32_t *keys;
    size_t n, at;
};

static uint32_t next_key(void *ctx, const struct canvas *shown)
{
    struct script *s = ctx;

    (void)shown;
    return s->at < s->n ? s->keys[s->at++] : IN_NONE;
}

static uint32_t read_all(const uint32_t *keys, size_t n)
{
    struct script s = {keys, n, 0};
    struct term *t = term_mem_new(24, 80, &(struct term_mem_keys){next_key, next_key, &s});
    uint32_t key = keys_read(t, -1);

    assert_int_equal(s.at, n); /* nothing is left to be taken for another key */
    term_free(t);
    return key;
}

static void test_esc_digit_is_an_f_key(void **state)
{
    static const struct {
        uint32_t keys[6];
        size_t n;
        uint32_t want;
    } cases[] = {
        {{IN_ESC, '1'}, 2, IN_F1},
        {{IN_ESC, '2'}, 2, IN_F2},
        {{IN_ESC, '0'}, 2, IN_F10},
        {{IN_ESC, 0xFF12}, 2, IN_F2},
        {{IN_ESC}, 1, IN_ESC},
        {{IN_ESC, IN_ENTER}, 2, IN_ENTER},
        {{'5'}, 1, '5'},
        {{IN_ESC, '[', '2', ';', '5', '~'}, 6, IN_NONE}, /* a key nobody knows: no digit acts */
        {{IN_ESC, 'O', '2'}, 3, IN_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(read_all(cases[i].keys, cases[i].n), cases[i].want);
}

/* ---- lists ------------------------------------------------------------------------------------- */

static enum list_result press(struct list *l, uint32_t key, size_t *picked)
{
    struct input in = input_of(key);

    return list_key(l, &in, picked);
}

static void test_enter_takes_the_marked_row(void **state)
{
    struct list l = {0};
    size_t picked = 99;

    (void)state;
    list_set(&l, 3, 9, true);
    assert_int_equal(press(&l, IN_ENTER, &picked), LIST_NEXT);
    press(&l, IN_DOWN, &picked);
    assert_int_equal(press(&l, IN_ENTER, &picked), LIST_PICKED);
    assert_int_equal(picked, 0);
    press(&l, IN_UP, &picked);
    assert_int_equal(press(&l, IN_ENTER, &picked), LIST_NEXT);
}

static void test_a_digit_picks_at_once_and_enter_still_means_next(void **state)
{
    struct list l = {0};
    size_t picked = 99;

    (void)state;
    list_set(&l, 3, 9, true);
    assert_int_equal(press(&l, '2', &picked), LIST_PICKED);
    assert_int_equal(picked, 1);
    assert_int_equal(press(&l, IN_ENTER, &picked), LIST_NEXT);
    assert_int_equal(press(&l, '4', &picked), LIST_IGNORED);
}

static void test_pages_move_the_digits(void **state)
{
    struct list l = {0};
    size_t picked = 99, from, to;

    (void)state;
    list_set(&l, 13, 9, true);
    press(&l, '+', &picked);
    assert_int_equal(press(&l, '1', &picked), LIST_PICKED);
    assert_int_equal(picked, 9);
    press(&l, '+', &picked); /* there is no third page */
    assert_int_equal(press(&l, '4', &picked), LIST_PICKED);
    assert_int_equal(picked, 12);
    list_window(&l, 9, &from, &to);
    assert_int_equal(from, 9);
    assert_int_equal(to, 13);
    list_window(&l, 20, &from, &to);
    assert_int_equal(to - from, 13);
    press(&l, '-', &picked);
    assert_int_equal(press(&l, '1', &picked), LIST_PICKED);
    assert_int_equal(picked, 0);
}

static void test_the_mark_survives_fewer_items(void **state)
{
    struct list l = {0};
    size_t picked;

    (void)state;
    list_set(&l, 5, 9, false);
    press(&l, IN_END, &picked);
    list_set(&l, 2, 9, false);
    assert_int_equal(l.at, 1);
    list_set(&l, 0, 9, false);
    assert_int_equal(press(&l, IN_ENTER, &picked), LIST_IGNORED);
    assert_int_equal(press(&l, IN_DOWN, &picked), LIST_MOVED);
    assert_int_equal(press(&l, IN_UP, &picked), LIST_MOVED);
}

/* ---- fields ------------------------------------------------------------------------------------ */

static void type(struct field *f, struct str text)
{
    size_t at = 0;

    while (at < text.n)
        assert_int_equal(field_key(f, utf8_next(text, &at)), FIELD_CHANGED);
}

static void test_a_field_edits_whole_characters(void **state)
{
    char text[32] = "";
    struct field f;

    (void)state;
    field_open(&f, FIELD_TEXT, text, sizeof text);
    type(&f, STR("a中b"));
    field_key(&f, IN_LEFT);
    field_key(&f, IN_BACKSPACE);
    assert_string_equal(text, "ab");
    field_key(&f, IN_HOME);
    field_key(&f, IN_DELETE);
    assert_string_equal(text, "b");
    field_key(&f, IN_END);
    type(&f, STR("，"));
    assert_string_equal(text, "b，");
    assert_int_equal(field_key(&f, IN_ENTER), FIELD_TAKEN);
}

static void test_the_first_character_replaces_the_old_text(void **state)
{
    char text[32] = "12";
    struct field f;

    (void)state;
    field_open(&f, FIELD_CODE, text, sizeof text);
    type(&f, STR("3"));
    assert_string_equal(text, "3");
    field_open(&f, FIELD_CODE, text, sizeof text);
    field_key(&f, IN_END);
    type(&f, STR("4"));
    assert_string_equal(text, "34");
}

static void test_a_code_field_folds_full_width(void **state)
{
    char text[32] = "";
    struct field f;

    (void)state;
    field_open(&f, FIELD_CODE, text, sizeof text);
    type(&f, STR("ＣＡＳ－００１"));
    assert_string_equal(text, "CAS-001");
}

static void test_a_field_never_overflows(void **state)
{
    char text[8] = "";
    struct field f;

    (void)state;
    field_open(&f, FIELD_TEXT, text, sizeof text);
    type(&f, STR("123456789"));
    assert_string_equal(text, "1234567");
    field_open(&f, FIELD_TEXT, text, sizeof text);
    field_key(&f, IN_BACKSPACE);
    type(&f, STR("中"));
    assert_string_equal(text, "123456");
}

static void test_backspace_in_an_empty_field_leaves(void **state)
{
    char text[8] = "";
    struct field f;

    (void)state;
    field_open(&f, FIELD_TEXT, text, sizeof text);
    assert_int_equal(field_key(&f, IN_BACKSPACE), FIELD_LEFT);
    assert_int_equal(field_key(&f, IN_ESC), FIELD_LEFT);
}

static void test_a_passphrase_is_not_shown(void **state)
{
    char text[32] = "";
    struct canvas c = {0};
    struct buf row = BUF_INIT(256);
    struct field f;

    (void)state;
    canvas_resize(&c, 1, 30);
    field_open(&f, FIELD_HIDDEN, text, sizeof text);
    type(&f, STR("pa中ss"));
    field_draw(&f, &c, 0, 0, 12);
    canvas_row(&c, 0, &row);
    check_str(buf_str(&row), "[*****     ]");
    assert_int_equal(c.cursor_col, 6);
    buf_done(&row);
    canvas_done(&c);
}

static void test_a_long_text_scrolls_with_its_cursor(void **state)
{
    char text[64] = "";
    struct canvas c = {0};
    struct field f;

    (void)state;
    canvas_resize(&c, 1, 30);
    field_open(&f, FIELD_TEXT, text, sizeof text);
    type(&f, STR("一二三四五六七八九十"));
    field_draw(&f, &c, 0, 0, 12);
    assert_in_range(c.cursor_col, 1, 10);
    assert_int_equal(canvas_at(&c, 0, 11)->ch, ']');
    canvas_done(&c);
}

/* ---- tables ------------------------------------------------------------------------------------ */

static void in_both_languages(const char *msgid)
{
    if (!msgid || !*msgid)
        return;
    if (strcmp(lang_text_in(LANG_ZH, msgid), msgid) == 0)
        print_error("no Chinese: %s\n", msgid);
    assert_string_not_equal(lang_text_in(LANG_ZH, msgid), msgid);
}

static void test_every_text_of_the_tables_is_translated(void **state)
{
    (void)state;
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        in_both_languages(command_row((enum command)i)->bar);
        in_both_languages(command_row((enum command)i)->help);
    }
    for (int i = 0; i < SCREEN_COUNT; i++) {
        in_both_languages(screen_row((enum screen_id)i)->title);
        in_both_languages(screen_row((enum screen_id)i)->purpose);
        in_both_languages(screen_row((enum screen_id)i)->ops->digits);
        in_both_languages(screen_row((enum screen_id)i)->ops->take);
    }
}

static void test_screen_numbers_are_two_digits_and_ascend(void **state)
{
    unsigned before = 0;
    enum screen_id found;

    (void)state;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        const struct screen *screen = screen_row((enum screen_id)i);

        assert_in_range(screen->number, before + 1, 99);
        assert_in_range(screen->step, 0, 9);
        before = screen->number;
        assert_true(screen_of_number(screen->number, &found));
        assert_int_equal(found, i);
    }
}

static void test_zero_leads_to_the_welcome_screen(void **state)
{
    (void)state;
    for (int i = SCREEN_s10_welcome; i < SCREEN_COUNT; i++) {
        enum screen_id at = (enum screen_id)i;

        /* SCREEN_COUNT: the screen decides by itself; the walk of test_walk.c covers those. */
        for (int n = 0; n < SCREEN_COUNT && at != SCREEN_COUNT; n++)
            at = screen_row(at)->ops->back;
        assert_true(at == SCREEN_s10_welcome || at == SCREEN_COUNT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_are_items_and_zero_is_back),
        cmocka_unit_test(test_full_width_keys_mean_the_same),
        cmocka_unit_test(test_no_key_has_two_meanings),
        cmocka_unit_test(test_esc_digit_is_an_f_key),
        cmocka_unit_test(test_enter_takes_the_marked_row),
        cmocka_unit_test(test_a_digit_picks_at_once_and_enter_still_means_next),
        cmocka_unit_test(test_pages_move_the_digits),
        cmocka_unit_test(test_the_mark_survives_fewer_items),
        cmocka_unit_test(test_a_field_edits_whole_characters),
        cmocka_unit_test(test_the_first_character_replaces_the_old_text),
        cmocka_unit_test(test_a_code_field_folds_full_width),
        cmocka_unit_test(test_a_field_never_overflows),
        cmocka_unit_test(test_backspace_in_an_empty_field_leaves),
        cmocka_unit_test(test_a_passphrase_is_not_shown),
        cmocka_unit_test(test_a_long_text_scrolls_with_its_cursor),
        cmocka_unit_test(test_every_text_of_the_tables_is_translated),
        cmocka_unit_test(test_screen_numbers_are_two_digits_and_ascend),
        cmocka_unit_test(test_zero_leads_to_the_welcome_screen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
