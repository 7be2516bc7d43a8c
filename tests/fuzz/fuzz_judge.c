/* fuzz_judge.c - any bytes as a value of any field; the first byte names the field. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "check/judge.h"

static const char *const fields[] = {
    "system.serial",  "baseboard.serial", "disk.serial", "chassis.asset",
    "system.product", "system.version",   "system.sku",  "system.family",
    "system.uuid",    "chassis.type",     "bios.vendor", "baseboard.product",
};

static struct judge *shipped(void)
{
    static struct judge *judge;
    struct err err = ERR_NONE;

    if (!judge)
        judge = judge_new(&err);
    FUZZ_REQUIRE(judge);
    return judge;
}

static void look(const struct judge *judge, struct str field, struct str value)
{
    const char *rule = NULL, *again = NULL;
    enum judgement judgement = judge_value(judge, field, value, &rule);

    FUZZ_REQUIRE(rule && judgement_name(judgement)[0]);
    FUZZ_REQUIRE(judgement == JUDGE_OK || rule[0]); /* every verdict names its rule */
    FUZZ_REQUIRE(judge_value(judge, field, value, &again) == judgement);
    FUZZ_REQUIRE(strcmp(rule, again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n > 0)
        look(shipped(), str_of(fields[data[0] % COUNT_OF(fields)]),
             (struct str){(const char *)data + 1, n - 1});
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const values[] = {
        "\x01To Be Filled By O.E.M.",
        "\x02SN-123456",
        "\b03000200-0400-0500-0006-000700080009",
        "\x03Type2 - Board Asset Tag",
        "\x04HP Laptop 15-db0xxx",
        "\x01\xe5\xba\x8f\xe5\x88\x97\xe5\x8f\xb7",
        "\x07N\xc3\xa3o especificado",
        "\x02\xff\xff\xff",
        "\x05\\xff\\xff",
        "\x06%08X $(SKU) __X__",
    };

    if (i >= COUNT_OF(values))
        return false;
    buf_puts(out, values[i]);
    return true;
}
