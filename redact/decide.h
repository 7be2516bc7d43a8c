/* decide.h - decisions about single values, kept and handed on as keyed tags: what a file holds
 * of them tells no value.
 *
 * A decision about a value counts wherever that value stands, in any of its written forms. A
 * later redactor_decide() about its kind takes it back. Before the first scan of the redactor;
 * a value that is kept is not a survivor for the guard, other values inside it still are. */
#ifndef CASEPACK_REDACT_DECIDE_H
#define CASEPACK_REDACT_DECIDE_H

#include "redact/redact.h"

#define VALUE_TAG_BYTES 16

/* The same for every written form of a value; differs between kinds, cases and site keys. */
void redactor_tag(const struct redactor *r, enum entity_kind kind, struct str text,
                  uint8_t tag[VALUE_TAG_BYTES]);

/* E_INTERNAL outside the enums, E_TOO_LARGE beyond VALUE_DECISIONS_MAX. */
#define VALUE_DECISIONS_MAX 100000
bool redactor_decide_value(struct redactor *r, enum entity_kind kind,
                           const uint8_t tag[VALUE_TAG_BYTES], enum redact_action action,
                           struct err *err) MUST_USE;

/* What is done with this value: its own decision, else that of its kind. */
enum redact_action redactor_action_of(const struct redactor *r, enum entity_kind kind,
                                      struct str text);

/* Appends what would stand in for text with that action. */
void redactor_preview(struct redactor *r, enum entity_kind kind, struct str text,
                      enum redact_action action, struct buf *out);

#endif
