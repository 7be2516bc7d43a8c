/* finds.h - where matchers found something in a text, taken down by who scans it first, so that
 * who scans it again asks them there only.
 *
 *   first:  finds_start() -> { finds_place() ... finds_page() } ... -> finds_end()
 *   again:  { finds_open() -> finds_next() ... } of each page
 *
 * A text is taken in pages of FINDS_PAGE bytes, each with a hash of all that a matcher asked in
 * it may look at. A page that has another hash the second time, because the file has changed or
 * was decoded in another way, is looked at as if it was new: finds save time, change nothing. */
#ifndef CASEPACK_REDACT_FINDS_H
#define CASEPACK_REDACT_FINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FINDS_PAGE ((size_t)16 * 1024)
#define FINDS_WHO_MAX 30 /* of matchers, by number */

/* Where they are kept, so many bytes at most. What has no room is not taken down. */
struct finds_room;
struct finds_room *finds_room_new(size_t bytes);
void finds_room_free(struct finds_room *room); /* and all that was taken down */

struct finds_taker;
struct finds_page;

/* One text at a time, of one thread; a room is for all of them. */
struct finds_taker *finds_start(struct finds_room *room);
/* In rising order: matcher who is worth asking again at byte `at` of the page. */
void finds_place(struct finds_taker *t, size_t at, unsigned who);
void finds_page(struct finds_taker *t, uint64_t hash); /* the page ends */
/* The first page, which belongs to the room; NULL when there is none. The taker is freed. */
const struct finds_page *finds_end(struct finds_taker *t);

struct finds_reader {
    const uint16_t *p, *end;
    size_t at;
};

/* Of the page *next, which then is the one behind it. False: it is unknown, look for yourself. */
bool finds_open(const struct finds_page **next, uint64_t hash, struct finds_reader *r);
/* The next place, if it stands before byte end of the page. */
bool finds_next(struct finds_reader *r, size_t end, size_t *at, unsigned *who);

#endif
