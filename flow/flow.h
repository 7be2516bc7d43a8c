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
    char number[32];   /* "CAS-00000-A0B0C0" or "" */
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

struct flow_artifact { /* one artifact with its pass 1 result */
    const struct artifact *artifact;
    const struct scan_result *scan;
    const char *shown_origin; /* redacted, visible: for index.tsv and screens */
    bool left_out;            /* by the user, on screen 51 or 60 */
};

/* A fact whose value leaves as an alias: for the review only. */
struct flow_fact {
    enum entity_kind kind;
    const struct fact *before;
    const struct fact *after;
};

struct flow_kind { /* a line of screen 51; facts.json counts as one file */
    enum entity_kind kind;
    uint64_t hits;
    unsigned files;
    size_t values;      /* different ones, as far as they are shown; see flow_place_at() */
    size_t values_seen; /* of these */
    enum redact_action action;
    bool is_mixed; /* some value has an action of its own */
    bool seen;
};

/* A value that was found, with the first place where it stands (52). */
struct flow_place {
    enum entity_kind kind;
    const char *file;   /* name in the bundle */
    uint64_t line;      /* 0: not a line but a fact */
    const char *origin; /* redacted, visible; the key of a fact */
    struct str before, after;
    size_t before_at, before_n, after_at, after_n;
    size_t artifact;           /* FLOW_NO_ARTIFACT for a fact */
    size_t more;               /* files beside this one that show the value */
    enum redact_action action; /* as decided, also when not searched again since */
    bool seen;
};
#define FLOW_NO_ARTIFACT SIZE_MAX

/* A line around a place, as it is on the machine: for the screen only. */
struct flow_line {
    uint64_t number;
    struct str text; /* cut at FLOW_LINE_MAX bytes */
};
#define FLOW_LINE_MAX 400

/* A machine whose pack lies on the same medium (31, 90); from the session. */
struct flow_machine {
    unsigned number;
    enum machine_role role;
    bool is_written;
    char code[16]; /* bundle code, "" before */
    struct flow_mark {
        unsigned rule;
        enum verdict verdict;
    } * marks;
    size_t n;
};

struct flow; /* opaque; look through the functions below */

struct flow *flow_new(const struct flow_options *options, struct err *err) MUST_USE;
void flow_free(struct flow *f);

enum flow_step flow_step(const struct flow *f);
/* Whether the next long call is allowed; false sets *why (msgid). */
bool flow_can(const struct flow *f, enum flow_step step, const char **why);

/* Case, 20. */
const struct case_info *flow_case(const struct flow *f);
bool flow_set_case(struct flow *f, const struct case_info *info, struct err *err) MUST_USE;
bool case_number_is_valid(struct str number); /* CAS-\d{5}-[A-Z0-9]{6} */
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

/* Redaction, 50-51. */
bool flow_keywords_file(struct flow *f, const char *path, unsigned *words,
                        struct err *err) MUST_USE;
bool flow_keyword(struct flow *f, struct str word, struct err *err) MUST_USE;
unsigned flow_keyword_count(const struct flow *f);
/* A line through the engine as it stands now (50, "try a line"). */
bool flow_try_line(struct flow *f, struct str line, struct buf *out, struct err *err) MUST_USE;
bool flow_review(struct flow *f, const struct progress *progress, struct err *err) MUST_USE;
size_t flow_kinds(const struct flow *f); /* kinds with at least one hit */
bool flow_kind_at(const struct flow *f, size_t i, struct flow_kind *out);
/* About a whole kind; takes back what was decided about its values. */
bool flow_decide(struct flow *f, enum entity_kind kind, enum redact_action action,
                 struct err *err) MUST_USE;
/* Different values of a kind, facts first. A value is looked at once however often it stands. */
size_t flow_places(const struct flow *f, enum entity_kind kind);
bool flow_place_at(const struct flow *f, enum entity_kind kind, size_t i,
                   struct flow_place *out);
/* About one value, everywhere. The places stay as they are until flow_settle(). */
bool flow_decide_place(struct flow *f, enum entity_kind kind, size_t i,
                       enum redact_action action, struct err *err) MUST_USE;
/* What would stand in the place of the value. */
void flow_preview(const struct flow *f, enum entity_kind kind, size_t i,
                  enum redact_action action, struct buf *out);
/* Takes back the last decision; false when there is none. */
bool flow_undo(struct flow *f, enum entity_kind *kind);
size_t flow_decisions(const struct flow *f);
/* Voids the review when decisions were made that it does not show yet. */
void flow_settle(struct flow *f);
/* Lines around a place: at most `around` before and behind it. */
bool flow_context(const struct flow *f, const struct flow_place *place, unsigned around,
                  struct arena *a, struct flow_line **lines, size_t *n,
                  struct err *err) MUST_USE;
void flow_mark_place(struct flow *f, enum entity_kind kind, size_t i);
void flow_mark_seen(struct flow *f, enum entity_kind kind); /* all its places */
bool flow_all_seen(const struct flow *f);
size_t flow_artifacts(const struct flow *f);
bool flow_artifact_at(const struct flow *f, size_t i, struct flow_artifact *out);
size_t flow_redacted_facts(const struct flow *f);
bool flow_redacted_fact_at(const struct flow *f, size_t i, struct flow_fact *out);
bool flow_leave_out(struct flow *f, size_t artifact, struct err *err) MUST_USE;

/* Release, 60-61. */
bool flow_plan(struct flow *f, const struct progress *progress, struct err *err) MUST_USE;
const struct plan *flow_the_plan(const struct flow *f);
const char *flow_release_code(const struct flow *f); /* digits of the bundle id, two groups */
bool flow_release(struct flow *f, const char *operator_id, struct err *err) MUST_USE;
/* Only where the policy asks: another person, who typed the release code from screen 60. Their
 * key is "officer" of the key folder, made on first use with the passphrase. */
bool flow_release_second(struct flow *f, const char *releaser_id, struct str typed_code,
                         struct str passphrase, struct err *err) MUST_USE;
bool flow_refuse(struct flow *f, const char *releaser_id, struct err *err) MUST_USE;
bool flow_officer_exists(const struct flow *f); /* whether the second person's key was made */

/* Sign, 70. The site key is made when there is none; passphrase {NULL,0} leaves it unsealed. */
bool flow_key_state(const struct flow *f, bool *exists, bool *sealed, struct err *err) MUST_USE;
bool flow_sign(struct flow *f, struct str passphrase, struct err *err) MUST_USE;

/* Write, 80-90. */
bool flow_write(struct flow *f, const char *out_dir, const char *format,
                const struct progress *progress, struct err *err) MUST_USE;
const struct bundle_written *flow_written(const struct flow *f);
const char *flow_file_stem(const struct flow *f); /* casepack-CAS-00000-A0B0C0-m03-s1 */
const char *flow_bundle_id(const struct flow *f);
const char *flow_bundle_code(const struct flow *f);   /* "12345 67890" */
const char *flow_answer_digits(const struct flow *f); /* "30 86": what the hotline says back */

/* Machines of this medium in order of number, this one among them once it is checked. */
size_t flow_machines(const struct flow *f);
const struct flow_machine *flow_machine_at(const struct flow *f, size_t i);
/* A session of another PC was loaded: said once, the machine number may be wrong. */
bool flow_is_other_machine(const struct flow *f);

/* Where the policy allows it (E_POLICY_REFUSED): what a phone may read of the bundle, its id and
 * the report code; as text, and as an SVG image for out. After flow_plan(). */
bool flow_qr_text(const struct flow *f, struct buf *out, struct err *err) MUST_USE;
bool flow_qr_svg(const struct flow *f, struct buf *out, struct err *err) MUST_USE;
/* NAME.age beside the written bundle, for one age recipient, after the bundle was verified once
 * more. path holds 4096 bytes. E_VALUE for a bundle in pieces, E_FS_KIND
 * for a folder. */
bool flow_seal(struct flow *f, const char *recipient, const struct progress *progress,
               char *path, struct err *err) MUST_USE;

/* The next PC of the batch: case, policy, keywords stay, machine + 1. */
bool flow_next_machine(struct flow *f, struct err *err) MUST_USE;

#endif
