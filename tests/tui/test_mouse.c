/* test_mouse.c - a click is the key under it, on every screen; the wheel moves the mark. That all
 * that looks like a key can be clicked is a rule of check_screen(). */
#include "tests/support/check.h"

#include "base/utf8.h"
#include "tests/support/wizard_kit.h"
#include "tui/keys.h"

/* ---- places that can be clicked --------------------------------------------------------------- */

static void test_a_click_is_the_key_of_its_cell(void **state)
{
    struct canvas c = {0}, copy = {0};

    (void)state;
    canvas_resize(&c, 4, 20);
    canvas_touch(&c, 1, 0, 20, '1');
    canvas_touch(&c, 1, 5, 2, IN_F1);
    assert_int_equal(canvas_touched(&c, 1, 4), '1');
    assert_int_equal(canvas_touched(&c, 1, 5), IN_F1);
    assert_int_equal(canvas_touched(&c, 1, 6), IN_F1);
    assert_int_equal(canvas_touched(&c, 1, 7), '1');
    assert_int_equal(canvas_touched(&c, 0, 5), 0);
    assert_int_equal(canvas_touched(&c, -1, 99), 0);
    canvas_copy(&copy, &c);
    assert_int_equal(canvas_touched(&copy, 1, 5), IN_F1);
    canvas_clear(&c);
    assert_int_equal(canvas_touched(&c, 1, 5), 0);
    canvas_done(&c);
    canvas_done(&copy);
}

static void test_more_places_than_there_is_room_for_are_dropped(void **state)
{
    struct canvas c = {0};

    (void)state;
    canvas_resize(&c, 300, 20);
    for (int row = 0; row < 300; row++)
        canvas_touch(&c, row, 0, 1, '1');
    assert_int_equal(canvas_touched(&c, TOUCHES_MAX - 1, 0), '1');
    assert_int_equal(canvas_touched(&c, TOUCHES_MAX, 0), 0);
    canvas_done(&c);
}

static void test_the_wheel_means_what_the_arrows_mean(void **state)
{
    (void)state;
    assert_int_equal(input_of(IN_WHEEL_UP).command, CMD_UP);
    assert_int_equal(input_of(IN_WHEEL_DOWN).command, CMD_DOWN);
    assert_int_equal(input_of(IN_CLICK).command, CMD_NONE);
}

/* ---- the wizard by clicks --------------------------------------------------------------------- */

struct step {
    unsigned screen;   /* that must be shown now */
    const char *shows; /* a text on it, NULL: any */
    const char *click; /* the text to click on; NULL: key */
    uint32_t key;
};

struct clicker {
    struct wizard_kit kit;
    const struct step *steps;
    size_t n, at;
};

static bool find_text(const struct canvas *c, const char *text, int *row, int *col)
{
    struct buf line = BUF_INIT(8192);
    bool found = false;
    size_t at;

    for (*row = 0; *row < c->rows && !found; (*row)++) {
        buf_clear(&line);
        canvas_row(c, *row, &line);
        found = str_find(buf_str(&line), text, &at);
        *col = (int)utf8_cols(str_sub(buf_str(&line), 0, at));
    }
    (*row)--;
    buf_done(&line);
    return found;
}

static uint32_t next_step(void *ctx, const struct canvas *shown)
{
    struct clicker *k = ctx;
    const struct step *step = &k->steps[k->at];

    check_screen(shown);
    if (k->at == k->n)
        return IN_GONE;
    k->at++;
    if (screen_shown(shown) != step->screen ||
        (step->shows && !canvas_shows(shown, step->shows))) {
        print_screen(shown);
        fail_msg("step %zu wants screen %u with \"%s\"", k->at, step->screen,
                 step->shows ? step->shows : "");
    }
    if (!step->click)
        return step->key;
    if (!find_text(shown, step->click, &k->kit.term->click_row, &k->kit.term->click_col)) {
        print_screen(shown);
        fail_msg("nothing says \"%s\"", step->click);
    }
    return IN_CLICK;
}

static void run(const struct step *steps, size_t n)
{
    struct clicker k = {.steps = steps, .n = n};

    lang_set(LANG_EN);
    wizard_kit_init(&k.kit, "normal", 24, 80, &(struct term_mem_keys){next_step, NULL, &k});
    wizard_kit_run(&k.kit);
    assert_int_equal(k.at, n);
    wizard_kit_done(&k.kit);
}

static void test_the_way_to_the_collected_files_by_clicks_alone(void **state)
{
    static const struct step steps[] = {
        {10, "Please choose", "English", 0},
        {20, "(not known)", "This PC", 0},
        {20, "(good", "to the checks", 0},
        {31, NULL, "102 ", 0},
        {32, "Board serial", "ENTER list", 0},
        {31, NULL, "F4 table", 0},
        {93, NULL, "0 back", 0},
        {31, "Page 1", "+ - page", 0},
        {31, "Page 2", "- page", 0},
        {31, "Page 1", "F1 help", 0},
        {1, "Check results", "F2 zh", 0},
        {1, "F2 EN", "F2 EN", 0}, /* behind wide characters */
        {1, NULL, "0 back", 0},
        {31, NULL, "ENTER next", 0},
        {40, NULL, "collect what is ticked", 0},
        {50, NULL, NULL, IN_NONE},
    };

    (void)state;
    run(steps, COUNT_OF(steps));
}

static void test_a_click_elsewhere_does_nothing(void **state)
{
    static const struct step steps[] = {
        {10, NULL, "Please choose", 0},
        {10, NULL, "On the phone say", 0},
        {10, NULL, "casepack", 0},
        {10, NULL, "1-7 choose", 0},
    };

    (void)state;
    run(steps, COUNT_OF(steps));
}

static void test_a_click_types_nothing_into_an_open_field(void **state)
{
    static const struct step steps[] = {
        {10, NULL, "English", 0},
        {20, NULL, "Case number ", 0},
        {20, "take it", "Symptom", 0},
        {20, "take it", "Operator code", 0},
        {20, "[     ", NULL, IN_WHEEL_DOWN},
        {20, "take it", "ESC leave", 0},
        {20, "1-8 change", "Machine no.", 0},
        {20, "take it", NULL, '4'},
        {20, "[4 ", "ENTER take it", 0},
        {20, "1-8 change", "0 back", 0},
        {10, NULL, "F10 quit", 0},
        {4, NULL, "go on working", 0},
    };

    (void)state;
    run(steps, COUNT_OF(steps));
}

static void test_f8_turns_the_mouse_on_and_off(void **state)
{
    static const struct step steps[] = {
        {10, NULL, NULL, IN_F8},         {10, "Mouse on", NULL, IN_F8},
        {10, "Mouse off", NULL, IN_F8},  {10, "Mouse on", NULL, IN_WHEEL_DOWN},
        {10, "> 3 ", NULL, IN_WHEEL_UP}, {10, "> 2 ", NULL, IN_NONE},
    };

    (void)state;
    run(steps, COUNT_OF(steps));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_click_is_the_key_of_its_cell),
        cmocka_unit_test(test_more_places_than_there_is_room_for_are_dropped),
        cmocka_unit_test(test_the_wheel_means_what_the_arrows_mean),
        cmocka_unit_test(test_the_way_to_the_collected_files_by_clicks_alone),
        cmocka_unit_test(test_a_click_elsewhere_does_nothing),
        cmocka_unit_test(test_a_click_types_nothing_into_an_open_field),
        cmocka_unit_test(test_f8_turns_the_mouse_on_and_off),
    };

    wizard_kits_in_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
