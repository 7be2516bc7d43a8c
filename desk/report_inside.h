/* report_inside.h - a report under way: what is told of, and the answers to report.def. Private to
 * desk/report*.c. */
#ifndef CASEPACK_DESK_REPORT_INSIDE_H
#define CASEPACK_DESK_REPORT_INSIDE_H

#include "desk/report.h"
#include "desk/report_template.h"

struct telling {
    const struct report_input *in;
    const struct comparison *c;
    struct doc *d;
    uint64_t newest; /* of each PC its newest bundle: these say how things stand */
    bool issues[KNOWN_ISSUES_MAX];
    /* What the block or line at hand is about; each list counts on with its own member. */
    const struct compare_field *field;
    const struct compare_value *value;
    const struct known_issue *issue;
    const struct compare_machine *machine;
    const char *step;
};

typedef bool report_when_function(const struct telling *t);
/* Sets the i-th of a list as what is at hand; false behind the last. */
typedef bool report_each_function(struct telling *t, size_t i);
typedef void report_blank_function(const struct telling *t, struct buf *out);

#define REPORT_WHEN(id, name, function) report_when_function function;
#define REPORT_BLANK(id, name, function) report_blank_function function;
#include "desk/report.def"
report_each_function next_fault, next_firmware_fault, next_firmware_warning, next_fixed,
    next_bad_value, next_step, next_issue, next_conflict, next_bundle;

/* Fills newest and issues. */
void telling_begin(struct telling *t);

/* Newest bundles on which the field does not pass, or on which it must be fixed. */
uint64_t telling_bad(const struct telling *t, const struct compare_field *f,
                     enum verdict verdict);

/* The finding of the field at hand on the first PC that has it so; NULL for none. */
const struct finding *telling_finding(const struct telling *t);

#endif
