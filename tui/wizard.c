/* wizard.c - the event loop over the screens, and what all screens may ask for. */
#include "tui/wizard.h"

#include <string.h>

#include "base/lang.h"
#include "base/secret.h"
#include "tui/state.h"

/* ---- what screens ask for -------------------------------------------------------------------- */

void wizard_say(struct wizard *w, const char *msgid)
{
    w->message = (struct message){.msgid = msgid};
}

void wizard_say_err(struct wizard *w, const struct err *err)
{
    w->message = (struct message){.err = *err};
}

void wizard_go(struct wizard *w, enum screen_id id)
{
    const struct screen_ops *ops = screen_row(id)->ops;

    w->edit.item = NO_ITEM;
    w->message = (struct message){0};
    w->screen = id;
    if (ops->enter)
        ops->enter(w);
}

void wizard_table(struct wizard *w)
{
    w->table_back = w->screen;
    wizard_go(w, SCREEN_s93_machines);
}

void wizard_fail(struct wizard *w, const struct err *err)
{
    w->failure.err = *err;
    w->failure.from = w->screen;
    wizard_go(w, SCREEN_s99_error);
}

void wizard_reach(struct wizard *w, enum flow_step step, enum screen_id then)
{
    enum flow_step now, next;
    const char *why;

    flow_settle(w->flow);
    now = flow_step(w->flow);
    next = now + 1;
    w->goal.step = step;
    w->goal.then = then;
    if (now >= step) {
        wizard_go(w, then);
        if (flow_is_other_machine(w->flow) && step <= STEP_REVIEWED)
            wizard_say(w, N_("Another PC than the saved one: check its number on screen 20."));
        return;
    }
    if (flow_can(w->flow, next, &why) && (next == step || job_is_automatic(next))) {
        job_start(w, next);
        return;
    }
    wizard_go(w, job_home(next));
    if (why && *why)
        wizard_say(w, why);
}

void wizard_redo(struct wizard *w, enum flow_step step, enum screen_id then)
{
    if (flow_step(w->flow) < step) {
        wizard_reach(w, step, then);
        return;
    }
    w->goal.step = step;
    w->goal.then = then;
    job_start(w, step);
}

int wizard_verdict_code(const struct wizard *w)
{
    return finding_count(flow_findings(w->flow), VERDICT_MUST_FIX) > 0 ? 1 : 0;
}

void wizard_wipe_secrets(struct wizard *w)
{
    secret_wipe(w->passphrase, PASSPHRASE_MAX);
    secret_wipe(w->passphrase_again, PASSPHRASE_MAX);
}

void wizard_edit(struct wizard *w, unsigned item, enum field_kind kind, const char *text)
{
    w->edit.item = item;
    snprintf(w->edit.text, sizeof w->edit.text, "%s", text);
    field_open(&w->edit.field, kind, w->edit.text, sizeof w->edit.text);
}

void wizard_edit_secret(struct wizard *w, unsigned item, char *secret)
{
    secret_wipe(secret, PASSPHRASE_MAX);
    w->edit.item = item;
    field_open(&w->edit.field, FIELD_HIDDEN, secret, PASSPHRASE_MAX);
}

void wizard_field_open(struct wizard *w, struct canvas *c, int row, int col, int cols)
{
    canvas_text(c, row, 1, 1, LOOK_MARKED, ">");
    canvas_look(c, row, 0, col, LOOK_MARKED);
    field_draw(&w->edit.field, c, row, col, cols);
    w->edit.row = c->cursor_row;
    w->edit.col = c->cursor_col;
}

void wizard_field(struct wizard *w, struct canvas *c, int row, int col, int cols, unsigned item,
                  const char *value)
{
    if (w->edit.item != item)
        field_show(c, row, col, cols, str_of(value));
    list_mark(screen_list(w), c, row, item - 1);
    if (w->edit.item == item)
        wizard_field_open(w, c, row, col, cols);
}

/* ---- keys -------------------------------------------------------------------------------------- */

static void flip_language(void)
{
    lang_set(lang_get() == LANG_ZH ? LANG_EN : LANG_ZH);
}

static bool is_typing(const struct wizard *w)
{
    return w->edit.item != NO_ITEM && w->overlay == SCREEN_COUNT;
}

static void set_mouse(struct wizard *w, bool on)
{
    if (!term_mouse(w->term, on))
        wizard_say(w, N_("This terminal has no mouse."));
    else if (on)
        wizard_say(w,
                   N_("Mouse on: a click is the key under it. Shift and drag selects text."));
    else
        wizard_say(w, N_("Mouse off."));
}

/* The key under the mouse. Where text is typed a row is not its digit, which would be typed too. */
static uint32_t clicked(const struct wizard *w)
{
    uint32_t key = canvas_touched(&w->canvas, w->term->click_row, w->term->click_col);

    return key == 0 || (is_typing(w) && key < IN_NONE) ? (uint32_t)IN_NONE : key;
}

static bool is_everywhere(struct wizard *w, const struct input *in)
{
    if (is_typing(w) && in->key < IN_NONE)
        return false;
    switch (in->command) {
    case CMD_HELP:
        w->overlay = SCREEN_s01_help;
        return true;
    case CMD_CARD:
        w->overlay = SCREEN_s03_card;
        return true;
    case CMD_LANG:
        flip_language();
        return true;
    case CMD_MOUSE:
        set_mouse(w, !w->term->has_mouse_on);
        return true;
    case CMD_QUIT:
        if (w->screen == SCREEN_s90_done && w->overlay == SCREEN_COUNT)
            w->is_done = true;
        else
            w->overlay = SCREEN_s04_quit;
        return true;
    default:
        return false;
    }
}

static void edit_key(struct wizard *w, const struct input *in)
{
    unsigned item = w->edit.item;

    switch (field_key(&w->edit.field, in->key)) {
    case FIELD_TAKEN:
        w->edit.item = NO_ITEM;
        w->message = (struct message){0};
        if (!screen_row(w->screen)->ops->typed(
                w, item, (struct str){w->edit.field.text, w->edit.field.n}))
            w->edit.item = item;
        return;
    case FIELD_LEFT:
        w->edit.item = NO_ITEM;
        if (w->edit.field.kind == FIELD_HIDDEN)
            wizard_wipe_secrets(w);
        return;
    default:
        return;
    }
}

static void screen_key(struct wizard *w, const struct input *in)
{
    const struct screen_ops *ops = screen_row(w->screen)->ops;

    w->message = (struct message){0};
    if (in->command == CMD_BACK && ops->back != SCREEN_COUNT) {
        if (ops->back != w->screen)
            wizard_go(w, ops->back);
        return;
    }
    ops->key(w, in);
}

static void wizard_key(struct wizard *w, uint32_t key)
{
    struct input in = input_of(key);
    bool is_small = w->canvas.rows < MIN_ROWS || w->canvas.cols < MIN_COLS;

    if (key == IN_GONE) {
        w->is_done = true;
    } else if (is_everywhere(w, &in)) {
        return;
    } else if (w->overlay != SCREEN_COUNT) {
        screen_row(w->overlay)->ops->key(w, &in);
    } else if (is_small || key == IN_RESIZE) {
        return; /* what cannot be seen is not changed */
    } else if (job_is_running(&w->job)) {
        job_key(w, &in);
    } else if (w->edit.item != NO_ITEM) {
        edit_key(w, &in);
    } else {
        screen_key(w, &in);
    }
}

/* ---- the loop ---------------------------------------------------------------------------------- */

static int percent_of(const struct job *job)
{
    const struct task_view *view = &job->view;

    if (!job_is_running(job))
        return -1;
    return view->total > 0 && view->done <= view->total
               ? (int)((double)view->done * 100 / (double)view->total)
               : 0;
}

static void draw(struct wizard *w)
{
    int rows, cols;

    w->term->percent = percent_of(&w->job);
    w->term->wants = !is_typing(w)                        ? WANTS_KEY
                     : w->edit.field.kind == FIELD_HIDDEN ? WANTS_SECRET
                                                          : WANTS_TEXT;
    term_size(w->term, &rows, &cols);
    if (rows != w->canvas.rows || cols != w->canvas.cols)
        canvas_resize(&w->canvas, rows, cols);
    else
        canvas_clear(&w->canvas);
    screen_list(w)->is_muted = is_typing(w);
    frame_draw(w, &w->canvas);
    term_show(w->term, &w->canvas);
}

static void loop(struct wizard *w)
{
    draw(w);
    while (!w->is_done) {
        bool is_working = job_is_running(&w->job);
        uint32_t key = keys_read(w->term, is_working ? 0 : -1);

        if (key == IN_CLICK)
            key = clicked(w);
        if (key != IN_NONE)
            wizard_key(w, key);
        else if (!is_working || !job_tick(w))
            continue;
        save_now(w);
        if (!w->is_done)
            draw(w);
    }
}

struct wizard *wizard_new(struct flow *flow, struct term *term,
                          const struct wizard_options *options)
{
    struct wizard *w = mem_new(sizeof *w);

    w->flow = flow;
    w->term = term;
    w->options = options;
    if (options->out_dir)
        save_choose(w, options->out_dir);
    w->kept = arena_new();
    w->overlay = SCREEN_COUNT;
    w->exit_code = err_row(E_NOT_RELEASED)->exit_code;
    w->passphrase = secret_new(PASSPHRASE_MAX);
    w->passphrase_again = secret_new(PASSPHRASE_MAX);
    w->redact.becomes = BUF_INIT(8 * TYPED_MAX);
    return w;
}

void wizard_free(struct wizard *w)
{
    canvas_done(&w->canvas);
    pager_close(&w->file.pager);
    secret_free(w->passphrase, PASSPHRASE_MAX);
    secret_free(w->passphrase_again, PASSPHRASE_MAX);
    buf_done(&w->redact.becomes);
    for (size_t i = 0; i < COUNT_OF(w->redact.policies); i++)
        policy_free(w->redact.policies[i]);
    arena_free(w->kept);
    free(w);
}

bool wizard_load_policies(struct wizard *w, struct err *err)
{
    for (size_t i = 0; i < policy_names_n && i < COUNT_OF(w->redact.policies); i++) {
        w->redact.policies[i] = policy_load(policy_names[i], err);
        if (!w->redact.policies[i])
            return false;
    }
    return true;
}

static void start(struct wizard *w)
{
    if (w->term->no_chinese)
        lang_set(LANG_EN);
    save_find(w);
    offline_find(w);
    wizard_go(w, SCREEN_s10_welcome);
    if (w->term->no_chinese)
        wizard_say(w, N_("This console has no Chinese characters: started in English."));
    if (w->options->mouse)
        set_mouse(w, true);
    if (w->options->resume)
        save_resume(w);
}

bool wizard_run(struct flow *flow, struct term **term, const struct wizard_options *options,
                int *exit_code, struct err *err)
{
    struct wizard *w = wizard_new(flow, *term, options);
    bool ok = wizard_load_policies(w, err);

    if (ok) {
        start(w);
        loop(w);
        *term = w->term;
        job_abandon(w);
        if (w->is_checking_only && flow_step(flow) >= STEP_CHECKED)
            w->exit_code = wizard_verdict_code(w);
        *exit_code = w->exit_code;
    }
    wizard_free(w);
    return ok;
}
