/* settle.h - hits that are not settled yet: a short list that becomes gaps and hits for the sink.
 *
 * Positions are indexes into the buffer of the scanner, whose contents the list knows during a
 * call only: settle_slide() says that the buffer was moved.
 *
 *   settle_add() each hit -> settle() up to where no hit can change any more -> settle_done() */
#ifndef CASEPACK_REDACT_SETTLE_H
#define CASEPACK_REDACT_SETTLE_H

#include "redact/region.h"
#include "redact/scan.h"

struct settling { /* all zero to begin, but for the first two */
    const struct scan_sink *sink;
    const enum redact_action *actions; /* ENTITY_COUNT */
    size_t done;                       /* given to the sink up to here */
    struct region region;              /* given on up to done; the rest follows */
    struct hit *hits;                  /* sorted, may overlap */
    size_t hits_n, hits_cap;
};

void settle_add(struct settling *s, const struct hit *hit);

/* Is there a hit of the same kind at the same place? */
bool settle_has(const struct settling *s, const struct hit *hit);

/* Gives everything before limit to the sink. around is all of the buffer; base is its offset in
 * the stream. */
void settle(struct settling *s, const struct text *around, uint64_t base, size_t limit);

/* The first cut bytes of the buffer, all of them given on, are gone. */
void settle_slide(struct settling *s, size_t cut);
void settle_done(struct settling *s);

#endif
