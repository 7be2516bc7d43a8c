/* qr.h - text as a QR symbol (ISO/IEC 18004), small enough for a screen of 80x24.
 *
 * A symbol has 21 to 41 modules a side (versions 1 to 6). It is read only with a light zone of 4
 * modules around it, 2 at least, and dark on light: paint dark modules black and the others white
 * whatever the theme, also in the rows below, which spell with foreground and background.
 *   qr_new() -> qr_is_dark(), qr_half_blocks(), qr_two_columns(), qr_svg() -> qr_free() */
#ifndef CASEPACK_BUNDLE_QR_H
#define CASEPACK_BUNDLE_QR_H

#include "base/err.h"

#define QR_VERSION_MAX 6

struct qr;

/* Error correction M where the text fits in version 6 with it, else L: 106 or 134 bytes, or
 * twice as many digits. E_TOO_LARGE; E_VALUE for no text or one with a NUL in it. */
struct qr *qr_new(struct str text, struct err *err) MUST_USE;
void qr_free(struct qr *qr);

unsigned qr_version(const struct qr *qr);
int qr_modules(const struct qr *qr); /* a side */
/* False everywhere outside the symbol: the light zone. */
bool qr_is_dark(const struct qr *qr, int row, int column);

/* Lines of text with a light zone of that many modules, each ending in LF. Half blocks show two
 * rows of modules in a line (UTF-8, one column a module), for terminals where these are one
 * column wide; two columns show one, as "##" and "  ". */
void qr_half_blocks(const struct qr *qr, int zone, struct buf *out);
void qr_two_columns(const struct qr *qr, int zone, struct buf *out);

/* An SVG image with its light zone, `millimetres` a side, for the printed sheet. */
void qr_svg(const struct qr *qr, unsigned millimetres, struct buf *out);

#endif
