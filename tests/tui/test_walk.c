/* test_walk.c - random keys over the wizard: never stuck, no screen breaks a rule, every digit
 * offered does something, and ENTER alone neither keeps an original nor releases. */
#include "tests/support/check.h"

#include <stdlib.h>

#include "flow/release.h"
#include "flow/review.h"
#include "tests/support/wizard_kit.h"

/* 100,000 steps by ten seeds with WALK_SEEDS=10, as make asan runs them; fewer seeds where the rest
 * of the tests waits. */
#define STEPS 10000
#define SEEDS 2
#define HOME_EVERY 500 /* steps between two ways back to the welcome screen */
#define HOME_MAX 60    /* keys that way may take */
#define ENTERS 200

struct walk {
    struct wizard_kit kit;
    uint64_t random;
    int steps;
    int home; /* keys left to reach screen 10; 0: not going there */
    uint32_t pressed;
    struct canvas before;
    unsigned met[100]; /* how often each screen was seen */
};

/* xorshift64: the same walk each time. */
static unsigned next_random(struct walk *w, unsigned below)
{
    w->random ^= w->random << 13;
    w->random ^= w->random >> 7;
    w->random ^= w->random << 17;
    return (unsigned)(w->random % below);
}

static const uint32_t letters[] = {'a', 'C', '-', '/', ' ', '.', 0x4E2D, 0xFF11, 0x201C, '%'};

/* Anywhere: what quits is kept from the walk by next_key(). */
static uint32_t random_click(struct walk *w, const struct canvas *shown)
{
    struct term *t = w->kit.term;

    t->click_row = (int)next_random(w, (unsigned)shown->rows);
    t->click_col = (int)next_random(w, (unsigned)shown->cols);
    return IN_CLICK;
}

static uint32_t random_key(struct walk *w, const struct canvas *shown)
{
    static const uint32_t moves[] = {
        IN_UP,        IN_DOWN, IN_TAB,      IN_BACK_TAB,  IN_PAGE_UP, IN_PAGE_DOWN,
        IN_HOME,      IN_END,  IN_LEFT,     IN_RIGHT,     IN_DELETE,  IN_F1,
        IN_F2,        IN_F10,  IN_RESIZE,   IN_ESC,       '+',        '-',
        IN_BACKSPACE, IN_F8,   IN_WHEEL_UP, IN_WHEEL_DOWN};
    unsigned kind = next_random(w, 100);

    if (kind < 10)
        return random_click(w, shown);
    if (kind < 40)
        return IN_ENTER;
    if (kind < 75)
        return '1' + next_random(w, 9);
    if (kind < 80)
        return '0';
    if (kind < 85)
        return letters[next_random(w, COUNT_OF(letters))];
    return moves[next_random(w, COUNT_OF(moves))];
}

static bool same_canvas(const struct canvas *a, const struct canvas *b)
{
    size_t cells = (size_t)(a->rows * a->cols);

    if (a->rows != b->rows || a->cols != b->cols || a->cursor_row != b->cursor_row ||
        a->cursor_col != b->cursor_col)
        return false;
    for (size_t i = 0; i < cells; i++)
        if (a->cells[i].ch != b->cells[i].ch || a->cells[i].look != b->cells[i].look)
            return false;
    return true;
}

/* The row that offers a digit, 0 for none. */
static int row_of_digit(const struct canvas *c, uint32_t digit)
{
    for (int row = 2; row < c->rows - 4; row++) {
        const struct cell *cell = canvas_at(c, row, 3);

        if (cell->ch == digit && canvas_at(c, row, 2)->ch == ' ' &&
            canvas_at(c, row, 4)->ch == ' ' && cell->look != LOOK_PLAIN)
            return row;
    }
    return 0;
}

/* What is chosen already, what was just said why it cannot be done, and what is tried again may
 * leave the screen as it is. */
static bool may_stay(const struct canvas *c, int row)
{
    uint32_t sign = canvas_at(c, row, 7)->ch;

    if (screen_shown(c) == 99)
        return true; /* trying again may end as before */
    return sign == '*' || canvas_at(c, c->rows - 4, 1)->ch == '!';
}

static void check_digit_acted(const struct walk *w, const struct canvas *now)
{
    int row = w->pressed >= '1' && w->pressed <= '9' ? row_of_digit(&w->before, w->pressed) : 0;

    if (row == 0 || may_stay(&w->before, row) || canvas_shows(&w->before, _("take it")) ||
        canvas_shows(&w->before, "8  [x]"))
        return;
    if (!same_canvas(&w->before, now))
        return;
    print_error("digit %c is offered and does nothing\n", (char)w->pressed);
    print_screen(now);
    fail();
}

static uint32_t press(struct walk *w, const struct canvas *shown, uint32_t key)
{
    w->pressed = key;
    canvas_copy(&w->before, shown);
    return key;
}

static uint32_t next_key(void *ctx, const struct canvas *shown)
{
    struct walk *w = ctx;
    uint32_t key;

    check_screen(shown);
    w->met[screen_shown(shown)]++;
    if (w->pressed)
        check_digit_acted(w, shown);
    if (w->home > 0 && screen_shown(shown) != 10) {
        if (--w->home == 0) {
            print_screen(shown);
            fail_msg("0 does not lead to the welcome screen");
        }
        /* ESC leaves a field, where 0 is a character. */
        return press(w, shown, w->home % 2 ? IN_ESC : '0');
    }
    w->home = 0;
    if (w->steps-- == 0)
        return IN_GONE;
    if (w->steps % HOME_EVERY == 0) {
        w->home = HOME_MAX;
        return press(w, shown, IN_ESC);
    }
    key = random_key(w, shown);
    if (screen_shown(shown) == 4 || (screen_shown(shown) == 90 && key != '3'))
        key = '0'; /* the walk does not quit */
    return press(w, shown, key);
}

static unsigned seeds(void)
{
    const char *text = getenv("WALK_SEEDS");
    uint64_t n;

    return text && str_number(str_of(text), &n) && n > 0 && n <= 1000 ? (unsigned)n : SEEDS;
}

/* A file that bears a marking is there, so that 54 and 55 come too. */
static void walk_seed(const char *policy, uint64_t seed, unsigned *met)
{
    struct walk w = {.random = seed * 0x9E3779B97F4A7C15u, .steps = STEPS};

    lang_set(LANG_ZH);
    wizard_kit_init(&w.kit, policy, 24, 80, &(struct term_mem_keys){next_key, NULL, &w});
    machine_line(&w.kit.machine, "/var/log/kern.log = \u5bc6\u7ea7\uff1a\u673a\u5bc6");
    wizard_kit_run(&w.kit);
    for (size_t i = 0; i < COUNT_OF(w.met); i++)
        met[i] += w.met[i];
    wizard_kit_done(&w.kit);
    canvas_done(&w.before);
}

static void walk(const char *policy, unsigned n_seeds, const unsigned *wanted, size_t n)
{
    unsigned met[100] = {0};

    for (unsigned seed = 1; seed <= n_seeds; seed++)
        walk_seed(policy, seed, met);
    for (size_t i = 0; i < n; i++)
        if (met[wanted[i]] == 0)
            fail_msg("the walks never came to screen %u", wanted[i]);
}

static void test_random_keys_never_get_stuck(void **state)
{
    static const unsigned wanted[] = {1,  4,  10, 20, 31, 32, 40, 50,
                                      51, 52, 53, 54, 60, 70, 80, 90};

    (void)state;
    walk("normal", seeds(), wanted, COUNT_OF(wanted));
}

static void test_random_keys_never_get_stuck_with_two_persons(void **state)
{
    static const unsigned wanted[] = {20, 60};

    (void)state;
    walk("strict", (seeds() + 1) / 2, wanted, COUNT_OF(wanted));
}

/* ---- ENTER alone ------------------------------------------------------------------------------- */

static void check_nothing_given_away(const struct flow *f)
{
    struct flow_kind kind;

    assert_true(flow_step(f) < STEP_RELEASED);
    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        assert_int_not_equal(kind.action, REDACT_KEEP);
}

static uint32_t only_enter(void *ctx, const struct canvas *shown)
{
    struct walk *w = ctx;

    check_screen(shown);
    w->met[screen_shown(shown)]++;
    check_nothing_given_away(w->kit.flow);
    return w->steps-- > 0 ? (uint32_t)IN_ENTER : (uint32_t)IN_GONE;
}

static void enter_alone(const char *policy)
{
    struct walk w = {.steps = ENTERS};

    wizard_kit_init(&w.kit, policy, 24, 80, &(struct term_mem_keys){only_enter, NULL, &w});
    wizard_kit_run(&w.kit);
    assert_true(w.met[40] > 0);
    assert_true(w.met[60] > 0);
    assert_int_equal(w.met[70], 0);
    assert_int_equal(w.kit.exit_code, 3);
    wizard_kit_done(&w.kit);
}

static void test_enter_alone_keeps_nothing_and_releases_nothing(void **state)
{
    (void)state;
    lang_set(LANG_EN);
    enter_alone("normal");
    enter_alone("strict");
}

/* ---- undo ------------------------------------------------------------------------------------- */

/* On a kind of two values: each decision, F5, back to the value. */
static uint32_t decide_and_undo(void *ctx, const struct canvas *shown)
{
    static const uint32_t keys[] = {'2', IN_F5, '-', '4', IN_F5, '-'};
    struct walk *w = ctx;

    if (screen_shown(shown) < 51)
        return IN_ENTER;
    if (screen_shown(shown) == 51)
        return '4'; /* the addresses of the two adapters */
    if (w->steps == 0)
        canvas_copy(&w->before, shown);
    else if (w->steps % 3 == 0)
        assert_true(same_canvas(&w->before, shown));
    else
        assert_false(same_canvas(&w->before, shown));
    return (size_t)w->steps < COUNT_OF(keys) ? keys[w->steps++] : (uint32_t)IN_GONE;
}

static void test_undo_returns_to_the_same_canvas(void **state)
{
    struct walk w = {0};

    (void)state;
    lang_set(LANG_EN);
    wizard_kit_init(&w.kit, "normal", 24, 80,
                    &(struct term_mem_keys){decide_and_undo, NULL, &w});
    wizard_kit_run(&w.kit);
    assert_int_equal(w.steps, 6);
    assert_int_equal(flow_decisions(w.kit.flow), 0);
    wizard_kit_done(&w.kit);
    canvas_done(&w.before);
}

/* ---- a slow line ------------------------------------------------------------------------------- */

#define CELLS_MAX 400 /* two rows repainted, a message, the key bar: about 600 bytes */

static uint32_t down_on_results(void *ctx, const struct canvas *shown)
{
    struct walk *w = ctx;

    if (screen_shown(shown) != 31)
        return IN_ENTER;
    if (w->pressed == IN_DOWN)
        assert_in_range(term_mem_changed(w->kit.term), 1, CELLS_MAX);
    w->pressed = IN_DOWN;
    return w->steps-- > 0 ? (uint32_t)IN_DOWN : (uint32_t)IN_GONE;
}

static void test_moving_the_mark_changes_few_cells(void **state)
{
    struct walk w = {.steps = 8};

    (void)state;
    wizard_kit_init(&w.kit, "normal", 24, 80,
                    &(struct term_mem_keys){down_on_results, NULL, &w});
    wizard_kit_run(&w.kit);
    wizard_kit_done(&w.kit);
}

/* ---- work that is stopped ---------------------------------------------------------------------- */

static uint32_t start_checks(void *ctx, const struct canvas *shown)
{
    struct walk *w = ctx;

    w->met[screen_shown(shown)]++;
    return w->steps-- > 0 ? (uint32_t)IN_ENTER : (uint32_t)IN_GONE;
}

static uint32_t leave_now(void *ctx, const struct canvas *shown)
{
    (void)ctx;
    (void)shown;
    return IN_GONE;
}

static void test_a_terminal_that_goes_away_ends_the_work(void **state)
{
    struct walk w = {.steps = 50};

    (void)state;
    wizard_kit_init(&w.kit, "normal", 24, 80,
                    &(struct term_mem_keys){start_checks, leave_now, &w});
    wizard_kit_run(&w.kit);
    assert_int_equal(w.kit.exit_code, 3);
    assert_int_equal(w.met[31], 0);
    wizard_kit_done(&w.kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_keys_never_get_stuck),
        cmocka_unit_test(test_random_keys_never_get_stuck_with_two_persons),
        cmocka_unit_test(test_enter_alone_keeps_nothing_and_releases_nothing),
        cmocka_unit_test(test_undo_returns_to_the_same_canvas),
        cmocka_unit_test(test_moving_the_mark_changes_few_cells),
        cmocka_unit_test(test_a_terminal_that_goes_away_ends_the_work),
    };

    wizard_kits_in_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
