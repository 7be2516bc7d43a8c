/* fuzz_smbios.c - a firmware table, bare or behind an entry point, as a file that is handed in. */
#include "tests/fuzz/smbios.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct smbios_table t;
    struct err err = ERR_NONE;

    if (smbios_table_from_dump((struct str){(const char *)data, n}, a, &t, &err))
        smbios_look(&t, a);
    else
        FUZZ_REQUIRE(err_is_set(&err));
    arena_free(a);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    struct str table = {smbios_sample, sizeof smbios_sample};
    struct arena *a = arena_new();
    struct smbios_table t;
    struct err err = ERR_NONE;

    if (i == 0) /* the bare table */
        buf_add_str(out, table);
    else if (i == 1 && smbios_table_parse((struct str){NULL, 0}, table, a, &t, &err))
        smbios_table_dump(&t, out);
    arena_free(a);
    return i < 2;
}
