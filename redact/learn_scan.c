/* learn_scan.c - pass 0: names that stand behind labels, in paths and in tables become known
 * words, before any artifact is scanned for good. */
#include "redact/columns.h"
#include "redact/memo.h"
#include "redact/names.h"
#include "redact/stream.h"

#define LEARNED_MAX 200000 /* more would be no names any more */

struct learner {
    struct redactor *r;
    struct columns *columns;
    struct memo *met; /* values that were learned just now */
};

/* ---- what is worth knowing ----------------------------------------------------------------*/

/* A word that is replaced wherever it stands must not be one of everybody's. */
static bool is_own_name(struct str name, size_t least)
{
    return name.n >= least && !name_is_word(name) && (name_is_telling(name) || name.n > least);
}

static void learn_domain(struct redactor *r, struct str domain)
{
    struct str rest = domain, label;
    unsigned labels = 1, suffix = name_suffix_labels(domain);

    for (size_t i = 0; i < domain.n; i++)
        labels += domain.p[i] == '.';
    if (!name_is_dotted(domain) || name_is_public(domain))
        return;
    for (; labels > suffix && labels > 1; labels--) {
        redactor_learn(r, ENTITY_DOMAIN, rest);
        if (!str_next(&rest, '.', &label))
            return;
    }
}

static void learn_host(struct redactor *r, struct str name)
{
    struct str rest = name, host;

    if (!str_next(&rest, '.', &host))
        return;
    if (is_own_name(host, 4) && name_is_telling(host))
        redactor_learn(r, ENTITY_HOST, host);
    if (!rest.p || !rest.n)
        return;
    redactor_learn(r, ENTITY_HOST, name);
    learn_domain(r, rest);
}

static void learn_mail(struct redactor *r, struct str mail)
{
    struct str local;

    if (!str_next(&mail, '@', &local))
        return;
    if (is_own_name(local, 4))
        redactor_learn(r, ENTITY_USER, local);
    learn_domain(r, mail);
}

static void learn_value(struct redactor *r, enum entity_kind kind, struct str text)
{
    if (known_count(r->known) >= LEARNED_MAX)
        return;
    switch (kind) {
    case ENTITY_HOST:
        learn_host(r, text);
        break;
    case ENTITY_DOMAIN:
        learn_domain(r, text);
        break;
    case ENTITY_EMAIL:
        learn_mail(r, text);
        break;
    case ENTITY_USER:
        if (is_own_name(text, 4))
            redactor_learn(r, kind, text);
        break;
    default:
        redactor_learn(r, kind, text);
    }
}

/* ---- scanning -----------------------------------------------------------------------------*/

static void on_text(void *ctx, const uint8_t *p, size_t n)
{
    struct learner *l = ctx;

    if (n)
        columns_feed(l->columns, p, n);
    else
        columns_end(l->columns);
}

static void on_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at,
                   uint64_t line)
{
    struct learner *l = ctx;
    struct str text = text_str(around, hit->at, hit->at + hit->n), ignored;
    bool value = hit->learn || hit->kind == ENTITY_EMAIL || hit->kind == ENTITY_MAC;
    uint8_t tag = (uint8_t)(2 * (unsigned)hit->kind + value);

    (void)at;
    (void)line;
    if (hit->rest || !(value || hit->kind == ENTITY_IPV4) ||
        memo_get(l->met, tag, text, &ignored))
        return;
    memo_put(l->met, tag, text, STR(""));
    if (hit->kind == ENTITY_IPV4 && known_count(l->r->met) < LEARNED_MAX)
        known_add(l->r->met, ENTITY_IPV4, text);
    if (value)
        learn_value(l->r, hit->kind, text);
}

/* A cell is taken as the same text would be behind the same label. */
static void on_cell(void *ctx, const struct label *label, struct str cell)
{
    struct learner *l = ctx;
    struct text t = {.p = (const uint8_t *)cell.p, .hi = cell.n, .known = l->r->known};
    struct place v = {
        .kind = label->kind, .sign = true, .chinese = (uint8_t)label->text[0] >= 0x80};
    struct hit hits[MATCH_HITS];

    unsigned n = label->take(&t, &v, hits);
    for (unsigned i = 0; i < n; i++)
        if (hits[i].mark == MARK_NONE && hits[i].n >= LEARN_MIN_BYTES)
            learn_value(l->r, hits[i].kind, text_str(&t, hits[i].at, hits[i].at + hits[i].n));
}

/* What goes wrong here goes wrong again in the scan, which says so: then *out, if
 * any, stays as it is. False: the user stopped it. */
static bool read_all(struct stream_job *job, const struct artifact *artifact,
                     struct fs_root *root, struct redact_learned *out,
                     const struct progress *progress, struct err *err)
{
    struct err why = ERR_NONE;
    struct stream *s = stream_open(job, artifact, root, &why);
    struct str piece = STR("x");
    bool ok = true;

    while (s && ok && piece.n) {
        if (!stream_next(s, &piece, &why))
            break;
        ok = progress_step(progress, artifact->stored, stream_original_bytes(s),
                           artifact->size_bytes) ||
             err_set(err, E_STOPPED, "%s", "");
    }
    bool marked = job->mark == MARK_NEVER ||
                  (job->mark == MARK_SECOND_PERSON && !artifact->mark_overridden);
    if (out && piece.n == 0 && job->is_text && !marked && !redactor_holds_back(job->r))
        *out = (struct redact_learned){.is_text = true, .fingerprint = stream_fingerprint(s)};
    stream_close(s);
    return ok;
}

bool redact_learn_text(struct redactor *r, const struct artifact *artifact,
                       struct fs_root *root, struct redact_learned *out,
                       const struct progress *progress, struct err *err)
{
    struct learner l = {.r = r};
    struct arena *a;
    bool ok;

    if (out)
        *out = (struct redact_learned){0};
    if (artifact->withheld != WITHHELD_NO || artifact->kind != ARTIFACT_TEXT)
        return true;
    if (!r->dict)
        redactor_ready(r);
    r->learning = true; /* the dictionary stays as it is meanwhile */
    a = arena_new();
    l.columns = columns_new(on_cell, &l);
    l.met = memo_new();
    struct stream_job job = {.r = r,
                             .seen = on_hit,
                             .ctx = &l,
                             .text = on_text,
                             .plan = members_new(a),
                             .taker = out ? finds_start(r->finds) : NULL,
                             .mark_overridden = true};
    ok = read_all(&job, artifact, root, out, progress, err);
    if (out)
        out->finds = finds_end(job.taker);
    members_free(job.plan);
    columns_free(l.columns);
    memo_free(l.met);
    arena_free(a);
    r->learning = false;
    return ok;
}

bool redact_learn_scan(struct redactor *r, const struct artifact *artifact,
                       struct fs_root *root, const struct progress *progress, struct err *err)
{
    return redact_learn_text(r, artifact, root, NULL, progress, err);
}
