/* sandbox.h - after this, no network and no new programs (ARCHITECTURE, promise 4).
 *
 * On Linux a seccomp filter answers socket, connect, bind, listen, accept, sendto, execve,
 * ptrace and their kin with "not permitted" for all threads. casepack-desk (desk/pq/) may connect to
 * a database server, and nothing else of these. Call once, before any outside byte
 * is read. */
#ifndef CASEPACK_BASE_SANDBOX_H
#define CASEPACK_BASE_SANDBOX_H

#include "base/err.h"

/* False with E_SANDBOX only when the kernel refuses the filter. */
bool sandbox_enter(struct err *err) MUST_USE;

#endif
