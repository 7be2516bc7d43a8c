/* winnic.c - an adapter of Windows as facts. */
#include "collect/winnic.h"

struct sign {
    uint32_t is;
    const char *kind;
};

/* IANA ifType numbers (ipifcons.h). */
static const struct sign types[] = {
    {24, "loopback"}, {131, "tunnel"}, {23, "tunnel"},    {53, "virtual"},
    {71, "wireless"}, {209, "bridge"}, {243, "wireless"}, {244, "wireless"},
};

/* Devices that are made by software, or are another machine. */
static const struct {
    const char *enumerator;
    const char *kind;
} not_of_this_machine[] = {
    {"ROOT", "virtual"},  {"SWD", "virtual"},   {"BTH", "bluetooth"},
    {"VMBUS", "virtual"}, {"HTREE", "virtual"},
};

static const char *kind_of_enumerator(const struct windows_adapter *nic)
{
    for (size_t i = 0; nic->has_device && i < COUNT_OF(not_of_this_machine); i++)
        if (str_eq_nocase(nic->enumerator, str_of(not_of_this_machine[i].enumerator)))
            return not_of_this_machine[i].kind;
    return NULL;
}

static const char *kind_of_type(const struct windows_adapter *nic)
{
    for (size_t i = 0; nic->has_interface && i < COUNT_OF(types); i++)
        if (types[i].is == nic->type)
            return types[i].kind;
    return NULL;
}

/* An adapter of a guest is what the guest has: VMBUS names a kind, and NDIS says hardware. */
bool windows_adapter_is_physical(const struct windows_adapter *nic)
{
    const char *type = kind_of_type(nic);

    if (kind_of_enumerator(nic) || (type && strcmp(type, "wireless") != 0))
        return false;
    if (!nic->has_interface)
        return nic->has_device;
    return nic->hardware && nic->connector;
}

static const char *kind_of(const struct windows_adapter *nic)
{
    const char *kind = kind_of_type(nic);

    if (!kind)
        kind = kind_of_enumerator(nic);
    if (kind)
        return kind;
    return windows_adapter_is_physical(nic) ? "physical" : "virtual";
}

/* ---- switched on or off ------------------------------------------------------------------- */

static void state_facts(struct fact_list *facts, unsigned i, const struct windows_adapter *nic,
                        struct fact_source source)
{
    bool off = nic->has_device && nic->problem != 0;
    bool enabled = !off && nic->has_interface && nic->admin_up;
    const char *word = off ? "disabled" : enabled ? "enabled" : "down";
    const char *by = nic->problem == PROBLEM_DISABLED
                         ? "device-manager"
                         : arena_printf(fact_list_arena(facts), "problem-%u", nic->problem);

    fact_add_flag(facts, KEY_NIC_ENABLED, i, enabled, source);
    fact_add_text(facts, KEY_NIC_STATE, i, str_of(word), source);
    if (off)
        fact_add_text(facts, KEY_NIC_DISABLED_BY, i, str_of(by), source);
    else
        fact_add_state(facts, KEY_NIC_DISABLED_BY, i, FACT_NOT_APPLICABLE, source);
    if (nic->has_interface)
        fact_add_text(facts, KEY_NIC_LINK, i, nic->oper_up ? STR("up") : STR("down"), source);
    else
        fact_add_state(facts, KEY_NIC_LINK, i, FACT_ABSENT, source);
}

/* ---- addresses ---------------------------------------------------------------------------- */

static struct str mac_text(struct arena *a, const uint8_t *mac, size_t n)
{
    const char *text = "";

    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%s%s%02x", text, i ? ":" : "", mac[i]);
    return str_of(text);
}

static void mac_facts(struct fact_list *facts, unsigned i, const struct windows_adapter *nic,
                      const struct junk_macs *junk, struct fact_source source)
{
    struct arena *a = fact_list_arena(facts);
    struct str mac = mac_text(a, nic->mac, nic->mac_n);
    struct str own = mac_text(a, nic->permanent, nic->permanent_n);

    if (mac.n == 0)
        fact_add_state(facts, KEY_NIC_MAC, i, FACT_ABSENT, source);
    else
        fact_add_text(facts, KEY_NIC_MAC, i, mac, source);
    if (own.n == 0)
        fact_add_state(facts, KEY_NIC_MAC_PERMANENT, i, FACT_ABSENT, source);
    else
        fact_add_text(facts, KEY_NIC_MAC_PERMANENT, i, own, source);
    if (junk_macs_has(junk, mac))
        fact_add_text(facts, KEY_NIC_MAC_KIND, i, STR("junk"), source);
    else if (mac.n > 0 && own.n > 0)
        fact_add_text(facts, KEY_NIC_MAC_KIND, i,
                      str_eq(mac, own) ? STR("permanent") : STR("set"), source);
    else
        fact_add_state(facts, KEY_NIC_MAC_KIND, i, FACT_ABSENT, source);
}

static void text_or_absent(struct fact_list *facts, enum fact_key key, unsigned i,
                           struct str text, struct fact_source source)
{
    if (text.n > 0)
        fact_add_text(facts, key, i, text, source);
    else
        fact_add_state(facts, key, i, FACT_ABSENT, source);
}

void windows_adapter_facts(struct fact_list *facts, unsigned i,
                           const struct windows_adapter *nic, const struct junk_macs *junk)
{
    struct arena *a = fact_list_arena(facts);
    struct fact_source source =
        fact_source_call(facts, nic->has_interface ? "GetIfTable2" : "SetupDiEnumDeviceInfo",
                         arena_cstr(a, nic->guid));

    text_or_absent(facts, KEY_NIC_NAME, i, nic->name, source);
    fact_add_text(facts, KEY_NIC_KIND, i, str_of(kind_of(nic)), source);
    fact_add_flag(facts, KEY_NIC_PHYSICAL, i, windows_adapter_is_physical(nic), source);
    state_facts(facts, i, nic, source);
    mac_facts(facts, i, nic, junk, source);
    text_or_absent(facts, KEY_NIC_DRIVER, i, nic->service, source);
    text_or_absent(facts, KEY_NIC_BUS, i, nic->enumerator, source);
}
