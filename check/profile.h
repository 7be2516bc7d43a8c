/* profile.h - a profile as it stands in memory, for the files of check/ only.
 *
 * All but judge is libcyaml's: the layout follows checks.yaml key by key. */
#ifndef CASEPACK_CHECK_PROFILE_H
#define CASEPACK_CHECK_PROFILE_H

#include "check/check.h"
#include "check/judge.h"

enum predicate {
#define PREDICATE(id, name, function, argument) PREDICATE_##id,
#include "check/predicates.def"
#undef PREDICATE
    PREDICATE_COUNT
};

enum argument { ARG_NONE, ARG_BYTES, ARG_NUMBERS };

/* Which facts of the key a rule looks at. */
enum instances {
    INSTANCE_FIRST,
    INSTANCE_SYSTEM_DISK, /* those whose disk.holds_system says yes; the worst verdict counts */
    INSTANCE_ANY,         /* one predicate looks at all of them */
    INSTANCE_PATH,        /* the one that was read from "path" */
};

/* What a failed predicate means. */
enum weight {
    WEIGHT_RULE, /* the severity of the rule */
    WEIGHT_NOTE, /* worth a word, the verdict stays ok */
};

struct must {
    enum predicate is;
    unsigned bytes;
    unsigned *numbers;
    unsigned numbers_count;
    enum weight weight;
};

struct remedy {
    const char *key; /* start of the key names it is for; NULL for all */
    const char *why; /* only for this cause; NULL for all */
    enum reason reason;
    struct text2 *steps;
    unsigned steps_count;
};

struct rule {
    unsigned number;
    enum fact_key key;
    enum instances instances;
    const char *path; /* for INSTANCE_PATH, else NULL */
    enum verdict severity;
    unsigned smbios_type, smbios_offset;
    struct must *must;
    unsigned must_count;
    struct text2 title, condition, why, engineer;
    struct remedy *remedies; /* before those of the profile */
    unsigned remedies_count;
};

struct profile_data {
    const char *profile;
    unsigned pack;
    struct text2 title;
    struct rule *rules;
    unsigned rules_count;
    struct remedy *remedies;
    unsigned remedies_count;
};

/* templates/remedies.yaml: for all profiles. */
struct remedies_data {
    struct remedy *remedies;
    unsigned remedies_count;
};

/* templates/found.yaml: few words for what was found. */
struct found {
    const char *is;
    struct text2 text;
};

struct found_data {
    struct found *found;
    unsigned found_count;
};

struct profile {
    struct profile_data *data;
    struct remedies_data *common;
    struct found_data *words;
    struct judge *judge;
};

/* What a predicate sees and says. */
struct question {
    const struct judge *judge;
    const struct fact_list *facts;
    const struct fact *fact; /* NULL for INSTANCE_ANY */
    const struct must *must;
};

struct answer {
    enum reason reason; /* REASON_PASS: it holds */
    const char *why;
    const struct fact *fact; /* set where the predicate picks the fact */
    bool not_applicable;
};

typedef struct answer predicate_function(const struct question *q);

struct predicate_row {
    const char *name;
    predicate_function *ask;
    enum argument argument;
};
const struct predicate_row *predicate_row(enum predicate predicate);

#define PREDICATE(id, name, function, argument) predicate_function function;
#include "check/predicates.def"
#undef PREDICATE

/* The state before a value was redacted, and length and bytes without blanks at both ends. */
enum fact_state check_state(const struct fact *f);
size_t check_bytes(const struct fact *f);

/* The remedy for that reason and cause: of the rule, of the profile, of all profiles. NULL when
 * none has one. */
const struct remedy *profile_remedy(const struct profile *p, const struct rule *rule,
                                    enum reason reason, const char *why);
const struct rule *profile_rule_of(const struct profile *p, unsigned number);
const struct text2 *profile_found(const struct profile *p, const char *is);

#endif
