/* secret.h - memory for keys and passphrases: locked, left out of core dumps, wiped when freed.
 *
 * secret_new() falls back to ordinary wiped memory when the lock limit is reached. */
#ifndef CASEPACK_BASE_SECRET_H
#define CASEPACK_BASE_SECRET_H

#include <stddef.h>

void *secret_new(size_t bytes); /* zeroed, whole pages */
void secret_free(void *p, size_t bytes);
void secret_wipe(void *p, size_t n); /* not optimised away */
void secret_no_core_dumps(void);     /* once, in main */

#endif
