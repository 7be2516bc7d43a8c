/* rename.h - two names change places. */
#ifndef CASEPACK_BASE_RENAME_H
#define CASEPACK_BASE_RENAME_H

#include "base/err.h"

/* What a names is b from now on and the other way round, in one step: at no time is either name
 * without its file or folder. False with errno when that fails; *cannot says that this file
 * system or kernel never can, and nothing has changed. */
bool rename_exchange(const char *a, const char *b, bool *cannot) MUST_USE;

#endif
