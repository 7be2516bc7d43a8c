/* s52_kind.c - one kind of sensitive text: places before and after, and what is done with it.
 * The original text is shown here and nowhere else. */
#include "base/lang.h"
#include "base/utf8.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define SAMPLE_ROWS 3
#define ROWS_BELOW 6 /* four actions, a blank row, the next row */
#define LEAD_BYTES 30

static const char *const actions[REDACT_ACTION_COUNT] = {
    [REDACT_ALIAS] = N_("alias"),
    [REDACT_MASK] = N_("mask"),
    [REDACT_KEEP] = N_("KEEP"),
    [REDACT_DROP_LINE] = N_("drop line"),
};

static const char *const meanings[REDACT_ACTION_COUNT] = {
    [REDACT_ALIAS] = N_("Alias: a stand-in, the same everywhere in this case"),
    [REDACT_MASK] = N_("Mask: stars, nothing can be told apart"),
    [REDACT_KEEP] = N_("KEEP as it is: the original leaves this PC"),
    [REDACT_DROP_LINE] = N_("Drop the whole line"),
};

const char *action_text(enum redact_action action)
{
    return _(actions[action]);
}

static void enter(struct wizard *w)
{
    struct flow_kind kind;

    w->kind.first = 0;
    w->kind.keep_asked = false;
    list_set(screen_list(w), REDACT_ACTION_COUNT, 9, true);
    list_home(screen_list(w));
    if (flow_kind_at(w->flow, w->kind.shown, &kind))
        flow_mark_seen(w->flow, kind.kind);
}

/* Where something was found, and what becomes of it. */
struct place {
    const char *file; /* name in the bundle */
    uint64_t line;    /* 0: not a line but a fact */
    const char *origin;
    struct str before, after;
    size_t before_at, before_n, after_at, after_n;
};

static bool place_of_fact(const struct flow *f, enum entity_kind kind, size_t *n,
                          struct place *out)
{
    struct flow_fact fact;

    for (size_t i = 0; flow_redacted_fact_at(f, i, &fact); i++) {
        if (fact.kind != kind || (*n)-- > 0)
            continue;
        *out = (struct place){.file = "facts.json",
                              .origin = fact_key_row(fact.before->key)->name,
                              .before = fact.before->text,
                              .before_n = fact.before->text.n,
                              .after = fact.after->text,
                              .after_n = fact.after->text.n};
        return true;
    }
    return false;
}

static bool place_of_sample(const struct flow *f, enum entity_kind kind, size_t *n,
                            struct place *out)
{
    struct flow_artifact where;

    for (size_t i = 0; flow_artifact_at(f, i, &where); i++) {
        for (size_t s = 0; s < where.scan->samples_n; s++) {
            const struct scan_sample *sample = &where.scan->samples[s];

            if (sample->hit.kind != kind || (*n)-- > 0)
                continue;
            *out = (struct place){where.artifact->stored, sample->hit.line, where.shown_origin,
                                  sample->before,         sample->after,    sample->before_at,
                                  sample->before_n,       sample->after_at, sample->after_n};
            return true;
        }
    }
    return false;
}

/* The nth place of a kind: facts first, then samples over all files. */
static bool place_at(const struct flow *f, enum entity_kind kind, size_t n, struct place *out)
{
    return place_of_fact(f, kind, &n, out) || place_of_sample(f, kind, &n, out);
}

static size_t places(const struct flow *f, enum entity_kind kind)
{
    struct place place;
    size_t n = 0;

    while (place_at(f, kind, n, &place))
        n++;
    return n;
}

/* A line with [[ ]] around the place; it begins shortly before the place when it is long. */
static void draw_line(struct canvas *c, int row, const char *head, struct str line, size_t at,
                      size_t n)
{
    size_t from = at > LEAD_BYTES ? at - LEAD_BYTES : 0;
    int col = 6;

    while (from > 0 && from < at && ((unsigned char)line.p[from] & 0xc0) == 0x80)
        from++;
    canvas_text(c, row, 3, 2, LOOK_PLAIN, head);
    col += canvas_untrusted(c, row, col, TO_EDGE, LOOK_PLAIN, str_sub(line, from, at - from));
    col += canvas_text(c, row, col, TO_EDGE, LOOK_HIT, "[[");
    col += canvas_untrusted(c, row, col, TO_EDGE, LOOK_HIT, str_sub(line, at, n));
    col += canvas_text(c, row, col, TO_EDGE, LOOK_HIT, "]]");
    canvas_untrusted(c, row, col, TO_EDGE, LOOK_PLAIN, str_sub(line, at + n, line.n));
}

static void draw_place(const struct place *place, struct canvas *c, int row)
{
    int used = place->line == 0
                   ? canvas_printf(c, row, 3, TO_EDGE, LOOK_PLAIN, "%s  ", place->file)
                   : canvas_printf(c, row, 3, TO_EDGE, LOOK_PLAIN, _("%s  line %llu  "),
                                   place->file, (unsigned long long)place->line);

    canvas_untrusted(c, row, 3 + used, TO_EDGE, LOOK_PLAIN, str_of(place->origin));
    draw_line(c, row + 1, "-", place->before, place->before_at, place->before_n);
    draw_line(c, row + 2, "+", place->after, place->after_at, place->after_n);
}

static void draw_actions(const struct wizard *w, const struct flow_kind *kind, struct canvas *c,
                         int row)
{
    const struct list *list = &w->lists[SCREEN_s52_kind];

    for (size_t i = 0; i < REDACT_ACTION_COUNT; i++, row++) {
        canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_PLAIN,
                    i == (size_t)kind->action ? "(*)" : "( )");
        canvas_text(c, row, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN, _(meanings[i]));
        list_mark(list, c, row, i);
    }
    list_next(list, c, row + 1, _("leave it so, back to the list"));
}

static void draw(struct wizard *w, struct canvas *c)
{
    int row = FIRST_ROW, end = screen_bottom(c) - ROWS_BELOW;
    struct place place;
    struct flow_kind kind;
    size_t n = w->kind.first, all;

    if (!flow_kind_at(w->flow, w->kind.shown, &kind))
        return;
    all = places(w->flow, kind.kind);
    canvas_printf(c, SCREEN_TOP, 1, TO_EDGE, LOOK_STRONG, "%u  %s", entity_row(kind.kind)->rule,
                  text2_now(&entity_row(kind.kind)->title));
    canvas_printf(c, SCREEN_TOP, 32, TO_EDGE, LOOK_PLAIN,
                  _("places %llu, samples %zu; - before, + after"),
                  (unsigned long long)kind.hits, all);
    for (; row + SAMPLE_ROWS <= end + 1 && place_at(w->flow, kind.kind, n, &place);
         row += SAMPLE_ROWS, n++)
        draw_place(&place, c, row);
    if (n < all || w->kind.first > 0)
        canvas_printf(c, SCREEN_TOP + 1, 1, TO_EDGE, LOOK_PLAIN,
                      _("Samples %zu to %zu of %zu: + for the next, - for the ones before"),
                      w->kind.first + 1, n, all);
    draw_actions(w, &kind, c, screen_bottom(c) - 5);
}

static void turn_page(struct wizard *w, bool forward)
{
    size_t page =
        (size_t)(screen_bottom(&w->canvas) - ROWS_BELOW - FIRST_ROW + 1) / SAMPLE_ROWS;
    struct flow_kind kind;

    if (!flow_kind_at(w->flow, w->kind.shown, &kind))
        return;
    if (forward && w->kind.first + page < places(w->flow, kind.kind))
        w->kind.first += page;
    else if (!forward)
        w->kind.first = w->kind.first > page ? w->kind.first - page : 0;
}

static void decide(struct wizard *w, enum redact_action action, bool was_asked)
{
    struct err err = ERR_NONE;
    struct flow_kind kind;

    if (!flow_kind_at(w->flow, w->kind.shown, &kind))
        return;
    if (action == REDACT_KEEP && kind.action != REDACT_KEEP && !was_asked) {
        w->kind.keep_asked = true;
        wizard_say(w,
                   N_("The original text would leave this PC. Press 3 once more to keep it."));
        return;
    }
    if (flow_decide(w->flow, kind.kind, action, &err))
        wizard_reach(w, STEP_REVIEWED, SCREEN_s51_review);
    else
        wizard_say_err(w, &err);
}

static void key(struct wizard *w, const struct input *in)
{
    bool was_asked = w->kind.keep_asked;
    size_t picked;

    w->kind.keep_asked = false; /* only the very next key confirms */
    if (in->command == CMD_MORE || in->command == CMD_LESS) {
        turn_page(w, in->command == CMD_MORE);
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        decide(w, (enum redact_action)picked, was_asked);
        break;
    case LIST_NEXT:
        wizard_go(w, SCREEN_s51_review);
        break;
    default:
        break;
    }
}

const struct screen_ops s52_kind = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-4 decide"),
    .take = N_("leave it so"),
    .commands = CMD_BIT(CMD_MORE),
    .back = SCREEN_s51_review,
};
