/* learn_scan.c - pass 0: names that stand behind labels, in paths and in tables become known
 * words, before any artifact is scanned for good. */
#include "redact/columns.h"
#include "redact/memo.h"
#include "redact/names.h"
#include "redact/stream.h"

#define LEARNED_MAX 200000 /* more would be no names any more */

struct words { /* each once */
    struct known *known;
    size_t *nth; /* the artifact where each was met first */
    size_t cap;
};

struct learner {
    struct redactor *r;
    struct words words, met; /* met: IPv4 addresses that stand as such */
    struct columns *columns;
    struct memo *latest; /* values that were learned just now */
    size_t nth;          /* of the artifact */
};

/* ---- what is worth knowing ----------------------------------------------------------------*/

static void add(struct learner *l, struct words *words, enum entity_kind kind, struct str text)
{
    size_t n = known_count(words->known);

    if (n >= LEARNED_MAX || !known_add(words->known, kind, text) ||
        known_count(words->known) == n)
        return;
    words->nth = mem_grow(words->nth, &words->cap, n + 1, sizeof *words->nth);
    words->nth[n] = l->nth;
}

static void learn(struct learner *l, enum entity_kind kind, struct str text)
{
    text = str_trim(text);
    if (text.n >= LEARN_MIN_BYTES && !redactor_leaves(l->r, kind, text))
        add(l, &l->words, kind, text);
}

/* A word that is replaced wherever it stands must not be one of everybody's. */
static bool is_own_name(struct str name, size_t least)
{
    return name.n >= least && !name_is_word(name) && (name_is_telling(name) || name.n > least);
}

static void learn_domain(struct learner *l, struct str domain)
{
    struct str rest = domain, label;
    unsigned labels = 1, suffix = name_suffix_labels(domain);

    for (size_t i = 0; i < domain.n; i++)
        labels += domain.p[i] == '.';
    if (!name_is_dotted(domain) || name_is_public(domain))
        return;
    for (; labels > suffix && labels > 1; labels--) {
        learn(l, ENTITY_DOMAIN, rest);
        if (!str_next(&rest, '.', &label))
            return;
    }
}

static void learn_host(struct learner *l, struct str name)
{
    struct str rest = name, host;

    if (!str_next(&rest, '.', &host))
        return;
    if (is_own_name(host, 4) && name_is_telling(host))
        learn(l, ENTITY_HOST, host);
    if (!rest.p || !rest.n)
        return;
    learn(l, ENTITY_HOST, name);
    learn_domain(l, rest);
}

static void learn_mail(struct learner *l, struct str mail)
{
    struct str local;

    if (!str_next(&mail, '@', &local))
        return;
    if (is_own_name(local, 4))
        learn(l, ENTITY_USER, local);
    learn_domain(l, mail);
}

static void learn_value(struct learner *l, enum entity_kind kind, struct str text)
{
    switch (kind) {
    case ENTITY_HOST:
        learn_host(l, text);
        break;
    case ENTITY_DOMAIN:
        learn_domain(l, text);
        break;
    case ENTITY_EMAIL:
        learn_mail(l, text);
        break;
    case ENTITY_USER:
        if (is_own_name(text, 4))
            learn(l, kind, text);
        break;
    default:
        learn(l, kind, text);
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
        memo_get(l->latest, tag, text, &ignored))
        return;
    memo_put(l->latest, tag, text, STR(""));
    if (hit->kind == ENTITY_IPV4)
        add(l, &l->met, ENTITY_IPV4, text);
    if (value)
        learn_value(l, hit->kind, text);
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
            learn_value(l, hits[i].kind, text_str(&t, hits[i].at, hits[i].at + hits[i].n));
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

bool learner_scan(struct learner *l, size_t nth, const struct artifact *artifact,
                  struct fs_root *root, struct redact_learned *out,
                  const struct progress *progress, struct err *err)
{
    struct arena *a;
    bool ok;

    if (out)
        *out = (struct redact_learned){0};
    if (artifact->withheld != WITHHELD_NO || artifact->kind != ARTIFACT_TEXT)
        return true;
    a = arena_new();
    l->nth = nth;
    l->columns = columns_new(on_cell, l);
    struct stream_job job = {.r = l->r,
                             .seen = on_hit,
                             .ctx = l,
                             .text = on_text,
                             .plan = members_new(a),
                             .taker = out ? finds_start(l->r->finds) : NULL,
                             .mark_overridden = true};
    ok = read_all(&job, artifact, root, out, progress, err);
    if (out)
        out->finds = finds_end(job.taker);
    members_free(job.plan);
    columns_free(l->columns);
    arena_free(a);
    return ok;
}

/* ---- learners -----------------------------------------------------------------------------*/

struct learner *learner_new(struct redactor *r)
{
    struct learner *l = mem_new(sizeof *l);

    l->r = r;
    l->words.known = known_new();
    l->met.known = known_new();
    l->latest = memo_new();
    return l;
}

static void learner_free(struct learner *l)
{
    known_free(l->words.known);
    known_free(l->met.known);
    free(l->words.nth);
    free(l->met.nth);
    memo_free(l->latest);
    free(l);
}

static struct words *words_of(struct learner *l, bool met)
{
    return met ? &l->met : &l->words;
}

/* Whose next word was met in the first artifact of all; NULL when all words are used up. */
static struct learner *who_is_next(struct learner **learners, size_t n, const size_t *used,
                                   bool met, size_t *which)
{
    size_t first = SIZE_MAX;

    for (size_t i = 0; i < n; i++) {
        const struct words *words = words_of(learners[i], met);
        if (used[i] < known_count(words->known) && words->nth[used[i]] < first) {
            first = words->nth[used[i]];
            *which = i;
        }
    }
    return first == SIZE_MAX ? NULL : learners[*which];
}

/* In the order in which one learner alone would have met them. */
static void take_all(struct redactor *r, struct learner **learners, size_t n, bool met)
{
    struct known *all = met ? r->met : r->known;
    size_t *used = mem_new((n + 1) * sizeof *used), which;
    struct learner *l;

    while ((l = who_is_next(learners, n, used, met, &which)) != NULL &&
           known_count(all) < LEARNED_MAX) {
        const struct known_word *word = known_at(words_of(l, met)->known, used[which]++);
        known_add(all, word->kind, word->text);
        r->ready = false;
    }
    free(used);
}

void redactor_learn_from(struct redactor *r, struct learner **learners, size_t n)
{
    take_all(r, learners, n, false);
    take_all(r, learners, n, true);
    for (size_t i = 0; i < n; i++)
        learner_free(learners[i]);
}
