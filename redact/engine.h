/* engine.h - the inside of a redactor, for the files of this folder. */
#ifndef CASEPACK_REDACT_ENGINE_H
#define CASEPACK_REDACT_ENGINE_H

#include <pthread.h>

#include "redact/alias.h"
#include "redact/decide.h"
#include "redact/scan.h"
#include "redact/siterule.h"

#define MASK_TEXT "****"
#define LEARN_MIN_BYTES 4
#define FINDS_BYTES_MAX (8 * 1024 * 1024)
#define LEARN_MIN_HOST_BYTES 2 /* of this machine's own names: they must not survive */

struct value_decision {
    uint8_t kind, action;
    uint8_t tag[VALUE_TAG_BYTES];
};

struct redactor {
    pthread_mutex_t lock; /* of ready and what it makes */
    bool ready;
    struct keyed *keys;
    struct known *known;
    struct known *met;   /* IPv4 addresses of pass 0: not searched for, but never an alias */
    struct known *stays; /* placeholders: values of sensitive places that tell nothing */
    struct dict *dict;   /* made from known by redactor_ready() */
    struct alias_book *book;
    enum redact_action actions[ENTITY_COUNT];
    /* the same for the scanner: a kind is kept there only when every value of it is */
    enum redact_action scan_actions[ENTITY_COUNT];
    struct value_decision *values; /* sorted; see decide.c */
    size_t values_n, values_cap;
    size_t values_of_kind[ENTITY_COUNT];
    table_spans *table_spans;            /* NULL: no table is understood */
    text_is_placeholder *is_placeholder; /* NULL: nobody says */
    void *placeholder_ctx;
    const struct site_rules *rules; /* NULL: none */
    struct finds_room *finds;       /* of pass 0 */
};

/* The action of a kind, with decisions about its values taken back (decide.c). */
void redactor_settle_kind(struct redactor *r, enum entity_kind kind, enum redact_action action);

/* A redactor over keys that it then owns. */
struct redactor *redactor_with_keys(struct keyed *keys);

/* Before any scan: makes dictionary and aliases of what was learned. Cheap when nothing new
 * was. The aliases of learned values do not depend on the order of learning. */
void redactor_ready(struct redactor *r);

/* May what is found in a file hold back the whole of it? Then nothing is known of it before its
 * scan has ended. */
bool redactor_holds_back(const struct redactor *r);

struct scan_source redactor_source(const struct redactor *r);

/* Common or a placeholder: such a value stays wherever it stands. */
bool redactor_leaves(const struct redactor *r, enum entity_kind kind, struct str text);

/* The same of the text of a span: who was asked says that it is a placeholder. */
bool redactor_leaves_span(const struct redactor *r, enum entity_kind kind, struct str text);

/* Appends what stands in for text with that action. */
void redactor_put(struct redactor *r, enum entity_kind kind, struct str text,
                  enum redact_action action, struct buf *out);

/* The same with what was decided about the value or its kind. */
void redactor_replace(struct redactor *r, const struct hit *hit, struct str text,
                      struct buf *out);

/* The same engine with the dictionary alone: for texts of public fields, where "1.2.3.4" is a
 * version and only known values must go. */
void redactor_known_words(struct redactor *r, struct str in, struct buf *out);

/* A hit of either pass, for counts and samples. */
typedef void hit_seen(void *ctx, const struct hit *hit, const struct text *around, uint64_t at,
                      uint64_t line);

/* An SMBIOS table of the same length and shape. E_SMBIOS_FORM when file is none. */
bool table_redact(struct redactor *r, struct str file, const struct span *spans, size_t spans_n,
                  struct buf *out, hit_seen *seen, void *ctx, struct err *err) MUST_USE;

#endif
