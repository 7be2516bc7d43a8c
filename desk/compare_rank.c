/* compare_rank.c - which field parts the failing from the good, and how well. */
#include "desk/compare_inside.h"

struct counts {
    unsigned good, failing;             /* machines */
    unsigned good_kinds, failing_kinds; /* different values among them */
};

static unsigned in_role(const struct comparison *c, uint64_t machines, enum machine_role role)
{
    return compare_count(machines & c->roles[role]);
}

static struct counts count(const struct comparison *c, const struct compare_field *f)
{
    struct counts n = {compare_count(c->roles[ROLE_GOOD]),
                       compare_count(c->roles[ROLE_FAILING]), 0, 0};

    for (size_t i = 0; i < f->values_n; i++) {
        n.good_kinds += in_role(c, f->values[i].machines, ROLE_GOOD) > 0;
        n.failing_kinds += in_role(c, f->values[i].machines, ROLE_FAILING) > 0;
    }
    return n;
}

/* Two that share a value are a pattern; so is the only one of its role, when the others are not
 * all different too. */
static bool is_pattern(unsigned with, unsigned of, unsigned others, unsigned other_kinds)
{
    return with >= 2 || (of == 1 && (others == 1 || other_kinds < others));
}

/* Only what was told counts; that nobody said a thing does not. */
static bool can_count(const struct compare_field *f, const struct compare_value *v)
{
    return f->kind != FIELD_TOLD || v->same.n > 0;
}

static void score_value(const struct comparison *c, struct compare_field *f, size_t i,
                        const struct counts *n)
{
    unsigned good = in_role(c, f->values[i].machines, ROLE_GOOD);
    unsigned failing = in_role(c, f->values[i].machines, ROLE_FAILING);
    double more = (double)failing / n->failing - (double)good / n->good;
    bool is_bad = more > 0;
    bool fits = is_bad ? is_pattern(failing, n->failing, n->good, n->good_kinds)
                       : is_pattern(good, n->good, n->failing, n->failing_kinds);
    double score = is_bad ? more : -more;

    /* What the failing have in common tells more than what they lack. */
    if (!fits || score < f->score || (score == f->score && !(is_bad && !f->best_is_bad)))
        return;
    f->score = score;
    f->best = i;
    f->best_is_bad = is_bad;
}

static bool comes_before(const struct comparison *c, size_t a, size_t b)
{
    const struct compare_field *x = &c->fields[a], *y = &c->fields[b];

    if (x->score != y->score)
        return x->score > y->score;
    return x->strength > y->strength;
}

/* Few fields separate: put each into its place. */
static void insert(struct comparison *c, size_t field)
{
    size_t at = c->ranked_n++;

    for (; at > 0 && comes_before(c, field, c->ranked[at - 1]); at--)
        c->ranked[at] = c->ranked[at - 1];
    c->ranked[at] = field;
}

void compare_rank(struct comparison *c)
{
    c->ranked = arena_take(c->arena, (c->fields_n + 1) * sizeof *c->ranked);
    if (!c->roles[ROLE_GOOD] || !c->roles[ROLE_FAILING])
        return;
    for (size_t i = 0; i < c->fields_n; i++) {
        struct compare_field *f = &c->fields[i];
        struct counts n = count(c, f);
        for (size_t v = 0; v < f->values_n; v++)
            if (can_count(f, &f->values[v]))
                score_value(c, f, v, &n);
        if (f->score >= COMPARE_SEPARATES)
            insert(c, i);
    }
}
