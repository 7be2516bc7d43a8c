/* fd.h - writing all of something to an open file. */
#ifndef CASEPACK_BASE_FD_H
#define CASEPACK_BASE_FD_H

#include "base/str.h"

/* All bytes, in as many calls as it takes. False with errno when one fails. */
bool fd_write(int fd, struct str bytes) MUST_USE;

#endif
