/* posix_process_windows.c - the process as POSIX sees it, on Windows: clocks, environment, console. */
#include <string.h>
#include <time.h>

#include "base/wide_windows.h"

#define EPOCH_1601_S 11644473600ULL
#define TICKS_PER_S 10000000ULL
#define NS_PER_S 1000000000ULL
#define VALUES_MAX 64

/* ---- clocks ----------------------------------------------------------------------------- */

static void split_time(uint64_t count, uint64_t per_s, struct timespec *out)
{
    out->tv_sec = (time_t)(count / per_s);
    out->tv_nsec = (long)(count % per_s * NS_PER_S / per_s);
}

/* Stands in for that of the thread library, which could set the clock as well: a program that
 * changes nothing imports nothing that does. */
int clock_gettime(clockid_t clock, struct timespec *out)
{
    LARGE_INTEGER count, per_s;
    FILETIME now;

    if (clock == CLOCK_REALTIME) {
        GetSystemTimeAsFileTime(&now);
        split_time(((uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime) -
                       EPOCH_1601_S * TICKS_PER_S,
                   TICKS_PER_S, out);
        return 0;
    }
    if (clock != CLOCK_MONOTONIC) {
        errno = EINVAL;
        return -1;
    }
    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&per_s);
    split_time((uint64_t)count.QuadPart, (uint64_t)per_s.QuadPart, out);
    return 0;
}

/* ---- processors, environment, console ----------------------------------------------------- */

long sysconf(int name)
{
    SYSTEM_INFO info;

    if (name != _SC_NPROCESSORS_ONLN)
        return -1;
    GetSystemInfo(&info);
    return (long)info.dwNumberOfProcessors;
}

/* Each value that was ever given out, so that none is given twice over. */
static char *values[VALUES_MAX];

static char *keep_value(char *value)
{
    for (size_t i = 0; i < VALUES_MAX; i++) {
        if (!values[i])
            return values[i] = value;
        if (strcmp(values[i], value) == 0) {
            free(value);
            return values[i];
        }
    }
    return value;
}

static const char *own_name(const char *name)
{
    return strcmp(name, "TMPDIR") == 0 ? "TMP" : name;
}

char *posix_getenv(const char *name)
{
    wchar_t *wide = wide_of(own_name(name)), *value;
    DWORD n = GetEnvironmentVariableW(wide, NULL, 0);
    char *kept = NULL;

    if (n > 0) {
        value = mem_new(n * sizeof *value);
        GetEnvironmentVariableW(wide, value, n);
        kept = keep_value(wide_to_utf8(value));
        free(value);
    }
    free(wide);
    return kept;
}

static int set_value(const char *name, const char *value)
{
    wchar_t *wide = wide_of(own_name(name)), *wide_value = value ? wide_of(value) : NULL;
    BOOL done = SetEnvironmentVariableW(wide, wide_value);

    free(wide);
    free(wide_value);
    if (done)
        return 0;
    errno = EINVAL;
    return -1;
}

int setenv(const char *name, const char *value, int overwrite)
{
    return !overwrite && posix_getenv(name) ? 0 : set_value(name, value);
}

int unsetenv(const char *name)
{
    return set_value(name, NULL);
}

int posix_isatty(int fd)
{
    DWORD mode;

    return GetConsoleMode((HANDLE)_get_osfhandle(fd), &mode) ? 1 : 0;
}
