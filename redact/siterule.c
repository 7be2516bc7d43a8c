/* siterule.c - PCRE2 on single lines, under limits. */
#include "redact/siterule.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "redact/dict.h"
#include "redact/match.h"

#define HEAP_KIB_MAX 2048
#define PARENS_MAX 50

struct rule {
    struct site_pattern text; /* copies; the literal in lower case */
    pcre2_code *code;
    struct str value; /* of the example */
    unsigned next;    /* rule number, 1.., with the same first byte; 0: none */
};

struct site_rules {
    struct arena *arena;
    pcre2_compile_context *compiling;
    pcre2_match_context *limits;
    struct rule rules[SITE_RULES_MAX];
    size_t n;
    unsigned first[256]; /* by the first byte of the literal, folded: a rule number */
};

struct site_rules *site_rules_new(void)
{
    struct site_rules *rules = mem_new(sizeof *rules);

    rules->arena = arena_new();
    rules->compiling = pcre2_compile_context_create(NULL);
    rules->limits = pcre2_match_context_create(NULL);
    if (rules->compiling && rules->limits) {
        pcre2_set_parens_nest_limit(rules->compiling, PARENS_MAX);
        pcre2_set_match_limit(rules->limits, SITE_STEPS_MAX);
        pcre2_set_heap_limit(rules->limits, HEAP_KIB_MAX);
    }
    return rules;
}

void site_rules_free(struct site_rules *rules)
{
    if (!rules)
        return;
    for (size_t i = 0; i < rules->n; i++)
        pcre2_code_free(rules->rules[i].code);
    pcre2_match_context_free(rules->limits);
    pcre2_compile_context_free(rules->compiling);
    arena_free(rules->arena);
    free(rules);
}

/* ---- running -------------------------------------------------------------------------------*/

struct line {
    size_t from, end;
    bool starts, ends; /* it does not go on beyond from or end */
};

static struct line line_of(const struct text *t, size_t x)
{
    struct line line = {.from = x, .end = x};

    while (line.from > t->lo && t->p[line.from - 1] != '\n')
        line.from--;
    while (line.end < t->hi && t->p[line.end] != '\n')
        line.end++;
    line.starts = line.from > t->lo || t->first;
    line.ends = line.end < t->hi || t->hi < x + SCAN_AHEAD;
    if (line.ends && line.end > x && t->p[line.end - 1] == '\r')
        line.end--;
    return line;
}

/* The rule was run on the whole of this line already, from an earlier place of the literal. */
static bool was_seen(const struct rule *rule, const struct text *t, const struct line *line,
                     size_t x)
{
    if (!line->starts || !line->ends)
        return false;
    for (size_t i = line->from; i < x; i++)
        if (text_has(t, i, rule->text.literal))
            return line->end + 1 < i + SCAN_AHEAD;
    return false;
}

/* The value of a match: the first group where there is one. */
static struct hit value_of_match(const struct rule *rule, const pcre2_match_data *match, int rc,
                                 size_t from)
{
    const size_t *at = pcre2_get_ovector_pointer((pcre2_match_data *)(uintptr_t)match);
    size_t group = rc > 1 && at[2] != PCRE2_UNSET ? 2 : 0;

    return (struct hit){
        .kind = rule->text.kind, .at = from + at[group], .n = at[group + 1] - at[group]};
}

/* False when it was given up. */
static bool run(const struct site_rules *rules, const struct rule *rule, const uint8_t *p,
                const struct line *line, site_hit *hit, void *ctx)
{
    uint32_t options =
        PCRE2_NOTEMPTY | (line->starts ? 0 : PCRE2_NOTBOL) | (line->ends ? 0 : PCRE2_NOTEOL);
    pcre2_match_data *match = pcre2_match_data_create_from_pattern(rule->code, NULL);
    int rc = PCRE2_ERROR_NOMEMORY;
    size_t at = 0;

    while (match && (rc = pcre2_match(rule->code, p + line->from, line->end - line->from, at,
                                      options, match, rules->limits)) > 0) {
        struct hit found = value_of_match(rule, match, rc, line->from);

        if (found.n)
            hit(ctx, &found);
        at = pcre2_get_ovector_pointer(match)[1];
    }
    pcre2_match_data_free(match);
    return rc == PCRE2_ERROR_NOMATCH;
}

const char *site_rules_at(const struct site_rules *rules, const struct text *t, size_t x,
                          site_hit *hit, void *ctx)
{
    for (unsigned i = rules->first[to_lower(t->p[x])]; i; i = rules->rules[i - 1].next) {
        const struct rule *rule = &rules->rules[i - 1];

        if (!text_has(t, x, rule->text.literal))
            continue;
        const struct line line = line_of(t, x);
        if (!was_seen(rule, t, &line, x) && !run(rules, rule, t->p, &line, hit, ctx))
            return rule->text.name;
    }
    return NULL;
}

static void note_hit(void *ctx, const struct hit *hit)
{
    struct hit *first = ctx;

    if (first->n == 0)
        *first = *hit;
}

/* The first value that rules find in a text; n 0 for none, SIZE_MAX when one was given up. */
static struct hit find_in(const struct site_rules *rules, struct str text)
{
    const uint8_t *p = (const uint8_t *)text.p;
    struct hit first = {.n = 0};

    for (size_t x = 0; x < text.n && first.n == 0; x++) {
        struct text t = {.p = p,
                         .lo = x > SCAN_BACK ? x - SCAN_BACK : 0,
                         .hi = text.n - x > SCAN_AHEAD ? x + SCAN_AHEAD : text.n};

        t.first = t.lo == 0;
        if (site_rules_at(rules, &t, x, note_hit, &first))
            first.n = SIZE_MAX;
    }
    return first;
}

bool site_rules_touch(const struct site_rules *rules, struct str text)
{
    return find_in(rules, text).n != 0;
}

/* ---- adding --------------------------------------------------------------------------------*/

static bool fault(const char *member, const char **culprit, struct err *err, const char *what)
{
    *culprit = member;
    return err_set(err, E_VALUE, "%s", what);
}

static bool compile(struct site_rules *rules, struct rule *rule, const struct site_pattern *p,
                    const char **culprit, struct err *err)
{
    const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MATCH_INVALID_UTF |
                             PCRE2_NEVER_BACKSLASH_C;
    PCRE2_UCHAR8 said[120] = "";
    size_t at = 0;
    int code = 0;

    rule->code = pcre2_compile((PCRE2_SPTR)p->pattern, PCRE2_ZERO_TERMINATED, options, &code,
                               &at, rules->compiling);
    if (rule->code) {
        (void)pcre2_jit_compile(rule->code, PCRE2_JIT_COMPLETE); /* or it is interpreted */
        return true;
    }
    *culprit = p->pattern;
    pcre2_get_error_message(code, said, sizeof said);
    return err_set(err, E_VALUE, "pattern, byte %zu: %s", at + 1, (const char *)said);
}

/* Tried alone: a rule before it may find something else in the example. */
static bool try_example(struct site_rules *rules, const struct site_pattern *p,
                        const char **culprit, struct err *err)
{
    struct rule *rule = &rules->rules[rules->n - 1];
    struct str example = str_of(rule->text.example);
    struct line line = {.from = 0, .end = example.n, .starts = true, .ends = true};
    struct hit found = {.n = 0};
    size_t at;

    for (at = 0; at < example.n; at++)
        if (str_eq_nocase(str_sub(example, at, strlen(p->literal)), str_of(p->literal)))
            break;
    if (at == example.n)
        return fault(p->example, culprit, err, "example: the literal is not in it");
    if (!run(rules, rule, (const uint8_t *)example.p, &line, note_hit, &found))
        return fault(p->pattern, culprit, err, "pattern: too many steps for the example");
    if (found.n == 0)
        return fault(p->example, culprit, err, "example: the pattern finds nothing in it");
    rule->value = str_sub(example, found.at, found.n);
    return true;
}

static const char *lower_case(struct arena *a, const char *text)
{
    char *copy = arena_copy(a, text, strlen(text) + 1);

    for (char *p = copy; *p; p++)
        *p = (char)to_lower((uint8_t)*p);
    return copy;
}

static bool is_sound(const struct site_pattern *p, const char **culprit, struct err *err)
{
    const struct {
        const char *text;
        size_t least, most;
        const char *problem;
    } limits[] = {
        {p->name, 1, SITE_NAME_MAX, "name: empty, too long, or not text"},
        {p->literal, DICT_WORD_MIN, SITE_LITERAL_MAX, "literal: too short or too long"},
        {p->pattern, 1, SITE_PATTERN_MAX, "pattern: empty or too long"},
        {p->example, DICT_WORD_MIN, SITE_EXAMPLE_MAX, "example: too short or too long"},
    };

    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        size_t n = strlen(limits[i].text);

        if (n < limits[i].least || n > limits[i].most || !utf8_is_valid(str_of(limits[i].text)))
            return fault(limits[i].text, culprit, err, limits[i].problem);
    }
    if (strpbrk(p->literal, "\r\n") || strpbrk(p->example, "\r\n"))
        return fault(p->name, culprit, err, "literal, example: one line each");
    return true;
}

bool site_rules_add(struct site_rules *rules, const struct site_pattern *p,
                    const char **culprit, struct err *err)
{
    struct rule *rule = &rules->rules[rules->n];
    struct arena *a = rules->arena;

    *culprit = NULL;
    if (rules->n == SITE_RULES_MAX)
        return err_set(err, E_VALUE, "patterns: more than %d", SITE_RULES_MAX);
    if (!rules->compiling || !rules->limits)
        return err_set(err, E_MEMORY, "%s", "");
    if (!is_sound(p, culprit, err) || !compile(rules, rule, p, culprit, err))
        return false;
    rule->text = (struct site_pattern){.name = arena_cstr(a, str_of(p->name)),
                                       .kind = p->kind,
                                       .literal = lower_case(a, p->literal),
                                       .pattern = arena_cstr(a, str_of(p->pattern)),
                                       .example = arena_cstr(a, str_of(p->example))};
    unsigned *first = &rules->first[to_lower((uint8_t)p->literal[0])];
    rule->next = *first;
    *first = (unsigned)++rules->n;
    return try_example(rules, p, culprit, err);
}

/* ---- looking -------------------------------------------------------------------------------*/

size_t site_rules_count(const struct site_rules *rules)
{
    return rules ? rules->n : 0;
}

enum entity_kind site_rules_kind(const struct site_rules *rules, size_t i)
{
    return rules->rules[i].text.kind;
}

struct str site_rules_example(const struct site_rules *rules, size_t i)
{
    return str_of(rules->rules[i].text.example);
}

struct str site_rules_value(const struct site_rules *rules, size_t i)
{
    return rules->rules[i].value;
}

void site_rules_into(const struct site_rules *rules, struct dict *d)
{
    for (size_t i = 0; i < rules->n; i++)
        dict_let_pass(d, str_of(rules->rules[i].text.literal));
}
