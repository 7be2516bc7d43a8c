/* dump.c - a dump of a firmware table as a machine of which nothing else is known. */
#include "collect/provider.h"
#include "collect/smbios.h"
#include "collect/virtual.h"

static bool fits(const struct collect_target *target)
{
    return target->smbios_only;
}

static bool table(const struct collect_target *target, struct collect_result *out,
                  struct err *err)
{
    struct smbios_table t = {.n = 0};
    struct err ignored = ERR_NONE;
    bool good =
        smbios_table_from_dump(target->smbios_file, fact_list_arena(out->facts), &t, &ignored);

    (void)err;
    smbios_settle(out, &t, good ? FACT_OK : FACT_UNREADABLE);
    return true;
}

/* A table can say that it is of a guest, but not that it is of none. */
static bool virtual(const struct collect_target *target, struct collect_result *out,
                    struct err *err)
{
    struct virtual_signs signs = VIRTUAL_SIGNS_INIT;

    (void)target;
    (void)err;
    virtual_ask_table(&signs, out->facts);
    virtual_facts(&signs, out->facts, FACT_NOT_APPLICABLE);
    return true;
}

const struct provider provider_dump = {
    .name = "dump",
    .fits = fits,
    .facts = {[ASK_SMBIOS] = table, [ASK_VIRTUAL] = virtual},
};
