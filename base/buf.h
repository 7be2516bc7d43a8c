/* buf.h - a growing run of bytes with a cap, the only way to build text.
 *
 *   struct buf b = BUF_INIT(64 * 1024);
 *   buf_puts(&b, "x"); ... buf_str(&b) ... buf_done(&b);
 *
 * The bytes are always followed by a NUL that is not counted. A buf that would grow past max,
 * or for which there is no memory, keeps what it has and is marked: buf_failed(). Writers may
 * therefore append many times and ask once. */
#ifndef CASEPACK_BASE_BUF_H
#define CASEPACK_BASE_BUF_H

#include <string.h>

#include "base/str.h"

struct buf {
    char *p; /* NULL until the first byte */
    size_t n;
    size_t cap;
    size_t max; /* bytes, without the NUL */
    bool failed;
};

#define BUF_INIT(max_bytes) ((struct buf){.max = (max_bytes)})

void buf_done(struct buf *b);  /* frees; b is empty and usable again with the same max */
void buf_clear(struct buf *b); /* n = 0, failed = false, memory kept */
bool buf_failed(const struct buf *b);
struct str buf_str(const struct buf *b);   /* valid until the next change */
const char *buf_cstr(const struct buf *b); /* never NULL */

static inline void buf_add(struct buf *b, const void *p, size_t n);
static inline void buf_add_str(struct buf *b, struct str s);
static inline void buf_puts(struct buf *b, const char *s);
static inline void buf_putc(struct buf *b, char c);
void buf_pad(struct buf *b, char c, size_t count);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_hex(struct buf *b, const void *p, size_t n); /* lower case */

/* Room for n more bytes at the end, or NULL (then failed). buf_grew() counts the written. */
char *buf_room(struct buf *b, size_t n) MUST_USE;
void buf_grew(struct buf *b, size_t n);

/* ---- the short ones are written many thousand times a table: here for the compiler ------- */

void buf_add_slowly(struct buf *b, const void *p, size_t n);

static inline void buf_add(struct buf *b, const void *p, size_t n)
{
    if (b->failed || n >= b->cap - b->n) { /* cap is never more than max and the NUL */
        buf_add_slowly(b, p, n);
        return;
    }
    if (n > 0)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

static inline void buf_add_str(struct buf *b, struct str s)
{
    buf_add(b, s.p, s.n);
}

static inline void buf_puts(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

static inline void buf_putc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

#endif
