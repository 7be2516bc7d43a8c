/* s53_file.c - a file of the release list, byte for byte as it will be written. */
#include <string.h>

#include "base/lang.h"
#include "tui/meter.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define ROWS_BELOW 4 /* find, leave out, blank, next */
#define ITEM_FIND 1
#define FIND_COL 22
#define FIND_COLS 40
#define LEAVE_OUT 9 /* no digit of 60, so that a key pressed twice does nothing here */

static void enter(struct wizard *w)
{
    w->file.pager = (struct pager){0};
    w->file.find[0] = '\0';
    list_set(screen_list(w), 0, 9, true);
}

static const struct plan_file *file_of(const struct wizard *w)
{
    return plan_at(flow_the_plan(w->flow), w->file.shown);
}

/* The artifact that became the file; false for files that casepack made. */
static bool artifact_of(const struct wizard *w, size_t *out)
{
    struct flow_artifact a;

    for (size_t i = 0; flow_artifact_at(w->flow, i, &a); i++) {
        if (strcmp(a.artifact->stored, file_of(w)->name) != 0)
            continue;
        *out = i;
        return true;
    }
    return false;
}

static int page_rows(const struct canvas *c)
{
    return screen_bottom(c) - ROWS_BELOW - FIRST_ROW + 1;
}

static struct reader *open_file(const struct plan_file *file, struct err *err)
{
    return file->open ? file->open(file->ctx, err) : reader_of_mem(file->bytes);
}

static void draw_bytes(struct wizard *w, const struct plan_file *file, struct canvas *c)
{
    struct err err = ERR_NONE;
    struct buf text = BUF_INIT(1024);
    struct reader *r = open_file(file, &err);

    if (!r || !pager_draw(&w->file.pager, r, c, FIRST_ROW, page_rows(c), c->cols - 2, &err)) {
        wizard_err_text(&err, &text);
        canvas_untrusted(c, FIRST_ROW, 1, TO_EDGE, LOOK_BAD, buf_str(&text));
    }
    reader_close(r);
    buf_done(&text);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct plan_file *file = file_of(w);
    struct buf size = BUF_INIT(32);
    size_t artifact;
    bool can_leave = artifact_of(w, &artifact);
    int used;

    meter_size(file->size_bytes, &size);
    used = canvas_untrusted(c, SCREEN_TOP, 1, 50, LOOK_STRONG, str_of(file->name));
    canvas_text(c, SCREEN_TOP, used + 3, TO_EDGE, LOOK_PLAIN, buf_cstr(&size));
    draw_bytes(w, file, c);
    canvas_text(c, screen_bottom(c) - 2, LIST_TEXT_COL, 16, LOOK_PLAIN, _("Find"));
    canvas_text(c, screen_bottom(c) - 2, 3, 1, LOOK_KEY, "1");
    if (w->edit.item == ITEM_FIND)
        wizard_field_open(w, c, screen_bottom(c) - 2, FIND_COL, FIND_COLS);
    else
        field_show(c, screen_bottom(c) - 2, FIND_COL, FIND_COLS, str_of(w->file.find));
    canvas_text(c, screen_bottom(c) - 1, 3, 1, LOOK_KEY, "9");
    canvas_text(c, screen_bottom(c) - 1, LIST_TEXT_COL, TO_EDGE,
                can_leave ? LOOK_PLAIN : LOOK_QUIET,
                can_leave ? _("Leave this file out of the pack")
                          : _("[-] Leave this file out of the pack"));
    list_next(screen_list(w), c, screen_bottom(c), _("back to the release list"));
    buf_done(&size);
}

static void leave_out(struct wizard *w)
{
    struct err err = ERR_NONE;
    size_t artifact;

    if (!artifact_of(w, &artifact))
        wizard_say(w, N_("Every pack needs this file: it says what the pack is."));
    else if (flow_leave_out(w->flow, artifact, &err))
        wizard_reach(w, STEP_PLANNED, SCREEN_s60_release);
    else
        wizard_say_err(w, &err);
}

/* The same text again goes on below the top row. */
static void find(struct wizard *w, struct str text)
{
    bool is_again = str_is(text, w->file.find);
    struct err err = ERR_NONE;
    struct reader *r = open_file(file_of(w), &err);
    size_t from = w->file.pager.top + (is_again ? 1 : 0);

    snprintf(w->file.find, sizeof w->file.find, "%.*s", STR_ARG(text));
    if (!r || !pager_find(&w->file.pager, r, text, from, w->canvas.cols - 2, &err)) {
        if (err_is_set(&err))
            wizard_say_err(w, &err);
        else
            wizard_say(w, N_("Not found from here on. - leads up, then search again."));
    }
    reader_close(r);
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    (void)item;
    if (text.n > 0)
        find(w, text);
    return true;
}

static void turn_page(struct wizard *w, bool forward)
{
    size_t rows = (size_t)page_rows(&w->canvas);
    struct pager *p = &w->file.pager;

    if (forward && !p->is_last)
        p->top += rows;
    else if (!forward)
        p->top = p->top > rows ? p->top - rows : 0;
}

static void key(struct wizard *w, const struct input *in)
{
    switch (in->command) {
    case CMD_TAKE:
        wizard_go(w, SCREEN_s60_release);
        break;
    case CMD_FIND:
        wizard_edit(w, ITEM_FIND, FIELD_TEXT, w->file.find);
        break;
    case CMD_MORE:
    case CMD_DOWN:
        turn_page(w, true);
        break;
    case CMD_LESS:
    case CMD_UP:
        turn_page(w, false);
        break;
    case CMD_ITEM:
        if (in->digit == LEAVE_OUT)
            leave_out(w);
        else if (in->digit == ITEM_FIND)
            wizard_edit(w, ITEM_FIND, FIELD_TEXT, w->file.find);
        break;
    default:
        break;
    }
}

const struct screen_ops s53_file = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1 find, 9 leave out"),
    .take = N_("list"),
    .commands = CMD_BIT(CMD_MORE),
    .back = SCREEN_s60_release,
};
