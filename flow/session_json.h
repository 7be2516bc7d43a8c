/* session_json.h - the inside of a session file, for session.c. */
#ifndef CASEPACK_FLOW_SESSION_JSON_H
#define CASEPACK_FLOW_SESSION_JSON_H

#include "facts/json.h"
#include "flow/session.h"
#include "flow/state.h"

/* The alias key is there. */
json_t *session_to_json(const struct flow *f, unsigned screen);
bool session_info_of(const json_t *all, struct session_info *out);
/* False, err not always set, when a member does not have its form. */
bool session_take_over(struct flow *f, const json_t *all, struct err *err) MUST_USE;

/* Keyed hashes (MARK_BYTES) of the hardware of this machine by what it calls itself, and of a file. */
void session_identity(const struct flow *f, uint8_t *mark);
void session_file_mark(const struct flow *f, size_t artifact, uint8_t *mark);
/* The same for a file of that size, which a second person judged. */
void session_content_mark(const struct flow *f, size_t artifact, uint8_t *mark);

#endif
