/* judge.h - is a value of an identity field real? ok, placeholder, empty or malformed, and by
 * which rule. Rules and vendor stems are data: templates/placeholders.yaml. */
#ifndef CASEPACK_CHECK_JUDGE_H
#define CASEPACK_CHECK_JUDGE_H

#include "base/err.h"

enum judgement { JUDGE_OK, JUDGE_PLACEHOLDER, JUDGE_EMPTY, JUDGE_MALFORMED };

struct judge;

struct judge *judge_new(struct err *err) MUST_USE; /* from the embedded template */
/* From text in memory, for tests and fuzzing. file_name is for messages. */
struct judge *judge_parse(struct str yaml, const char *file_name, struct err *err) MUST_USE;
void judge_free(struct judge *j);

/* field is the short name: "system.serial", "baseboard.product", "chassis.asset",
 * "disk.serial". *rule names the rule that decided ("field-name", "sequence" ...); for ok it is
 * "" or a note: "blanks-around", "long" (over the bytes that are advised). Static text. */
enum judgement judge_value(const struct judge *j, struct str field, struct str value,
                           const char **rule);
const char *judgement_name(enum judgement judgement);
bool judge_knows_field(struct str field);

#endif
