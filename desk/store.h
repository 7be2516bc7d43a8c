/* store.h - what the desk has taken in: bundles by id, what they say, and what was refused.
 *
 *   store_open() -> sql_begin() -> store_take() ... -> sql_commit() -> store_close()
 *
 * A bundle is taken once, however often it comes. Of one PC (site key, case, machine; without a
 * number all that tells it from others) the highest sequence number is the newest, in whatever order
 * they came: an old bundle that comes again, or late, never takes its place. Another bundle with a
 * number that is there already is refused. The tables are described in templates/desk/schema-N.sql; a
 * database of an older casepack is brought up to date when it is opened, one of a newer casepack
 * is left alone (E_DATABASE_NEWER). */
#ifndef CASEPACK_DESK_STORE_H
#define CASEPACK_DESK_STORE_H

#include "check/judge.h"
#include "desk/evidence.h"
#include "desk/sql.h"

struct store {
    struct sql *db;
    struct judge *judge; /* which values tell one PC from another */
    const char *today;   /* "2026-11-23" */
};

/* today lives as long as the store. */
bool store_open(struct store *s, const char *where, const char *today,
                struct err *err) MUST_USE;
void store_close(struct store *s); /* harmless on {0} */

enum intake_outcome {
    INTAKE_TAKEN,
    INTAKE_OLDER,      /* taken, and a newer one of the same PC is there */
    INTAKE_ALREADY,    /* it is there: nothing was changed */
    INTAKE_REFUSED,    /* it is in the quarantine now */
    INTAKE_UNREADABLE, /* nothing can be said of it */
};
#define INTAKE_OUTCOMES 5
const char *intake_outcome_name(enum intake_outcome outcome); /* "taken": the word in JSON */

/* What came and is not to be taken in. */
struct store_refusal {
    const char *path;
    const uint8_t *sha256; /* SHA256_BYTES: the same thing again is the same row */
    uint64_t size_bytes;
    struct err why;
};

struct store_taken {
    enum intake_outcome outcome;
    unsigned newest; /* INTAKE_OLDER: the sequence number of the newest that is there */
    struct err why;  /* INTAKE_REFUSED: nothing was changed, store_refuse() follows */
};

/* Both within sql_begin(). e is genuine. */
bool store_take(struct store *s, const struct evidence *e, struct store_taken *out,
                struct err *err) MUST_USE;
bool store_refuse(struct store *s, const struct store_refusal *refusal,
                  struct err *err) MUST_USE;

/* Digits that were heard: a case may begin with them alone. The bundle with that code is joined to
 * the call, now or when it comes. A transaction of its own. */
struct store_call {
    const char *case_number;
    const char *kind;      /* spoken_kind_name() */
    const char *code;      /* as it is read back */
    const char *signature; /* "101=2 102=3": what it says must be fixed; "" for nothing */
};
bool store_hear(struct store *s, const struct store_call *call, bool *joined,
                struct err *err) MUST_USE;

#endif
