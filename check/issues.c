/* issues.c - issues.yaml by its schema, and the folding in which texts are compared. */
#include "check/issues.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/utf8.h"
#include "base/yaml.h"

#define TEXT_MAX 1000
#define WORD_MAX 120
#define FOLDED_MAX (18 * KNOWN_ISSUE_TEXT_MAX) /* NFKC makes at most 18 of one */

struct issues_data {
    unsigned version;
    struct known_issue *items;
    unsigned items_count;
};

struct known_issues {
    struct issues_data *data;
    struct arena *arena; /* of the folded words */
    struct str *folded;  /* all words of all issues, in order */
};

/* ---- schema ------------------------------------------------------------------------------ */

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 2, WORD_MAX)};

static const cyaml_schema_value_t number_schema = {
    CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)};

static const cyaml_schema_field_t text2_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 1, TEXT_MAX),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 1, TEXT_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t words_fields[] = {
    CYAML_FIELD_SEQUENCE("all", CYAML_FLAG_POINTER, struct known_issue_words, all, &word_schema,
                         1, 8),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t words_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct known_issue_words, words_fields)};

#define TEXT2(key, flags, member) \
    CYAML_FIELD_MAPPING(key, flags, struct known_issue, member, text2_fields)

static const cyaml_schema_field_t issue_fields[] = {
    CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, struct known_issue, id, 1, 32),
    TEXT2("title", CYAML_FLAG_DEFAULT, title),
    CYAML_FIELD_SEQUENCE("match", CYAML_FLAG_POINTER, struct known_issue, match, &words_schema,
                         1, 32),
    TEXT2("explanation", CYAML_FLAG_DEFAULT, explanation),
    CYAML_FIELD_SEQUENCE("checks", CYAML_FLAG_POINTER, struct known_issue, checks,
                         &number_schema, 1, 64),
    TEXT2("conflict", CYAML_FLAG_OPTIONAL, conflict),
    TEXT2("decides", CYAML_FLAG_OPTIONAL, decides),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t issue_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct known_issue, issue_fields)};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_UINT("version", CYAML_FLAG_DEFAULT, struct issues_data, version),
    CYAML_FIELD_SEQUENCE("issues", CYAML_FLAG_POINTER, struct issues_data, items, &issue_schema,
                         0, KNOWN_ISSUES_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct issues_data, file_fields)};

/* ---- folding ----------------------------------------------------------------------------- */

static bool is_sign(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } signs[] = {{0x00, 0x2f},     {0x3a, 0x40},     {0x5b, 0x60},    {0x7b, 0xbf},
                 {0x2000, 0x206f}, {0x3000, 0x303f}, {0xfff0, 0xffff}};

    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (c >= signs[i].first && c <= signs[i].last)
            return true;
    return false;
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

/* What fold() makes of ASCII, without the way through Unicode: most log lines. */
static void fold_ascii(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_putc(out, c);
    }
}

/* Letters and digits of all scripts, in one case and one width: "服务器 错误！" is 服务器错误. */
static void fold(struct str text, struct buf *out)
{
    struct buf folded = BUF_INIT(FOLDED_MAX);

    text = str_sub(text, 0, KNOWN_ISSUE_TEXT_MAX);
    if (is_ascii(text)) {
        fold_ascii(text, out);
        return;
    }
    utf8_fold(text, &folded);
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(buf_str(&folded), &at);
        if (!is_sign(c))
            utf8_put(out, c);
    }
    buf_done(&folded);
}

static void fold_words(struct known_issues *issues)
{
    struct buf word = BUF_INIT(FOLDED_MAX);
    size_t n = 0, cap = 0;

    issues->arena = arena_new();
    for (unsigned i = 0; i < issues->data->items_count; i++) {
        const struct known_issue *issue = &issues->data->items[i];
        for (unsigned m = 0; m < issue->match_count; m++) {
            for (unsigned w = 0; w < issue->match[m].all_count; w++) {
                buf_clear(&word);
                fold(str_of(issue->match[m].all[w]), &word);
                issues->folded = mem_grow(issues->folded, &cap, n + 1, sizeof *issues->folded);
                issues->folded[n++] = arena_str(issues->arena, buf_str(&word));
            }
        }
    }
    buf_done(&word);
}

/* ---- public ------------------------------------------------------------------------------ */

/* What the schema cannot say; NULL when the issue is right. folded are its words. */
static const char *problem_of(const struct issues_data *data, unsigned i,
                              const struct str *folded)
{
    const struct known_issue *issue = &data->items[i];

    for (unsigned before = 0; before < i; before++)
        if (str_is(str_of(issue->id), data->items[before].id))
            return "id: used twice";
    for (unsigned c = 0; c < issue->checks_count; c++)
        if (issue->checks[c] < 100 || issue->checks[c] > 999)
            return "checks: numbers of rules have three digits";
    if ((issue->conflict.zh != NULL) != (issue->decides.zh != NULL))
        return "conflict, decides: one needs the other";
    for (unsigned m = 0; m < issue->match_count; m++)
        for (unsigned w = 0; w < issue->match[m].all_count; w++)
            if ((folded++)->n == 0)
                return "match: a word of signs only";
    return NULL;
}

static size_t count_words(const struct known_issue *issue)
{
    size_t n = 0;

    for (unsigned m = 0; m < issue->match_count; m++)
        n += issue->match[m].all_count;
    return n;
}

/* The line on which the id of issue i stands; 0 when the file is written in another form. */
static unsigned line_of(struct str yaml, unsigned i)
{
    unsigned number = 0, seen = 0;
    struct str line, key;

    while (str_next(&yaml, '\n', &line)) {
        number++;
        line = str_trim(line);
        if (str_starts(line, "- "))
            line = str_trim(str_sub(line, 2, line.n));
        if (str_next(&line, ':', &key) && str_is(key, "id") && seen++ == i)
            return number;
    }
    return 0;
}

struct known_issues *known_issues_parse(struct str yaml, const char *file_name, struct err *err)
{
    struct known_issues *issues;
    const struct str *folded;
    void *loaded;

    if (!yaml_load(yaml, file_name, &file_schema, &loaded, err))
        return NULL;
    issues = mem_new(sizeof *issues);
    issues->data = loaded;
    fold_words(issues);
    folded = issues->folded;
    for (unsigned i = 0; i < issues->data->items_count; i++) {
        const struct known_issue *issue = &issues->data->items[i];
        const char *problem = problem_of(issues->data, i, folded);
        folded += count_words(issue);
        if (!problem)
            continue;
        err_set(err, E_YAML, "%s: line %u: issue %s: %s", file_name, line_of(yaml, i),
                issue->id, problem);
        known_issues_free(issues);
        return NULL;
    }
    return issues;
}

struct known_issues *known_issues_load(const char *profile, struct err *err)
{
    struct buf path = BUF_INIT(128);
    struct known_issues *issues = NULL;
    struct str yaml;

    buf_printf(&path, "profiles/%s/issues.yaml", profile);
    if (embed_find(buf_cstr(&path), &yaml))
        issues = known_issues_parse(yaml, buf_cstr(&path), err);
    else
        err_set(err, E_PROFILE, "%s", profile);
    buf_done(&path);
    return issues;
}

void known_issues_free(struct known_issues *issues)
{
    if (!issues)
        return;
    yaml_release(&file_schema, issues->data);
    arena_free(issues->arena);
    free(issues->folded);
    free(issues);
}

static bool has_all(struct str text, const struct str *words, size_t n)
{
    size_t at;

    for (size_t i = 0; i < n; i++)
        if (!str_find(text, words[i].p, &at))
            return false;
    return true;
}

/* Sets found[i] for each issue that the folded text fits. */
static void mark(const struct known_issues *issues, struct str text, bool *found)
{
    const struct str *folded = issues->folded;

    for (unsigned i = 0; i < issues->data->items_count; i++) {
        const struct known_issue *issue = &issues->data->items[i];
        for (unsigned m = 0; m < issue->match_count; m++) {
            found[i] = found[i] || has_all(text, folded, issue->match[m].all_count);
            folded += issue->match[m].all_count;
        }
    }
}

size_t known_issues_count(const struct known_issues *issues)
{
    return issues->data->items_count;
}

const struct known_issue *known_issue_at(const struct known_issues *issues, size_t i)
{
    return i < issues->data->items_count ? &issues->data->items[i] : NULL;
}

void known_issue_scan(const struct known_issues *issues, struct str text, bool *found)
{
    struct buf folded = BUF_INIT(FOLDED_MAX);
    struct str line;

    while (str_next(&text, '\n', &line)) {
        buf_clear(&folded);
        fold(line, &folded);
        if (folded.n > 0)
            mark(issues, buf_str(&folded), found);
    }
    buf_done(&folded);
}

size_t known_issue_match(const struct known_issues *issues, struct str text,
                         const struct known_issue **out, size_t max)
{
    struct buf folded = BUF_INIT(FOLDED_MAX);
    bool found[KNOWN_ISSUES_MAX] = {false};
    size_t n = 0;

    fold(text, &folded);
    if (folded.n > 0)
        mark(issues, buf_str(&folded), found);
    for (unsigned i = 0; i < issues->data->items_count && n < max; i++)
        if (found[i])
            out[n++] = &issues->data->items[i];
    buf_done(&folded);
    return n;
}
