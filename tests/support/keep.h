/* keep.h - a copy of what a test made, for a script that looks at it later. */
#ifndef CASEPACK_TESTS_SUPPORT_KEEP_H
#define CASEPACK_TESTS_SUPPORT_KEEP_H

/* Copies the file or folder into dir, links, pipes and all, under a name of its own. On Windows
 * nothing: those scripts run on Linux. */
void keep_copy(const char *dir, const char *path);

#endif
