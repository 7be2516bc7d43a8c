/* s32_detail.c - one check: what was found, where, why it matters, what to do; or a known issue: what
 * it means, which checks to look at, who may decide. */
#include "base/lang.h"
#include "tui/state.h"

#define LABEL_COLS 12
#define TEXT_COL 14
#define WRAP_COLS 64
#define LINES_MAX 200

/* The text grows downwards on a tall canvas of its own; the screen shows a part of it. */
struct sheet {
    struct canvas canvas;
    int row;
};

static void line(struct sheet *s, const char *label, enum look look, const char *text)
{
    struct buf visible = BUF_INIT(8192);

    if (!*text)
        return;
    canvas_visible(str_of(text), &visible);
    canvas_text(&s->canvas, s->row, 1, LABEL_COLS, LOOK_PLAIN, label);
    s->row += canvas_wrap(&s->canvas, s->row, TEXT_COL, WRAP_COLS, LINES_MAX - s->row, look,
                          buf_str(&visible));
    buf_done(&visible);
}

static void steps(struct sheet *s, const struct explanation *words)
{
    struct buf text = BUF_INIT(4096);

    for (size_t i = 0; i < COUNT_OF(words->steps) && words->steps[i]; i++) {
        buf_clear(&text);
        buf_printf(&text, "%c. %s", (char)('a' + i), words->steps[i]);
        line(s, i == 0 ? _("What to do") : "", LOOK_PLAIN, buf_cstr(&text));
    }
    buf_done(&text);
}

/* "01 [OK]  02 [X]": the same check on the machines of this drive. */
static void batch(const struct wizard *w, unsigned rule, struct sheet *s)
{
    struct buf text = BUF_INIT(8192);
    const struct flow_machine *m;

    for (size_t i = 0; flow_machines(w->flow) > 1 && (m = flow_machine_at(w->flow, i)); i++)
        for (size_t k = 0; k < m->n; k++)
            if (m->marks[k].rule == rule)
                buf_printf(&text, "%02u %s  ", m->number, verdict_mark(m->marks[k].verdict));
    if (text.n > 0) {
        s->row++;
        line(s, _("This drive"), LOOK_STRONG, buf_cstr(&text));
    }
    buf_done(&text);
}

static void write_issue(const struct known_issue *issue, struct sheet *s)
{
    struct buf checks = BUF_INIT(1024);

    for (unsigned i = 0; i < issue->checks_count; i++)
        buf_printf(&checks, "%u  ", issue->checks[i]);
    line(s, "", LOOK_STRONG, text2_now(&issue->title));
    s->row++;
    line(s, _("Meaning"), LOOK_PLAIN, text2_now(&issue->explanation));
    s->row++;
    line(s, _("Look at"), LOOK_STRONG, buf_cstr(&checks));
    if (issue->conflict.zh) {
        s->row++;
        line(s, _("Conflict"), LOOK_WARN, text2_now(&issue->conflict));
        line(s, _("Decides"), LOOK_PLAIN, text2_now(&issue->decides));
    }
    buf_done(&checks);
}

static void write_finding(const struct wizard *w, const struct finding *f, struct sheet *s)
{
    struct arena *a = arena_new();
    struct explanation words;

    check_explain(flow_profile(w->flow), f, lang_get(), true, a, &words);
    line(s, _("Check"), LOOK_STRONG, arena_printf(a, "%u  %s", f->rule, words.title));
    line(s, _("Verdict"), look_of_verdict(f->verdict),
         arena_printf(a, "%s %s", verdict_mark(f->verdict),
                      verdict_word(f->verdict, lang_get())));
    line(s, _("Found"), LOOK_STRONG, arena_printf(a, "%s  %s", words.found, words.value));
    line(s, _("Source"), LOOK_PLAIN, words.source);
    line(s, _("By hand"), LOOK_PLAIN, words.hand);
    s->row++;
    line(s, _("Why"), LOOK_PLAIN, words.why);
    s->row++;
    steps(s, &words);
    s->row++;
    line(s, _("Engineer"), LOOK_PLAIN, words.engineer);
    batch(w, f->rule, s);
    arena_free(a);
}

static void write_sheet(const struct wizard *w, struct sheet *s)
{
    const struct known_issue *issues[KNOWN_ISSUES_MAX];
    size_t n = results_issues(w->flow, issues);

    if (w->check.shown < n)
        write_issue(issues[w->check.shown], s);
    else
        write_finding(w, finding_worst(flow_findings(w->flow), w->check.shown - n), s);
}

static void copy_rows(const struct canvas *from, int first, struct canvas *to, int row,
                      int rows)
{
    for (int r = 0; r < rows && first + r < from->rows; r++)
        for (int col = 0; col < from->cols && col < to->cols; col++)
            to->cells[(row + r) * to->cols + col] = *canvas_at(from, first + r, col);
}

static void enter(struct wizard *w)
{
    w->check.scroll = 0;
    list_set(screen_list(w), 0, 9, true);
}

static void draw(struct wizard *w, struct canvas *c)
{
    int rows = screen_bottom(c) - SCREEN_TOP - 1;
    struct sheet s = {{0}, 0};

    canvas_resize(&s.canvas, LINES_MAX, MIN_COLS);
    write_sheet(w, &s);
    w->check.rows_left = s.row - w->check.scroll - rows;
    copy_rows(&s.canvas, w->check.scroll, c, SCREEN_TOP, rows);
    if (w->check.rows_left > 0)
        canvas_text(c, screen_bottom(c) - 1, TEXT_COL, TO_EDGE, LOOK_KEY,
                    _("1 or arrow down: the rest of this text"));
    list_next(screen_list(w), c, screen_bottom(c), _("back to the list of checks"));
    canvas_done(&s.canvas);
}

static void show(struct wizard *w, size_t i)
{
    w->check.shown = i;
    w->check.scroll = 0;
}

static void key(struct wizard *w, const struct input *in)
{
    const struct known_issue *issues[KNOWN_ISSUES_MAX];
    size_t n = results_issues(w->flow, issues) + flow_findings(w->flow)->n;
    bool is_first_item = in->command == CMD_ITEM && in->digit == 1;

    if (in->command == CMD_TAKE)
        wizard_go(w, SCREEN_s31_results);
    else if (in->command == CMD_MORE)
        show(w, (w->check.shown + 1) % n);
    else if (in->command == CMD_LESS)
        show(w, (w->check.shown + n - 1) % n);
    else if ((in->command == CMD_DOWN || is_first_item) && w->check.rows_left > 0)
        w->check.scroll += w->check.rows_left < 8 ? w->check.rows_left : 8;
    else if (in->command == CMD_UP || is_first_item)
        w->check.scroll = 0;
}

const struct screen_ops s32_detail = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("+/- next, previous check"),
    .take = N_("list"),
    .back = SCREEN_s31_results,
};
