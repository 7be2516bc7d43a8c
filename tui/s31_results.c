/* s31_results.c - known issues, the verdicts, worst first, and the line to read out before all
 * else. */
#include "base/lang.h"
#include "tui/state.h"

#define FIRST_ROW 5
#define RULE_COL LIST_TEXT_COL
#define VERDICT_COL 11
#define TITLE_COL 24
#define FOUND_COL 44
#define FOUND_COL_WIDE 60 /* where there is room for whole titles */
#define WIDE_COLS 100

static const int ranks[VERDICT_COUNT] = {
    [VERDICT_MUST_FIX] = 0, [VERDICT_WARN] = 1,           [VERDICT_UNREAD] = 2,
    [VERDICT_OK] = 3,       [VERDICT_NOT_APPLICABLE] = 4,
};

const struct finding *finding_worst(const struct finding_list *findings, size_t n)
{
    for (int rank = 0; rank < VERDICT_COUNT; rank++)
        for (size_t i = 0; i < findings->n; i++)
            if (ranks[findings->items[i].verdict] == rank && n-- == 0)
                return &findings->items[i];
    return NULL;
}

size_t results_issues(const struct flow *f, const struct known_issue **out)
{
    return flow_known_issues(f, out, KNOWN_ISSUES_MAX);
}

static void enter(struct wizard *w)
{
    const struct known_issue *issues[KNOWN_ISSUES_MAX];

    list_set(screen_list(w), results_issues(w->flow, issues) + flow_findings(w->flow)->n, 9,
             true);
}

static void draw_counts(const struct finding_list *findings, struct canvas *c, int row)
{
    canvas_printf(c, row, 1, TO_EDGE, LOOK_STRONG,
                  _("Verdict:  must fix %u   warnings %u   unread %u   OK %u"),
                  finding_count(findings, VERDICT_MUST_FIX),
                  finding_count(findings, VERDICT_WARN),
                  finding_count(findings, VERDICT_UNREAD), finding_count(findings, VERDICT_OK));
}

static int found_col(const struct canvas *c)
{
    return c->cols < WIDE_COLS ? FOUND_COL : FOUND_COL_WIDE;
}

static void draw_finding(const struct wizard *w, const struct finding *f, struct canvas *c,
                         int row)
{
    struct arena *a = arena_new();
    struct explanation words;
    enum look look = look_of_verdict(f->verdict);
    int used;

    check_explain(flow_profile(w->flow), f, lang_get(), true, a, &words);
    canvas_printf(c, row, RULE_COL, 4, LOOK_STRONG, "%u", f->rule);
    used = canvas_text(c, row, VERDICT_COL, 5, look, verdict_mark(f->verdict));
    if (f->verdict != VERDICT_OK)
        canvas_text(c, row, VERDICT_COL + used + 1, TITLE_COL - VERDICT_COL - used - 2, look,
                    verdict_word(f->verdict, lang_get()));
    canvas_text(c, row, TITLE_COL, found_col(c) - TITLE_COL - 1, LOOK_PLAIN, words.title);
    canvas_untrusted(c, row, found_col(c), TO_EDGE, LOOK_PLAIN, str_of(words.found));
    arena_free(a);
}

/* It comes first: it says which of the checks to look at. */
static void draw_issue(const struct known_issue *issue, struct canvas *c, int row)
{
    int used = canvas_text(c, row, VERDICT_COL, 5, LOOK_WARN, "[!]");

    canvas_text(c, row, VERDICT_COL + used + 1, TITLE_COL - VERDICT_COL - used - 2, LOOK_WARN,
                _("known"));
    canvas_untrusted(c, row, TITLE_COL, TO_EDGE, LOOK_PLAIN, str_of(text2_now(&issue->title)));
}

void read_out_line(const struct finding_list *findings, struct buf *line)
{
    static const struct {
        enum verdict verdict;
        const char *sign;
    } groups[] = {{VERDICT_MUST_FIX, "X"}, {VERDICT_WARN, "!"}, {VERDICT_UNREAD, "?"}};

    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        bool is_first = true;

        for (size_t i = 0; i < findings->n; i++) {
            if (findings->items[i].verdict != groups[g].verdict)
                continue;
            if (is_first && line->n > 0)
                buf_puts(line, "   ");
            buf_printf(line, "%u ", findings->items[i].rule);
            is_first = false;
        }
        if (!is_first)
            buf_printf(line, "= %s", groups[g].sign);
    }
}

static void draw_read_out(const struct finding_list *findings, struct canvas *c, int row)
{
    struct buf line = BUF_INIT(1024);

    read_out_line(findings, &line);
    canvas_text(c, row, 1, TO_EDGE, LOOK_PLAIN, _("Read this line first:"));
    canvas_text(c, row + 1, 3, TO_EDGE, LOOK_STRONG, line.n > 0 ? buf_cstr(&line) : "0");
    buf_done(&line);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct finding_list *findings = flow_findings(w->flow);
    const struct known_issue *issues[KNOWN_ISSUES_MAX];
    size_t from, to, issues_n = results_issues(w->flow, issues);
    const struct list *list = screen_list(w);
    int row = FIRST_ROW;

    draw_counts(findings, c, SCREEN_TOP);
    if (flow_is_latent(w->flow))
        canvas_printf(c, SCREEN_TOP + 1, 1, TO_EDGE, LOOK_WARN, "[!] %s",
                      text2_now(check_latent_text()));
    canvas_text(c, FIRST_ROW - 1, RULE_COL, VERDICT_COL - RULE_COL - 1, LOOK_PLAIN, _("No."));
    canvas_text(c, FIRST_ROW - 1, VERDICT_COL, TITLE_COL - VERDICT_COL - 1, LOOK_PLAIN,
                _("Verdict"));
    canvas_text(c, FIRST_ROW - 1, TITLE_COL, found_col(c) - TITLE_COL - 1, LOOK_PLAIN,
                _("Check"));
    canvas_text(c, FIRST_ROW - 1, found_col(c), TO_EDGE, LOOK_PLAIN, _("Found"));
    list_window(list, screen_bottom(c) - FIRST_ROW - 5, &from, &to);
    for (size_t i = from; i < to; i++, row++) {
        if (i < issues_n)
            draw_issue(issues[i], c, row);
        else
            draw_finding(w, finding_worst(findings, i - issues_n), c, row);
        list_mark(list, c, row, i);
    }
    list_pages(list, c, row);
    draw_read_out(findings, c, screen_bottom(c) - 3);
    list_next(list, c, screen_bottom(c),
              w->is_checking_only ? _("to the welcome screen; only checking was asked for")
                                  : _("go on; you can collect in any case"));
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (in->command == CMD_BACK) {
        wizard_go(w, w->is_checking_only ? SCREEN_s10_welcome : SCREEN_s20_case);
        return;
    }
    if (in->command == CMD_TABLE) {
        wizard_table(w);
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        w->check.shown = picked;
        wizard_go(w, SCREEN_s32_detail);
        break;
    case LIST_NEXT:
        wizard_go(w, w->is_checking_only ? SCREEN_s10_welcome : SCREEN_s40_items);
        break;
    default:
        break;
    }
}

const struct screen_ops s31_results = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-9 details"),
    .commands = CMD_BIT(CMD_MORE) | CMD_BIT(CMD_TABLE),
    .back = SCREEN_COUNT,
};
