/* report.h - what the desk writes from bundles: the case summary in its own blocks with the reply
 * to the customer, and the fix sheet for the maker.
 *
 * Every word stands in templates/reports, in Chinese and English; here is only what a
 * template may ask (report.def): when a line stands, over what it repeats, which blanks it has.
 * Of several bundles of one PC the newest says how things stand; the others are its history. */
#ifndef CASEPACK_DESK_REPORT_H
#define CASEPACK_DESK_REPORT_H

#include "bundle/spoken_message.h"
#include "desk/compare.h"

enum report_kind { REPORT_CASE, REPORT_FIX_SHEET };

struct report_input {
    const struct comparison *c;           /* of all bundles of the case; one is enough */
    const struct known_issues *issues;    /* of the profile */
    const struct spoken_receipt *receipt; /* NULL: nobody said one yet */
    const char *receipt_code;             /* as it was said; "" without */
};

/* The page, in the language of the comparison. E_YAML names a mistake in a template. */
struct doc *report_page(const struct report_input *in, enum report_kind kind,
                        struct err *err) MUST_USE;
/* What stands on it, for programs: the object of the man page. */
json_t *report_json(const struct report_input *in, enum report_kind kind);

#endif
