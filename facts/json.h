/* json.h - facts, findings and reports as JSON (jansson; the only file pair that includes it).
 *
 * Others build with json_t through this header. Text that is not UTF-8 is written in the
 * visible form of utf8_visible(). Output is deterministic: insertion order, fixed indentation.
 */
#ifndef CASEPACK_FACTS_JSON_H
#define CASEPACK_FACTS_JSON_H

#include <jansson.h>

#include "facts/artifact.h"
#include "facts/finding.h"

#define JSON_MAX_BYTES (8 * 1024 * 1024)

json_t *json_text(struct str s);
json_t *json_of_fact(const struct fact *f);
json_t *json_of_facts(const struct fact_list *facts); /* {"format":1,"facts":[...]} */
json_t *json_of_finding(const struct finding *f);     /* the object of CLI.md */
json_t *json_of_findings(const struct finding_list *findings);

/* Writes and frees value: indented, a newline at the end. */
bool json_print(json_t *value, struct buf *out, struct err *err) MUST_USE;

/* facts.json back in. Unknown keys are kept out and counted in *skipped. E_JSON with the line. */
bool json_read_facts(struct str text, struct fact_list *out, unsigned *skipped,
                     struct err *err) MUST_USE;

/* findings.json back in; items live in the arena, facts point into facts where the key matches.
 */
bool json_read_findings(struct str text, const struct fact_list *facts, struct arena *a,
                        struct finding_list *out, struct err *err) MUST_USE;

#endif
