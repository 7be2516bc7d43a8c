/* fd.c - writing all of something to an open file. */
#include "base/fd.h"

#include <errno.h>
#include <unistd.h>

bool fd_write(int fd, struct str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = write(fd, bytes.p, bytes.n);

        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            bytes = str_sub(bytes, (size_t)n, bytes.n);
    }
    return true;
}
