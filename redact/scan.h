/* scan.h - the streaming scanner: bytes in, in any pieces; gaps and hits out, in order.
 *
 * Which hits come out does not depend on the pieces: a matcher sees SCAN_BACK bytes before its
 * anchor and SCAN_AHEAD after it, no more and no less, and a hit is given on only when no later
 * anchor can change it. Memory is constant, however long a line is.
 *
 *   scanner_new() -> scanner_feed() many times -> scanner_end() -> scanner_free()
 *
 * Where hits overlap, the one that begins first wins, then the longer, then the kind that comes
 * first in entities.def; what sticks out of a loser's end is masked. Hits of a kind that is
 * kept (REDACT_KEEP) are reported and overlap nothing. */
#ifndef CASEPACK_REDACT_SCAN_H
#define CASEPACK_REDACT_SCAN_H

#include "redact/dict.h"
#include "redact/finds.h"
#include "redact/match.h"

struct site_rules;

struct scan_source { /* all used, none owned */
    const struct dict *dict;
    const struct known *known;
    const struct known *met;        /* for matchers: see match.h; may be NULL */
    const struct site_rules *rules; /* may be NULL */
    const struct known *stays; /* placeholders: no hit where a span covers one; may be NULL */
    const enum redact_action *actions; /* ENTITY_COUNT */
    const struct span *spans;          /* sorted, offsets into the stream; may be NULL */
    size_t spans_n;
    struct finds_taker *taker;      /* takes down where something is found; may be NULL */
    const struct finds_page *finds; /* of the same text, taken down before; may be NULL */
    const struct looker *look;      /* NULL: the fastest; which one changes nothing */
};

struct scan_sink {
    void (*gap)(void *ctx, const uint8_t *p, size_t n);
    /* around: what is in the buffer beside the hit, for samples; valid during the call. The
     * bytes of a kept hit come again in gaps. */
    void (*hit)(void *ctx, const struct hit *hit, const struct text *around, uint64_t at);
    void *ctx;
    /* What a hit that goes on takes with it: nothing stands in for it. May be NULL. */
    void (*drop)(void *ctx, const uint8_t *p, size_t n);
};

struct scanner;

struct scanner *scanner_new(const struct scan_source *source, const struct scan_sink *sink);
void scanner_feed(struct scanner *s, const uint8_t *p, size_t n);
void scanner_end(struct scanner *s); /* everything fed has been given to the sink */
void scanner_free(struct scanner *s);

/* The name of a site rule that was given up, so that the text must not leave; NULL for none. */
const char *scanner_gave_up(const struct scanner *s);

/* The gravest classification marking seen so far. */
enum mark scanner_mark(const struct scanner *s);

#endif
