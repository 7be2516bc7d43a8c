/* banned.h - functions that have no place here; mentioning one is a compile error.
 *
 * The Makefile includes this before every file. The headers that declare them come first, so
 * that the declarations themselves pass. Instead: buf_printf, arena_str, str_next, str_number,
 * gmtime_r. */
#ifndef CASEPACK_BASE_BANNED_H
#define CASEPACK_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#undef alloca /* <stdlib.h> makes it a macro under _GNU_SOURCE */
#undef popen  /* a macro where Windows declares it */

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok strtok_r
#pragma GCC poison atoi atol atoll atof localtime gmtime asctime ctime
#pragma GCC poison system popen execl execlp execle execv execvp execvpe vfork alloca tmpnam \
    mktemp

#endif
