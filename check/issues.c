/* issues.c - issues.yaml by its schema, and the folding in which texts are compared. */
#include "check/issues.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/utf8.h"
#include "base/yaml.h"

#define TEXT_MAX 1000
#define WORD_MAX 120
#define FOLDED_MAX (18 * KNOWN_ISSUE_TEXT_MAX) /* NFKC makes at most 18 of one */

struct known_issues {
    unsigned version;
    struct known_issue *items;
    unsigned items_count;
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
    CYAML_FIELD_UINT("version", CYAML_FLAG_DEFAULT, struct known_issues, version),
    CYAML_FIELD_SEQUENCE("issues", CYAML_FLAG_POINTER, struct known_issues, items,
                         &issue_schema, 0, KNOWN_ISSUES_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct known_issues, file_fields)};

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

/* Letters and digits of all scripts, in one case and one width: "服务器 错误！" is 服务器错误. */
static void fold(struct str text, struct buf *out)
{
    struct buf folded = BUF_INIT(FOLDED_MAX);

    utf8_fold(str_sub(text, 0, KNOWN_ISSUE_TEXT_MAX), &folded);
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(buf_str(&folded), &at);
        if (!is_sign(c))
            utf8_put(out, c);
    }
    buf_done(&folded);
}

/* ---- public ------------------------------------------------------------------------------ */

/* What the schema cannot say; NULL when the issue is right. */
static const char *problem_of(const struct known_issues *issues, unsigned i)
{
    const struct known_issue *issue = &issues->items[i];

    for (unsigned before = 0; before < i; before++)
        if (str_is(str_of(issue->id), issues->items[before].id))
            return "id: used twice";
    for (unsigned c = 0; c < issue->checks_count; c++)
        if (issue->checks[c] < 100 || issue->checks[c] > 999)
            return "checks: numbers of rules have three digits";
    if ((issue->conflict.zh != NULL) != (issue->decides.zh != NULL))
        return "conflict, decides: one needs the other";
    for (unsigned m = 0; m < issue->match_count; m++) {
        for (unsigned w = 0; w < issue->match[m].all_count; w++) {
            struct buf word = BUF_INIT(FOLDED_MAX);
            fold(str_of(issue->match[m].all[w]), &word);
            bool is_empty = word.n == 0;
            buf_done(&word);
            if (is_empty)
                return "match: a word of signs only";
        }
    }
    return NULL;
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
    void *loaded;

    if (!yaml_load(yaml, file_name, &file_schema, &loaded, err))
        return NULL;
    issues = loaded;
    for (unsigned i = 0; i < issues->items_count; i++) {
        const char *problem = problem_of(issues, i);
        if (!problem)
            continue;
        err_set(err, E_YAML, "%s: line %u: issue %s: %s", file_name, line_of(yaml, i),
                issues->items[i].id, problem);
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
    yaml_release(&file_schema, issues);
}

static bool has_all(struct str text, const struct known_issue_words *words)
{
    struct buf word = BUF_INIT(FOLDED_MAX);
    bool all = true;
    size_t at;

    for (unsigned i = 0; i < words->all_count && all; i++) {
        buf_clear(&word);
        fold(str_of(words->all[i]), &word);
        all = str_find(text, buf_cstr(&word), &at);
    }
    buf_done(&word);
    return all;
}

static bool fits(const struct known_issue *issue, struct str text)
{
    for (unsigned i = 0; i < issue->match_count; i++)
        if (has_all(text, &issue->match[i]))
            return true;
    return false;
}

size_t known_issue_match(const struct known_issues *issues, struct str text,
                         const struct known_issue **out, size_t max)
{
    struct buf folded = BUF_INIT(FOLDED_MAX);
    size_t n = 0;

    fold(text, &folded);
    for (unsigned i = 0; i < issues->items_count && n < max && folded.n > 0; i++)
        if (fits(&issues->items[i], buf_str(&folded)))
            out[n++] = &issues->items[i];
    buf_done(&folded);
    return n;
}
