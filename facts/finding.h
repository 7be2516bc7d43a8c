/* finding.h - the verdict of one check over the facts. Plain data; check/ makes it, all may
 * look. */
#ifndef CASEPACK_FACTS_FINDING_H
#define CASEPACK_FACTS_FINDING_H

#include "facts/fact.h"

enum verdict {
    VERDICT_OK,
    VERDICT_MUST_FIX,
    VERDICT_WARN,
    VERDICT_UNREAD,
    VERDICT_NOT_APPLICABLE
};
#define VERDICT_COUNT 5

/* The spoken state digit (BUNDLE.md); 7 and 9 are never used: misheard as 1 and 6. */
enum reason {
    REASON_PASS = 0,
    REASON_ABSENT = 1,
    REASON_EMPTY = 2,
    REASON_PLACEHOLDER = 3,
    REASON_MALFORMED = 4,
    REASON_DIFFER = 5,
    REASON_NOT_AS_REQUIRED = 6,
    REASON_UNREADABLE = 8,
};

struct finding {
    unsigned rule; /* 101 */
    enum verdict verdict;
    enum reason reason;
    const char *why; /* name of the predicate or judge rule that decided, for the engineer */
    const struct fact *fact; /* the fact that decided; NULL when the machine gave none at all */
    enum fact_key key;
    unsigned instance;
};

struct finding_list {
    struct finding *items;
    size_t n;
    unsigned pack_version; /* of the rule pack that judged */
    const char *profile;
};

unsigned finding_count(const struct finding_list *list, enum verdict verdict);
const char *verdict_name(enum verdict verdict); /* "must-fix": the word in JSON */
bool verdict_of_name(struct str name, enum verdict *out);
const char *reason_text(unsigned digit); /* msgid: what the spoken digit says; "" for 7 and 9 */

#endif
