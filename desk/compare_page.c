/* compare_page.c - a comparison as a page: the answer first, then what it rests on. */
#include "desk/compare_inside.h"
#include "desk/overview.h"

#define RULES_A_TABLE 12 /* so that a row fits into 80 columns */
#define SEPARATORS_SHOWN 12

static unsigned in_role(const struct comparison *c, uint64_t machines, enum machine_role role)
{
    return compare_count(machines & c->roles[role]);
}

static const char *pcs(const struct comparison *c, const struct doc *d, uint64_t machines)
{
    return compare_labels(c, machines, d->arena);
}

/* ---- the answer ---------------------------------------------------------------------------------- */

/* "System serial: empty: on 9 of 9 failing PCs, on 0 of 1 good." */
static void add_separator(const struct comparison *c, struct doc *d, enum doc_tone tone,
                          const char *lead, const struct compare_field *f)
{
    const struct compare_value *v = &f->values[f->best];

    doc_callout(
        d, tone,
        arena_printf(d->arena,
                     doc_word(d, N_("%s %s: %s. On %u of %u failing PCs, on %u of %u good.")),
                     lead, f->title, v->text, in_role(c, v->machines, ROLE_FAILING),
                     compare_count(c->roles[ROLE_FAILING]), in_role(c, v->machines, ROLE_GOOD),
                     compare_count(c->roles[ROLE_GOOD])));
}

/* The best field of that kind that separates, or NULL. */
static const struct compare_field *best_of(const struct comparison *c, enum field_kind kind)
{
    for (size_t i = 0; i < c->ranked_n; i++)
        if (c->fields[c->ranked[i]].kind == kind)
            return &c->fields[c->ranked[i]];
    return NULL;
}

static void add_separating_rules(const struct comparison *c, struct doc *d)
{
    for (size_t i = 0; i < c->ranked_n; i++) {
        const struct compare_field *f = &c->fields[c->ranked[i]];
        if (f->kind == FIELD_RULE)
            add_separator(c, d, TONE_BAD, doc_word(d, N_("This separates them:")), f);
    }
}

/* No check does: what else there is, without calling it a cause. */
static void add_other_separator(const struct comparison *c, struct doc *d)
{
    const struct compare_field *told = best_of(c, FIELD_TOLD), *fact = best_of(c, FIELD_FACT);

    doc_callout(d, TONE_WARN,
                doc_word(d, N_("None of the checked identity fields separates the failing PCs "
                               "from the good ones.")));
    if (told)
        add_separator(c, d, TONE_WARN, doc_word(d, N_("Only what was told separates them:")),
                      told);
    else if (fact)
        add_separator(c, d, TONE_UNSURE,
                      doc_word(d, N_("A field that no rule looks at separates them:")), fact);
    else
        doc_callout(d, TONE_UNSURE,
                    doc_word(d, N_("Nothing that was read or told separates them. Ask how and "
                                   "when each PC was activated, and whether it was "
                                   "reinstalled.")));
}

static void add_equal_faults(const struct comparison *c, struct doc *d)
{
    uint64_t machines;

    for (size_t i = 0; i < c->fields_n; i++) {
        const struct compare_field *f = &c->fields[i];
        if (compare_is_equal_fault(c, f, &machines))
            doc_callout(
                d, TONE_WARN,
                arena_printf(d->arena,
                             doc_word(d, N_("%u %s fails in the same way on PC %s, good "
                                            "ones among them.")),
                             f->rule, f->title, pcs(c, d, machines)));
    }
}

static void add_latent(const struct comparison *c, struct doc *d)
{
    const struct text2 *text = check_latent_text();

    if (c->latent)
        doc_callout(d, TONE_WARN,
                    arena_printf(d->arena, doc_word(d, N_("PC %s: %s")), pcs(c, d, c->latent),
                                 d->lang == LANG_ZH ? text->zh : text->en));
}

static const char *key_title(const struct comparison *c, enum fact_key key)
{
    struct rule_view rule;

    for (size_t i = 0; profile_rule(c->profile, i, &rule); i++)
        if (rule.key == key)
            return c->lang == LANG_ZH ? rule.title.zh : rule.title.en;
    return fact_key_row(key)->name;
}

static void add_twin_lines(const struct comparison *c, struct doc *d)
{
    for (size_t i = 0; i < c->twins_n; i++)
        doc_callout(d, TONE_BAD,
                    arena_printf(d->arena, doc_word(d, N_("PC %s share one value: %s.")),
                                 pcs(c, d, c->twins[i].machines),
                                 key_title(c, c->twins[i].key)));
}

void compare_add_conclusions(const struct comparison *c, struct doc *d)
{
    if (!c->roles[ROLE_GOOD] || !c->roles[ROLE_FAILING])
        doc_callout(d, TONE_UNSURE,
                    doc_word(d, c->roles[ROLE_GOOD]
                                    ? N_("No failing PC is among them: nothing separates.")
                                    : N_("No good PC is among them. A bundle of one that works "
                                         "would show what separates.")));
    else if (compare_separating_rule(c) != COMPARE_NO_FIELD)
        add_separating_rules(c, d);
    else
        add_other_separator(c, d);
    add_equal_faults(c, d);
    add_latent(c, d);
    add_twin_lines(c, d);
    if (!c->is_comparable)
        doc_callout(d, TONE_UNSURE,
                    doc_word(d, N_("The bundles are of several sites or cases: their tokens "
                                   "cannot be compared, duplicates may stay unseen.")));
}

/* ---- who ------------------------------------------------------------------------------------------ */

static void add_failed_rules(const struct compare_machine *m, struct doc *d)
{
    const struct finding_list *list = &m->check.findings;
    struct buf out = BUF_INIT(4096);

    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].verdict == VERDICT_MUST_FIX)
            buf_printf(&out, "%s%u", out.n > 0 ? " " : "", list->items[i].rule);
    doc_cell(d, out.n > 0 ? TONE_BAD : TONE_GOOD, out.n > 0 ? buf_cstr(&out) : "-");
    buf_done(&out);
}

void compare_add_machines(const struct comparison *c, struct doc *d)
{
    const struct doc_column columns[] = {
        {doc_word(d, N_("PC")), false},      {doc_word(d, N_("Case")), false},
        {doc_word(d, N_("No.")), false},     {doc_word(d, N_("Role")), false},
        {doc_word(d, N_("Must fix")), true}, {doc_word(d, N_("Bundle id")), false}};

    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->n; i++) {
        const struct compare_machine *m = &c->machines[i];
        doc_cellf(d, TONE_PLAIN, "%u", m->label);
        doc_cell(d, TONE_PLAIN, m->e->case_number);
        doc_cellf(d, TONE_PLAIN, "%u-%u", m->e->machine, m->e->sequence);
        doc_cell(d, m->is_latent ? TONE_WARN : TONE_PLAIN,
                 doc_word(d, role_name(m->role))); /* as in the legend */
        add_failed_rules(m, d);
        doc_cellf(d, TONE_MUTED, "%.8s", m->e->report.bundle_id);
    }
}

/* ---- what separates ---------------------------------------------------------------------------------- */

static void add_score_bars(const struct comparison *c, struct doc *d)
{
    const char *legend[] = {doc_word(d, N_("share of the failing less share of the good"))};
    const enum doc_tone tones[] = {TONE_PLAIN};

    doc_bars(d, legend, tones, COUNT_OF(legend));
    for (size_t i = 0; i < c->ranked_n && i < SEPARATORS_SHOWN; i++) {
        const struct compare_field *f = &c->fields[c->ranked[i]];
        const double parts[DOC_PARTS_MAX] = {100 * f->score};
        doc_bar(d, f->title, arena_printf(d->arena, "%.0f %%", 100 * f->score), parts);
    }
}

static void add_separators(const struct comparison *c, struct doc *d)
{
    const struct doc_column columns[] = {{doc_word(d, N_("Field")), false},
                                         {doc_word(d, N_("Value")), true},
                                         {doc_word(d, N_("Failing")), false},
                                         {doc_word(d, N_("Good")), false}};

    if (c->ranked_n == 0)
        return;
    doc_add(d, DOC_HEADING, doc_word(d, N_("What separates, best first")));
    add_score_bars(c, d);
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->ranked_n && i < SEPARATORS_SHOWN; i++) {
        const struct compare_field *f = &c->fields[c->ranked[i]];
        const struct compare_value *v = &f->values[f->best];
        doc_cell(d, TONE_PLAIN, f->title);
        doc_cell(d, f->best_is_bad ? TONE_BAD : TONE_GOOD, v->text);
        doc_cellf(d, TONE_PLAIN, "%u/%u", in_role(c, v->machines, ROLE_FAILING),
                  compare_count(c->roles[ROLE_FAILING]));
        doc_cellf(d, TONE_PLAIN, "%u/%u", in_role(c, v->machines, ROLE_GOOD),
                  compare_count(c->roles[ROLE_GOOD]));
    }
}

/* ---- verdicts ----------------------------------------------------------------------------------------- */

static void add_verdict_table(const struct comparison *c, struct doc *d, size_t from, size_t n)
{
    struct doc_column columns[RULES_A_TABLE + 1] = {{doc_word(d, N_("PC")), false}};
    const struct finding_list *first = &c->machines[0].check.findings;

    for (size_t i = 0; i < n; i++)
        columns[i + 1].title = arena_printf(d->arena, "%u", first->items[from + i].rule);
    doc_table(d, columns, n + 1);
    for (size_t m = 0; m < c->n; m++) {
        doc_cellf(d, TONE_PLAIN, "%u", c->machines[m].label);
        for (size_t i = 0; i < n; i++)
            doc_cell(d, overview_tone(c->machines[m].check.findings.items[from + i].verdict),
                     "");
    }
}

void compare_add_verdicts(const struct comparison *c, struct doc *d)
{
    const struct finding_list *first = &c->machines[0].check.findings;

    doc_addf(d, DOC_HEADING, "%s  (%s %u)", doc_word(d, N_("Verdicts")), first->profile,
             first->pack_version);
    for (size_t from = 0; from < first->n; from += RULES_A_TABLE)
        add_verdict_table(c, d, from,
                          first->n - from < RULES_A_TABLE ? first->n - from : RULES_A_TABLE);
}

static unsigned with_verdict(const struct compare_field *f, uint64_t machines,
                             enum verdict verdict)
{
    uint64_t found = 0;

    for (size_t i = 0; f->kind == FIELD_RULE && i < f->values_n; i++)
        if (f->values[i].verdict == verdict)
            found |= f->values[i].machines & machines;
    return compare_count(found);
}

void compare_add_fault_bars(const struct comparison *c, uint64_t machines, struct doc *d)
{
    static const enum verdict wrong[DOC_PARTS_MAX] = {VERDICT_MUST_FIX, VERDICT_WARN,
                                                      VERDICT_UNREAD};
    enum doc_tone tones[DOC_PARTS_MAX];
    const char *legend[DOC_PARTS_MAX];
    bool begun = false;

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        tones[i] = overview_tone(wrong[i]);
        legend[i] = verdict_word(wrong[i], d->lang);
    }
    for (size_t i = 0; i < c->fields_n; i++) {
        const struct compare_field *f = &c->fields[i];
        double parts[DOC_PARTS_MAX], sum = 0;
        for (size_t k = 0; k < COUNT_OF(wrong); k++) {
            parts[k] = with_verdict(f, machines, wrong[k]);
            sum += parts[k];
        }
        if (sum <= 0)
            continue;
        if (!begun)
            doc_bars(d, legend, tones, COUNT_OF(wrong));
        begun = true;
        doc_bar(d, arena_printf(d->arena, "%u %s", f->rule, f->title),
                arena_printf(d->arena, "%.0f/%u", sum, compare_count(machines)), parts);
    }
}

/* ---- the rest ---------------------------------------------------------------------------------------- */

static void add_twins(const struct comparison *c, struct doc *d)
{
    const struct doc_column columns[] = {{doc_word(d, N_("Field")), false},
                                         {doc_word(d, N_("Value")), true},
                                         {doc_word(d, N_("PCs")), false}};

    doc_add(d, DOC_HEADING, doc_word(d, N_("Duplicates")));
    if (c->twins_n == 0) {
        doc_add(d, DOC_TEXT,
                doc_word(d, N_("None: no serial, UUID, disk or adapter address stands on two "
                               "PCs.")));
        return;
    }
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->twins_n; i++) {
        const struct compare_twin *t = &c->twins[i];
        doc_cell(d, TONE_PLAIN, key_title(c, t->key));
        doc_cell(d, TONE_PLAIN, t->text);
        doc_cell(d, TONE_BAD, pcs(c, d, t->machines));
    }
}

static void add_firmware(const struct comparison *c, struct doc *d)
{
    const char *legend[] = {doc_word(d, N_("failing")), doc_word(d, N_("good")),
                            doc_word(d, N_("unknown"))};
    const enum doc_tone tones[] = {TONE_BAD, TONE_GOOD, TONE_MUTED};
    const struct doc_column columns[] = {{doc_word(d, N_("Maker")), true},
                                         {doc_word(d, N_("Version")), false},
                                         {doc_word(d, N_("Date")), false},
                                         {doc_word(d, N_("PCs")), false}};

    doc_add(d, DOC_HEADING, doc_word(d, N_("Firmware")));
    doc_bars(d, legend, tones, COUNT_OF(legend));
    for (size_t i = 0; i < c->firmware_n; i++) {
        const struct compare_firmware *f = &c->firmware[i];
        const double parts[DOC_PARTS_MAX] = {in_role(c, f->machines, ROLE_FAILING),
                                             in_role(c, f->machines, ROLE_GOOD),
                                             in_role(c, f->machines, ROLE_UNKNOWN)};
        doc_bar(d, arena_printf(d->arena, "%s  %s", f->version, f->date),
                arena_printf(d->arena, "%u", compare_count(f->machines)), parts);
    }
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->firmware_n; i++) {
        const struct compare_firmware *f = &c->firmware[i];
        doc_cell(d, TONE_PLAIN, f->vendor);
        doc_cell(d, TONE_PLAIN, f->version);
        doc_cell(d, TONE_PLAIN, f->date);
        doc_cell(d, TONE_PLAIN, pcs(c, d, f->machines));
    }
}

static void add_field_values(const struct comparison *c, struct doc *d,
                             const struct compare_field *f)
{
    for (size_t i = 0; i < f->values_n; i++) {
        const struct compare_value *v = &f->values[i];
        doc_cell(d, TONE_PLAIN,
                 i > 0
                     ? ""
                     : arena_printf(d->arena, f->rule ? "%u %s" : "%.0u%s", f->rule, f->title));
        doc_cell(d, f->kind == FIELD_RULE ? overview_tone(v->verdict) : TONE_PLAIN, v->text);
        doc_cell(d, TONE_PLAIN, pcs(c, d, v->machines));
    }
}

static void add_fields(const struct comparison *c, struct doc *d)
{
    const struct doc_column columns[] = {{doc_word(d, N_("Field")), false},
                                         {doc_word(d, N_("Value")), true},
                                         {doc_word(d, N_("PCs")), false}};
    unsigned equal = 0;

    doc_add(d, DOC_HEADING, doc_word(d, N_("Field by field: what differs")));
    for (size_t i = 0; i < c->fields_n; i++)
        equal += c->fields[i].values_n == 1;
    doc_addf(d, DOC_TEXT, doc_word(d, N_("%u of %zu fields are the same on all PCs.")), equal,
             c->fields_n);
    if (equal == c->fields_n)
        return;
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < c->fields_n; i++)
        if (c->fields[i].values_n > 1)
            add_field_values(c, d, &c->fields[i]);
}

struct doc *compare_page(const struct comparison *c)
{
    const char *kicker = arena_printf(
        c->arena, lang_text_in(c->lang, N_("Comparison of %zu PCs: %u failing, %u good")), c->n,
        compare_count(c->roles[ROLE_FAILING]), compare_count(c->roles[ROLE_GOOD]));
    struct doc *d = doc_new(
        c->lang, kicker,
        lang_text_in(c->lang, N_("What separates the failing PCs from the good ones?")));

    compare_add_conclusions(c, d);
    doc_add(d, DOC_HEADING, doc_word(d, N_("PCs")));
    compare_add_machines(c, d);
    add_separators(c, d);
    compare_add_verdicts(c, d);
    add_twins(c, d);
    add_firmware(c, d);
    add_fields(c, d);
    return d;
}
