/* cmd_screen.c - the hotline's mirror of a screen: what the caller sees, what to say, what to hear. */
#include "base/utf8.h"
#include "bundle/spoken_decode.h"
#include "bundle/spoken_message.h"
#include "cli/cli.h"
#include "flow/sample.h"
#include "tui/hotline.h"

#define ROWS 24
#define COLS 80
#define RULE_COLS 78

static void put_rule(const char *title, struct buf *out)
{
    buf_printf(out, "== %s ", title);
    for (size_t n = utf8_cols(str_of(title)) + 4; n < RULE_COLS; n++)
        buf_putc(out, '=');
    buf_putc(out, '\n');
}

static void put_canvas(const struct canvas *c, struct buf *out)
{
    for (int row = 0; row < c->rows; row++) {
        canvas_row(c, row, out);
        buf_putc(out, '\n');
    }
}

static void put_page(const struct hotline_page *page, struct buf *out)
{
    const struct {
        const char *title;
        const struct text2 *text;
    } parts[] = {{N_("say"), &page->say},
                 {N_("hear"), &page->hear},
                 {N_("next"), &page->next},
                 {N_("note"), &page->note}};

    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (*text2_now(parts[i].text))
            buf_printf(out, "%s: %s\n", _(parts[i].title), text2_now(parts[i].text));
}

/* The verdicts of a report code that was heard; another code is told from it. */
static bool fill(struct flow *flow, const char *groups, struct err *err)
{
    struct buf typed = BUF_INIT(1024);
    struct decoded code;
    struct heard heard;

    /* 0:11222-1:02307 is one word of a shell */
    for (const char *p = groups; *p; p++)
        buf_putc(&typed, *p == '-' || *p == ',' ? ' ' : *p);
    bool ok = spoken_hear(buf_str(&typed), &heard, err);
    buf_done(&typed);
    if (!ok)
        return false;
    spoken_decode(&heard, &code);
    if (!code.valid || code.kind != SPOKEN_REPORT)
        return err_set(err, E_SPOKEN, "%s", groups);
    flow_sample_fill(flow, code.report_states, REPORT_STATES_MAX);
    return true;
}

/* "5,6" of --with. */
static bool items_code(const char *list, struct buf *out, struct err *err)
{
    unsigned items[REQUEST_ITEMS_MAX];
    struct str rest = str_of(list), part;
    uint64_t number;
    size_t n = 0;

    while (str_next(&rest, ',', &part)) {
        if (!str_number(part, &number) || number > 99 || n == REQUEST_ITEMS_MAX)
            return err_set(err, E_VALUE, "--with %s", list);
        items[n++] = (unsigned)number;
    }
    return spoken_items_code(items, n, out, err);
}

/* The digits that the caller types on 20 and 40. */
static bool put_request(const struct args *args, struct buf *out, struct err *err)
{
    struct buf code = BUF_INIT(256);
    bool ok = true;

    if (args_has(args, OPT_CASE))
        ok = spoken_case_code(str_of(args->value[OPT_CASE]), &code, err);
    else if (args_has(args, OPT_WITH))
        ok = items_code(args->value[OPT_WITH], &code, err);
    if (ok && code.n > 0)
        buf_printf(out, "%s: %s\n", _("digits"), buf_cstr(&code));
    buf_done(&code);
    return ok;
}

static bool put_all(struct flow *flow, unsigned screen, const struct args *args,
                    struct buf *out, struct err *err)
{
    const struct hotline_page *page = hotline_page(screen, err);
    struct canvas c = {0};

    canvas_resize(&c, ROWS, COLS);
    bool ok = page && hotline_draw(flow, screen, &c, err);
    if (ok) {
        put_rule(_("what the caller sees; data are invented"), out);
        put_canvas(&c, out);
        put_rule(_("on the phone"), out);
        put_page(page, out);
        ok = put_request(args, out, err);
    }
    hotline_page_free(page);
    canvas_done(&c);
    return ok;
}

bool cmd_screen(const struct args *args, int *code, struct err *err)
{
    struct buf out = BUF_INIT(256 * 1024);
    uint64_t screen;

    (void)code;
    if (!str_number(str_of(args->words[0]), &screen) || screen > 99)
        return err_set(err, E_VALUE, "screen %s", args->words[0]);
    struct flow *flow = flow_sample(args->value[OPT_PROFILE], err);
    bool ok = flow && (!args_has(args, OPT_FILL) || fill(flow, args->value[OPT_FILL], err)) &&
              put_all(flow, (unsigned)screen, args, &out, err) && cli_print(buf_str(&out), err);

    flow_free(flow);
    buf_done(&out);
    return ok;
}
