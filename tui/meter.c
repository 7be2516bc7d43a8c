/* meter.c - progress bar, big digits, sizes. */
#include "tui/meter.h"

#define PERCENT_COLS 6

void meter_bar(struct canvas *c, int row, int col, int cols, uint64_t done, uint64_t total)
{
    int width = cols - 2 - PERCENT_COLS;
    unsigned percent;

    if (total == 0 || width < 1)
        return;
    if (done > total)
        done = total;
    percent = (unsigned)(total > UINT64_MAX / 100 ? done / (total / 100) : done * 100 / total);
    canvas_text(c, row, col, 1, LOOK_PLAIN, "[");
    canvas_fill(c, row, col + 1, width, '-', LOOK_PLAIN);
    canvas_fill(c, row, col + 1, width * (int)percent / 100, '#', LOOK_STRONG);
    canvas_text(c, row, col + 1 + width, 1, LOOK_PLAIN, "]");
    canvas_printf(c, row, col + 2 + width, PERCENT_COLS, LOOK_PLAIN, " %3u%%", percent);
}

void meter_digits(struct canvas *c, int row, int col, struct str digits)
{
    /* Row by row from the top, three bits a row. */
    static const uint16_t shapes[10] = {
        075557, 026227, 071747, 071717, 055711, 074717, 074757, 071111, 075757, 075717,
    };

    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            continue;
        for (int bit = 0; bit < 15; bit++) {
            bool is_set = shapes[digits.p[i] - '0'] >> (14 - bit) & 1;

            canvas_text(c, row + bit / 3, col + bit % 3, 1, LOOK_STRONG, is_set ? "#" : " ");
        }
        col += 4;
    }
}

void meter_size(uint64_t bytes, struct buf *out)
{
    static const char *const units[] = {"B", "KB", "MB", "GB", "TB"};
    uint64_t whole = bytes, rest = 0;
    size_t unit = 0;

    while (whole >= 1000 && unit + 1 < COUNT_OF(units)) {
        rest = whole % 1000 / 100;
        whole /= 1000;
        unit++;
    }
    if (unit > 0 && whole < 10)
        buf_printf(out, "%u.%u %s", (unsigned)whole, (unsigned)rest, units[unit]);
    else
        buf_printf(out, "%llu %s", (unsigned long long)whole, units[unit]);
}
