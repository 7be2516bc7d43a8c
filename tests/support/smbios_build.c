/* smbios_build.c - SMBIOS tables for tests. */
#include "tests/support/smbios_build.h"

#include <string.h>

void smbios_build_init(struct smbios_build *b)
{
    *b = (struct smbios_build){.table = BUF_INIT(2 * SMBIOS_MAX_TABLE_BYTES)};
}

void smbios_build_done(struct smbios_build *b)
{
    buf_done(&b->table);
}

void smbios_build_add(struct smbios_build *b, uint8_t type, uint16_t handle,
                      const uint8_t *rest, size_t rest_n, const char *const *strings)
{
    const uint8_t header[] = {type, (uint8_t)(rest_n + 4), (uint8_t)handle,
                              (uint8_t)(handle >> 8)};

    buf_add(&b->table, header, sizeof header);
    buf_add(&b->table, rest, rest_n);
    for (const char *const *s = strings; s && *s; s++)
        buf_add(&b->table, *s, strlen(*s) + 1);
    buf_add(&b->table, "\0", strings && *strings ? 1 : 2);
    b->count++;
}

void smbios_build_end(struct smbios_build *b)
{
    smbios_build_add(b, 127, 0x7F00, NULL, 0, NULL);
}

void smbios_build_pc(struct smbios_build *b, const char *system_serial,
                     const char *board_serial)
{
    const uint8_t serial_1 = system_serial ? 6 : 0, serial_2 = board_serial ? 4 : 0;

    smbios_build_add(b, 0, 0x0000,
                     SMBIOS_BYTES(1, 2, 0x00, 0xF0, 3, 0x7F, 0x90, 0, 0, 0, 0, 0, 0, 0, 1, 8, 5,
                                  12, 0xFF, 0xFF),
                     SMBIOS_STRINGS("Example Firmware", "1.02", "05/06/2020"));
    smbios_build_add(
        b, 1, 0x0100,
        SMBIOS_BYTES(1, 2, 3, serial_1, 0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88,
                     0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 6, 4, 5),
        SMBIOS_STRINGS("Example Computers", "Desk 7", "A1", "D7-2020", "Desk", system_serial));
    smbios_build_add(b, 2, 0x0200, SMBIOS_BYTES(1, 2, 3, serial_2, 0, 9, 0, 0x00, 0x03, 10, 0),
                     SMBIOS_STRINGS("Example Boards", "EB-1", "1.0", board_serial));
    smbios_build_add(b, 3, 0x0300,
                     SMBIOS_BYTES(1, 3, 0, 2, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0),
                     SMBIOS_STRINGS("Example Boxes", "BOX-0042", "ASSET-17"));
    smbios_build_end(b);
}

static void put(uint8_t *p, size_t bytes, size_t value)
{
    for (size_t i = 0; i < bytes; i++, value >>= 8)
        p[i] = (uint8_t)value;
}

static void set_sum(uint8_t *p, size_t n, size_t at)
{
    uint8_t total = 0;

    for (size_t i = 0; i < n; i++)
        total = (uint8_t)(total + p[i]);
    p[at] = (uint8_t)(p[at] - total);
}

void smbios_build_entry(const struct smbios_build *b, enum smbios_entry entry, uint8_t major,
                        uint8_t minor, struct buf *out)
{
    uint8_t e[0x1F] = {0};
    size_t n = entry == SMBIOS_ENTRY_30 ? 0x18 : 0x1F;

    if (entry == SMBIOS_ENTRY_30) {
        memcpy(e, "_SM3_", 5);
        e[0x06] = 0x18;
        e[0x07] = major;
        e[0x08] = minor;
        e[0x0A] = 1;
        put(e + 0x0C, 4, b->table.n);
        put(e + 0x10, 8, SMBIOS_DUMP_TABLE_AT);
        set_sum(e, n, 0x05);
    } else {
        memcpy(e, "_SM_", 4);
        e[0x05] = 0x1F;
        e[0x06] = major;
        e[0x07] = minor;
        memcpy(e + 0x10, "_DMI_", 5);
        put(e + 0x16, 2, b->table.n);
        put(e + 0x18, 4, SMBIOS_DUMP_TABLE_AT);
        put(e + 0x1C, 2, b->count);
        set_sum(e + 0x10, 0x0F, 0x05);
        set_sum(e, n, 0x04);
    }
    buf_add(out, e, n);
}

void smbios_build_dump(const struct smbios_build *b, enum smbios_entry entry, uint8_t major,
                       uint8_t minor, struct buf *out)
{
    if (entry != SMBIOS_ENTRY_NONE) {
        size_t from = out->n;

        smbios_build_entry(b, entry, major, minor, out);
        buf_pad(out, '\0', SMBIOS_DUMP_TABLE_AT - (out->n - from));
    }
    buf_add_str(out, buf_str(&b->table));
}

void smbios_build_rsmb(const struct smbios_build *b, struct buf *out)
{
    uint8_t header[8] = {0, 3, 2, 0};

    put(header + 4, 4, b->table.n);
    buf_add(out, header, sizeof(header));
    buf_add_str(out, buf_str(&b->table));
}
