/* enc.h - text in the encodings of the field's machines, besides UTF-8. */
#ifndef CASEPACK_BASE_ENC_H
#define CASEPACK_BASE_ENC_H

#include "base/buf.h"

/* Appends s as UTF-8 when it strictly is GB18030 (so GBK, GB2312 too) with Chinese characters
 * of GB2312, and nothing else but ASCII and CJK. False, and out as it was, for everything
 * else, UTF-8 too. */
bool enc_chinese(struct str s, struct buf *out);

/* Appends UTF-16LE up to its first NUL or its end as UTF-8. What is broken, an odd byte at the
 * end too, becomes U+FFFD. */
void enc_utf16le(struct str s, struct buf *out);

#endif
