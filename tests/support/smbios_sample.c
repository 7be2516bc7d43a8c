/* smbios_sample.c - one structure of a type, and what must stand in its text. */
#include "tests/support/smbios_sample.h"

#include "collect/smbios.h"
#include "tests/support/check.h"

void smbios_sample_print(const struct smbios_sample *sample, struct buf *text)
{
    struct smbios_build b;
    struct buf file = BUF_INIT(64 * 1024);
    struct arena *a = arena_new();
    struct smbios_table t;
    struct err err = ERR_NONE;

    smbios_build_init(&b);
    smbios_build_add(&b, sample->type, 0x1234, sample->rest, sample->rest_n, sample->strings);
    smbios_build_end(&b);
    smbios_build_dump(&b, SMBIOS_ENTRY_30, sample->major, sample->minor, &file);
    assert_true(smbios_table_from_dump(buf_str(&file), a, &t, &err));
    smbios_print(&t, text);
    arena_free(a);
    buf_done(&file);
    smbios_build_done(&b);
}

void smbios_sample_check(const struct smbios_sample *sample)
{
    struct buf text = BUF_INIT(64 * 1024);
    size_t at;

    smbios_sample_print(sample, &text);
    if (!str_find(buf_str(&text), sample->text, &at)) {
        print_error("type %u: not in the text:\n%s\n--- which is\n%s\n", sample->type,
                    sample->text, buf_cstr(&text));
        fail();
    }
    buf_done(&text);
}
