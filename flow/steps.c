/* steps.c - reading the machine: facts, verdicts, items, artifacts (screens 30-41). */
#include <string.h>

#include "bundle/spoken.h"
#include "flow/state.h"

/* A check that could not be made here is spoken as "unreadable", never as a pass. */
static uint8_t spoken_state(const struct finding *finding)
{
    return finding->verdict == VERDICT_NOT_APPLICABLE ? REASON_UNREADABLE
                                                      : (uint8_t)finding->reason;
}

static void spell_report(struct flow *f)
{
    uint8_t states[64];
    size_t n = f->findings.n < sizeof states ? f->findings.n : sizeof states;

    for (size_t i = 0; i < n; i++)
        states[i] = spoken_state(&f->findings.items[i]);
    buf_clear(&f->report_code);
    spoken_report_code(f->findings.pack_version, states, n, &f->report_code);
}

/* A dump that was named but is none must not pass for a machine without a table. */
static bool dump_is_good(const struct flow *f, struct err *err)
{
    if (!f->target.smbios_only || f->result.smbios_state == FACT_OK)
        return true;
    return err_set(err, E_SMBIOS_FORM, "%s", f->target.smbios_name);
}

/* A case reads a machine once; checks again means from the beginning. */
bool flow_check(struct flow *f, const struct progress *progress, struct err *err)
{
    flow_back_to(f, STEP_START);
    f->checked = arena_new();
    f->result.facts = fact_list_new();
    bool ok =
        collect_facts(&f->target, &f->result, progress, err) && dump_is_good(f, err) &&
        check_run(f->profile, f->result.facts, f->checked, &f->findings, err) &&
        collect_items(&f->target, &f->result, f->options.profile, f->checked, &f->items, err);
    f->step = STEP_CHECKED;
    if (!ok) {
        flow_back_to(f, STEP_START);
        return false;
    }
    for (size_t i = 0; i < f->items.n; i++)
        if (f->items.items[i].chosen_by_default && f->items.items[i].available)
            f->chosen |= UINT64_C(1) << f->items.items[i].number;
    spell_report(f);
    session_checked(f);
    return true;
}

const struct profile *flow_profile(const struct flow *f)
{
    return f->profile;
}

const struct fact_list *flow_facts(const struct flow *f)
{
    return f->result.facts;
}

const struct finding_list *flow_findings(const struct flow *f)
{
    return &f->findings;
}

bool flow_is_latent(const struct flow *f)
{
    return check_is_latent(&f->findings, f->info.role == ROLE_GOOD);
}

const char *flow_report_code(const struct flow *f)
{
    return f->policy->phone_report ? buf_cstr(&f->report_code) : "";
}

const struct smbios_table *flow_smbios(const struct flow *f)
{
    return &f->result.smbios;
}

enum fact_state flow_smbios_state(const struct flow *f)
{
    return f->result.smbios_state;
}

const struct collect_items *flow_items(const struct flow *f)
{
    return &f->items;
}

static const struct collect_item *item_of(const struct flow *f, unsigned number)
{
    for (size_t i = 0; i < f->items.n; i++)
        if (f->items.items[i].number == number)
            return &f->items.items[i];
    return NULL;
}

bool flow_item_is_chosen(const struct flow *f, unsigned number)
{
    return number < 64 && (f->chosen >> number & 1) != 0;
}

bool flow_choose(struct flow *f, unsigned number, bool yes, struct err *err)
{
    const struct collect_item *item = item_of(f, number);

    if (!item || number >= 64)
        return err_set(err, E_VALUE, "item %u", number);
    if (flow_item_is_chosen(f, number) == yes || (yes && !item->available))
        return true;
    f->chosen ^= UINT64_C(1) << number;
    if (f->step > STEP_CHECKED)
        flow_back_to(f, STEP_CHECKED);
    return true;
}

bool flow_collect(struct flow *f, const struct progress *progress, struct err *err)
{
    if (!flow_guard(f, STEP_COLLECTED, err))
        return false;
    flow_back_to(f, STEP_CHECKED);
    f->result.artifacts = artifact_list_new();
    f->step = STEP_COLLECTED;
    if (!collect_artifacts(&f->target, f->options.profile, f->chosen, &f->result, progress,
                           err)) {
        flow_back_to(f, STEP_CHECKED);
        return false;
    }
    f->left_out = arena_take(f->checked, artifact_count(f->result.artifacts) + 1);
    flow_scan_logs(f);
    session_collected(f);
    flow_let_pass(f);
    return true;
}
