/* chars.h - classes of one byte: ASCII only, bytes from 0x80 up belong to none. */
#ifndef CASEPACK_REDACT_CHARS_H
#define CASEPACK_REDACT_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHAR_DIGIT = 1, CHAR_ALPHA = 2, CHAR_HEX_ALPHA = 4, CHAR_LINE = 8 };
extern const uint8_t char_classes[256];

static inline bool is_digit(uint8_t c)
{
    return (unsigned)c - '0' < 10u;
}

static inline bool is_upper(uint8_t c)
{
    return (unsigned)c - 'A' < 26u;
}

static inline bool is_lower(uint8_t c)
{
    return (unsigned)c - 'a' < 26u;
}

static inline bool is_alpha(uint8_t c)
{
    return ((unsigned)c | 0x20u) - 'a' < 26u;
}

static inline bool is_alnum(uint8_t c)
{
    return char_classes[c] & (CHAR_DIGIT | CHAR_ALPHA);
}

static inline bool is_word(uint8_t c)
{
    return char_classes[c] & (CHAR_DIGIT | CHAR_ALPHA | CHAR_LINE);
}

static inline bool is_hex(uint8_t c)
{
    return char_classes[c] & (CHAR_DIGIT | CHAR_HEX_ALPHA);
}

static inline bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/* The letter of a written-out "\n", which the next word does not begin with. */
static inline bool is_spelled(uint8_t c)
{
    return c == 'n' || c == 'r' || c == 't';
}

/* Stands a letter or digit right before p[x]? That of "\n" is none. */
static inline bool alnum_before(const uint8_t *p, size_t x, size_t lo)
{
    if (x <= lo || !is_alnum(p[x - 1]))
        return false;
    return !(x >= lo + 2 && p[x - 2] == '\\' && is_spelled(p[x - 1]));
}

static inline uint8_t to_lower(uint8_t c)
{
    return is_upper(c) ? (uint8_t)(c | 0x20) : c;
}

static inline uint8_t to_upper(uint8_t c)
{
    return is_lower(c) ? (uint8_t)(c & 0xdf) : c;
}

static inline unsigned hex_value(uint8_t c) /* of a byte that is_hex() */
{
    return is_digit(c) ? (unsigned)c - '0' : ((unsigned)c | 0x20u) - 'a' + 10u;
}

#endif
