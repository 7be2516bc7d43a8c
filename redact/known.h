/* known.h - the values that are known before a log is read: from facts, keywords, tables.
 *
 * known_add() while learning; then only looked at, from any thread. A value is known by its
 * kind and canonical form (value.h) and written in several forms: known_forms(). */
#ifndef CASEPACK_REDACT_KNOWN_H
#define CASEPACK_REDACT_KNOWN_H

#include "redact/value.h"

struct known;

struct known *known_new(void);
void known_free(struct known *k);

/* False when text has no canonical form of that kind; known already is no failure. */
bool known_add(struct known *k, enum entity_kind kind, struct str text);
bool known_has(const struct known *k, enum entity_kind kind, const void *canonical, size_t n);

struct known_word {
    enum entity_kind kind;
    struct str text; /* as learned, narrow; another way to write it is a word of its own */
    struct str canonical;
    uint64_t hash;
    uint32_t next; /* 1 + index of the same value written in another way */
};
size_t known_count(const struct known *k);
const struct known_word *known_at(const struct known *k, size_t i);

/* What must not stand right beside a form for it to be that value. A form's own end that is no
 * letter or digit may have anything beside it; bytes from 0x80 up are always a boundary. */
enum form_edge {
    EDGE_NONE,   /* found inside other words too: keywords */
    EDGE_WORD,   /* a letter or digit */
    EDGE_SHORT,  /* the same, and no part of a MAC or IPv6 address: "ab" in 00:ab:1c */
    EDGE_NUMBER, /* a digit, or a dot and a digit: 1.2.3.4 in 1.2.3.4.5 */
    EDGE_HEX,    /* a letter, digit or colon */
};

struct form {
    struct str text; /* valid during the call */
    enum entity_kind kind;
    enum form_edge edge;
};

typedef void form_seen(void *ctx, const struct form *form);
void known_forms(const struct known *k, form_seen *seen, void *ctx);

#endif
