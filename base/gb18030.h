/* gb18030.h - the GB18030 tables, made at build time (tools/gb18030.c).
 *
 *   1 byte   00..7F
 *   2 bytes  81..FE  40..7E 80..FE            GBK and GB2312
 *   4 bytes  81..FE  30..39  81..FE  30..39   in one row: index 0 up for the rest of the BMP,
 *                                             189000 (90308130) up for U+10000 up
 * Only pairs that lead back to the same bytes stand there. */
#ifndef CASEPACK_BASE_GB18030_H
#define CASEPACK_BASE_GB18030_H

#include <stddef.h>
#include <stdint.h>

#define GB18030_LEADS 126
#define GB18030_TRAILS 191 /* 40..FE, 7F unused */
#define GB18030_TWO (GB18030_LEADS * GB18030_TRAILS)
#define GB18030_FOUR 39420u
#define GB18030_HIGH 189000u /* the index of U+10000 */

/* To code points; 0: none. */
extern const uint16_t gb18030_two[GB18030_TWO];   /* (lead - 81) * TRAILS + trail - 40 */
extern const uint16_t gb18030_four[GB18030_FOUR]; /* by index */

/* Bytes of the character beyond ASCII at p, 2 or 4, and its code point; 0 when it is broken or
 * cut. */
size_t gb18030_next(const uint8_t *p, size_t n, uint32_t *code_point);

#endif
