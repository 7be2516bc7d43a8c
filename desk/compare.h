/* compare.h - bundles side by side: what separates the failing PCs from the good ones.
 *
 *   compare_new() -> look at the members, or compare_page() / compare_json() -> compare_free()
 *
 * A field is a rule, a fact that no rule looks at, or what was told (circumstances.yaml). Its
 * values are the classes into which it parts the machines. Where a fact must differ from PC to PC
 * (serials, UUID, addresses) only its verdict or state counts, never the value itself.
 *
 * A value's score is the share of the failing that have it less the share of the good, or the
 * other way round: 1 parts them completely, 0 says nothing. One machine alone makes no pattern,
 * unless it is the only one of its role and the others agree among themselves. */
#ifndef CASEPACK_DESK_COMPARE_H
#define CASEPACK_DESK_COMPARE_H

#include "check/check.h"
#include "check/issues.h"
#include "desk/doc.h"
#include "desk/evidence.h"
#include "desk/recheck.h"
#include "facts/json.h"

#define COMPARE_MAX 64        /* machines: a bit each */
#define COMPARE_SEPARATES 0.5 /* the least score that is called separating */
#define COMPARE_NO_FIELD SIZE_MAX

struct compare_machine {
    const struct evidence *e; /* genuine; outlives the comparison */
    enum machine_role role;
    unsigned
        label; /* on the page: the machine number where it tells them apart, else its place */
    struct recheck check;
    bool is_latent; /* works, and a must-fix rule fails */
};

enum field_kind { FIELD_RULE, FIELD_FACT, FIELD_TOLD };

struct compare_value {
    const char *text; /* for people: what was found, a value, or a token that is named so */
    struct str same;  /* machines with the same bytes here are in one class */
    uint64_t machines;
    enum verdict verdict; /* of a rule; VERDICT_OK for the others */
};

struct compare_field {
    enum field_kind kind;
    const char *name;  /* "smbios.bios.version", "rule 101", "told reinstalled": stable */
    const char *title; /* for people */
    unsigned rule;     /* 0: none */
    enum verdict severity;
    struct compare_value *values;
    size_t values_n;
    double score;
    size_t best;      /* the value that separates most */
    bool best_is_bad; /* the failing have it; else the good */
    unsigned strength;
};

/* Several PCs with one value that must be unique. */
struct compare_twin {
    enum fact_key key;
    const char *text;
    bool is_token;
    uint64_t machines;
};

/* PCs with the same firmware. */
struct compare_firmware {
    const char *vendor, *version, *date;
    uint64_t machines;
};

struct comparison {
    struct arena *arena;
    enum lang lang; /* of the texts in here */
    const struct profile *profile;
    struct compare_machine machines[COMPARE_MAX];
    size_t n;
    uint64_t roles[ROLE_COUNT]; /* who has which */
    uint64_t latent;
    struct compare_field *fields;
    size_t fields_n;
    size_t *ranked; /* fields that separate, best first */
    size_t ranked_n;
    struct compare_twin *twins;
    size_t twins_n, twins_cap;
    struct compare_firmware *firmware;
    size_t firmware_n;
    bool is_comparable; /* all tokens stand under one alias key */
};

/* roles[i] counts instead of what bundle i says, unless it is ROLE_UNKNOWN. n is 1..COMPARE_MAX.
 * told are the circumstances to look for (compare_circumstances()). */
struct comparison *compare_new(const struct evidence *const *bundles,
                               const enum machine_role *roles, size_t n,
                               const struct profile *profile, const struct known_issues *told,
                               enum lang lang, struct err *err) MUST_USE;
void compare_free(struct comparison *c);

/* templates/reports/circumstances.yaml */
struct known_issues *compare_circumstances(struct err *err) MUST_USE;

/* The rule field that separates best, or COMPARE_NO_FIELD: then what was read does not explain
 * why some work. */
size_t compare_separating_rule(const struct comparison *c);
/* A must-fix rule that fails in the same way on a good PC and a failing one. */
bool compare_is_equal_fault(const struct comparison *c, const struct compare_field *f,
                            uint64_t *machines);

unsigned compare_count(uint64_t machines);
/* "1, 3-10": labels in order. */
const char *compare_labels(const struct comparison *c, uint64_t machines, struct arena *a);

struct doc *compare_page(const struct comparison *c);
/* The parts of the page, for other pages. */
void compare_add_conclusions(const struct comparison *c, struct doc *d);
void compare_add_machines(const struct comparison *c, struct doc *d);
void compare_add_verdicts(const struct comparison *c, struct doc *d);
/* How many of these machines each check finds wrong; nothing when all pass. */
void compare_add_fault_bars(const struct comparison *c, uint64_t machines, struct doc *d);
json_t *compare_json(const struct comparison *c);

#endif
