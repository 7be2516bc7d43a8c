/* scratch.h - a fresh folder for a test, and its removal with all that is in it. */
#ifndef CASEPACK_TESTS_SUPPORT_SCRATCH_H
#define CASEPACK_TESTS_SUPPORT_SCRATCH_H

#include <stddef.h>

/* Makes BASE/casepack-NAME-NNNNNN, names of one length, and writes its path into out. base NULL:
 * TMPDIR, or /tmp. A mistake fails the test. */
void scratch_new(const char *base, const char *name, char *out, size_t size);

/* The folder with all that is in it; links are not followed. Also a file; nothing there is fine. */
void scratch_remove(const char *path);

#endif
