/* learn.c - what is known before the logs are read: facts, words, the site's keywords. */
#include "base/utf8.h"
#include "redact/chars.h"
#include "redact/engine.h"

#define KEYWORDS_MAX 10000
#define KEYWORD_MAX_BYTES 256
#define UTF8_BOM "\xef\xbb\xbf"

static void learn(struct redactor *r, enum entity_kind kind, struct str text, size_t least)
{
    text = str_trim(text);
    if (text.n >= least && !redactor_leaves(r, kind, text) && known_add(r->known, kind, text))
        r->ready = false;
}

/* "vm", "pc": two or three letters are a part of everybody's logs. A machine of that name is found
 * where names of hosts stand; everywhere else the word is none. Longer ones are words of ours too,
 * "linux" and "server", and yet this machine's name: they go. */
static bool is_everyday(struct str host)
{
    bool letters = true;

    for (size_t i = 0; i < host.n; i++)
        letters &= is_alpha((uint8_t)host.p[i]);
    return letters && host.n < LEARN_MIN_BYTES;
}

/* "pc1.corp.lan" is found as a whole, as pc1, and its domain beside other hosts. */
static void learn_host(struct redactor *r, struct str name, bool chosen)
{
    struct str rest = str_trim(name), whole = rest, host;

    if (!str_next(&rest, '.', &host))
        return;
    if (chosen || !is_everyday(host))
        learn(r, ENTITY_HOST, host, LEARN_MIN_HOST_BYTES);
    if (!rest.p || !rest.n)
        return;
    learn(r, ENTITY_HOST, whole, LEARN_MIN_HOST_BYTES);
    learn(r, ENTITY_DOMAIN, rest, LEARN_MIN_BYTES);
}

/* "10.0.0.5/24, 10.0.0.6/24", "fe80::1%eth0" */
static void learn_addresses(struct redactor *r, enum entity_kind kind, struct str list)
{
    for (size_t at = 0; at < list.n;) {
        size_t end = at;
        while (end < list.n && !strchr(" ,;\t\n", list.p[end]))
            end++;
        struct str one = str_sub(list, at, end - at);
        for (size_t i = 0; i < one.n; i++)
            if (one.p[i] == '/' || one.p[i] == '%')
                one.n = i;
        learn(r, kind, one, 1);
        at = end + 1;
    }
}

static void learn_value(struct redactor *r, enum entity_kind kind, struct str text)
{
    switch (kind) {
    case ENTITY_HOST:
        learn_host(r, text, false);
        break;
    case ENTITY_IPV4:
    case ENTITY_IPV6:
        learn_addresses(r, kind, text);
        break;
    default:
        learn(r, kind, text, LEARN_MIN_BYTES);
    }
}

bool redactor_learn_facts(struct redactor *r, const struct fact_list *facts,
                          bool (*is_placeholder)(void *ctx, const struct fact *f), void *ctx,
                          struct err *err)
{
    (void)err;
    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *f = fact_at(facts, i);
        enum entity_kind kind;

        if (f->state != FACT_OK || !entity_of_class(fact_key_row(f->key)->cls, &kind))
            continue;
        if (is_placeholder && is_placeholder(ctx, f))
            known_add(r->stays, kind, f->text);
        else
            learn_value(r, kind, f->text);
    }
    return true;
}

bool redactor_learn_spans(struct redactor *r, const struct artifact *artifact, struct err *err)
{
    (void)err;
    for (size_t i = 0; artifact->content.p && i < artifact->spans_n; i++) {
        const struct span *span = &artifact->spans[i];
        struct str text = str_sub(artifact->content, span->at, span->n);
        enum entity_kind kind;

        if (!entity_of_class(span->cls, &kind) || kind == ENTITY_OEM || !utf8_is_valid(text))
            continue;
        if (redactor_leaves_span(r, kind, text))
            known_add(r->stays, kind, text);
        else
            learn_value(r, kind, text);
    }
    return true;
}

bool redactor_learn_word(struct redactor *r, enum entity_kind kind, struct str word,
                         struct err *err)
{
    struct value v;

    word = str_trim(word);
    if ((unsigned)kind >= ENTITY_COUNT || word.n < DICT_WORD_MIN || !value_of(kind, word, &v))
        return err_set(err, E_VALUE, "a word of kind %s",
                       (unsigned)kind < ENTITY_COUNT ? entity_row(kind)->name : "?");
    if (kind == ENTITY_HOST)
        learn_host(r, word, true);
    else
        learn(r, kind, word, DICT_WORD_MIN);
    return true;
}

static bool keyword_line(struct redactor *r, struct str line, unsigned number, unsigned *words,
                         struct err *err)
{
    if (!utf8_is_valid(line))
        return err_set(err, E_KEYWORDS, "line %u is not UTF-8", number);
    line = str_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return true;
    if (line.n < DICT_WORD_MIN || line.n > KEYWORD_MAX_BYTES)
        return err_set(err, E_KEYWORDS, "line %u is not of %d to %d bytes", number,
                       DICT_WORD_MIN, KEYWORD_MAX_BYTES);
    if (++*words > KEYWORDS_MAX)
        return err_set(err, E_KEYWORDS, "line %u is beyond %d words", number, KEYWORDS_MAX);
    learn(r, ENTITY_KEYWORD, line, DICT_WORD_MIN);
    return true;
}

bool redactor_learn_keywords(struct redactor *r, struct str file, unsigned *words,
                             struct err *err)
{
    unsigned number = 0, counted = 0;
    struct str line;

    if (str_starts(file, UTF8_BOM))
        file = str_sub(file, strlen(UTF8_BOM), file.n);
    while (str_next(&file, '\n', &line))
        if (!keyword_line(r, line, ++number, &counted, err))
            return false;
    *words = counted;
    return true;
}
