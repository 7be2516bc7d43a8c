/* check.h - rules over facts: what is wrong, why it matters, who does what next.
 *
 * A profile is data: templates/profiles/NAME/checks.yaml with the closed list of predicates in
 * predicates.def, texts zh and en. profile_load() -> check_run() -> check_explain(). */
#ifndef CASEPACK_CHECK_CHECK_H
#define CASEPACK_CHECK_CHECK_H

#include "base/err.h"
#include "base/lang.h"
#include "facts/finding.h"

struct profile;

struct profile *profile_load(const char *name, struct err *err) MUST_USE; /* "cmge" */
/* The same from text in memory, for tests, fuzzing and packs. file_name is for messages. */
struct profile *profile_parse(struct str yaml, const char *name, const char *file_name,
                              struct err *err) MUST_USE;
void profile_free(struct profile *p);
/* The profiles that casepack ships, from 0; NULL after the last. */
const char *profile_shipped(size_t i);
bool profile_name_is_valid(struct str name); /* small letters, digits, '-' */
const char *profile_name(const struct profile *p);
unsigned profile_version(const struct profile *p);
const struct text2 *profile_title(const struct profile *p);

/* A rule as people see it, before any machine was read (casepack list). */
struct rule_view {
    unsigned number;
    enum fact_key key;
    enum verdict severity;  /* verdict when it fails: must-fix or warn */
    struct text2 title;     /* 整机序列号 / System serial */
    struct text2 condition; /* what must hold */
    struct text2 why;
    uint8_t smbios_type, smbios_offset; /* 0,0 when not an SMBIOS field */
    const char *hand_windows, *hand_linux, *hand_powershell, *hand_sysfs; /* "" for none */
};
size_t profile_rules(const struct profile *p);
bool profile_rule(const struct profile *p, size_t i, struct rule_view *out);
bool profile_rule_by_number(const struct profile *p, unsigned number, struct rule_view *out);

/* The machine works, and yet a rule says that it must be fixed: activated, but latent failure:
 * it will fail after a reinstall. */
bool check_is_latent(const struct finding_list *findings, bool is_activated);
const struct text2 *check_latent_text(void);

/* One finding a rule, in the order of the profile; items live in the arena. */
bool check_run(const struct profile *p, const struct fact_list *facts, struct arena *a,
               struct finding_list *out, struct err *err) MUST_USE;

/* A finding in words, in the given language. Values are shown as they are in the fact, made
 * visible; show_values false leaves them out. Strings live in the arena, never NULL. */
struct explanation {
    const char *title;
    const char *found;  /* "placeholder", "empty", "20 bytes": few words for the list */
    const char *value;  /* the value in quotes, or "" */
    const char *source; /* SMBIOS Type 2 (Baseboard)  offset 07h  string no. 4 */
    const char *hand;   /* wmic baseboard get serialnumber */
    const char *why;
    const char *steps[6]; /* what to do, ends with NULL */
    const char *engineer; /* one line for the engineer */
};
void check_explain(const struct profile *p, const struct finding *f, enum lang lang,
                   bool show_values, struct arena *a, struct explanation *out);

/* Plural words for a verdict in the given language: 必须改 / MUST FIX ... */
const char *verdict_word(enum verdict verdict, enum lang lang);
const char *verdict_mark(enum verdict verdict); /* "[X]" "[!]" "[?]" "[OK]" "[-]" */

#endif
