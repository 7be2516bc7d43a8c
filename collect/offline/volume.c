/* volume.c - a Windows that does not run: its system disk is mounted under the root.
 *
 * Its hives, its event logs and its files answer. What only the running system knows (disks,
 * the state of services, its clock) is said to be not applicable. */
#include "base/anycase.h"
#include "collect/client.h"
#include "collect/offline/evtx.h"
#include "collect/offline/hive.h"
#include "collect/provider.h"
#include "collect/smbios.h"
#include "collect/virtual.h"

/* Where a driver of Windows leaves the table it was given, with a header of 8 bytes. */
#define TABLE_KEY "SYSTEM\\CurrentControlSet\\Services\\mssmbios\\Data"
#define TABLE_NAME "SMBiosData"

static bool fits(const struct collect_target *target)
{
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    const char *path;
    bool is_windows = !fs_root_is_live(target->root) &&
                      anycase_path(target->root, "/Windows/System32/config", a, &path, &err);

    arena_free(a);
    return is_windows;
}

/* Sources that a hive answers: each opens what it needs, so that no copy of a hive lives longer
 * than the source that asked. */
#define BY_REGISTRY(source, adds)                                                       \
    static bool source(const struct collect_target *target, struct collect_result *out, \
                       struct err *err)                                                 \
    {                                                                                   \
        struct hives *hives = hives_new(target->root);                                  \
        const struct winreg reg = hives_registry(hives);                                \
                                                                                        \
        (void)err;                                                                      \
        adds;                                                                           \
        hives_free(hives);                                                              \
        return true;                                                                    \
    }

BY_REGISTRY(os, winreg_os_facts(&reg, out->facts))
BY_REGISTRY(firmware, winreg_firmware_facts(&reg, out->facts))
BY_REGISTRY(services, winreg_service_facts(&reg, out->facts, FACT_NOT_APPLICABLE))
BY_REGISTRY(view, winreg_view_facts(&reg, out->facts))
BY_REGISTRY(zone, winreg_zone_fact(&reg, out->facts))
BY_REGISTRY(client_key, winreg_client_facts(&reg, out->facts))

static bool activation(const struct collect_target *target, struct collect_result *out,
                       struct err *err)
{
    client_facts(target->root, "", out->facts);
    return client_key(target, out, err);
}

static bool table(const struct collect_target *target, struct collect_result *out,
                  struct err *err)
{
    struct arena *a = fact_list_arena(out->facts);
    struct hives *hives = hives_new(target->root);
    const struct winreg reg = hives_registry(hives);
    struct smbios_table t = {.n = 0};
    struct err failed = ERR_NONE, ignored = ERR_NONE;
    struct winreg_value v;
    enum fact_state state = FACT_OK;

    (void)err;
    if (!reg.value(reg.ctx, TABLE_KEY, TABLE_NAME, a, &v, &failed))
        state = collect_state_of(&failed);
    else if (!smbios_table_from_dump(v.data, a, &t, &ignored))
        state = FACT_UNREADABLE;
    smbios_settle(out, &t, state);
    hives_free(hives);
    return true;
}

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

static bool events(const struct collect_target *target, struct collect_result *out,
                   struct err *err)
{
    (void)err;
    events_facts(evtx_source, target->root, out->facts);
    return true;
}

static bool event_lines(const struct collect_target *target, struct artifact_list *out,
                        struct err *err)
{
    return events_texts(evtx_source, target->root, out, err);
}

const struct provider provider_volume = {
    .name = "volume",
    .fits = fits,
    .system_drive = "",
    .facts = {[ASK_SMBIOS] = table,
              [ASK_OS] = os,
              [ASK_FIRMWARE] = firmware,
              [ASK_VIRTUAL] = virtual,
              [ASK_ACTIVATION] = activation,
              [ASK_SERVICES] = services,
              [ASK_VIEW] = view,
              [ASK_EVENTS] = events,
              [ASK_CLOCK] = zone},
    .artifacts = {[ASK_EVENTS] = event_lines},
};
