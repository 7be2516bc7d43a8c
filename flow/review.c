/* review.c - the redaction: keywords, the engine of the case, the scan (screens 50-51). */
#include <string.h>

#include "base/secret.h"
#include "base/utf8.h"
#include "check/placeholder.h"
#include "flow/state.h"
#include "redact/encoding_name.h"

#define KEYWORD_FILE_MAX (1024 * 1024)
#define KEYWORDS_MAX 10000
#define SHOWN_MAX 1024

/* ---- the engine of the case ---------------------------------------------------------------- */

/* Values that a format marks but no fact holds: the serial of each memory module. */
static bool learn_spans(const struct flow *f, struct redactor *r, struct err *err)
{
    for (size_t i = 0; i < flow_artifacts(f); i++)
        if (!redactor_learn_spans(r, artifact_at(f->result.artifacts, i), err))
            return false;
    return true;
}

static bool learn(const struct flow *f, struct redactor *r, struct err *err)
{
    redactor_ask_placeholder(r, check_is_no_number, f->judge);
    if (f->result.facts &&
        !redactor_learn_facts(r, f->result.facts, check_is_placeholder, f->judge, err))
        return false;
    if (!learn_spans(f, r, err))
        return false;
    for (size_t i = 0; i < f->keywords_n; i++)
        if (!redactor_learn_word(r, ENTITY_KEYWORD, f->keywords[i], err))
            return false;
    for (size_t i = 0; i < f->decisions_n; i++) {
        const struct decision *d = &f->decisions[i];

        if (d->is_value ? !redactor_decide_value(r, d->kind, d->tag, d->action, err)
                        : !redactor_decide(r, d->kind, d->action, err))
            return false;
    }
    return redactor_self_test(r, err);
}

struct redactor *flow_make_redactor(const struct flow *f, struct err *err)
{
    const struct redact_config config = {
        .site_key = f->alias_key,
        .case_number = f->info.number,
        .level = flow_level(f),
    };
    struct redactor *r = redactor_new(&config, err);

    if (r && !(policy_apply(f->policy, config.level, r, err) && learn(f, r, err))) {
        redactor_free(r);
        return NULL;
    }
    return r;
}

bool flow_alias_key(struct flow *f, struct err *err)
{
    if (f->alias_key)
        return true;
    uint8_t *key = secret_new(SITE_KEY_BYTES);
    if (!keyring_alias_key(f->keys, key, err)) {
        secret_free(key, SITE_KEY_BYTES);
        return false;
    }
    f->alias_key = key;
    return true;
}

/* ---- keywords ------------------------------------------------------------------------------- */

void flow_void_review(struct flow *f)
{
    if (f->step > STEP_COLLECTED)
        flow_back_to(f, STEP_COLLECTED);
}

static bool has_keyword(const struct flow *f, struct str word)
{
    for (size_t i = 0; i < f->keywords_n; i++)
        if (str_eq(f->keywords[i], word))
            return true;
    return false;
}

bool flow_keyword(struct flow *f, struct str word, struct err *err)
{
    word = str_trim(word);
    if (word.n < 2 || word.n > 200 || !utf8_is_valid(word))
        return err_set(err, E_KEYWORDS, "\"%.*s\"", word.n > 40 ? 40 : (int)word.n, word.p);
    if (has_keyword(f, word))
        return true;
    if (f->keywords_n >= KEYWORDS_MAX)
        return err_set(err, E_KEYWORDS, "%d", KEYWORDS_MAX);
    word = arena_str(f->kept, word); /* it may be a value of the review that goes now */
    flow_void_review(f);
    f->keywords =
        mem_grow(f->keywords, &f->keywords_cap, f->keywords_n + 1, sizeof *f->keywords);
    f->keywords[f->keywords_n++] = word;
    return true;
}

static bool add_lines(struct flow *f, struct str text, const char *path, struct err *err)
{
    struct str line;
    unsigned number = 0;

    if (!utf8_is_valid(text))
        return err_set(err, E_KEYWORDS, "%s: UTF-8", path);
    if (str_starts(text, "\xef\xbb\xbf"))
        text = str_sub(text, 3, text.n);
    while (str_next(&text, '\n', &line)) {
        struct err bad = ERR_NONE;

        number++;
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (!flow_keyword(f, line, &bad))
            return err_set(err, E_KEYWORDS, "%s:%u", path, number);
    }
    return true;
}

bool flow_keywords_file(struct flow *f, const char *path, unsigned *words, struct err *err)
{
    struct fs_root *here = fs_root_open(NULL, err);
    struct buf text = BUF_INIT(KEYWORD_FILE_MAX);
    size_t before = f->keywords_n;

    if (!here)
        return false;
    bool ok = flow_read_file(here, path, KEYWORD_FILE_MAX, &text, err) &&
              add_lines(f, buf_str(&text), path, err);
    secret_wipe(text.p, text.n);
    buf_done(&text);
    fs_root_free(here);
    if (ok)
        *words = (unsigned)(f->keywords_n - before);
    return ok;
}

unsigned flow_keyword_count(const struct flow *f)
{
    return (unsigned)f->keywords_n;
}

bool flow_try_line(struct flow *f, struct str line, struct buf *out, struct err *err)
{
    if (!flow_alias_key(f, err))
        return false;
    struct redactor *r = flow_make_redactor(f, err);
    bool ok = r && redact_text(r, line, out, err);
    redactor_free(r);
    return ok;
}

/* ---- scan ----------------------------------------------------------------------------------- */

bool flow_carries(const struct flow *f, size_t i)
{
    return !f->left_out[i] && f->scans[i].withheld == WITHHELD_NO;
}

static bool show_origin(struct flow *f, size_t i, struct err *err)
{
    struct buf origin = BUF_INIT(4 * SHOWN_MAX), redacted = BUF_INIT(SHOWN_MAX);
    struct buf shown = BUF_INIT(4 * SHOWN_MAX);
    const struct artifact *artifact = artifact_at(f->result.artifacts, i);
    bool is_gb, is_text = name_to_utf8(str_of(artifact->origin), &is_gb, &origin);
    bool is_shown = is_text && redact_text_mark(f->redactor, buf_str(&origin)) == WITHHELD_NO;
    bool ok = !is_shown || redact_text(f->redactor, buf_str(&origin), &redacted, err);

    if (ok)
        utf8_visible(is_shown ? buf_str(&redacted) : STR("?"), &shown);
    f->shown[i] = arena_cstr(f->review, buf_str(&shown));
    buf_done(&origin);
    buf_done(&redacted);
    buf_done(&shown);
    return ok;
}

/* ---- facts ---------------------------------------------------------------------------------- */

/* An item that is not available still tells why: "no permission" must not look like "left out". */
static bool tells_facts(const struct flow *f, unsigned item)
{
    for (size_t i = 0; i < f->items.n; i++)
        if (f->items.items[i].number == item && !f->items.items[i].available)
            return true;
    return flow_item_is_chosen(f, item);
}

static void note_redacted(struct flow *f, const struct fact *before, const struct fact *after)
{
    enum entity_kind kind;

    if (after->state == FACT_REDACTED && entity_of_class(fact_key_row(after->key)->cls, &kind))
        f->redacted[f->redacted_n++] = (struct redacted_fact){kind, before};
}

/* What the facts say outside: without the items that were left out, aliases for values. */
static bool redact_all_facts(struct flow *f, struct err *err)
{
    struct fact_list *all = fact_list_new();
    bool ok =
        redact_facts(f->redactor, f->result.facts, check_is_placeholder, f->judge, all, err);

    f->facts_out = fact_list_new();
    f->redacted = arena_take(f->review, (fact_count(all) + 1) * sizeof *f->redacted);
    for (size_t i = 0; ok && i < fact_count(all); i++)
        if (tells_facts(f, collect_item_of(fact_at(all, i)->key)))
            note_redacted(f, fact_at(f->result.facts, i),
                          fact_add_copy(f->facts_out, fact_at(all, i)));
    fact_list_free(all);
    return ok;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static bool learn_all(struct flow *f, const struct progress *progress, struct err *err)
{
    struct learner *l = learner_new(f->redactor);
    bool ok = true;

    for (size_t i = 0; ok && i < flow_artifacts(f); i++)
        ok = learner_scan(l, i, artifact_at(f->result.artifacts, i), f->root, NULL, progress,
                          err);
    redactor_learn_from(f->redactor, &l, 1);
    return ok;
}

static void add_facts(struct flow *f)
{
    values_file(f->values, VALUES_FACTS);
    for (size_t i = 0; i < f->redacted_n; i++)
        values_add(f->values, &(struct scan_hit){.kind = f->redacted[i].kind, .nth = i},
                   f->redacted[i].before->text);
}

static void told(void *ctx, const struct scan_hit *hit, struct str text)
{
    struct values *v = ctx;

    if (hit)
        values_add(v, hit, text);
    else
        values_drop_file(v);
}

/* What could not be looked at does not leave either: more values than can be listed. */
static bool scan_one(struct flow *f, size_t i, struct guard *guard,
                     const struct progress *progress, struct err *err)
{
    const struct artifact *artifact = artifact_at(f->result.artifacts, i);
    struct scan_result *scan = &f->scans[i];

    if (artifact->withheld != WITHHELD_NO) {
        scan->withheld = artifact->withheld;
        return true;
    }
    values_file(f->values, (uint32_t)i);
    if (!redact_scan_tell(f->redactor, artifact, f->root, guard, told, f->values, f->review,
                          scan, progress, err))
        return false;
    if (values_are_full(f->values) && scan->withheld == WITHHELD_NO)
        *scan = (struct scan_result){.withheld = WITHHELD_TOO_LARGE,
                                     .original_bytes = artifact->size_bytes};
    if (scan->withheld != WITHHELD_NO)
        values_drop_file(f->values);
    return true;
}

static bool scan_all(struct flow *f, const struct progress *progress, struct err *err)
{
    size_t n = artifact_count(f->result.artifacts);

    f->scans = arena_take(f->review, (n + 1) * sizeof *f->scans);
    f->shown = arena_take(f->review, (n + 1) * sizeof *f->shown);
    add_facts(f);
    struct guard *guard = guard_new(f->redactor);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        const char *name = artifact_at(f->result.artifacts, i)->stored;

        ok = (progress_step(progress, name, i, n) || err_set(err, E_STOPPED, "%s", name)) &&
             show_origin(f, i, err) && scan_one(f, i, guard, progress, err);
    }
    guard_free(guard);
    if (!ok)
        return false;
    return progress_step(progress, "", n, n) || err_set(err, E_STOPPED, "%s", "");
}

bool flow_review(struct flow *f, const struct progress *progress, struct err *err)
{
    if (!flow_guard(f, STEP_REVIEWED, err))
        return false;
    flow_back_to(f, STEP_COLLECTED);
    if (!flow_alias_key(f, err))
        return false;
    f->review = arena_new();
    f->step = STEP_REVIEWED;
    f->is_stale = false;
    f->redactor = flow_make_redactor(f, err);
    f->values = f->redactor ? values_new(f->redactor, f->seen) : NULL;
    if (!f->redactor || !learn_all(f, progress, err) || !redact_all_facts(f, err) ||
        !scan_all(f, progress, err)) {
        flow_back_to(f, STEP_COLLECTED);
        return false;
    }
    flow_list_places(f);
    return true;
}

/* ---- files ---------------------------------------------------------------------------------- */

size_t flow_artifacts(const struct flow *f)
{
    return f->result.artifacts ? artifact_count(f->result.artifacts) : 0;
}

bool flow_artifact_at(const struct flow *f, size_t i, struct flow_artifact *out)
{
    if (i >= flow_artifacts(f) || !f->scans)
        return false;
    *out = (struct flow_artifact){
        .artifact = artifact_at(f->result.artifacts, i),
        .scan = &f->scans[i],
        .shown_origin = f->shown[i],
        .left_out = f->left_out[i],
    };
    return true;
}

bool flow_leave_out(struct flow *f, size_t artifact, struct err *err)
{
    if (artifact >= flow_artifacts(f) || f->step < STEP_REVIEWED)
        return err_set(err, E_VALUE, "%zu", artifact);
    if (f->step > STEP_REVIEWED)
        flow_back_to(f, STEP_REVIEWED);
    f->left_out[artifact] = true;
    flow_list_places(f);
    return true;
}
