/* sandbox_linux.c - hands the kernel the filter that tools/seccomp.c wrote at build time. */
#include "base/sandbox.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct sock_filter steps[] = {
#include "seccomp_filter.h"
};

bool sandbox_enter(struct err *err)
{
    const struct sock_fprog filter = {COUNT_OF(steps), steps};
    long rc = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);

    if (rc == 0) /* also for threads that run already */
        rc = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
    if (rc < 0 && errno == ENOSYS) /* a kernel before 3.17: for this thread, the only one yet */
        rc = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
    if (rc > 0) /* the thread that has filters of its own */
        errno = EBUSY;
    return rc == 0 || err_set(err, E_SANDBOX, "%s", strerror(errno));
}
