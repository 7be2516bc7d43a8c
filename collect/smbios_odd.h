/* smbios_odd.h - what is odd about a table, one line each, and where. */
#ifndef CASEPACK_COLLECT_SMBIOS_ODD_H
#define CASEPACK_COLLECT_SMBIOS_ODD_H

#include "facts/smbios_table.h"

#define SMBIOS_ODDITIES_MAX 200 /* a table has a few; a broken one may have thousands */

struct smbios_oddity {
    const char *what; /* a word: those of smbios_odd_text(), or index, text, long, thin, ... */
    const struct smbios_structure *structure; /* NULL: the table as a whole */
    const char *text;                         /* English, UTF-8, safe to print */
};

/* All of a, in table order, those of the whole table first. */
size_t smbios_oddities(const struct smbios_table *t, struct arena *a,
                       const struct smbios_oddity **out);

#endif
