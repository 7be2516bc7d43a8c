/* compare.c - who is compared with whom, and the words for it. */
#include "desk/compare.h"

#include "base/embed.h"
#include "desk/compare_inside.h"

#define CIRCUMSTANCES_FILE "reports/circumstances.yaml"
#define LABELS_MAX_BYTES 1024

struct known_issues *compare_circumstances(struct err *err)
{
    struct str yaml;

    if (!embed_find(CIRCUMSTANCES_FILE, &yaml))
        return err_null(err, E_INTERNAL, "%s", CIRCUMSTANCES_FILE);
    return known_issues_parse(yaml, CIRCUMSTANCES_FILE, err);
}

/* Machine numbers are what people say, as long as each names one machine. */
static void set_labels(struct comparison *c)
{
    bool unique = true;

    for (size_t i = 0; i < c->n; i++) {
        unique = unique && c->machines[i].e->machine > 0;
        for (size_t k = 0; k < i; k++)
            unique = unique && c->machines[i].e->machine != c->machines[k].e->machine;
    }
    for (size_t i = 0; i < c->n; i++)
        c->machines[i].label = unique ? c->machines[i].e->machine : (unsigned)i + 1;
}

static bool add_machine(struct comparison *c, const struct evidence *e, enum machine_role role,
                        struct err *err)
{
    struct compare_machine *m = &c->machines[c->n];

    m->e = e;
    m->role = role != ROLE_UNKNOWN ? role : e->role;
    if (!recheck_run(e, c->profile, c->arena, &m->check, err))
        return false;
    m->is_latent = check_is_latent(&m->check.findings, m->role == ROLE_GOOD);
    c->roles[m->role] |= COMPARE_BIT(c->n);
    c->latent |= m->is_latent ? COMPARE_BIT(c->n) : 0;
    c->is_comparable = c->is_comparable && evidence_tokens_comparable(e, c->machines[0].e);
    c->n++;
    return true;
}

struct comparison *compare_new(const struct evidence *const *bundles,
                               const enum machine_role *roles, size_t n,
                               const struct profile *profile, const struct known_issues *told,
                               enum lang lang, struct err *err)
{
    struct comparison *c = mem_new(sizeof *c);
    bool ok = n >= 1 && n <= COMPARE_MAX;

    *c = (struct comparison){
        .arena = arena_new(), .lang = lang, .profile = profile, .is_comparable = true};
    if (!ok)
        err_set(err, E_VALUE, "%zu (1-%d)", n, COMPARE_MAX);
    for (size_t i = 0; ok && i < n; i++)
        ok = add_machine(c, bundles[i], roles[i], err);
    if (ok) {
        set_labels(c);
        compare_add_fields(c, told);
        compare_rank(c);
        compare_group_firmware(c);
        ok = compare_find_twins(c, err);
    }
    if (ok)
        return c;
    compare_free(c);
    return NULL;
}

void compare_free(struct comparison *c)
{
    if (!c)
        return;
    arena_free(c->arena);
    free(c);
}

/* ---- questions ------------------------------------------------------------------------------- */

size_t compare_separating_rule(const struct comparison *c)
{
    for (size_t i = 0; i < c->ranked_n; i++)
        if (c->fields[c->ranked[i]].kind == FIELD_RULE)
            return c->ranked[i];
    return COMPARE_NO_FIELD;
}

bool compare_is_equal_fault(const struct comparison *c, const struct compare_field *f,
                            uint64_t *machines)
{
    if (f->kind != FIELD_RULE || f->severity != VERDICT_MUST_FIX)
        return false;
    for (size_t i = 0; i < f->values_n; i++) {
        const struct compare_value *v = &f->values[i];
        if (v->verdict == VERDICT_MUST_FIX && (v->machines & c->roles[ROLE_GOOD]) &&
            (v->machines & c->roles[ROLE_FAILING])) {
            *machines = v->machines;
            return true;
        }
    }
    return false;
}

unsigned compare_count(uint64_t machines)
{
    unsigned n = 0;

    for (; machines; machines &= machines - 1)
        n++;
    return n;
}

/* ---- labels ----------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

    return (x > y) - (x < y);
}

const char *compare_labels(const struct comparison *c, uint64_t machines, struct arena *a)
{
    struct buf out = BUF_INIT(LABELS_MAX_BYTES);
    unsigned labels[COMPARE_MAX] = {0};
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (machines & COMPARE_BIT(i))
            labels[n++] = c->machines[i].label;
    qsort(labels, n, sizeof *labels, by_number);
    for (size_t i = 0, end; i < n; i = end + 1) {
        for (end = i; end + 1 < n && labels[end + 1] == labels[end] + 1; end++)
            ;
        buf_printf(&out, "%s%u", i > 0 ? ", " : "", labels[i]);
        if (end > i)
            buf_printf(&out, end > i + 1 ? "-%u" : ", %u", labels[end]);
    }
    const char *text = arena_cstr(a, buf_str(&out));
    buf_done(&out);
    return text;
}
