/* state.h - the inside of a flow. Only the files of flow/ include it.
 *
 * Members are grouped by the step that fills them; flow_back_to() frees a group and all later ones,
 * so that nothing built on an old decision can survive it. */
#ifndef CASEPACK_FLOW_STATE_H
#define CASEPACK_FLOW_STATE_H

#include "check/judge.h"
#include "flow/machines.h"
#include "flow/marking.h"
#include "flow/profile_pack.h"
#include "flow/release.h"
#include "flow/review.h"
#include "flow/values.h"

/* One decision; later ones win. The whole history makes an engine. */
struct decision {
    enum entity_kind kind;
    bool is_value; /* about the value of that tag, else about the whole kind */
    enum redact_action action;
    uint8_t tag[VALUE_TAG_BYTES];
};

/* A second person's word on a file with a marking. */
struct judged {
    uint8_t mark[MARK_BYTES]; /* session_content_mark() */
    bool passes;
    char by[16];
};

/* A fact whose value leaves as an alias: for the review only. */
struct redacted_fact {
    enum entity_kind kind;
    const struct fact *before;
};

/* A kind that was seen as a whole: values_sum() of that time. */
struct whole_kind {
    uint8_t sum[MARK_BYTES];
    bool is_set;
};

/* What a session file said and the steps have not come to yet (session.c). */
struct resumed {
    bool is_open; /* members below are set */
    uint64_t chosen;
    bool has_chosen;
    struct marks *left_out; /* of files */
    uint8_t identity[MARK_BYTES];
    bool has_identity;
    bool is_other_machine;
};

struct flow {
    /* for the whole life */
    struct arena *kept;
    struct flow_options options; /* strings in kept */
    const struct policy *policy;
    struct profile_pack pack;
    struct profile *profile; /* that of the pack */
    struct judge *judge;
    struct keyring *keys;
    uint8_t *alias_key;        /* SITE_KEY_BYTES of secret memory */
    struct signing_key *fresh; /* the site key of a first run, stored when it signs */
    struct fs_root *root;
    struct buf smbios_file;
    struct collect_target target;
    struct case_info info;
    struct str *keywords; /* words in kept */
    size_t keywords_n, keywords_cap;
    struct decision *decisions;
    size_t decisions_n, decisions_cap;
    bool is_stale;      /* the review does not show the last decisions */
    struct marks *seen; /* tags of values; stays over scans and sessions */
    struct whole_kind whole[ENTITY_COUNT];
    struct flow_machine *machines; /* by number */
    size_t machines_n, machines_cap;
    struct resumed resumed;
    struct judged *judged;
    size_t judged_n, judged_cap;
    unsigned refusals; /* by a releaser, and the last one's code */
    char refused_by[16];
    enum flow_step step;

    /* STEP_CHECKED */
    struct arena *checked;
    struct collect_result result;
    struct finding_list findings;
    struct collect_items items;
    uint64_t chosen; /* bit n: item n */
    struct buf report_code;

    /* STEP_COLLECTED: result.artifacts */
    bool *left_out;                 /* by artifact, in checked */
    bool in_logs[KNOWN_ISSUES_MAX]; /* a line of a log fits the known issue */

    /* STEP_REVIEWED */
    struct arena *review;
    struct redactor *redactor;
    struct scan_result *scans; /* by artifact */
    const char **shown;        /* by artifact */
    struct fact_list *facts_out;
    struct redacted_fact *redacted; /* in review */
    size_t redacted_n;
    uint64_t hits[ENTITY_COUNT];
    unsigned files[ENTITY_COUNT];
    struct values *values;

    /* STEP_PLANNED */
    struct plan *plan;
    struct public_key site; /* who will sign */
    uint8_t content[SHA256_BYTES];
    struct ledger_entry ledger;
    struct buf release_code;
    struct buf answer;
    char stem[96];

    /* STEP_RELEASED */
    bool operator_agreed;
    char operator_id[16];
    char releaser_id[16];
    struct signing_key *officer; /* opened on 61, signs after the operator on 70 */

    /* STEP_WRITTEN */
    struct bundle_written written;
};

/* Forgets everything after step. */
void flow_back_to(struct flow *f, enum flow_step step);

/* A file named by the user, relative to the working folder or absolute; links are followed. */
bool flow_read_file(struct fs_root *live, const char *path, size_t max, struct buf *out,
                    struct err *err) MUST_USE;

/* Makes sure that alias_key is there: the key folder's own, made on first use. */
bool flow_alias_key(struct flow *f, struct err *err) MUST_USE;

/* The engine as the case stands: facts, keywords, decisions. */
struct redactor *flow_make_redactor(const struct flow *f, struct err *err) MUST_USE;

/* Forgets the review and what was built on it. */
void flow_void_review(struct flow *f);

/* Counts hits and files of each kind and lists its different values (places.c). */
void flow_list_places(struct flow *f);
void flow_forget_seen(struct flow *f);

/* What a session holds for the step that was just done (session.c). */
void session_checked(struct flow *f);
void session_collected(struct flow *f);

/* The row of a machine of this medium, made when it is not there (machines.c). */
struct flow_machine *flow_machine_row(struct flow *f, unsigned number);
void flow_note_machine(struct flow *f); /* this one, with its verdicts */
void flow_note_written(struct flow *f);

/* E_NOT_RELEASED with the reason when flow_can() says no. */
bool flow_guard(const struct flow *f, enum flow_step step, struct err *err) MUST_USE;

/* Whether artifact i goes into the bundle. */
bool flow_carries(const struct flow *f, size_t i);

/* The second person's key, made on first use; E_PASSPHRASE_NEEDED without a passphrase. */
struct signing_key *flow_open_officer(struct flow *f, struct str passphrase,
                                      struct err *err) MUST_USE;

/* Marks files that were let pass (marking.c); whether that person may release what passes; and a
 * line for each judged file: what was said, its name, who said it. */
void flow_let_pass(struct flow *f);
bool flow_may_release(const struct flow *f, const char *person);
void flow_put_judged(const struct flow *f, const char *let_pass, const char *kept_back,
                     struct buf *out);

/* Known issues in the ends of the collected logs. */
void flow_scan_logs(struct flow *f);

const char *flow_case_or_none(const struct flow *f); /* the case number or "-" */
bool flow_uses_sm2(const struct flow *f);
/* Finds out who will sign; on a first run the key is made, in memory only. */
bool flow_site_public(struct flow *f, struct err *err) MUST_USE;

/* The keys that sign here, into what is trusted. */
bool flow_trust_own(const struct flow *f, struct trust *t, struct err *err) MUST_USE;

/* Appends what the documents of this case would say about a machine without values. */
bool flow_own_words(const struct flow *f, struct buf *out, struct err *err) MUST_USE;

/* What is written as the signed sheet; needs the plan and the operator's signature file. */
void document_release(const struct flow *f, struct str site_signature, struct buf *out);
void document_case(const struct flow *f, struct buf *out);
void document_report(const struct flow *f, const struct finding_list *findings,
                     struct buf *out);
void document_redaction(const struct flow *f, struct buf *out);
bool document_readme(const struct flow *f, struct buf *out, struct err *err) MUST_USE;
void document_index(const struct flow *f, struct buf *out);

#endif
