/* special.h - what stands in a folder and is no plain file, on systems that have such things. */
#ifndef CASEPACK_TESTS_SUPPORT_SPECIAL_H
#define CASEPACK_TESTS_SUPPORT_SPECIAL_H

/* Skips the test on Windows; first of all, for it leaves the test at once. */
void special_needed(void);

void special_link(const char *path, const char *to);
void special_pipe(const char *path);

#endif
