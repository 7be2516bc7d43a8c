/* facts.c - facts as they may leave: an alias where the class is sensitive, known words gone
 * from the rest. */
#include "redact/engine.h"

#define FACT_TEXT_MAX (64 * 1024)

static const char *classes_of(struct arena *a, struct str text)
{
    char *classes = arena_take(a, text.n + 1);

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool letter = (c | 0x20u) - 'a' < 26u, digit = (unsigned)c - '0' < 10u;

        classes[i] = letter                  ? 'A'
                     : digit                 ? '9'
                     : c == ' ' || c == '\t' ? '_'
                     : c < 0x80              ? '-'
                                             : '#';
    }
    return classes;
}

/* Addresses may come in a list with prefix lengths: each goes through the matchers; a text in
 * which they find nothing gets an alias as a whole. */
static void sensitive_text(struct redactor *r, enum entity_kind kind, struct str text,
                           struct buf *out)
{
    struct hit hit = {.kind = kind, .n = text.n};
    struct err err = ERR_NONE;
    struct value v;

    if (redactor_action_of(r, kind, text) == REDACT_ALIAS && !value_of(kind, text, &v) &&
        redact_text(r, text, out, &err) && !str_eq(buf_str(out), text))
        return;
    buf_clear(out);
    redactor_replace(r, &hit, text, out);
}

static struct str known_words(struct redactor *r, struct str text, struct arena *a)
{
    struct buf b = BUF_INIT(16 * FACT_TEXT_MAX);
    struct str done;

    if (r->rules && site_rules_touch(r->rules, text))
        buf_puts(&b, MASK_TEXT); /* patterns of the site are meant for all that leaves */
    else
        redactor_known_words(r, text, &b);
    done = buf_failed(&b) ? STR(MASK_TEXT) : arena_str(a, buf_str(&b));
    buf_done(&b);
    return done;
}

static void redact_fact(struct redactor *r, const struct fact *f, bool placeholder,
                        struct fact_list *out)
{
    struct arena *a = fact_list_arena(out);
    struct fact *g = fact_add(out, f->key, f->instance);
    const struct fact_key_row *row = fact_key_row(f->key);
    enum entity_kind kind;

    *g = *f;
    if (f->source.path)
        g->source.path = arena_cstr(a, known_words(r, str_of(f->source.path), a));
    if (f->classes)
        g->classes = arena_cstr(a, str_of(f->classes));
    bool sensitive = entity_of_class(row->cls, &kind);
    if (!sensitive) {
        g->text = known_words(r, f->text, a);
        return;
    }
    if (f->state != FACT_OK || placeholder || redactor_leaves(r, kind, f->text) ||
        redactor_action_of(r, kind, f->text) == REDACT_KEEP) {
        g->text = known_words(r, f->text, a); /* a keyword in it goes all the same */
        return;
    }
    struct buf alias = BUF_INIT(16 * FACT_TEXT_MAX);
    sensitive_text(r, kind, f->text, &alias);
    g->text = buf_failed(&alias) ? STR(MASK_TEXT) : arena_str(a, buf_str(&alias));
    buf_done(&alias);
    g->state = FACT_REDACTED;
    g->was = f->state;
    g->length_bytes = (uint32_t)f->text.n;
    g->classes = classes_of(a, f->text);
}

bool redact_facts(struct redactor *r, const struct fact_list *facts,
                  bool (*is_placeholder)(void *ctx, const struct fact *f), void *ctx,
                  struct fact_list *out, struct err *err)
{
    (void)err;
    redactor_ready(r);
    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *f = fact_at(facts, i);

        redact_fact(r, f, is_placeholder && is_placeholder(ctx, f), out);
    }
    return true;
}
