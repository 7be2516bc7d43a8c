/* policy.h - what the site allows: templates/policies/NAME.yaml, or a policy file of its own.
 *
 *   name: hall-7                   a-z 0-9 -, not that of a policy that casepack ships
 *   title, about: {zh, en}
 *   version: 3
 *   level: 2                       the highest that may leave: 0..3
 *   second_person, smbios_as_hex, phone_report, qr, gm: true | false
 *   hotline: ""
 *   actions:                       what is not named is done as entity_action() says
 *     - kinds: [serial, uuid]      names of entities.def
 *       action: keep               alias | mask | keep | drop-line | drop-file
 *       why: {zh, en}              may be left out
 *   patterns:                      of the site's own (redact/siterule.h); may be left out
 *     - {name, kind, literal, pattern, example}
 *
 * What a policy says wrong is refused as a whole (E_YAML: file, line, key): an unknown key, kind or
 * action, a kind named twice, a kind kept below the level at which it may leave in clear, an alias
 * for what could be guessed back, a pattern that does not compile or not find its example. */
#ifndef CASEPACK_FLOW_POLICY_H
#define CASEPACK_FLOW_POLICY_H

#include "base/err.h"
#include "base/lang.h"
#include "redact/siterule.h"

#define POLICY_MAX_LEVEL 3

struct policy_rule {
    enum entity_kind *kinds;
    unsigned kinds_count;
    enum redact_action action;
    struct text2 why; /* NULLs when the policy does not say */
};

struct policy {
    const char *name;
    struct text2 title;
    struct text2 about;
    unsigned version;
    unsigned level;      /* highest disclosure level that may leave, 0..3 */
    bool second_person;  /* a different releaser must agree */
    bool smbios_as_hex;  /* the table leaves as hex text */
    bool phone_report;   /* screen 91 and the report code */
    bool qr;             /* phones may be used: QR symbols on paper and screen */
    bool gm;             /* sign with SM2 as well */
    const char *hotline; /* "" when the site gave none */
    struct policy_rule *actions;
    unsigned actions_count;
    struct site_pattern *patterns;
    unsigned patterns_count;

    /* not in the file */
    struct site_rules *rules;     /* the patterns, compiled; NULL: none */
    uint8_t sha256[SHA256_BYTES]; /* of the file */
    bool is_site;                 /* not one that casepack ships */
};

extern const char *const policy_names[]; /* "strict", "normal", "lab" */
extern const size_t policy_names_n;
bool policy_is_shipped(const char *name);

/* source is a name, else the path of a file. E_POLICY when it is neither. */
const struct policy *policy_load(const char *source, struct err *err) MUST_USE;
/* The text of a policy file of a site; file_name for errors. */
const struct policy *policy_from_text(struct str text, const char *file_name,
                                      struct err *err) MUST_USE;
void policy_free(const struct policy *p);

/* What is done with a kind at a level, and why (NULLs when nothing is said). */
enum redact_action policy_action(const struct policy *p, enum entity_kind kind, unsigned level);
struct text2 policy_why(const struct policy *p, enum entity_kind kind);

/* Tells an engine that has not begun. The policy must outlive it. */
bool policy_apply(const struct policy *p, unsigned level, struct redactor *r,
                  struct err *err) MUST_USE;

#endif
