/* date.c - today as people write it on a sheet. */
#include "base/date.h"

#include <time.h>

void date_today(char *out)
{
    time_t now = time(NULL);
    struct tm day;

    if (!localtime_r(&now, &day) || strftime(out, DATE_BYTES, "%Y-%m-%d", &day) == 0)
        out[0] = '\0';
}
