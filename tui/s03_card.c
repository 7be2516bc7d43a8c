/* s03_card.c - the phone card (F9): how digits are said, what their count tells, the hotline. */
#include <string.h>

#include "base/lang.h"
#include "tui/state.h"

static int draw_saying(struct canvas *c, int row)
{
    canvas_text(c, row++, 3, TO_EDGE, LOOK_PLAIN, _("Say digits so:"));
    for (int i = 0; i < 10; i++) {
        char said[16];

        spoken_word(i, said);
        canvas_printf(c, row + i / 5, 5 + 13 * (i % 5), 3, LOOK_KEY, "%d", i);
        canvas_text(c, row + i / 5, 8 + 13 * (i % 5), 8, LOOK_STRONG, said);
    }
    return row + 3;
}

static int draw_lines(struct canvas *c, int row)
{
    static const char *const lines[] = {
        N_("2 digits = a screen, at the top left and in the last line"),
        N_("3 digits = a check, 7xx a kind of sensitive text"),
        N_("4 digits = an error"),
        N_("5 digits = a group of a code; its last digit checks the others"),
        N_("A group that was misheard is said again alone, the others stay."),
        N_("Nobody asks you for a passphrase. Never say it."),
    };

    for (size_t i = 0; i < COUNT_OF(lines); i++)
        canvas_text(c, row++, 3, TO_EDGE, LOOK_PLAIN, _(lines[i]));
    return row + 1;
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct screen *below = screen_row(w->screen);
    const char *hotline = flow_policy(w->flow)->hotline;
    char tens[8], ones[8];
    int row = draw_lines(c, draw_saying(c, SCREEN_TOP + 1));

    spoken_digit((char)('0' + below->number / 10), tens);
    spoken_digit((char)('0' + below->number % 10), ones);
    canvas_printf(c, row++, 3, TO_EDGE, LOOK_STRONG, _("You are on screen %s-%s: %s"), tens,
                  ones, _(below->title));
    if (hotline && *hotline) {
        int used = canvas_text(c, row, 3, TO_EDGE, LOOK_PLAIN, _("Hotline:"));

        canvas_untrusted(c, row, 4 + used, TO_EDGE, LOOK_STRONG, str_of(hotline));
    }
    canvas_cursor(c, SCREEN_TOP + 1, 3);
}

static void key(struct wizard *w, const struct input *in)
{
    if (in->command == CMD_BACK || in->command == CMD_TAKE)
        w->overlay = SCREEN_COUNT;
}

const struct screen_ops s03_card = {
    .draw = draw,
    .key = key,
    .take = N_("back"),
    .back = SCREEN_COUNT,
};
