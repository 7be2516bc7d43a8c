/* smbios_sample.h - one structure of a type, and what must stand in its text. */
#ifndef CASEPACK_TESTS_SUPPORT_SMBIOS_SAMPLE_H
#define CASEPACK_TESTS_SUPPORT_SMBIOS_SAMPLE_H

#include "tests/support/smbios_build.h"

/* rest is the formatted area behind the header; text stands in one piece in what is printed. */
struct smbios_sample {
    uint8_t type, major, minor;
    const uint8_t *rest;
    size_t rest_n;
    const char *const *strings;
    const char *text;
};

void smbios_sample_print(const struct smbios_sample *sample, struct buf *text);

/* Prints and looks for the text; shows both when it is not there. */
void smbios_sample_check(const struct smbios_sample *sample);

#endif
