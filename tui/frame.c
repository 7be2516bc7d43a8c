/* frame.c - the table of screens and what stands around each of them. */
#include "base/lang.h"
#include "base/utf8.h"
#include "tui/state.h"

#define SCREEN(number, step, file, title, purpose) extern const struct screen_ops file;
#include "tui/screens.def"
#undef SCREEN

static const struct screen screens[SCREEN_COUNT] = {
#define SCREEN(number, step, file, title, purpose) {number, step, title, purpose, &file},
#include "tui/screens.def"
#undef SCREEN
};

const struct screen *screen_row(enum screen_id id)
{
    return &screens[id];
}

bool screen_of_number(unsigned number, enum screen_id *out)
{
    for (int i = 0; i < SCREEN_COUNT; i++) {
        if (screens[i].number != number)
            continue;
        *out = (enum screen_id)i;
        return true;
    }
    return false;
}

void spoken_digit(char digit, char out[8])
{
    /* How each digit is said on the phone, in this order, one character each. */
    struct str spoken = str_of(_("0123456789"));
    struct buf one = BUF_INIT(7);
    size_t at = 0;
    uint32_t ch = 0;

    for (int i = 0; i <= digit - '0'; i++)
        ch = utf8_next(spoken, &at);
    utf8_put(&one, ch);
    snprintf(out, 8, "%s", buf_cstr(&one));
    buf_done(&one);
}

void spoken_word(int digit, char out[16])
{
    struct str words = str_of(_("zero one two three four five six seven eight nine")), word;

    for (int i = 0; i <= digit && str_next(&words, ' ', &word); i++)
        snprintf(out, 16, "%.*s", STR_ARG(word));
}

enum look look_of_verdict(enum verdict verdict)
{
    static const enum look looks[VERDICT_COUNT] = {
        [VERDICT_MUST_FIX] = LOOK_BAD,
        [VERDICT_WARN] = LOOK_WARN,
        [VERDICT_UNREAD] = LOOK_WARN,
        [VERDICT_NOT_APPLICABLE] = LOOK_QUIET,
    };

    return looks[verdict];
}

void wizard_err_text(const struct err *err, struct buf *out)
{
    struct err shown = *err;

    /* A detail may be a text of ours, such as the reason of a guard. */
    if (shown.detail[0])
        snprintf(shown.detail, sizeof shown.detail, "%s", lang_text(err->detail));
    err_text(&shown, out);
}

static void draw_title(const struct screen *screen, struct canvas *c)
{
    int used;
    char step[32];

    canvas_fill(c, 0, 0, c->cols, ' ', LOOK_TITLE);
    used = canvas_printf(c, 0, 0, TO_EDGE, LOOK_TITLE, "[%02u] ", screen->number);
    canvas_text(c, 0, used, TO_EDGE, LOOK_TITLE, _(screen->title));
    if (screen->step > 0) {
        snprintf(step, sizeof step, _("Step %u/9"), screen->step);
        canvas_right(c, 0, LOOK_TITLE, step);
    }
    canvas_fill(c, 1, 0, c->cols, '-', LOOK_PLAIN);
}

static int draw_key(struct canvas *c, int row, int from, const struct command_row *command,
                    const char *meaning)
{
    int col = from + canvas_text(c, row, from, TO_EDGE, LOOK_KEY, command->shown) + 1;

    col += canvas_text(c, row, col, TO_EDGE, LOOK_PLAIN, meaning);
    canvas_touch(c, row, from, col - from, command->keys[0]);
    if (command->command == CMD_MORE) /* "+ - page": both are there */
        canvas_touch(c, row, from + 2, 1, command_row(CMD_LESS)->keys[0]);
    return col + 2;
}

/* "1-8 change" stands in one text, so that it can be translated as a whole. */
static int draw_digits(struct canvas *c, int row, const char *text, uint32_t touch)
{
    struct str rest = str_of(text), key;

    if (!str_next(&rest, ' ', &key))
        return 0;
    int col = canvas_str(c, row, 0, TO_EDGE, LOOK_KEY, key) + 1;
    col += canvas_str(c, row, col, TO_EDGE, LOOK_PLAIN, rest);
    if (touch)
        canvas_touch(c, row, 0, col, touch);
    return col + 2;
}

struct bar {
    const char *digits; /* msgid or NULL */
    uint32_t touch;     /* what a click on them is; 0: which digit is meant cannot be told */
    const char *take;   /* msgid or NULL: as in the table */
    const char *back;
    unsigned commands;
};

static struct bar bar_of(const struct wizard *w, const struct screen *screen)
{
    const unsigned everywhere = CMD_BIT(CMD_HELP) | CMD_BIT(CMD_LANG) | CMD_BIT(CMD_QUIT);
    unsigned back = screen->ops->back != w->screen ? CMD_BIT(CMD_BACK) : 0;

    if (w->overlay == SCREEN_COUNT && w->edit.item != NO_ITEM)
        return (struct bar){N_("ESC leave as it was"), IN_ESC, N_("take it"), NULL,
                            everywhere | CMD_BIT(CMD_TAKE)};
    if (w->overlay == SCREEN_COUNT &&
        (job_is_running(&w->job) || screen->ops->draw == job_draw)) /* the mirror has no job */
        return (struct bar){NULL, 0, NULL, N_("stop"), everywhere | CMD_BIT(CMD_BACK)};
    return (struct bar){screen->ops->digits, 0, screen->ops->take, NULL,
                        screen->ops->commands | everywhere | CMD_BIT(CMD_TAKE) | back};
}

static void draw_bar(const struct bar *bar, struct canvas *c, int row)
{
    int col = bar->digits ? draw_digits(c, row, _(bar->digits), bar->touch) : 0;

    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        const struct command_row *command = command_row((enum command)i);
        const char *text = command->bar;

        if (!(bar->commands & CMD_BIT(i)) || !*text)
            continue;
        if (i == CMD_TAKE && bar->take)
            text = bar->take;
        if (i == CMD_BACK && bar->back)
            text = bar->back;
        col = draw_key(c, row, col, command, _(text));
    }
}

static void draw_say(const struct screen *screen, struct canvas *c)
{
    char tens[8], ones[8];

    spoken_digit((char)('0' + screen->number / 10), tens);
    spoken_digit((char)('0' + screen->number % 10), ones);
    canvas_printf(c, c->rows - 1, 0, TO_EDGE, LOOK_PLAIN, _("On the phone say: screen %s-%s"),
                  tens, ones);
}

static void draw_message(const struct wizard *w, struct canvas *c)
{
    struct buf text = BUF_INIT(2048);

    if (w->message.msgid)
        buf_puts(&text, _(w->message.msgid));
    else if (err_is_set(&w->message.err))
        wizard_err_text(&w->message.err, &text);
    if (text.n > 0 && w->overlay == SCREEN_COUNT) {
        canvas_text(c, c->rows - 4, 1, 2, LOOK_WARN, "!");
        canvas_untrusted(c, c->rows - 4, 3, TO_EDGE, LOOK_WARN, buf_str(&text));
    }
    buf_done(&text);
}

void frame_draw(struct wizard *w, struct canvas *c)
{
    bool is_small = c->rows < MIN_ROWS || c->cols < MIN_COLS;
    enum screen_id id = w->overlay != SCREEN_COUNT ? w->overlay : w->screen;
    const struct screen *screen;

    if (is_small && id != SCREEN_s04_quit)
        id = SCREEN_s02_small;
    screen = screen_row(id);
    draw_title(screen, c);
    if (id == w->screen && job_is_running(&w->job))
        job_draw(w, c);
    else
        screen->ops->draw(w, c);
    if (id == w->screen && w->edit.item != NO_ITEM)
        canvas_cursor(c, w->edit.row, w->edit.col);
    if (c->rows < 6)
        return;
    canvas_fill(c, c->rows - 3, 0, c->cols, '-', LOOK_PLAIN);
    if (id != SCREEN_s02_small) {
        struct bar bar = bar_of(w, screen);

        draw_bar(&bar, c, c->rows - 2);
        draw_message(w, c);
    }
    draw_say(screen, c);
}
