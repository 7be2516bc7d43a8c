/* compare_twins.c - values that two PCs must not share, and the firmware that they may. */
#include <string.h>

#include "check/placeholder.h"
#include "desk/compare_inside.h"

static const enum fact_key unique_keys[] = {
    KEY_SYSTEM_SERIAL, KEY_BOARD_SERIAL, KEY_CHASSIS_SERIAL,   KEY_SYSTEM_UUID,
    KEY_DISK_SERIAL,   KEY_NIC_MAC,      KEY_NIC_MAC_PERMANENT};

struct seen {
    const struct fact *fact;
    size_t machine;
};

static bool flag_is(const struct evidence *e, enum fact_key key, unsigned instance, bool yes)
{
    const struct fact *f = fact_find(e->facts, key, instance);

    return f && f->state == FACT_OK && (f->number != 0) == yes;
}

/* The address in use says the same already. */
static bool is_in_use(const struct evidence *e, const struct fact *f)
{
    const struct fact *mac = fact_find(e->facts, KEY_NIC_MAC, f->instance);

    return mac && mac->state == f->state && str_eq(mac->text, f->text);
}

/* A stick goes from PC to PC, and a virtual adapter is the same everywhere. */
static bool is_part_of_pc(const struct evidence *e, const struct fact *f)
{
    switch (f->key) {
    case KEY_DISK_SERIAL:
        return flag_is(e, KEY_DISK_REMOVABLE, f->instance, false);
    case KEY_NIC_MAC:
        return flag_is(e, KEY_NIC_PHYSICAL, f->instance, true);
    case KEY_NIC_MAC_PERMANENT:
        return flag_is(e, KEY_NIC_PHYSICAL, f->instance, true) && !is_in_use(e, f);
    default:
        return true;
    }
}

/* A placeholder is no value: the verdicts tell of it. */
static bool counts(const struct evidence *e, const struct fact *f, struct judge *judge)
{
    if (f->state == FACT_REDACTED)
        return is_part_of_pc(e, f);
    return f->state == FACT_OK && !check_is_placeholder(judge, f) && is_part_of_pc(e, f);
}

static bool is_same(const struct comparison *c, const struct seen *a, const struct seen *b)
{
    const struct evidence *x = c->machines[a->machine].e, *y = c->machines[b->machine].e;

    if (a->fact->state != b->fact->state || !str_eq(a->fact->text, b->fact->text) ||
        evidence_same_machine(x, y))
        return false;
    return a->fact->state == FACT_OK || evidence_tokens_comparable(x, y);
}

static void add_twin(struct comparison *c, const struct fact *f, uint64_t machines)
{
    const char *text = compare_value_text(c, f);

    if (c->twins_n == c->twins_cap) {
        size_t cap = c->twins_cap ? 2 * c->twins_cap : 16;
        struct compare_twin *more = arena_take(c->arena, cap * sizeof *more);
        if (c->twins_n > 0)
            memcpy(more, c->twins, c->twins_n * sizeof *more);
        c->twins = more;
        c->twins_cap = cap;
    }
    c->twins[c->twins_n++] =
        (struct compare_twin){f->key, text, f->state == FACT_REDACTED, machines};
}

/* By text, so that what is the same stands side by side. */
static int by_text(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    int order = str_compare(x->fact->text, y->fact->text);

    return order ? order : (x->machine > y->machine) - (x->machine < y->machine);
}

static void find_twins_of(struct comparison *c, struct seen *seen, size_t n)
{
    qsort(seen, n, sizeof *seen, by_text);
    for (size_t i = 0, end; i < n; i = end) {
        uint64_t machines = COMPARE_BIT(seen[i].machine);

        for (end = i + 1; end < n && str_eq(seen[end].fact->text, seen[i].fact->text); end++)
            if (is_same(c, &seen[i], &seen[end]))
                machines |= COMPARE_BIT(seen[end].machine);
        if (compare_count(machines) > 1)
            add_twin(c, seen[i].fact, machines);
    }
}

static size_t all_facts(const struct comparison *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        n += fact_count(c->machines[i].e->facts);
    return n;
}

static size_t collect(const struct comparison *c, enum fact_key key, struct judge *judge,
                      struct seen *seen)
{
    size_t n = 0;

    for (size_t m = 0; m < c->n; m++) {
        const struct evidence *e = c->machines[m].e;
        for (size_t i = 0; i < fact_count(e->facts); i++) {
            const struct fact *f = fact_at(e->facts, i);
            if (f->key == key && counts(e, f, judge))
                seen[n++] = (struct seen){f, m};
        }
    }
    return n;
}

bool compare_find_twins(struct comparison *c, struct err *err)
{
    struct judge *judge = judge_new(err);
    struct seen *seen;

    if (!judge)
        return false;
    seen = mem_new((all_facts(c) + 1) * sizeof *seen);
    for (size_t k = 0; k < COUNT_OF(unique_keys); k++)
        find_twins_of(c, seen, collect(c, unique_keys[k], judge, seen));
    free(seen);
    judge_free(judge);
    return true;
}

/* ---- firmware -------------------------------------------------------------------------------- */

static const char *text_of(const struct comparison *c, size_t machine, enum fact_key key)
{
    const struct fact *f = fact_find(c->machines[machine].e->facts, key, 0);

    return f ? compare_value_text(c, f) : "-";
}

static int by_version(const void *a, const void *b)
{
    const struct compare_firmware *x = a, *y = b;
    int order = strcmp(x->vendor, y->vendor);

    return order ? order : strcmp(x->version, y->version);
}

void compare_group_firmware(struct comparison *c)
{
    c->firmware = arena_take(c->arena, c->n * sizeof *c->firmware);
    for (size_t m = 0; m < c->n; m++) {
        struct compare_firmware f = {text_of(c, m, KEY_BIOS_VENDOR),
                                     text_of(c, m, KEY_BIOS_VERSION),
                                     text_of(c, m, KEY_BIOS_DATE), 0};
        size_t i = 0;
        while (i < c->firmware_n && (strcmp(c->firmware[i].vendor, f.vendor) != 0 ||
                                     strcmp(c->firmware[i].version, f.version) != 0 ||
                                     strcmp(c->firmware[i].date, f.date) != 0))
            i++;
        if (i == c->firmware_n)
            c->firmware[c->firmware_n++] = f;
        c->firmware[i].machines |= COMPARE_BIT(m);
    }
    qsort(c->firmware, c->firmware_n, sizeof *c->firmware, by_version);
}
