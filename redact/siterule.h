/* siterule.h - patterns of the site's own (PCRE2), run only on lines that hold their literal.
 *
 *   site_rules_new() -> site_rules_add() each -> redactor_use_rules() -> scans
 *
 * The literal stands in a line in any case of ASCII letters; the pattern then looks at that line,
 * but no farther than SCAN_BACK bytes before the literal and SCAN_AHEAD bytes from it on. The value
 * is what the first group of the pattern holds, or the whole match when it has none. Letters match
 * in any case, \w and \d are those of Unicode.
 *
 * A pattern is compiled to machine code where the system allows executable memory, and interpreted
 * elsewhere. One that needs more than SITE_STEPS_MAX steps is given up: what it was run on must be
 * withheld. After the last site_rules_add() read-only, from any thread. */
#ifndef CASEPACK_REDACT_SITERULE_H
#define CASEPACK_REDACT_SITERULE_H

#include "redact/redact.h"

#define SITE_RULES_MAX 256
#define SITE_NAME_MAX 60
#define SITE_LITERAL_MAX 64
#define SITE_PATTERN_MAX 1024
#define SITE_EXAMPLE_MAX 400
#define SITE_STEPS_MAX 200000

struct site_pattern {
    const char *name; /* for errors */
    enum entity_kind kind;
    const char *literal; /* two bytes at least */
    const char *pattern;
    const char *example; /* a line with a value, invented: the rule must find it */
};

struct site_rules;
struct dict;
struct hit;
struct text;

struct site_rules *site_rules_new(void);
void site_rules_free(struct site_rules *rules);

/* Copies what it needs. E_VALUE says what is wrong; *culprit is then the member of p that is, or
 * NULL when there is one too many. */
bool site_rules_add(struct site_rules *rules, const struct site_pattern *p,
                    const char **culprit, struct err *err) MUST_USE;

size_t site_rules_count(const struct site_rules *rules);
enum entity_kind site_rules_kind(const struct site_rules *rules, size_t i);
struct str site_rules_example(const struct site_rules *rules, size_t i);
struct str site_rules_value(const struct site_rules *rules, size_t i); /* in the example */

/* dict_may() is true wherever a literal begins. */
void site_rules_into(const struct site_rules *rules, struct dict *d);

/* The rules must outlive r. Before the first scan. */
void redactor_use_rules(struct redactor *r, const struct site_rules *rules);

typedef void site_hit(void *ctx, const struct hit *hit);

/* All values of the line of x, for each rule whose literal begins there. Returns NULL, or the name
 * of the rule that was given up. */
const char *site_rules_at(const struct site_rules *rules, const struct text *t, size_t x,
                          site_hit *hit, void *ctx);

/* Some rule finds something in a short text, or was given up on it. */
bool site_rules_touch(const struct site_rules *rules, struct str text);

#endif
