/* smbios_build.h - SMBIOS tables for tests: structures with formatted bytes and strings.
 *
 *   struct smbios_build b;
 *   smbios_build_init(&b);
 *   smbios_build_add(&b, 2, 0x0200, SMBIOS_BYTES(1, 2, 0, 3), SMBIOS_STRINGS("Maker", "Board", "SN1"));
 *   smbios_build_end(&b);
 *   smbios_build_dump(&b, SMBIOS_ENTRY_30, 3, 2, &file);
 *   smbios_build_done(&b); */
#ifndef CASEPACK_TESTS_SUPPORT_SMBIOS_BUILD_H
#define CASEPACK_TESTS_SUPPORT_SMBIOS_BUILD_H

#include "facts/smbios_table.h"

struct smbios_build {
    struct buf table; /* may be changed between the calls, to break it */
    unsigned count;
};

#define SMBIOS_BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})
#define SMBIOS_STRINGS(...) \
    (const char *const[])   \
    {                       \
        __VA_ARGS__, NULL   \
    }

void smbios_build_init(struct smbios_build *b);
void smbios_build_done(struct smbios_build *b);

/* rest is the formatted area after the four header bytes; strings ends with NULL, or is NULL. */
void smbios_build_add(struct smbios_build *b, uint8_t type, uint16_t handle,
                      const uint8_t *rest, size_t rest_n, const char *const *strings);
void smbios_build_end(struct smbios_build *b); /* type 127 */

/* Types 0 to 3 of an ordinary 2.8 desktop and the end. A serial of NULL is string number 0. */
void smbios_build_pc(struct smbios_build *b, const char *system_serial,
                     const char *board_serial);

/* The entry point alone; the table is said to lie at offset 32. */
void smbios_build_entry(const struct smbios_build *b, enum smbios_entry entry, uint8_t major,
                        uint8_t minor, struct buf *out);

/* A file as dmidecode --dump-bin writes it. SMBIOS_ENTRY_NONE gives the bare table. */
void smbios_build_dump(const struct smbios_build *b, enum smbios_entry entry, uint8_t major,
                       uint8_t minor, struct buf *out);

/* The table with the header that Windows gives it: SMBIOS 3.2. */
void smbios_build_rsmb(const struct smbios_build *b, struct buf *out);

#endif
