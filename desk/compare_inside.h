/* compare_inside.h - the steps of a comparison, in order. Private to desk/compare*.c. */
#ifndef CASEPACK_DESK_COMPARE_INSIDE_H
#define CASEPACK_DESK_COMPARE_INSIDE_H

#include "desk/compare.h"

void compare_add_fields(struct comparison *c, const struct known_issues *told);
void compare_rank(struct comparison *c);
bool compare_find_twins(struct comparison *c, struct err *err) MUST_USE;
void compare_group_firmware(struct comparison *c);

#define COMPARE_BIT(i) (UINT64_C(1) << (i))

/* The fact of a machine that stands where the same fact of another one does: of disks that which
 * holds the system, of adapters the first physical one. NULL when there is none. */
const struct fact *compare_fact(const struct evidence *e, enum fact_key key, unsigned slot);
/* The value for people: in quotes, as a token, or the words for what is not there. */
const char *compare_value_text(const struct comparison *c, const struct fact *f);

/* [1, 3]: the labels of these machines. */
json_t *compare_labels_json(const struct comparison *c, uint64_t machines);
/* [101, 102]: its rules that must be fixed. */
json_t *compare_must_fix_json(const struct compare_machine *m);

#endif
