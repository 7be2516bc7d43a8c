/* arena.h - memory that lives and dies with one phase.
 *
 * arena_new() -> arena_take() many times -> arena_free(), which frees all of it. Nothing taken
 * is freed alone. Running out of memory ends the process with a message (exit 6): a caller
 * never sees NULL. Outside sizes are capped before they reach an arena. Not for secrets: see
 * secret.h. */
#ifndef CASEPACK_BASE_ARENA_H
#define CASEPACK_BASE_ARENA_H

#include "base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);

void *arena_take(struct arena *a, size_t bytes); /* zeroed, aligned for any type */
void *arena_copy(struct arena *a, const void *p, size_t n);
struct str arena_str(struct arena *a, struct str s);   /* a NUL follows the copy */
const char *arena_cstr(struct arena *a, struct str s); /* the same as a C string */
const char *arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);

/* Memory outside an arena, for objects that own themselves. Never NULL. */
void *mem_new(size_t bytes);                     /* zeroed */
void *mem_new_room(size_t bytes, size_t zeroed); /* of which the first ones are zeroed */
void *mem_grow(void *p, size_t *cap, size_t need, size_t item_bytes); /* amortised doubling */

#endif
