/* recheck.h - the checks once more, on what a bundle brought, with the rules that the desk has.
 *
 * Some verdicts need a value that did not leave the site: where the desk sees only a token and
 * finds nothing wrong with it, what the site said of the value stands. */
#ifndef CASEPACK_DESK_RECHECK_H
#define CASEPACK_DESK_RECHECK_H

#include "check/check.h"
#include "desk/evidence.h"

enum recheck_change {
    RECHECK_SAME,
    RECHECK_STRICTER,     /* the desk finds what the site did not */
    RECHECK_MILDER,       /* the site found what the desk does not */
    RECHECK_OTHER_REASON, /* the same verdict, for another reason */
    RECHECK_NEW_RULE,     /* the site's pack did not have this rule */
    RECHECK_GONE,         /* the desk's pack no longer has it */
    RECHECK_BY_SITE,      /* the value did not leave: the site's verdict stands */
    RECHECK_CHANGES
};

struct recheck_row {
    enum recheck_change change;
    const struct finding *site; /* NULL: new rule */
    const struct finding *desk; /* what the desk's rules say; NULL: gone */
};

struct recheck {
    struct finding_list findings; /* those that count from here on */
    struct recheck_row *rows;     /* only what is not the same, gone rules last */
    size_t rows_n;
};

/* e must be genuine. All of it lives in the arena, and points into e. */
bool recheck_run(const struct evidence *e, const struct profile *p, struct arena *a,
                 struct recheck *out, struct err *err) MUST_USE;

const char *recheck_name(enum recheck_change change); /* "stricter": the word in JSON */
const char *recheck_text(enum recheck_change change); /* msgid: a sentence */

#endif
