/* date.h - the day by this machine's clock and zone; clocks are shown, never trusted. */
#ifndef CASEPACK_BASE_DATE_H
#define CASEPACK_BASE_DATE_H

#define DATE_BYTES 11 /* "2026-11-23" and a NUL */

/* "" when the clock cannot be read. */
void date_today(char *out);

#endif
