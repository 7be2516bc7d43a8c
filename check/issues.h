/* issues.h - messages that are known: what they mean, the checks to look at, who may decide.
 *
 * templates/profiles/NAME/issues.yaml holds them.
 *   known_issues_load() -> known_issue_match() for each text -> known_issues_free() */
#ifndef CASEPACK_CHECK_ISSUES_H
#define CASEPACK_CHECK_ISSUES_H

#include "base/err.h"
#include "base/lang.h"

#define KNOWN_ISSUES_MAX 64
#define KNOWN_ISSUE_TEXT_MAX 4096 /* bytes of a text that are looked at */

struct known_issue_words {
    char **all;
    unsigned all_count;
};

/* All members belong to the list they came from. */
struct known_issue {
    const char *id; /* "server-error" */
    struct text2 title;
    struct known_issue_words *match; /* one of them has to fit */
    unsigned match_count;
    struct text2 explanation;
    unsigned *checks; /* numbers of rules */
    unsigned checks_count;
    struct text2 conflict; /* zh NULL: none */
    struct text2 decides;  /* who may decide; zh NULL without a conflict */
};

struct known_issues;

/* E_PROFILE when there is no such profile; E_YAML names file, line and key. */
struct known_issues *known_issues_load(const char *profile, struct err *err) MUST_USE;
struct known_issues *known_issues_parse(struct str yaml, const char *file_name,
                                        struct err *err) MUST_USE;
void known_issues_free(struct known_issues *issues);

size_t known_issues_count(const struct known_issues *issues); /* at most KNOWN_ISSUES_MAX */
const struct known_issue *known_issue_at(const struct known_issues *issues, size_t i);

/* Sets found[i] for each issue that one of the lines of text fits; the others stay. */
void known_issue_scan(const struct known_issues *issues, struct str text, bool *found);

/* The issues whose words are in text, in the order of the file: at most max into out, their
 * number is the result. text may hold any bytes; case, width, blanks and signs do not count. */
size_t known_issue_match(const struct known_issues *issues, struct str text,
                         const struct known_issue **out, size_t max);

#endif
