/* hive_kit.h - registry hives for tests: an empty one by hand, filled through libhivex. */
#ifndef CASEPACK_TESTS_SUPPORT_HIVE_KIT_H
#define CASEPACK_TESTS_SUPPORT_HIVE_KIT_H

#include "tests/support/registry_kit.h"

/* Writes the values whose key begins with hive ("SOFTWARE") as a hive file; the hive's own name
 * is left out of the keys. A mistake fails the test. */
void hive_kit(const struct kit_value *values, size_t n, const char *hive, const char *path);

/* The same appended to out, by way of a file in TMPDIR. */
void hive_kit_bytes(const struct kit_value *values, size_t n, const char *hive,
                    struct buf *out);

#endif
