/* fuzz_smbios_rsmb.c - what Windows gives for GetSystemFirmwareTable('RSMB'): eight bytes and the
 * table. The bytes that make it one are put right, so that no input ends before the table. */
#include "tests/fuzz/smbios.h"

#include "facts/smbios_entry.h"

#define HEADER 8
#define FILE_MAX (256 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct buf file = BUF_INIT(FILE_MAX + HEADER);
    struct smbios_table t;
    struct err err = ERR_NONE;
    bool is_true = n > 0 && data[0] & 1; /* the length that is said */

    buf_add(&file, data, n < FILE_MAX ? n : FILE_MAX);
    buf_pad(&file, '\0', HEADER);
    file.p[1] = n > 1 && data[1] & 1 ? 2 : 3;
    if (is_true)
        entry_put((uint8_t *)file.p + 4, 4, file.n - HEADER);
    if (smbios_table_from_dump(buf_str(&file), a, &t, &err)) {
        FUZZ_REQUIRE(t.major == (uint8_t)file.p[1] && t.minor == (uint8_t)file.p[2]);
        FUZZ_REQUIRE(!is_true || t.table_n <= file.n - HEADER);
        smbios_look(&t, a);
    } else {
        FUZZ_REQUIRE(err_is_set(&err));
    }
    buf_done(&file);
    arena_free(a);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    uint8_t header[HEADER] = {(uint8_t)i, 3, 2, 0};

    if (i > 1)
        return false;
    entry_put(header + 4, 4, sizeof smbios_sample);
    buf_add(out, header, sizeof header);
    buf_add(out, smbios_sample, sizeof smbios_sample);
    return true;
}
