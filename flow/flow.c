/* flow.c - the life of a case: options, guards, what a change voids. */
#include "flow/flow.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/utf8.h"
#include "bundle/spoken_message.h"
#include "flow/state.h"

#define SMBIOS_FILE_MAX (2 * 1024 * 1024)

static const char *keep(struct flow *f, const char *s)
{
    return s ? arena_cstr(f->kept, str_of(s)) : NULL;
}

static void keep_options(struct flow *f, const struct flow_options *o)
{
    f->options = (struct flow_options){
        .root_dir = keep(f, o->root_dir),
        .smbios_file = keep(f, o->smbios_file),
        .profile = keep(f, o->profile ? o->profile : "cmge"),
        .policy = keep(f, o->policy ? o->policy : "normal"),
        .level = o->level,
        .key_dir = keep(f, o->key_dir),
        .key_file = keep(f, o->key_file),
        .date = keep(f, o->date),
        .gm = o->gm,
        .split_bytes = o->split_bytes,
    };
}

bool flow_read_file(struct fs_root *live, const char *path, size_t max, struct buf *out,
                    struct err *err)
{
    struct buf full = BUF_INIT(2 * PATH_MAX);
    bool ok = fs_live_path(path, &full, err) &&
              fs_read(live, buf_cstr(&full), max, FS_LINKS_INSIDE, out, err);

    buf_done(&full);
    return ok;
}

static bool open_target(struct flow *f, struct err *err)
{
    const char *file = f->options.smbios_file;

    f->root = fs_root_open(f->options.root_dir, err);
    if (!f->root)
        return false;
    f->target.root = f->root;
    if (!file)
        return true;
    struct fs_root *live = fs_root_open(NULL, err);
    f->smbios_file = BUF_INIT(SMBIOS_FILE_MAX);
    bool ok = live && flow_read_file(live, file, SMBIOS_FILE_MAX, &f->smbios_file, err);
    fs_root_free(live);
    f->target.smbios_only = true;
    f->target.smbios_file = buf_str(&f->smbios_file);
    f->target.smbios_name = file;
    return ok;
}

bool flow_set_root(struct flow *f, const char *dir, struct err *err)
{
    struct fs_root *root = fs_root_open(dir ? dir : f->options.root_dir, err);

    if (!root)
        return false;
    flow_back_to(f, STEP_START);
    fs_root_free(f->root);
    f->root = f->target.root = root;
    f->target.smbios_only = !dir && f->options.smbios_file;
    return true;
}

static bool check_level(const struct flow *f, struct err *err)
{
    if (f->options.level < 0 || (unsigned)f->options.level <= f->policy->level)
        return true;
    return err_set(err, E_POLICY_REFUSED, "level %d, policy %s allows %u", f->options.level,
                   f->policy->name, f->policy->level);
}

static bool open_profile(struct flow *f, struct err *err)
{
    struct trust trust;

    if (!trust_load(f->keys, NULL, &trust, err))
        return false;
    bool ok = profile_pack_open(f->options.profile, &trust, &f->pack, err);
    trust_done(&trust);
    f->profile = f->pack.profile;
    if (f->pack.sources.n > 0)
        f->target.sources_file = buf_str(&f->pack.sources);
    return ok;
}

static bool open_all(struct flow *f, struct err *err)
{
    f->policy = policy_load(f->options.policy, err);
    f->keys = f->policy ? keyring_open(f->options.key_dir, err) : NULL;
    if (!f->keys || !open_profile(f, err))
        return false;
    f->judge = judge_new(err);
    return f->judge && check_level(f, err) && open_target(f, err);
}

struct flow *flow_new(const struct flow_options *options, struct err *err)
{
    struct flow *f = mem_new(sizeof *f);

    f->kept = arena_new();
    f->info.machine = f->info.machines = 1;
    f->report_code = BUF_INIT(256);
    f->release_code = BUF_INIT(64);
    f->answer = BUF_INIT(16);
    f->seen = marks_new();
    keep_options(f, options);
    if (!open_all(f, err)) {
        flow_free(f);
        return NULL;
    }
    return f;
}

void flow_free(struct flow *f)
{
    if (!f)
        return;
    flow_back_to(f, STEP_START);
    signing_key_free(f->fresh);
    keyring_free(f->keys);
    secret_free(f->alias_key, SITE_KEY_BYTES);
    fs_root_free(f->root);
    buf_done(&f->smbios_file);
    buf_done(&f->report_code);
    buf_done(&f->release_code);
    judge_free(f->judge);
    profile_pack_done(&f->pack);
    policy_free(f->policy);
    buf_done(&f->answer);
    marks_free(f->seen);
    marks_free(f->resumed.left_out);
    for (size_t i = 0; i < f->machines_n; i++)
        free(f->machines[i].marks);
    free(f->machines);
    free(f->judged);
    free(f->decisions);
    free(f->keywords);
    arena_free(f->kept);
    free(f);
}

/* ---- what a change voids ------------------------------------------------------------------ */

static void drop_checked(struct flow *f)
{
    fact_list_free(f->result.facts);
    f->result = (struct collect_result){0};
    f->findings = (struct finding_list){0};
    f->items = (struct collect_items){0};
    f->chosen = 0;
    buf_clear(&f->report_code);
    arena_free(f->checked);
    f->checked = NULL;
}

static void drop_collected(struct flow *f)
{
    artifact_list_free(f->result.artifacts);
    f->result.artifacts = NULL;
    f->left_out = NULL;
    memset(f->in_logs, 0, sizeof f->in_logs);
}

static void drop_reviewed(struct flow *f)
{
    redactor_free(f->redactor);
    f->redactor = NULL;
    arena_free(f->review);
    f->review = NULL;
    f->scans = NULL;
    f->shown = NULL;
    fact_list_free(f->facts_out);
    f->facts_out = NULL;
    f->redacted = NULL;
    f->redacted_n = 0;
    memset(f->hits, 0, sizeof f->hits);
    memset(f->files, 0, sizeof f->files);
    values_free(f->values);
    f->values = NULL;
}

static void drop_planned(struct flow *f)
{
    plan_free(f->plan);
    f->plan = NULL;
    buf_clear(&f->release_code);
    buf_clear(&f->answer);
    f->stem[0] = '\0';
}

static void drop_released(struct flow *f)
{
    f->operator_agreed = false;
    f->operator_id[0] = f->releaser_id[0] = '\0';
    signing_key_free(f->officer);
    f->officer = NULL;
}

static void drop_nothing(struct flow *f)
{
    (void)f;
}

static void drop_written(struct flow *f)
{
    f->written = (struct bundle_written){0};
}

static const struct {
    void (*drop)(struct flow *f);
    const char *needs; /* msgid: why the step may not be taken when the one before is missing */
} steps[] = {
    [STEP_START] = {drop_nothing, ""},
    [STEP_CHECKED] = {drop_checked, ""},
    [STEP_COLLECTED] = {drop_collected, N_("Run the checks first.")},
    [STEP_REVIEWED] = {drop_reviewed, N_("Collect first.")},
    [STEP_PLANNED] = {drop_planned, N_("Review the redaction first.")},
    [STEP_RELEASED] = {drop_released, N_("Make the release list first.")},
    [STEP_SIGNED] = {drop_nothing, N_("The release list must be agreed to first.")},
    [STEP_WRITTEN] = {drop_written, N_("Sign first.")},
};

void flow_back_to(struct flow *f, enum flow_step step)
{
    for (size_t i = COUNT_OF(steps); i-- > (size_t)step + 1;)
        steps[i].drop(f);
    if (f->step > step)
        f->step = step;
}

bool flow_can(const struct flow *f, enum flow_step step, const char **why)
{
    *why = steps[step].needs;
    if (step > STEP_START && f->step < step - 1)
        return false;
    if (step == STEP_PLANNED && f->is_stale) {
        *why = N_("Decisions were made: search everything again first.");
        return false;
    }
    if (step == STEP_PLANNED && !flow_all_seen(f)) {
        *why = N_("Every kind must be looked at first.");
        return false;
    }
    return true;
}

bool flow_guard(const struct flow *f, enum flow_step step, struct err *err)
{
    const char *why;

    return flow_can(f, step, &why) || err_set(err, E_NOT_RELEASED, "%s", why);
}

enum flow_step flow_step(const struct flow *f)
{
    return f->step;
}

/* ---- case and policy ------------------------------------------------------------------------ */

const struct case_info *flow_case(const struct flow *f)
{
    return &f->info;
}

static bool all_of(struct str s, const char *allowed)
{
    for (size_t i = 0; i < s.n; i++)
        if (!s.p[i] || !strchr(allowed, s.p[i]))
            return false;
    return true;
}

#define DIGITS "0123456789"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

void flow_today(const struct flow *f, char out[DATE_BYTES])
{
    if (f->options.date)
        snprintf(out, DATE_BYTES, "%s", f->options.date);
    else
        date_today(out);
}

/* d is a digit, x a digit or capital. */
static bool fits_form(char c, char form)
{
    if (form == 'd' || form == 'x')
        return c && strchr(form == 'd' ? DIGITS : DIGITS CAPITALS, c);
    return c == form;
}

bool case_number_is_valid(struct str number)
{
    static const char *const forms[] = {"CAS-ddddd-xxxxxx", "CMIT:ddddddd"};

    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const char *form = forms[i];
        size_t at = 0;

        while (at < number.n && form[at] && fits_form(number.p[at], form[at]))
            at++;
        if (at == number.n && !form[at])
            return true;
    }
    return false;
}

static bool case_is_valid(const struct case_info *info, struct err *err)
{
    const struct {
        const char *name;
        const char *text;
    } free_texts[] = {{"symptom", info->symptom}, {"error text", info->error_text}};

    if (info->number[0] && !case_number_is_valid(str_of(info->number)))
        return err_set(err, E_VALUE, "case number %s (" CASE_NUMBER_FORMS ")", info->number);
    if (info->machine < 1 || info->machines > 999 || info->machine > info->machines)
        return err_set(err, E_VALUE, "machine %u/%u (1/1 to 999/999)", info->machine,
                       info->machines);
    if (!all_of(str_of(info->operator_id), DIGITS CAPITALS "-"))
        return err_set(err, E_VALUE, "operator id %s (A-Z, 0-9, -)", info->operator_id);
    for (size_t i = 0; i < COUNT_OF(free_texts); i++)
        if (!utf8_is_valid(str_of(free_texts[i].text)))
            return err_set(err, E_VALUE, "%s (UTF-8)", free_texts[i].name);
    return true;
}

bool flow_set_case(struct flow *f, const struct case_info *info, struct err *err)
{
    if (!case_is_valid(info, err))
        return false;
    if (memcmp(&f->info, info, sizeof *info) == 0)
        return true;
    /* The case number takes part in the aliases, so a review made under another one is void. */
    if (strcmp(f->info.number, info->number) != 0 && f->step > STEP_COLLECTED)
        flow_back_to(f, STEP_COLLECTED);
    else if (f->step > STEP_REVIEWED)
        flow_back_to(f, STEP_REVIEWED);
    f->info = *info;
    return true;
}

const struct policy *flow_policy(const struct flow *f)
{
    return f->policy;
}

bool flow_set_policy(struct flow *f, const char *name, struct err *err)
{
    if (strcmp(f->policy->name, name) == 0)
        return true;
    if (f->policy->is_site)
        return err_set(err, E_POLICY_REFUSED, "%s", f->policy->name);
    if (!policy_is_shipped(name))
        return err_set(err, E_POLICY, "%s", name);
    const struct policy *policy = policy_load(name, err);
    if (!policy)
        return false;
    flow_void_review(f); /* what was made by the old one goes before it */
    policy_free(f->policy);
    f->policy = policy;
    return true;
}

unsigned flow_level(const struct flow *f)
{
    unsigned allowed = f->policy->level;

    return f->options.level >= 0 && (unsigned)f->options.level < allowed
               ? (unsigned)f->options.level
               : allowed;
}

bool flow_next_machine(struct flow *f, struct err *err)
{
    struct case_info next = f->info;

    next.machine++;
    if (next.machines < next.machine)
        next.machines = next.machine;
    flow_back_to(f, STEP_START);
    flow_forget_seen(f);
    f->judged_n = 0;
    return flow_set_case(f, &next, err);
}
