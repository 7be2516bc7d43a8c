/* s04_quit.c - the question before the work is given up; ENTER goes on working. */
#include "base/lang.h"
#include "tui/state.h"

static void draw(struct wizard *w, struct canvas *c)
{
    struct list *list = &w->lists[SCREEN_s04_quit];

    list_set(list, 1, 1, true);
    canvas_text(c, 2, 1, TO_EDGE, LOOK_PLAIN,
                w->save.dir && !w->save.failed
                    ? _("Quit now? Your decisions are saved; go on later with 3 on screen 10.")
                    : _("Quit now? What was not written is given up."));
    canvas_text(c, 4, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Quit"));
    list_mark(list, c, 4, 0);
    list_next(list, c, 5, _("go on working"));
}

static void key(struct wizard *w, const struct input *in)
{
    struct list *list = &w->lists[SCREEN_s04_quit];
    enum list_result result;
    size_t picked;

    if (in->command == CMD_BACK) {
        w->overlay = SCREEN_COUNT;
        return;
    }
    result = list_key(list, in, &picked);
    if (result == LIST_PICKED)
        w->is_done = true;
    if (result == LIST_NEXT)
        w->overlay = SCREEN_COUNT;
}

const struct screen_ops s04_quit = {
    .draw = draw,
    .key = key,
    .digits = N_("1 quit"),
    .take = N_("go on"),
    .back = SCREEN_COUNT,
};
