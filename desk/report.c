/* report.c - a template and a comparison become a page. */
#include "desk/report.h"

#include <string.h>

#include "desk/report_inside.h"

#define FILLED_MAX (64 * 1024)

static report_when_function *const when_functions[WHEN_COUNT] = {
#define REPORT_WHEN(id, name, function) [WHEN_##id] = function,
#include "desk/report.def"
};

static report_each_function *const each_functions[EACH_COUNT] = {
#define REPORT_EACH(id, name, function) [EACH_##id] = function,
#include "desk/report.def"
};

static report_blank_function *const blank_functions[BLANK_COUNT] = {
#define REPORT_BLANK(id, name, function) [BLANK_##id] = function,
#include "desk/report.def"
};

/* What stands in a blank is never looked at again: a value cannot bring blanks of its own. */
static const char *filled(const struct telling *t, const struct text2 *text)
{
    struct str s = str_of(t->d->lang == LANG_ZH ? text->zh : text->en);
    struct buf out = BUF_INIT(FILLED_MAX);
    enum report_blank blank;
    size_t from = 0, at = 0, end;

    for (; report_next_blank(s, &at, &end, &blank); from = at = end) {
        buf_add_str(&out, str_sub(s, from, at - from));
        blank_functions[blank](t, &out);
    }
    buf_add_str(&out, str_sub(s, from, s.n));
    const char *copy = arena_cstr(t->d->arena, buf_str(&out));
    buf_done(&out);
    return copy;
}

static enum doc_tone tone_of(enum report_as as)
{
    return as == AS_GOOD ? TONE_GOOD : as == AS_BAD ? TONE_BAD : TONE_WARN;
}

static void add_words(const struct telling *t, const struct report_line *line)
{
    static const enum doc_kind kinds[] = {
        [AS_TEXT] = DOC_TEXT, [AS_HEADING] = DOC_SUBHEADING, [AS_ITEM] = DOC_ITEM,
        [AS_STEP] = DOC_STEP, [AS_CODE] = DOC_CODE,
    };
    const char *text = filled(t, &line->text);

    if (line->as == AS_PAIR)
        doc_pair(t->d, TONE_PLAIN, filled(t, &line->label), text);
    else if (line->as <= AS_CODE)
        doc_add(t->d, kinds[line->as], text);
    else
        doc_callout(t->d, tone_of(line->as), text);
}

static void add_line(const struct telling *t, const struct report_line *line)
{
    switch (line->as) {
    case AS_MACHINES:
        compare_add_machines(t->c, t->d);
        break;
    case AS_VERDICTS:
        compare_add_verdicts(t->c, t->d);
        break;
    case AS_CONCLUSIONS:
        compare_add_conclusions(t->c, t->d);
        break;
    case AS_FAULTS:
        compare_add_fault_bars(t->c, t->newest, t->d);
        break;
    case AS_PAGE:
        doc_add(t->d, DOC_PAGE, "");
        break;
    default:
        add_words(t, line);
    }
}

/* A line counts its own list from the start, and leaves what the block is about as it was. */
static void tell_line(const struct telling *t, const struct report_line *line)
{
    report_each_function *next = each_functions[line->each];
    struct telling copy = *t;

    if (!when_functions[line->when](t))
        return;
    if (!next)
        add_line(t, line);
    for (size_t i = 0; next && next(&copy, i); i++)
        add_line(&copy, line);
}

static void tell_lines(const struct telling *t, const struct report_block *block)
{
    for (unsigned i = 0; i < block->lines_count; i++)
        tell_line(t, &block->lines[i]);
}

static void tell_block(const struct telling *t, const struct report_block *block)
{
    report_each_function *next = each_functions[block->each];
    struct telling copy = *t;

    if (!when_functions[block->when](t))
        return;
    for (size_t i = 0; next ? next(&copy, i) : i == 0; i++) {
        if (block->title.zh)
            doc_add(t->d, DOC_HEADING, filled(&copy, &block->title));
        tell_lines(&copy, block);
    }
}

struct doc *report_page(const struct report_input *in, enum report_kind kind, struct err *err)
{
    static const char *const names[] = {
        [REPORT_CASE] = "case", [REPORT_FIX_SHEET] = "fix-sheet"};
    struct report_template *template = report_template_load(names[kind], err);
    struct telling t = {.in = in, .c = in->c};

    if (!template)
        return NULL;
    t.d = doc_new(in->c->lang, "",
                  in->c->lang == LANG_ZH ? template->title.zh : template->title.en);
    telling_begin(&t);
    for (unsigned i = 0; i < template->blocks_count; i++)
        tell_block(&t, &template->blocks[i]);
    report_template_free(template);
    return t.d;
}
