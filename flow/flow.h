/* flow.h - one case from the welcome to the written bundle; both faces (tui/, cli/) drive this.
 *
 *   flow_new() -> set case, target -> flow_check() -> choose items -> flow_collect()
 *   -> keywords -> flow_review() -> decisions, again flow_review() -> mark kinds as seen
 *   -> flow_plan() -> flow_release() [-> flow_release_second()] -> flow_sign() -> flow_write()
 *
 * Each step has a guard: flow_can() says why a step may not be taken yet. Going back and
 * changing something voids what was built on it: a changed decision voids review, plan,
 * release. Calls that take progress are long; run them in a task. One thread at a time uses a
 * flow. */
#ifndef CASEPACK_FLOW_FLOW_H
#define CASEPACK_FLOW_FLOW_H

#include "base/date.h"
#include "bundle/keys.h"
#include "bundle/plan.h"
#include "bundle/verify.h"
#include "bundle/write.h"
#include "check/check.h"
#include "check/issues.h"
#include "collect/collect.h"
#include "facts/role.h"
#include "flow/policy.h"
#include "redact/redact.h"

/* Typed by the operator; UTF-8, NUL-terminated, validated by flow_set_case(). */
struct case_info {
    char number[32];   /* "CAS-00000-A0B0C0", "CMIT:0000000" or "" */
    unsigned machine;  /* 1..999 */
    unsigned machines; /* machine..999 */
    enum machine_role role;
    char symptom[128];
    char error_text[256];
    char operator_id[16]; /* site code, no name */
};

struct flow_options {
    const char *root_dir;    /* NULL: the live machine */
    const char *smbios_file; /* NULL: none */
    const char *profile;     /* "cmge", or the folder of a profile pack (profile_pack.h) */
    const char *policy;      /* "normal", or the policy file of the site (policy.h) */
    int level;               /* -1: that of the policy */
    const char *key_dir;     /* NULL: the default key folder */
    const char *key_file;    /* NULL: the key "site" of the key folder */
    const char *date;        /* NULL: today; "2026-11-23" for reproducible runs */
    bool gm;                 /* an SM2 signature too, whatever the policy says */
    uint64_t split_bytes;    /* size of a piece of the bundle; 0: in one piece */
};

enum flow_step {
    STEP_START,
    STEP_CHECKED,
    STEP_COLLECTED,
    STEP_REVIEWED,
    STEP_PLANNED,
    STEP_RELEASED,
    STEP_SIGNED,
    STEP_WRITTEN,
};

struct flow; /* opaque; look through the functions below */

struct flow *flow_new(const struct flow_options *options, struct err *err) MUST_USE;
void flow_free(struct flow *f);

/* Another machine from now on: a recorded or mounted one below dir; NULL is the one of the
 * options. What was read of the one before goes. */
bool flow_set_root(struct flow *f, const char *dir, struct err *err) MUST_USE;

enum flow_step flow_step(const struct flow *f);
/* Whether the next long call is allowed; false sets *why (msgid). */
bool flow_can(const struct flow *f, enum flow_step step, const char **why);

/* The date of the options, else this machine's; "" when its clock cannot be read. */
void flow_today(const struct flow *f, char out[DATE_BYTES]);

/* Case, 20. */
const struct case_info *flow_case(const struct flow *f);
bool flow_set_case(struct flow *f, const struct case_info *info, struct err *err) MUST_USE;
bool case_number_is_valid(struct str number); /* one of CASE_NUMBER_FORMS */
const struct policy *flow_policy(const struct flow *f);
/* One that casepack ships. E_POLICY_REFUSED where the site's own policy is in force. */
bool flow_set_policy(struct flow *f, const char *name, struct err *err) MUST_USE;
unsigned flow_level(const struct flow *f);

/* Checks, 30-32. */
bool flow_check(struct flow *f, const struct progress *progress, struct err *err) MUST_USE;
const struct profile *flow_profile(const struct flow *f);
const struct fact_list *flow_facts(const struct flow *f);
const struct finding_list *flow_findings(const struct flow *f);
const struct smbios_table *flow_smbios(const struct flow *f); /* n == 0: none, see the state */
enum fact_state flow_smbios_state(const struct flow *f);
/* The user says that this PC is activated, and a must-fix rule fails. */
bool flow_is_latent(const struct flow *f);
/* Issues that the typed error text and symptom fit, and after flow_collect() a line of a log:
 * at most max into out, in the order of the profile; their number. */
size_t flow_known_issues(const struct flow *f, const struct known_issue **out, size_t max);
const char *flow_report_code(const struct flow *f); /* groups; "" before the checks */

/* Items, 40-41. A chosen item that is not available stays unchosen. */
const struct collect_items *flow_items(const struct flow *f);
bool flow_item_is_chosen(const struct flow *f, unsigned number);
bool flow_choose(struct flow *f, unsigned number, bool yes, struct err *err) MUST_USE;
bool flow_collect(struct flow *f, const struct progress *progress, struct err *err) MUST_USE;

#endif
