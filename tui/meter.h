/* meter.h - progress bar and big digits. */
#ifndef CASEPACK_TUI_METER_H
#define CASEPACK_TUI_METER_H

#include "tui/canvas.h"

/* "[####----]  50%" in cols columns; without a known total only what was done. */
void meter_bar(struct canvas *c, int row, int col, int cols, uint64_t done, uint64_t total);

/* Digits of 3x5 cells, four columns each, read from afar; other characters are left out. */
#define BIG_DIGIT_ROWS 5
void meter_digits(struct canvas *c, int row, int col, struct str digits);

/* "412 KB" for people: powers of 1000, three figures at most. */
void meter_size(uint64_t bytes, struct buf *out);

#endif
