/* s01_help.c - help for any screen, made from the key table. */
#include "base/lang.h"
#include "tui/state.h"

/* Some keys stand in the help of the screens only that have them. */
static bool is_for(const struct screen *screen, enum command command)
{
    const unsigned some = CMD_BIT(CMD_TABLE) | CMD_BIT(CMD_UNDO);

    return !(CMD_BIT(command) & some) || (CMD_BIT(command) & screen->ops->commands);
}

static int draw_keys(const struct screen *screen, struct canvas *c, int row)
{
    for (int i = CMD_NONE + 1; i < CMD_COUNT; i++) {
        const struct command_row *command = command_row((enum command)i);

        if (!*command->help || !is_for(screen, (enum command)i))
            continue;
        canvas_text(c, row, 5, 8, LOOK_KEY, _(command->shown));
        canvas_text(c, row++, 14, TO_EDGE, LOOK_PLAIN, _(command->help));
    }
    return row;
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct screen *below = screen_row(w->screen);
    const char *hotline = flow_policy(w->flow)->hotline;
    int row = SCREEN_TOP;

    canvas_printf(c, row++, 3, TO_EDGE, LOOK_STRONG, "[%02u] %s", below->number,
                  _(below->title));
    canvas_wrap(c, row, 3, TEXT_COLS, 1, LOOK_PLAIN, str_of(_(below->purpose)));
    row = draw_keys(below, c, row + 2);
    row += row < screen_bottom(c) - 2; /* a blank row where there is room */
    canvas_text(c, row++, 3, TO_EDGE, LOOK_PLAIN,
                _("No F-keys: press ESC, then a digit. ESC 1 is F1, ESC 0 is F10."));
    canvas_text(c, row++, 3, TO_EDGE, LOOK_PLAIN,
                _("The input method may stay on: full-width digits work too."));
    canvas_text(c, row++, 3, TO_EDGE, LOOK_PLAIN,
                _("Numbers: 2 digits = screen, 3 = check, 4 = error, 5 = a group of a code."));
    if (hotline && *hotline) {
        int used = canvas_text(c, row, 3, TO_EDGE, LOOK_PLAIN, _("Hotline:"));

        canvas_untrusted(c, row, 4 + used, TO_EDGE, LOOK_STRONG, str_of(hotline));
    }
    canvas_cursor(c, SCREEN_TOP, 3);
}

static void key(struct wizard *w, const struct input *in)
{
    if (in->command == CMD_BACK || in->command == CMD_TAKE)
        w->overlay = SCREEN_COUNT;
}

const struct screen_ops s01_help = {
    .draw = draw,
    .key = key,
    .take = N_("back"),
    .back = SCREEN_COUNT,
};
