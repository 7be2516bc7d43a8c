/* redact_kit.h - a redactor for tests, and short ways to ask it. A mistake fails the test. */
#ifndef CASEPACK_TESTS_SUPPORT_REDACT_KIT_H
#define CASEPACK_TESTS_SUPPORT_REDACT_KIT_H

#include "redact/redact.h"

/* Level 1, a fixed key, the case "CAS-00000-A0B0C0". */
struct redactor *redact_kit_new(void);
void redact_kit_learn(struct redactor *r, enum entity_kind kind, const char *word);

/* Pass 0 over one artifact alone. */
void redact_kit_learn_scan(struct redactor *r, const struct artifact *artifact);

/* The redacted text; valid until the next call. */
const char *redact_kit_text(struct redactor *r, const char *in);

/* The kinds found in a text, "ipv4 mac mac", in the order of entities.def; "" for none. */
const char *redact_kit_kinds(struct redactor *r, const char *in);

/* Each text holds these kinds, as redact_kit_kinds() says; all that are wrong are printed. */
struct redact_kit_row {
    const char *text, *kinds;
};
void redact_kit_check_rows(const struct redact_kit_row *rows, size_t n);
#define REDACT_KIT_CHECK_ROWS(rows) redact_kit_check_rows(rows, COUNT_OF(rows))

/* An artifact of ours over that content. */
struct artifact redact_kit_artifact(struct str content);

/* Pass 1 and pass 2 over a text; *out is appended to. */
void redact_kit_both(struct redactor *r, const struct artifact *artifact, struct arena *a,
                     struct scan_result *result, struct buf *out);

/* Numbers that are the same in every run (xorshift). */
uint32_t redact_kit_random(uint64_t *state);

/* cmocka group set-up that starts the hashes. */
int redact_kit_start(void **state);

#endif
