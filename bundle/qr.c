/* qr.c - text as a QR symbol over libqrcodegen. */
#include "bundle/qr.h"

#include <stdlib.h>
#include <string.h>

#include <qrcodegen/qrcodegen.h>

#include "base/arena.h"

#define SVG_ZONE 4
#define SYMBOL_BYTES qrcodegen_BUFFER_LEN_FOR_VERSION(QR_VERSION_MAX)

struct qr {
    uint8_t symbol[SYMBOL_BYTES];
};

/* The smallest version that holds text, none above the largest. */
static bool encode(struct qr *qr, const char *text, enum qrcodegen_Ecc level)
{
    uint8_t work[SYMBOL_BYTES];

    return qrcodegen_encodeText(text, work, qr->symbol, level, qrcodegen_VERSION_MIN,
                                QR_VERSION_MAX, qrcodegen_Mask_AUTO, false);
}

struct qr *qr_new(struct str text, struct err *err)
{
    struct buf copy = BUF_INIT(1024);
    struct qr *qr = mem_new(sizeof *qr);

    if (text.n == 0 || memchr(text.p, '\0', text.n)) {
        err_set(err, E_VALUE, "%s", "QR");
        goto fail;
    }
    buf_add_str(&copy, text);
    if (buf_failed(&copy) || (!encode(qr, buf_cstr(&copy), qrcodegen_Ecc_MEDIUM) &&
                              !encode(qr, buf_cstr(&copy), qrcodegen_Ecc_LOW))) {
        err_set(err, E_TOO_LARGE, "%s", "QR");
        goto fail;
    }
    buf_done(&copy);
    return qr;
fail:
    buf_done(&copy);
    free(qr);
    return NULL;
}

void qr_free(struct qr *qr)
{
    free(qr);
}

unsigned qr_version(const struct qr *qr)
{
    return (unsigned)(qr_modules(qr) - 17) / 4;
}

int qr_modules(const struct qr *qr)
{
    return qrcodegen_getSize(qr->symbol);
}

bool qr_is_dark(const struct qr *qr, int row, int column)
{
    return qrcodegen_getModule(qr->symbol, column, row);
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
