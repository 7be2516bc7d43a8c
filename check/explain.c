/* explain.c - a finding in words: texts from templates with the real values in place. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/profile.h"

#define LINE_MAX_BYTES 4096
#define STEPS_MAX 5

/* What texts may mention in braces. */
enum blank {
    BLANK_VALUE,
    BLANK_BYTES,
    BLANK_LIMIT,
    BLANK_SOURCE,
    BLANK_HAND,
    BLANK_TYPE,
    BLANK_OFFSET,
    BLANK_INSTANCE,
    BLANK_RULE,
    BLANK_COUNT
};

static const char *const blank_names[BLANK_COUNT] = {
    "{value}", "{bytes}",  "{limit}",    "{source}", "{hand}",
    "{type}",  "{offset}", "{instance}", "{rule}",
};

struct telling {
    const struct profile *p;
    const struct rule *rule;
    const struct finding *f;
    enum lang lang;
    bool show_values;
    struct arena *a;
    const char *blanks[BLANK_COUNT];
};

static const char *in_lang(const struct text2 *t, enum lang lang)
{
    return lang == LANG_ZH ? t->zh : t->en;
}

/* The text with its blanks filled in. */
static const char *fill(const struct telling *t, const char *text)
{
    struct buf out = BUF_INIT(LINE_MAX_BYTES);
    const char *copy;

    while (*text) {
        size_t i = 0, n = 0;
        for (i = 0; i < BLANK_COUNT; i++) {
            n = strlen(blank_names[i]);
            if (strncmp(text, blank_names[i], n) == 0)
                break;
        }
        if (i == BLANK_COUNT) {
            buf_putc(&out, *text++);
            continue;
        }
        buf_puts(&out, t->blanks[i]);
        text += n;
    }
    copy = arena_cstr(t->a, buf_str(&out));
    buf_done(&out);
    return copy;
}

static bool is_smbios(const struct telling *t)
{
    return t->rule && str_starts(str_of(fact_key_row(t->rule->key)->name), "smbios.");
}

static const char *structure_name(unsigned type, enum lang lang)
{
    static const struct text2 names[] = {
        {"BIOS", "BIOS"}, {"整机", "System"}, {"主板", "Baseboard"}, {"机箱", "Chassis"}};

    return type < COUNT_OF(names) ? in_lang(&names[type], lang) : "";
}

static const char *smbios_source(const struct telling *t, unsigned type, unsigned offset,
                                 unsigned string)
{
    bool zh = t->lang == LANG_ZH;
    const char *name = structure_name(type, t->lang);

    if (string == 0)
        return arena_printf(
            t->a, zh ? "SMBIOS Type %u（%s）  偏移 %02Xh" : "SMBIOS Type %u (%s)  offset %02Xh",
            type, name, offset);
    return arena_printf(t->a,
                        zh ? "SMBIOS Type %u（%s）  偏移 %02Xh  字符串编号 %u"
                           : "SMBIOS Type %u (%s)  offset %02Xh  string no. %u",
                        type, name, offset, string);
}

static const char *source_text(const struct telling *t)
{
    static const struct text2 computed = {"由多项合在一起得出",
                                          "from several sources together"};
    const struct fact *f = t->f->fact;
    struct buf out = BUF_INIT(LINE_MAX_BYTES);
    const char *copy;

    if (f && f->source.kind == SOURCE_SMBIOS)
        return smbios_source(t, f->source.smbios_type, f->source.offset,
                             f->source.string_number);
    if ((!f || f->source.kind == SOURCE_NONE) && is_smbios(t))
        return smbios_source(t, t->rule->smbios_type, t->rule->smbios_offset, 0);
    if (!f || f->source.kind == SOURCE_NONE || !f->source.path[0])
        return in_lang(&computed, t->lang);
    utf8_visible(str_of(f->source.path), &out);
    copy = arena_cstr(t->a, buf_str(&out));
    buf_done(&out);
    return copy;
}

/* Of both systems, in one order everywhere: a bundle is the same whoever packed it. */
static const char *hand_text(const struct telling *t)
{
    const struct fact_key_row *row = fact_key_row(t->f->key);

    if (!row)
        return "";
    if (!row->hand_linux[0] || !row->hand_windows[0])
        return row->hand_linux[0] ? row->hand_linux : row->hand_windows;
    return arena_printf(t->a, "%s / %s", row->hand_linux, row->hand_windows);
}

static const char *value_text(const struct telling *t)
{
    const struct fact *f = t->f->fact;
    struct buf out = BUF_INIT(LINE_MAX_BYTES);
    const char *copy;

    if (!f || !t->show_values || f->text.n == 0)
        return "";
    if (fact_key_row(f->key)->type != FACT_TEXT)
        return arena_cstr(t->a, f->text);
    buf_putc(&out, '"');
    utf8_visible(f->text, &out);
    buf_putc(&out, '"');
    copy = arena_cstr(t->a, buf_str(&out));
    buf_done(&out);
    return copy;
}

static unsigned limit_of(const struct rule *rule)
{
    for (unsigned i = 0; rule && i < rule->must_count; i++)
        if (rule->must[i].is == PREDICATE_MAX_BYTES)
            return rule->must[i].bytes;
    return 0;
}

static void set_blanks(struct telling *t)
{
    const struct fact *f = t->f->fact;
    struct arena *a = t->a;
    unsigned type = t->rule ? t->rule->smbios_type : 0;
    unsigned offset = t->rule ? t->rule->smbios_offset : 0;

    t->blanks[BLANK_VALUE] = value_text(t);
    t->blanks[BLANK_BYTES] = arena_printf(a, "%zu", f ? check_bytes(f) : 0);
    t->blanks[BLANK_LIMIT] = arena_printf(a, "%u", limit_of(t->rule));
    t->blanks[BLANK_SOURCE] = source_text(t);
    t->blanks[BLANK_HAND] = hand_text(t);
    t->blanks[BLANK_TYPE] = arena_printf(a, "%u", type);
    t->blanks[BLANK_OFFSET] = arena_printf(a, "%02Xh", offset);
    t->blanks[BLANK_INSTANCE] = arena_printf(a, "%u", t->f->instance);
    t->blanks[BLANK_RULE] = arena_printf(a, "%u", t->f->rule);
}

static const char *reason_name(enum reason reason)
{
    static const char *const names[] = {
        [REASON_PASS] = "pass",
        [REASON_ABSENT] = "absent",
        [REASON_EMPTY] = "empty",
        [REASON_PLACEHOLDER] = "placeholder",
        [REASON_MALFORMED] = "malformed",
        [REASON_DIFFER] = "differ",
        [REASON_NOT_AS_REQUIRED] = "not-as-required",
        [7] = "malformed",
        [REASON_UNREADABLE] = "unreadable",
    };

    return (size_t)reason < COUNT_OF(names) ? names[reason] : "malformed";
}

/* A value that is fine: its length, its number, or only that it is fine. */
static const struct text2 *found_pass(const struct telling *t)
{
    const struct fact *f = t->f->fact;
    const char *note = arena_printf(t->a, "note-%s", t->f->why);
    const struct text2 *text = profile_found(t->p, note);

    if (text)
        return text;
    if (f && fact_key_row(f->key)->type == FACT_TEXT && check_bytes(f) > 0)
        return profile_found(t->p, "pass-text");
    if (f && fact_key_row(f->key)->type == FACT_NUMBER && t->show_values)
        return profile_found(t->p, "pass-number");
    return profile_found(t->p, "pass");
}

static const char *found_text(const struct telling *t)
{
    const struct text2 *text;

    if (t->f->verdict == VERDICT_NOT_APPLICABLE)
        text = profile_found(t->p, "not-applicable");
    else if (t->f->reason == REASON_PASS)
        text = found_pass(t);
    else if (strcmp(t->f->why, "absent") == 0 && !is_smbios(t))
        text = profile_found(t->p, "not-there");
    else
        text = profile_found(t->p, t->f->why);
    if (!text)
        text = profile_found(t->p, reason_name(t->f->reason));
    return text ? fill(t, in_lang(text, t->lang)) : reason_name(t->f->reason);
}

static void set_steps(const struct telling *t, struct explanation *out)
{
    const struct remedy *r = profile_remedy(t->p, t->rule, t->f->reason, t->f->why);
    unsigned n = 0;

    for (unsigned i = 0; r && i < r->steps_count && n < STEPS_MAX; i++)
        out->steps[n++] = fill(t, in_lang(&r->steps[i], t->lang));
    out->steps[n] = NULL;
}

void check_explain(const struct profile *p, const struct finding *f, enum lang lang,
                   bool show_values, struct arena *a, struct explanation *out)
{
    struct finding copy = *f;
    struct telling t = {.p = p,
                        .rule = profile_rule_of(p, f->rule),
                        .f = &copy,
                        .lang = lang,
                        .show_values = show_values,
                        .a = a};

    if (!copy.why)
        copy.why = "";
    set_blanks(&t);
    *out = (struct explanation){.title = t.rule ? in_lang(&t.rule->title, lang)
                                                : t.blanks[BLANK_RULE],
                                .found = found_text(&t),
                                .value = t.blanks[BLANK_VALUE],
                                .source = t.blanks[BLANK_SOURCE],
                                .hand = t.blanks[BLANK_HAND],
                                .why = "",
                                .engineer = ""};
    if (!t.rule)
        return;
    out->why = fill(&t, in_lang(&t.rule->why, lang));
    set_steps(&t, out);
    out->engineer =
        arena_printf(a, "%s [%u/%u %s]", fill(&t, in_lang(&t.rule->engineer, lang)), f->rule,
                     p->data->pack, copy.why[0] ? copy.why : reason_name(f->reason));
}

bool check_is_latent(const struct finding_list *findings, bool is_activated)
{
    return is_activated && finding_count(findings, VERDICT_MUST_FIX) > 0;
}

const struct text2 *check_latent_text(void)
{
    static const struct text2 text = {
        "已激活，但有隐患：重装后会失败",
        "activated, but latent failure: will fail after a reinstall"};

    return &text;
}

const char *verdict_word(enum verdict verdict, enum lang lang)
{
    static const struct text2 words[VERDICT_COUNT] = {
        [VERDICT_OK] = {"合格", "OK"},
        [VERDICT_MUST_FIX] = {"必须改", "MUST FIX"},
        [VERDICT_WARN] = {"提醒", "WARN"},
        [VERDICT_UNREAD] = {"没读到", "UNREAD"},
        [VERDICT_NOT_APPLICABLE] = {"不适用", "N/A"},
    };

    return (size_t)verdict < VERDICT_COUNT ? in_lang(&words[verdict], lang) : "";
}

const char *verdict_mark(enum verdict verdict)
{
    static const char *const marks[VERDICT_COUNT] = {
        [VERDICT_OK] = "[OK]",    [VERDICT_MUST_FIX] = "[X]",       [VERDICT_WARN] = "[!]",
        [VERDICT_UNREAD] = "[?]", [VERDICT_NOT_APPLICABLE] = "[-]",
    };

    return (size_t)verdict < VERDICT_COUNT ? marks[verdict] : "";
}
