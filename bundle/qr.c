/* qr.c - text as a QR symbol over libqrencode. */
#include "bundle/qr.h"

#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "base/arena.h"

#define SVG_ZONE 4
#define DARK_BIT 1 /* of a byte of the symbol */

struct qr {
    QRcode *code;
};

/* The smallest version that holds text, none above the largest. */
static QRcode *encode(const char *text, QRecLevel level)
{
    QRcode *code = QRcode_encodeString(text, 0, level, QR_MODE_8, 1);

    if (code && code->version <= QR_VERSION_MAX)
        return code;
    QRcode_free(code);
    return NULL;
}

struct qr *qr_new(struct str text, struct err *err)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_M, QR_ECLEVEL_L};
    struct buf copy = BUF_INIT(1024);
    QRcode *code = NULL;
    struct qr *qr;

    if (text.n == 0 || memchr(text.p, '\0', text.n))
        return err_null(err, E_VALUE, "%s", "QR");
    buf_add_str(&copy, text);
    for (size_t i = 0; i < COUNT_OF(levels) && !code && !buf_failed(&copy); i++)
        code = encode(buf_cstr(&copy), levels[i]);
    buf_done(&copy);
    if (!code)
        return err_null(err, E_TOO_LARGE, "%s", "QR");
    qr = mem_new(sizeof *qr);
    qr->code = code;
    return qr;
}

void qr_free(struct qr *qr)
{
    if (!qr)
        return;
    QRcode_free(qr->code);
    free(qr);
}

unsigned qr_version(const struct qr *qr)
{
    return (unsigned)qr->code->version;
}

int qr_modules(const struct qr *qr)
{
    return qr->code->width;
}

bool qr_is_dark(const struct qr *qr, int row, int column)
{
    int n = qr->code->width;

    return row >= 0 && row < n && column >= 0 && column < n &&
           (qr->code->data[row * n + column] & DARK_BIT) != 0;
}

void qr_half_blocks(const struct qr *qr, int zone, struct buf *out)
{
    /* upper half dark, lower half dark */
    static const char *const cells[2][2] = {{" ", "\u2584"}, {"\u2580", "\u2588"}};
    int end = qr_modules(qr) + zone;

    for (int row = -zone; row < end; row += 2) {
        for (int column = -zone; column < end; column++)
            buf_puts(out, cells[qr_is_dark(qr, row, column)][qr_is_dark(qr, row + 1, column)]);
        buf_putc(out, '\n');
    }
}

void qr_two_columns(const struct qr *qr, int zone, struct buf *out)
{
    int end = qr_modules(qr) + zone;

    for (int row = -zone; row < end; row++) {
        for (int column = -zone; column < end; column++)
            buf_puts(out, qr_is_dark(qr, row, column) ? "##" : "  ");
        buf_putc(out, '\n');
    }
}

/* Each run of dark modules of a row is one rectangle of the path. */
static void put_runs(const struct qr *qr, int row, struct buf *out)
{
    int n = qr_modules(qr);

    for (int column = 0, end; column < n; column = end) {
        for (end = column + 1;
             end < n && qr_is_dark(qr, row, end) == qr_is_dark(qr, row, column);)
            end++;
        if (qr_is_dark(qr, row, column))
            buf_printf(out, "M%d %dh%dv1h-%dz", column + SVG_ZONE, row + SVG_ZONE, end - column,
                       end - column);
    }
}

void qr_svg(const struct qr *qr, unsigned millimetres, struct buf *out)
{
    int side = qr_modules(qr) + 2 * SVG_ZONE;

    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%umm\" height=\"%umm\" "
               "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">\n"
               "<path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/>\n<path fill=\"#000\" d=\"",
               millimetres, millimetres, side, side, side, side, side);
    for (int row = 0; row < qr_modules(qr); row++)
        put_runs(qr, row, out);
    buf_puts(out, "\"/>\n</svg>\n");
}
