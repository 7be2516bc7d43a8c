/* wide_windows.h - between our UTF-8 and the UTF-16 of Windows; for *_windows.c files only.
 *
 * Results belong to the caller and are freed with free(). Broken input becomes U+FFFD. */
#ifndef CASEPACK_BASE_WIDE_WINDOWS_H
#define CASEPACK_BASE_WIDE_WINDOWS_H

#include <wchar.h>

#include "base/arena.h"
#include "base/err.h"

wchar_t *wide_of(const char *utf8);
char *wide_to_utf8(const wchar_t *wide);
struct str wide_to_str(struct arena *a, const wchar_t *wide);

/* A path with either slash, for any call that takes a wide path: from the root of its volume, and
 * with the prefix that lifts the limit of 260 characters. */
wchar_t *wide_path(const char *utf8);

/* The error of reading path that stands for a Windows error number. Always false. */
bool wide_fail(struct err *err, unsigned long number, const char *path);

#endif
