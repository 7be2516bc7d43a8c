/* evidence.h - what a genuine bundle says: its case, facts, findings, what stayed behind.
 *
 *   evidence_open() -> report.genuine? -> look at the members -> evidence_close()
 *
 * Everything the desk does begins here. Nothing is taken from a bundle that does not verify:
 * then only path and report are set and facts is NULL. What is taken are the bytes that were
 * verified: a file that is swapped meanwhile changes nothing, or is refused.
 * Texts are as the site wrote them, hostile bytes and all: whoever shows them makes them visible. */
#ifndef CASEPACK_DESK_EVIDENCE_H
#define CASEPACK_DESK_EVIDENCE_H

#include "base/lang.h"
#include "bundle/verify.h"
#include "facts/artifact.h"
#include "facts/finding.h"
#include "facts/role.h"

/* A file of the bundle. */
struct evidence_entry {
    const char *name;
    uint64_t size_bytes;
};

/* A line of index.tsv: something that was collected, and whether it came along. */
struct evidence_file {
    const char *stored; /* name in the bundle; "-" when withheld */
    const char *origin; /* as redacted by the site; "-" for content that casepack made */
    uint64_t size_bytes;
    bool is_withheld;
    enum withheld why;
};

/* A line of redaction.txt: how often a kind of value was found, and what was done. */
struct evidence_removed {
    unsigned rule;
    const char *kind, *title_zh, *action;
    uint64_t hits;
    unsigned files;
};

struct evidence {
    struct arena *arena; /* owns all that is here */
    const char *path;
    struct verify_report report;

    /* case.txt; "" and 0 where it says nothing */
    struct str case_text;
    const char *case_number;
    unsigned machine, machines, sequence, level, pack, policy_version;
    enum machine_role role;
    const char *symptom, *error_text, *profile, *policy, *report_code, *tool;

    /* release.txt; "" where it says nothing */
    const char *operator_id, *releaser_id, *released_on;

    struct fact_list *facts;        /* NULL: not genuine */
    struct str facts_json;          /* the file they stand in, whole */
    unsigned skipped;               /* facts of a key that this program does not know */
    struct finding_list findings;   /* the site's own verdicts */
    struct evidence_entry *entries; /* every file of the bundle, names ascending */
    size_t entries_n;
    struct evidence_file *files;
    size_t files_n, withheld_n;
    struct evidence_removed *removed; /* kinds with at least one hit */
    size_t removed_n;
};

/* False only when the bundle cannot be read at all, or is genuine and yet not in the form that
 * casepack writes (E_JSON, E_NOT_BUNDLE, E_ALTERED); the caller closes *out in every case. */
bool evidence_open(const char *path, const struct trust *trust, const struct progress *progress,
                   struct evidence *out, struct err *err) MUST_USE;
void evidence_close(struct evidence *e); /* harmless on {0} and twice */

/* The first problem of a bundle that is not genuine: "report.txt: altered". */
const char *evidence_reason(const struct evidence *e, enum lang lang, struct arena *a);
/* The same as its one error, in English as it is kept. False, for return. */
bool evidence_refuse(const struct evidence *e, struct err *err);
/* A reason as it was kept, in the words of lang. */
const char *evidence_reason_in(enum lang lang, const char *reason, struct arena *a);

/* The key that signed for the site, as text; "" when it is not known. */
const char *evidence_site_key(const struct evidence *e);
/* A second person released it with a key of their own. */
bool evidence_has_second_person(const struct evidence *e);

/* Tokens tell the same value from another only under one alias key: one site and one case. */
bool evidence_tokens_comparable(const struct evidence *a, const struct evidence *b);
/* Two bundles of one PC: the same site, case and machine number. */
bool evidence_same_machine(const struct evidence *a, const struct evidence *b);

#endif
