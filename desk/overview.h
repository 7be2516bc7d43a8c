/* overview.h - one bundle for people: genuine or not and why, whose, what stayed, the verdicts. */
#ifndef CASEPACK_DESK_OVERVIEW_H
#define CASEPACK_DESK_OVERVIEW_H

#include "check/check.h"
#include "desk/doc.h"
#include "desk/evidence.h"
#include "desk/recheck.h"
#include "facts/json.h"

/* One screen. Of a bundle that is not genuine: why, and what to do; nothing of its content. */
struct doc *overview_verify(const struct evidence *e, const struct profile *p, enum lang lang);
/* All there is, file by file. e is genuine. */
struct doc *overview_show(const struct evidence *e, const struct profile *p, enum lang lang);
/* The verdicts by the desk's rules, and what is not as the site said. */
struct doc *overview_check(const struct evidence *e, const struct recheck *r,
                           const struct profile *p, enum lang lang);

/* Objects of the man page's JSON part. */
json_t *overview_verify_json(const struct evidence *e);
json_t *overview_show_json(const struct evidence *e);
json_t *overview_check_json(const struct evidence *e, const struct recheck *r);

/* The tone of a verdict on any page. */
enum doc_tone overview_tone(enum verdict verdict);
/* "PC 3 of 10": the machine in a few words. */
const char *overview_machine(const struct evidence *e, enum lang lang, struct arena *a);

#endif
