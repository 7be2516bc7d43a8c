/* doc_html.c - a page as one HTML file: its style inside, charts as SVG, no script, no request.
 *
 * The content policy in its head says so to the browser too. Every text goes through put_text(). */
#include "base/embed.h"
#include "base/utf8.h"
#include "desk/doc.h"

#define STYLE_FILE "reports/page.css"

/* A chart's measures, in units of its view box. */
#define CHART_COLS 760
#define ROW_HEIGHT 26
#define BAR_HEIGHT 14
#define LABEL_WIDTH 250
#define BAR_WIDTH 380
#define LABEL_CHARS 34

static const char *const tone_classes[DOC_TONES] = {
    [TONE_PLAIN] = "plain", [TONE_GOOD] = "good",     [TONE_BAD] = "bad",
    [TONE_WARN] = "warn",   [TONE_UNSURE] = "unsure", [TONE_MUTED] = "muted",
};

static const char *const tone_signs[DOC_TONES] = {
    [TONE_PLAIN] = "", [TONE_GOOD] = "\u2713", [TONE_BAD] = "\u2715",
    [TONE_WARN] = "!", [TONE_UNSURE] = "?",    [TONE_MUTED] = "\u2013",
};

/* The only way for a text into the page. */
static void put_text(const char *text, struct buf *out)
{
    static const struct {
        char sign;
        const char *entity;
    } escapes[] = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

    for (; *text; text++) {
        size_t i = 0;
        while (i < COUNT_OF(escapes) && escapes[i].sign != *text)
            i++;
        if (i < COUNT_OF(escapes))
            buf_puts(out, escapes[i].entity);
        else
            buf_putc(out, *text);
    }
}

static void put_element(const char *tag, const char *css_class, const char *text,
                        struct buf *out)
{
    buf_printf(out, "<%s", tag);
    if (css_class)
        buf_printf(out, " class=\"%s\"", css_class);
    buf_puts(out, ">");
    put_text(text, out);
    buf_printf(out, "</%s>\n", tag);
}

/* ---- tables ------------------------------------------------------------------------------------ */

static void put_cell(const struct doc_block *b, const struct doc_cell *cell, size_t column,
                     struct buf *out)
{
    buf_printf(out, "<td class=\"%s%s\">", tone_classes[cell->tone],
               b->columns[column].is_wide ? " wide" : "");
    if (cell->text[0])
        put_text(cell->text, out);
    else if (cell->tone != TONE_PLAIN)
        buf_printf(out, "<span class=\"sign\">%s</span>", tone_signs[cell->tone]);
    buf_puts(out, "</td>");
}

static void put_table(const struct doc_block *b, struct buf *out)
{
    buf_puts(out, "<div class=\"table\"><table>\n<thead><tr>");
    for (size_t c = 0; c < b->columns_n; c++) {
        buf_puts(out, "<th scope=\"col\">");
        put_text(b->columns[c].title, out);
        buf_puts(out, "</th>");
    }
    buf_puts(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; b->columns_n > 0 && i < b->cells_n; i++) {
        size_t column = i % b->columns_n;
        buf_puts(out, column == 0 ? "<tr>" : "");
        put_cell(b, &b->cells[i], column, out);
        buf_puts(out, column + 1 == b->columns_n || i + 1 == b->cells_n ? "</tr>\n" : "");
    }
    buf_puts(out, "</tbody></table></div>\n");
}

/* ---- charts ------------------------------------------------------------------------------------ */

static void put_label(const struct doc_bar *bar, size_t y, struct buf *out)
{
    struct str cut = utf8_cut(str_of(bar->label), LABEL_CHARS);
    struct buf shown = BUF_INIT(1024);

    buf_add_str(&shown, cut);
    if (cut.n < strlen(bar->label))
        buf_puts(&shown, "\u2026");
    buf_printf(out, "<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">", LABEL_WIDTH - 10,
               y + ROW_HEIGHT / 2 + 4);
    put_text(buf_cstr(&shown), out);
    buf_puts(out, "</text>");
    buf_done(&shown);
}

static void put_bar(const struct doc_block *b, const struct doc_bar *bar, double scale,
                    size_t y, struct buf *out)
{
    double x = LABEL_WIDTH;

    buf_puts(out, "<g><title>");
    put_text(bar->label, out);
    buf_puts(out, "</title>");
    put_label(bar, y, out);
    for (size_t i = 0; i < DOC_PARTS_MAX && b->legend[i]; i++) {
        double width = bar->parts[i] * scale;
        if (width <= 0)
            continue;
        buf_printf(
            out, "<rect class=\"%s\" x=\"%.1f\" y=\"%zu\" width=\"%.1f\" height=\"%d\"/>",
            tone_classes[b->tones[i]], x, y + (ROW_HEIGHT - BAR_HEIGHT) / 2, width, BAR_HEIGHT);
        x += width;
    }
    buf_printf(out, "<text class=\"value\" x=\"%.1f\" y=\"%zu\">", x + 8,
               y + ROW_HEIGHT / 2 + 4);
    put_text(bar->value, out);
    buf_puts(out, "</text></g>\n");
}

static void put_legend(const struct doc_block *b, struct buf *out)
{
    buf_puts(out, "<figcaption>");
    for (size_t i = 0; i < DOC_PARTS_MAX && b->legend[i]; i++) {
        buf_printf(out, "<span class=\"key %s\"></span>", tone_classes[b->tones[i]]);
        put_element("span", NULL, b->legend[i], out);
    }
    buf_puts(out, "</figcaption>");
}

static void put_bars(const struct doc_block *b, struct buf *out)
{
    size_t n = 0, y = 0;
    double most = 0;

    for (const struct doc_bar *bar = b->bars; bar; bar = bar->next, n++) {
        double sum = bar->parts[0] + bar->parts[1] + bar->parts[2];
        most = sum > most ? sum : most;
    }
    buf_printf(out, "<figure><svg viewBox=\"0 0 %d %zu\" role=\"img\">\n", CHART_COLS,
               n * ROW_HEIGHT);
    for (const struct doc_bar *bar = b->bars; bar; bar = bar->next, y += ROW_HEIGHT)
        put_bar(b, bar, most > 0 ? BAR_WIDTH / most : 0, y, out);
    buf_puts(out, "</svg>");
    put_legend(b, out);
    buf_puts(out, "</figure>\n");
}

/* ---- blocks ------------------------------------------------------------------------------------ */

/* The element around neighbours of one kind; NULL where each stands alone. */
static const char *list_of(enum doc_kind kind)
{
    switch (kind) {
    case DOC_PAIR:
        return "dl";
    case DOC_ITEM:
        return "ul";
    case DOC_STEP:
        return "ol";
    default:
        return NULL;
    }
}

static void put_callout(const struct doc_block *b, struct buf *out)
{
    buf_printf(out, "<p class=\"callout %s\">", tone_classes[b->tone]);
    if (tone_signs[b->tone][0])
        buf_printf(out, "<span class=\"sign\">%s</span> ", tone_signs[b->tone]);
    put_text(b->text, out);
    buf_puts(out, "</p>\n");
}

static void put_block(const struct doc_block *b, struct buf *out)
{
    switch (b->kind) {
    case DOC_HEADING:
        put_element("h2", NULL, b->text, out);
        break;
    case DOC_SUBHEADING:
        put_element("h3", NULL, b->text, out);
        break;
    case DOC_TEXT:
        put_element("p", NULL, b->text, out);
        break;
    case DOC_CALLOUT:
        put_callout(b, out);
        break;
    case DOC_PAIR:
        put_element("dt", NULL, b->label, out);
        put_element("dd", tone_classes[b->tone], b->text, out);
        break;
    case DOC_ITEM:
    case DOC_STEP:
        put_element("li", NULL, b->text, out);
        break;
    case DOC_CODE:
        put_element("pre", NULL, b->text, out);
        break;
    case DOC_TABLE:
        put_table(b, out);
        break;
    case DOC_BARS:
        put_bars(b, out);
        break;
    case DOC_PAGE:
        buf_puts(out, "<hr class=\"page\">\n");
        break;
    }
}

static void put_head(const struct doc *d, struct buf *out)
{
    struct str style = {"", 0};

    buf_printf(out,
               "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"referrer\" content=\"no-referrer\">\n",
               d->lang == LANG_ZH ? "zh-CN" : "en");
    put_element("title", NULL, d->title, out);
    buf_puts(out, "<style>\n");
    if (embed_find(STYLE_FILE, &style))
        buf_add_str(out, style);
    buf_puts(out, "</style>\n</head>\n<body>\n<main>\n<header>\n");
    if (d->kicker[0])
        put_element("p", "kicker", d->kicker, out);
    put_element("h1", NULL, d->title, out);
    buf_puts(out, "</header>\n");
}

void doc_print_html(const struct doc *d, struct buf *out)
{
    const struct doc_block *before = NULL;

    put_head(d, out);
    for (const struct doc_block *b = d->blocks; b; before = b, b = b->next) {
        const char *list = list_of(b->kind);

        if (list && (!before || before->kind != b->kind))
            buf_printf(out, "<%s>\n", list);
        put_block(b, out);
        if (list && (!b->next || b->next->kind != b->kind))
            buf_printf(out, "</%s>\n", list);
    }
    buf_printf(out, "<footer>casepack %s</footer>\n</main>\n</body>\n</html>\n",
               CASEPACK_VERSION);
}
