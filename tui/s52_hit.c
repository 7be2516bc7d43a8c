/* s52_hit.c - one value that must not leave: where it stands, what becomes of it. The original is
 * shown here and nowhere else. Whoever goes on has seen it; the ledger is the flow's. */
#include "base/lang.h"
#include "tui/state.h"

#define FILE_ROW 3
#define BEFORE_ROW 4
#define AFTER_ROW 6
#define ACTIONS_ROW 9
#define GO_COL 50
#define GO_COLS 26
#define LEAD_BYTES 30
#define LINE_COL 9

enum {
    ITEM_ALIAS,
    ITEM_MASK,
    ITEM_KEEP,
    ITEM_DROP,
    ITEM_LEAVE_OUT,
    ITEM_ALL,
    ITEM_WORD,
    ITEM_LINES,
    ITEM_GO,
    ITEMS
};

static const char *const actions[REDACT_ACTION_COUNT] = {
    [REDACT_ALIAS] = N_("alias"),         [REDACT_MASK] = N_("mask"),
    [REDACT_KEEP] = N_("KEEP"),           [REDACT_DROP_LINE] = N_("drop line"),
    [REDACT_DROP_FILE] = N_("drop file"),
};

static const char *const labels[ITEMS] = {
    [ITEM_ALIAS] = N_("Alias: a stand-in, the same everywhere in this case"),
    [ITEM_MASK] = N_("Mask: stars, nothing can be told apart"),
    [ITEM_KEEP] = N_("KEEP as it is: the original leaves this PC"),
    [ITEM_DROP] = N_("Drop the whole line"),
    [ITEM_LEAVE_OUT] = N_("Leave this whole file out"),
    [ITEM_ALL] = N_("Same for all of this kind, seen or not"),
    [ITEM_WORD] = N_("Make it a word of the site: masked everywhere"),
    [ITEM_LINES] = N_("Show the lines around it"),
    [ITEM_GO] = N_("Go to a value: its number, or a part of it"),
};

const char *action_text(enum redact_action action)
{
    return _(actions[action]);
}

/* ---- drawing ------------------------------------------------------------------------------------ */

static enum redact_action present_action(const struct wizard *w)
{
    struct flow_place place;

    return flow_place_at(w->flow, w->hit.kind, w->hit.shown, &place)
               ? place.action
               : entity_row(w->hit.kind)->action;
}

static int draw_text(struct canvas *c, int row, int col, enum look look, struct str text)
{
    struct buf visible = BUF_INIT(64 * 1024);
    int used;

    canvas_visible_line(text, &visible);
    used = canvas_str(c, row, col, TO_EDGE, look, buf_str(&visible));
    buf_done(&visible);
    return used;
}

/* A line with [[ ]] around the place; it begins shortly before the place when it is long. */
static void draw_line(struct canvas *c, int row, uint64_t number, struct str before,
                      struct str hit, struct str after)
{
    size_t from = before.n > LEAD_BYTES ? before.n - LEAD_BYTES : 0;
    int col = LINE_COL;

    while (from > 0 && from < before.n && ((unsigned char)before.p[from] & 0xc0) == 0x80)
        from++;
    if (number > 0)
        canvas_printf(c, row, 1, LINE_COL - 2, LOOK_QUIET, "%7llu", (unsigned long long)number);
    if (from > 0)
        col += canvas_text(c, row, col, TO_EDGE, LOOK_PLAIN, "..");
    col += draw_text(c, row, col, LOOK_PLAIN, str_sub(before, from, before.n));
    col += canvas_text(c, row, col, TO_EDGE, LOOK_HIT, "[[");
    col += draw_text(c, row, col, LOOK_HIT, hit);
    col += canvas_text(c, row, col, TO_EDGE, LOOK_HIT, "]]");
    draw_text(c, row, col, LOOK_PLAIN, after);
}

static void draw_before(const struct flow_place *p, const struct flow_cut *cut,
                        struct canvas *c)
{
    canvas_text(c, BEFORE_ROW, 1, TO_EDGE, LOOK_STRONG, _("Before, only on this screen:"));
    draw_line(c, BEFORE_ROW + 1, p->line, cut->lead, cut->text, cut->tail);
}

static void draw_after(const struct wizard *w, const struct flow_place *p,
                       const struct flow_cut *cut, struct canvas *c)
{
    struct buf stand_in = BUF_INIT(64 * 1024);

    canvas_text(c, AFTER_ROW, 1, TO_EDGE, LOOK_STRONG, _("After, what the pack will hold:"));
    if (p->action == REDACT_DROP_LINE) {
        draw_line(c, AFTER_ROW + 1, p->line, STR(""), STR("line removed"), STR(""));
    } else {
        flow_preview(w->flow, w->hit.kind, w->hit.shown, p->action, &stand_in);
        draw_line(c, AFTER_ROW + 1, p->line, cut->safe_lead, buf_str(&stand_in),
                  cut->safe_tail);
    }
    buf_done(&stand_in);
}

static void draw_lines(const struct wizard *w, const struct flow_place *p, struct canvas *c)
{
    struct arena *a = arena_new();
    struct buf text = BUF_INIT(1024);
    struct err err = ERR_NONE;
    struct flow_cut cut;

    if (flow_place_line(w->flow, w->hit.kind, w->hit.shown, a, &cut, &err)) {
        draw_before(p, &cut, c);
        draw_after(w, p, &cut, c);
    } else {
        wizard_err_text(&err, &text);
        canvas_wrap(c, BEFORE_ROW, 1, TEXT_COLS, 2, LOOK_BAD, buf_str(&text));
    }
    buf_done(&text);
    arena_free(a);
}

static void draw_file(const struct flow_place *p, struct canvas *c)
{
    int col = 1;

    col += canvas_text(c, FILE_ROW, col, TO_EDGE, LOOK_PLAIN, p->file) + 2;
    if (p->line > 0)
        col += canvas_printf(c, FILE_ROW, col, TO_EDGE, LOOK_PLAIN, _("line %llu"),
                             (unsigned long long)p->line) +
               2;
    if (p->more > 0)
        col += canvas_printf(c, FILE_ROW, col, TO_EDGE, LOOK_PLAIN, _("and in %zu more files"),
                             p->more) +
               2;
    canvas_untrusted(c, FILE_ROW, col, TO_EDGE, LOOK_QUIET, str_of(p->origin));
}

/* Why an item cannot be taken; NULL when it can. */
static const char *reason(const struct wizard *w, size_t item)
{
    struct flow_place place;

    if (!flow_place_at(w->flow, w->hit.kind, w->hit.shown, &place))
        return NULL;
    if (item == ITEM_LEAVE_OUT && place.artifact == FLOW_NO_ARTIFACT)
        return N_("Every pack needs this file: it says what the pack is.");
    if (item == ITEM_ALL && place.action == REDACT_KEEP)
        return N_("What is kept is kept one by one: the original leaves this PC.");
    if (item == ITEM_WORD && w->hit.kind == ENTITY_KEYWORD)
        return N_("It is a word of the site already.");
    if (item == ITEM_LINES && place.line == 0)
        return N_("There are no lines around it.");
    return NULL;
}

static void draw_actions(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    enum redact_action now = present_action(w);
    int row = ACTIONS_ROW;

    for (size_t i = 0; i < ITEMS; i++, row++) {
        bool is_off = reason(w, i) != NULL;
        const char *sign = i == (size_t)now ? "(*)" : "( )";

        if (i <= ITEM_DROP || is_off)
            canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_PLAIN, is_off ? "[-]" : sign);
        canvas_text(c, row, LIST_TEXT_COL + 4, TO_EDGE, is_off ? LOOK_QUIET : LOOK_PLAIN,
                    _(labels[i]));
        list_mark(list, c, row, i);
    }
    if (w->edit.item == ITEM_GO + 1)
        wizard_field_open(w, c, row - 1, GO_COL, GO_COLS);
    list_next(list, c, row + 1,
              w->hit.shown + 1 < flow_places(w->flow, w->hit.kind)
                  ? _("leave it so, on to the next value")
                  : _("leave it so, back to the list of kinds"));
}

static void draw_around(const struct wizard *w, const struct flow_place *place,
                        struct canvas *c)
{
    unsigned around = (unsigned)(screen_bottom(c) - BEFORE_ROW - 2) / 2;
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    struct flow_line *lines;
    int row = BEFORE_ROW;
    size_t n;

    if (!flow_context(w->flow, w->hit.kind, w->hit.shown, around, a, &lines, &n, &err) ||
        n == 0) {
        canvas_text(c, row, 3, TO_EDGE, LOOK_PLAIN, _("There are no lines around it."));
        n = 0;
    }
    for (size_t i = 0; i < n && row < screen_bottom(c) - 1; i++, row++) {
        enum look look = lines[i].number == place->line ? LOOK_HIT : LOOK_PLAIN;

        canvas_printf(c, row, 1, LINE_COL - 2, LOOK_QUIET, "%7llu",
                      (unsigned long long)lines[i].number);
        draw_text(c, row, LINE_COL, look, lines[i].text);
    }
    list_next(&w->lists[SCREEN_s52_hit], c, screen_bottom(c), _("back to the decision"));
    arena_free(a);
}

static void draw_nothing(const struct wizard *w, struct canvas *c)
{
    canvas_wrap(c, BEFORE_ROW, 3, TEXT_COLS, 3, LOOK_PLAIN,
                str_of(_("Nothing of this kind can be shown as text: it is a field of the "
                         "firmware table. It is treated as said.")));
    list_next(&w->lists[SCREEN_s52_hit], c, screen_bottom(c),
              _("leave it so, back to the list of kinds"));
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct entity_row *entity = entity_row(w->hit.kind);
    size_t n = flow_places(w->flow, w->hit.kind);
    struct flow_place place;

    canvas_printf(c, SCREEN_TOP, 1, TO_EDGE, LOOK_STRONG, "%u  %s", entity->rule,
                  text2_now(&entity->title));
    if (!flow_place_at(w->flow, w->hit.kind, w->hit.shown, &place)) {
        draw_nothing(w, c);
        return;
    }
    canvas_printf(c, SCREEN_TOP, 40, TO_EDGE, LOOK_STRONG, _("value %zu of %zu"),
                  w->hit.shown + 1, n);
    draw_file(&place, c);
    if (w->hit.is_wide) {
        draw_around(w, &place, c);
        return;
    }
    draw_lines(w, &place, c);
    draw_actions(w, c);
}

/* ---- deciding ----------------------------------------------------------------------------------- */

static void set_list(struct wizard *w)
{
    bool has_place = w->hit.shown < flow_places(w->flow, w->hit.kind);

    list_set(screen_list(w), has_place && !w->hit.is_wide ? ITEMS : 0, 9, true);
    list_home(screen_list(w));
}

/* The first value that was not looked at. */
static void enter(struct wizard *w)
{
    size_t unseen = flow_unseen_place(w->flow, w->hit.kind, 0);

    w->hit.shown = unseen < flow_places(w->flow, w->hit.kind) ? unseen : 0;
    w->hit.keep_asked = w->hit.is_wide = false;
    set_list(w);
}

/* Back to the kinds; what was decided is searched for again on the way. */
static void leave(struct wizard *w)
{
    wizard_reach(w, STEP_REVIEWED, SCREEN_s51_review);
}

static void go_on(struct wizard *w)
{
    if (flow_places(w->flow, w->hit.kind) == 0)
        flow_mark_seen(w->flow, w->hit.kind);
    flow_mark_place(w->flow, w->hit.kind, w->hit.shown);
    if (w->hit.shown + 1 >= flow_places(w->flow, w->hit.kind)) {
        leave(w);
        return;
    }
    w->hit.shown++;
    set_list(w);
}

/* Kept, it would stop at the release: said here, where something can be done about it. */
static bool has_another_inside(struct wizard *w)
{
    struct err err = ERR_NONE;
    enum entity_kind inner;

    if (!flow_keeps_another(w->flow, w->hit.kind, w->hit.shown, &inner))
        return false;
    err_set(&err, E_KEEPS_ANOTHER, "%u %s", entity_row(inner)->rule,
            text2_now(&entity_row(inner)->title));
    wizard_say_err(w, &err);
    return true;
}

static void decide(struct wizard *w, enum redact_action action, bool was_asked)
{
    struct err err = ERR_NONE;

    if (action == REDACT_KEEP && present_action(w) != REDACT_KEEP && has_another_inside(w))
        return;
    if (action == REDACT_KEEP && present_action(w) != REDACT_KEEP && !was_asked) {
        w->hit.keep_asked = true;
        wizard_say(w,
                   N_("The original text would leave this PC. Press 3 once more to keep it."));
        return;
    }
    if (flow_decide_place(w->flow, w->hit.kind, w->hit.shown, action, &err))
        go_on(w);
    else
        wizard_say_err(w, &err);
}

/* The others may be any number: what is kept is kept one by one. */
static void decide_all(struct wizard *w)
{
    enum redact_action action = present_action(w);
    struct err err = ERR_NONE;

    flow_mark_seen(w->flow, w->hit.kind);
    if (flow_decide(w->flow, w->hit.kind, action, &err))
        leave(w);
    else
        wizard_say_err(w, &err);
}

static void leave_out(struct wizard *w)
{
    struct flow_place place;
    struct err err = ERR_NONE;

    if (!flow_place_at(w->flow, w->hit.kind, w->hit.shown, &place))
        return;
    if (flow_leave_out(w->flow, place.artifact, &err))
        leave(w);
    else
        wizard_say_err(w, &err);
}

static void make_word(struct wizard *w)
{
    struct flow_place place;
    struct err err = ERR_NONE;

    if (!flow_place_at(w->flow, w->hit.kind, w->hit.shown, &place))
        return;
    flow_mark_place(w->flow, w->hit.kind, w->hit.shown);
    if (flow_keyword(w->flow, place.text, &err))
        leave(w);
    else
        wizard_say_err(w, &err);
}

static void undo(struct wizard *w)
{
    enum entity_kind kind;

    if (!flow_undo(w->flow, &kind)) {
        wizard_say(w, N_("Nothing was decided yet."));
        return;
    }
    if (flow_step(w->flow) < STEP_REVIEWED) /* about a whole kind: search again */
        leave(w);
    wizard_say(w, N_("The last decision was taken back."));
}

static void pick(struct wizard *w, size_t item, bool was_asked)
{
    if (reason(w, item)) {
        wizard_say(w, reason(w, item));
        return;
    }
    switch (item) {
    case ITEM_LEAVE_OUT:
        leave_out(w);
        break;
    case ITEM_ALL:
        decide_all(w);
        break;
    case ITEM_WORD:
        make_word(w);
        break;
    case ITEM_LINES:
        w->hit.is_wide = true;
        set_list(w);
        break;
    case ITEM_GO:
        wizard_edit(w, ITEM_GO + 1, FIELD_TEXT, "");
        break;
    default:
        decide(w, (enum redact_action)item, was_asked);
        break;
    }
}

static void key_around(struct wizard *w, const struct input *in)
{
    bool is_lines = in->command == CMD_ITEM && in->digit == ITEM_LINES + 1;

    if (in->command != CMD_TAKE && in->command != CMD_BACK && !is_lines)
        return;
    w->hit.is_wide = false;
    set_list(w);
}

static void turn(struct wizard *w, bool forward)
{
    if (forward && w->hit.shown + 1 < flow_places(w->flow, w->hit.kind))
        go_on(w);
    else if (!forward && w->hit.shown > 0)
        w->hit.shown--;
}

/* A number within the values is one; any other text is looked for in those that follow. */
static bool typed(struct wizard *w, unsigned item, struct str text)
{
    size_t n = flow_places(w->flow, w->hit.kind), found;
    uint64_t number;

    (void)item;
    text = str_trim(text);
    if (text.n == 0)
        return true;
    if (str_number(text, &number) && number >= 1 && number <= n)
        w->hit.shown = (size_t)number - 1;
    else if (flow_find_place(w->flow, w->hit.kind, w->hit.shown + 1, text, &found))
        w->hit.shown = found;
    else
        wizard_say(w, N_("No value with that number or text is among these."));
    set_list(w);
    return true;
}

static void key(struct wizard *w, const struct input *in)
{
    bool was_asked = w->hit.keep_asked;
    size_t picked;

    w->hit.keep_asked = false; /* only the very next key confirms */
    if (w->hit.is_wide) {
        key_around(w, in);
        return;
    }
    switch (in->command) {
    case CMD_BACK:
        leave(w);
        return;
    case CMD_UNDO:
        undo(w);
        return;
    case CMD_MORE:
    case CMD_LESS:
        turn(w, in->command == CMD_MORE);
        return;
    case CMD_FIND:
        pick(w, ITEM_GO, false);
        return;
    default:
        break;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, picked, was_asked);
        break;
    case LIST_NEXT:
        go_on(w);
        break;
    default:
        break;
    }
}

const struct screen_ops s52_hit = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-9 decide"),
    .commands = CMD_BIT(CMD_MORE) | CMD_BIT(CMD_BACK) | CMD_BIT(CMD_UNDO),
    .back = SCREEN_COUNT,
};
