/* recheck.c - the site's verdict of each rule beside the desk's. */
#include "desk/recheck.h"

static const struct {
    const char *name, *text;
} changes[RECHECK_CHANGES] = {
    [RECHECK_SAME] = {"same", N_("the same as at the site")},
    [RECHECK_STRICTER] = {"stricter", N_("the site's rules let it pass")},
    [RECHECK_MILDER] = {"milder", N_("the site's rules were stricter")},
    [RECHECK_OTHER_REASON] = {"other-reason", N_("the site gave another reason")},
    [RECHECK_NEW_RULE] = {"new-rule", N_("the site's pack does not have this rule")},
    [RECHECK_GONE] = {"gone", N_("this pack no longer has the rule")},
    [RECHECK_BY_SITE] = {"by-site",
                         N_("the value did not leave the site: its own verdict stands")},
};

const char *recheck_name(enum recheck_change change)
{
    return changes[change].name;
}

const char *recheck_text(enum recheck_change change)
{
    return changes[change].text;
}

static const struct finding *finding_of(const struct finding_list *list, unsigned rule)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].rule == rule)
            return &list->items[i];
    return NULL;
}

/* Reasons for which one must see the value itself. */
static bool needs_value(enum reason reason)
{
    return reason == REASON_PLACEHOLDER || reason == REASON_MALFORMED ||
           reason == REASON_DIFFER;
}

static int rank(enum verdict verdict)
{
    static const int ranks[VERDICT_COUNT] = {
        [VERDICT_OK] = 0,     [VERDICT_NOT_APPLICABLE] = 0, [VERDICT_WARN] = 1,
        [VERDICT_UNREAD] = 1, [VERDICT_MUST_FIX] = 2,
    };

    return ranks[verdict];
}

static enum recheck_change change_of(const struct finding *site, const struct finding *desk)
{
    if (!site)
        return RECHECK_NEW_RULE;
    if (desk->reason == REASON_PASS && needs_value(site->reason) && desk->fact &&
        desk->fact->state == FACT_REDACTED)
        return RECHECK_BY_SITE;
    if (rank(desk->verdict) != rank(site->verdict))
        return rank(desk->verdict) > rank(site->verdict) ? RECHECK_STRICTER : RECHECK_MILDER;
    return desk->reason == site->reason ? RECHECK_SAME : RECHECK_OTHER_REASON;
}

static void add_row(struct recheck *r, enum recheck_change change, const struct finding *site,
                    const struct finding *desk)
{
    r->rows[r->rows_n++] = (struct recheck_row){change, site, desk};
}

bool recheck_run(const struct evidence *e, const struct profile *p, struct arena *a,
                 struct recheck *out, struct err *err)
{
    struct finding_list desk;
    struct recheck r = {.rows_n = 0};

    if (!check_run(p, e->facts, a, &desk, err))
        return false;
    r.findings = desk;
    r.findings.items = arena_copy(a, desk.items, desk.n * sizeof *desk.items);
    r.rows = arena_take(a, (desk.n + e->findings.n + 1) * sizeof *r.rows);
    for (size_t i = 0; i < desk.n; i++) {
        const struct finding *site = finding_of(&e->findings, desk.items[i].rule);
        enum recheck_change change = change_of(site, &desk.items[i]);
        if (change == RECHECK_BY_SITE)
            r.findings.items[i] = *site;
        if (change != RECHECK_SAME)
            add_row(&r, change, site, &desk.items[i]);
    }
    for (size_t i = 0; i < e->findings.n; i++)
        if (!finding_of(&desk, e->findings.items[i].rule))
            add_row(&r, RECHECK_GONE, &e->findings.items[i], NULL);
    *out = r;
    return true;
}
