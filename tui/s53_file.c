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

static const struct plan_file *file_of(const struct wizard *w)
{
    return plan_at(flow_the_plan(w->flow), w->file.shown);
}

static struct reader *open_file(void *ctx, struct err *err)
{
    const struct plan_file *file = file_of(ctx);

    return file->open ? file->open(file->ctx, err) : reader_of_mem(file->bytes);
}

static void enter(struct wizard *w)
{
    pager_close(&w->file.pager);
    pager_open(&w->file.pager, open_file, w);
    w->file.find[0] = '\0';
    list_set(screen_list(w), 0, 9, true);
}

/* The reader is of the plan: it goes before the plan may. */
static void leave(struct wizard *w)
{
    pager_close(&w->file.pager);
    wizard_go(w, SCREEN_s60_release);
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

static void draw_bytes(struct wizard *w, struct canvas *c)
{
    struct err err = ERR_NONE;
    struct buf text = BUF_INIT(1024);

    if (!pager_draw(&w->file.pager, c, FIRST_ROW, page_rows(c), c->cols - 2, &err)) {
        wizard_err_text(&err, &text);
        canvas_untrusted(c, FIRST_ROW, 1, TO_EDGE, LOOK_BAD, buf_str(&text));
    }
    buf_done(&text);
}

/* How far the page is from the start; nothing for a file that fits. */
static void draw_position(const struct pager *p, const struct plan_file *file, struct canvas *c)
{
    char text[64];

    if (p->top == 0 && p->is_last)
        return;
    if (p->is_last)
        snprintf(text, sizeof text, "%s", _("the end"));
    else
        snprintf(text, sizeof text, _("at %u %%"),
                 (unsigned)(file->size_bytes > 0
                                ? (double)p->at * 100 / (double)file->size_bytes
                                : 0));
    canvas_right(c, SCREEN_TOP, LOOK_PLAIN, text);
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
    draw_bytes(w, c);
    draw_position(&w->file.pager, file, c);
    canvas_text(c, screen_bottom(c) - 2, LIST_TEXT_COL, 16, LOOK_PLAIN, _("Find"));
    list_digit(c, screen_bottom(c) - 2, ITEM_FIND);
    if (w->edit.item == ITEM_FIND)
        wizard_field_open(w, c, screen_bottom(c) - 2, FIND_COL, FIND_COLS);
    else
        field_show(c, screen_bottom(c) - 2, FIND_COL, FIND_COLS, str_of(w->file.find));
    list_digit(c, screen_bottom(c) - 1, LEAVE_OUT);
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

    if (!artifact_of(w, &artifact)) {
        wizard_say(w, N_("Every pack needs this file: it says what the pack is."));
        return;
    }
    pager_close(&w->file.pager);
    if (flow_leave_out(w->flow, artifact, &err))
        wizard_reach(w, STEP_PLANNED, SCREEN_s60_release);
    else
        wizard_fail(w, &err);
}

/* The same text again goes on below the top row. */
static void find(struct wizard *w, struct str text)
{
    bool is_again = str_is(text, w->file.find);
    struct pager *p = &w->file.pager;
    struct err err = ERR_NONE;

    snprintf(w->file.find, sizeof w->file.find, "%.*s", STR_ARG(text));
    if (pager_find(p, text, p->top + (is_again ? 1 : 0), w->canvas.cols - 2, &err))
        return;
    if (err_is_set(&err))
        wizard_say_err(w, &err);
    else
        wizard_say(w, N_("Not found from here on. - leads up, then search again."));
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    (void)item;
    if (text.n > 0)
        find(w, text);
    return true;
}

static void move(struct pager *p, bool forward, size_t rows)
{
    if (forward && !p->is_last)
        p->top += rows;
    else if (!forward)
        p->top = p->top > rows ? p->top - rows : 0;
}

static void go_to_end(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (!pager_end(&w->file.pager, page_rows(&w->canvas), w->canvas.cols - 2, &err))
        wizard_say_err(w, &err);
}

static void pick(struct wizard *w, unsigned item)
{
    if (item == LEAVE_OUT)
        leave_out(w);
    else if (item == ITEM_FIND)
        wizard_edit(w, ITEM_FIND, FIELD_TEXT, w->file.find);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t page = (size_t)page_rows(&w->canvas);
    struct pager *p = &w->file.pager;

    switch (in->command) {
    case CMD_TAKE:
    case CMD_BACK:
        leave(w);
        break;
    case CMD_FIND:
        pick(w, ITEM_FIND);
        break;
    case CMD_MORE:
    case CMD_LESS:
        move(p, in->command == CMD_MORE, page);
        break;
    case CMD_DOWN:
    case CMD_UP:
        move(p, in->command == CMD_DOWN, 1);
        break;
    case CMD_FIRST:
        p->top = 0;
        break;
    case CMD_LAST:
        go_to_end(w);
        break;
    case CMD_ITEM:
        pick(w, in->digit);
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
    .commands = CMD_BIT(CMD_MORE) | CMD_BIT(CMD_BACK),
    .back = SCREEN_COUNT,
};
