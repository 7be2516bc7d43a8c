/* fuzz.h - a fuzz target: hostile bytes in, no crash, no sanitizer report, no broken promise.
 *
 * A target fuzz_NAME.c defines the two functions below. `make fuzz` links it with libFuzzer,
 * which looks for new paths; everywhere else driver.c mutates the seeds in a fixed order. */
#ifndef CASEPACK_TESTS_FUZZ_FUZZ_H
#define CASEPACK_TESTS_FUZZ_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/digest.h"

/* Something that must hold for every input; ends the process when it does not. */
#define FUZZ_REQUIRE(condition)                                                            \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                                       \
        }                                                                                  \
    } while (0)

/* For targets that hash or sign: as often as they like. */
static inline void fuzz_start_digest(void)
{
    struct err err = ERR_NONE;

    FUZZ_REQUIRE(digest_start(&err));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Appends the i-th (0..) input to start from; false when there are no more. */
bool fuzz_seed(unsigned i, struct buf *out);

#endif
