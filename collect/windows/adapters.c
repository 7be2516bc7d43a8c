/* adapters.c - network adapters: interfaces by the IP helper, devices by the configuration
 * manager.
 *
 * A device that is switched off has no interface, so both lists are read and brought together by
 * the GUID that they share. */
#include "collect/windows/sources.h"
#include "collect/winnic.h"

#include "base/ip.h"
#include "base/wide_windows.h"

#define ADAPTERS_MAX 512
#define NAME_CHARS 512
#define GUID_CHARS 39
#define ADDRESSES_FIRST_BYTES (32 * 1024)
#define ADDRESSES_MAX_BYTES (4 * 1024 * 1024)

/* GUID_DEVCLASS_NET */
static const GUID net_class = {
    0x4d36e972, 0xe325, 0x11ce, {0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18}};

struct adapters {
    struct arena *a;
    struct windows_adapter items[ADAPTERS_MAX];
    ULONG indexes[ADAPTERS_MAX]; /* of the interfaces, for their addresses; 0: none */
    size_t n;
};

/* The adapter of that GUID, a new one when there is none; NULL when there are too many. */
static struct windows_adapter *adapter_of(struct adapters *all, struct str guid)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq_nocase(all->items[i].guid, guid))
            return &all->items[i];
    if (all->n == ADAPTERS_MAX)
        return NULL;
    all->items[all->n].guid = guid;
    return &all->items[all->n++];
}

/* ---- interfaces --------------------------------------------------------------------------- */

static struct str guid_text(struct arena *a, const GUID *guid)
{
    const unsigned char *d = guid->Data4;

    return str_of(arena_printf(a, "{%08lX-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}",
                               guid->Data1, guid->Data2, guid->Data3, d[0], d[1], d[2], d[3],
                               d[4], d[5], d[6], d[7]));
}

static size_t copy_mac(uint8_t *out, const UCHAR *mac, ULONG n)
{
    size_t kept = n > MAC_BYTES_MAX ? MAC_BYTES_MAX : n;

    memcpy(out, mac, kept);
    return kept;
}

static void take_interface(struct adapters *all, const MIB_IF_ROW2 *row)
{
    struct windows_adapter *nic = adapter_of(all, guid_text(all->a, &row->InterfaceGuid));

    if (!nic)
        return;
    nic->name = wide_to_str(all->a, row->Alias);
    nic->has_interface = true;
    nic->type = row->Type;
    nic->hardware = row->InterfaceAndOperStatusFlags.HardwareInterface;
    nic->connector = row->InterfaceAndOperStatusFlags.ConnectorPresent;
    nic->admin_up = row->AdminStatus == NET_IF_ADMIN_STATUS_UP;
    nic->oper_up = row->OperStatus == IfOperStatusUp;
    nic->mac_n = copy_mac(nic->mac, row->PhysicalAddress, row->PhysicalAddressLength);
    nic->permanent_n =
        copy_mac(nic->permanent, row->PermanentPhysicalAddress, row->PhysicalAddressLength);
    all->indexes[nic - all->items] = row->InterfaceIndex;
}

/* Filters of drivers stand in the table too, once more for each adapter below them. */
static enum fact_state take_interfaces(struct adapters *all)
{
    MIB_IF_TABLE2 *table = NULL;
    DWORD rc = GetIfTable2(&table);

    if (rc != NO_ERROR)
        return windows_state(rc);
    for (ULONG i = 0; i < table->NumEntries; i++)
        if (!table->Table[i].InterfaceAndOperStatusFlags.FilterInterface)
            take_interface(all, &table->Table[i]);
    FreeMibTable(table);
    return FACT_OK;
}

/* ---- devices ------------------------------------------------------------------------------ */

static struct str device_text(HDEVINFO set, SP_DEVINFO_DATA *device, DWORD property,
                              struct arena *a)
{
    wchar_t text[NAME_CHARS] = L"";

    if (!SetupDiGetDeviceRegistryPropertyW(set, device, property, NULL, (BYTE *)text,
                                           sizeof text - sizeof *text, NULL))
        return (struct str){NULL, 0};
    return wide_to_str(a, text);
}

/* The GUID of a device's interface stands in its driver's key. */
static struct str device_guid(HDEVINFO set, SP_DEVINFO_DATA *device, struct arena *a)
{
    HKEY key =
        SetupDiOpenDevRegKey(set, device, DICS_FLAG_GLOBAL, 0, DIREG_DRV, KEY_QUERY_VALUE);
    wchar_t text[GUID_CHARS + 1] = L"";
    DWORD bytes = sizeof text - sizeof *text, type;
    struct str guid = {NULL, 0};

    if (key == INVALID_HANDLE_VALUE)
        return guid;
    if (RegQueryValueExW(key, L"NetCfgInstanceId", NULL, &type, (BYTE *)text, &bytes) ==
            ERROR_SUCCESS &&
        type == REG_SZ)
        guid = wide_to_str(a, text);
    RegCloseKey(key);
    return guid;
}

static void take_device(struct adapters *all, HDEVINFO set, SP_DEVINFO_DATA *device)
{
    struct str guid = device_guid(set, device, all->a);
    struct windows_adapter *nic = guid.n > 0 ? adapter_of(all, guid) : NULL;
    ULONG status = 0, problem = 0;

    if (!nic)
        return;
    nic->has_device = true;
    nic->enumerator = device_text(set, device, SPDRP_ENUMERATOR_NAME, all->a);
    nic->service = device_text(set, device, SPDRP_SERVICE, all->a);
    if (nic->name.n == 0)
        nic->name = device_text(set, device, SPDRP_FRIENDLYNAME, all->a);
    if (nic->name.n == 0)
        nic->name = device_text(set, device, SPDRP_DEVICEDESC, all->a);
    if (CM_Get_DevNode_Status(&status, &problem, device->DevInst, 0) == CR_SUCCESS &&
        status & DN_HAS_PROBLEM)
        nic->problem = problem;
}

static void take_devices(struct adapters *all)
{
    HDEVINFO set = SetupDiGetClassDevsW(&net_class, NULL, NULL, DIGCF_PRESENT);
    SP_DEVINFO_DATA device = {.cbSize = sizeof device};

    if (set == INVALID_HANDLE_VALUE)
        return;
    for (DWORD i = 0; i < ADAPTERS_MAX && SetupDiEnumDeviceInfo(set, i, &device); i++)
        take_device(all, set, &device);
    SetupDiDestroyDeviceInfoList(set);
}

/* ---- addresses ---------------------------------------------------------------------------- */

static void address_fact(struct fact_list *facts, unsigned i, const SOCKADDR *address)
{
    struct fact_source source = fact_source_call(facts, "GetAdaptersAddresses", "");
    struct arena *a = fact_list_arena(facts);
    const uint8_t *bytes = (const uint8_t *)address;
    char text[IPV6_TEXT_MAX];

    if (address->sa_family == AF_INET) {
        bytes += offsetof(struct sockaddr_in, sin_addr);
        fact_add_text(
            facts, KEY_NIC_IPV4, i,
            str_of(arena_printf(a, "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3])),
            source);
    } else if (address->sa_family == AF_INET6) {
        ipv6_to_text(bytes + offsetof(struct sockaddr_in6, sin6_addr), text);
        fact_add_text(facts, KEY_NIC_IPV6, i, str_of(text), source);
    }
}

static void addresses_of(struct fact_list *facts, const struct adapters *all,
                         const IP_ADAPTER_ADDRESSES *nic)
{
    ULONG index = nic->IfIndex ? nic->IfIndex : nic->Ipv6IfIndex;

    for (size_t i = 0; i < all->n; i++) {
        if (all->indexes[i] != index || nic->IfType == IF_TYPE_SOFTWARE_LOOPBACK)
            continue;
        for (const IP_ADAPTER_UNICAST_ADDRESS *at = nic->FirstUnicastAddress; at; at = at->Next)
            address_fact(facts, (unsigned)i, at->Address.lpSockaddr);
    }
}

static void address_facts(struct fact_list *facts, const struct adapters *all)
{
    ULONG bytes = ADDRESSES_FIRST_BYTES, rc = ERROR_BUFFER_OVERFLOW;
    IP_ADAPTER_ADDRESSES *first = NULL;

    while (rc == ERROR_BUFFER_OVERFLOW && bytes <= ADDRESSES_MAX_BYTES) {
        free(first);
        first = mem_new(bytes);
        rc = GetAdaptersAddresses(AF_UNSPEC,
                                  GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST |
                                      GAA_FLAG_SKIP_DNS_SERVER,
                                  NULL, first, &bytes);
    }
    for (const IP_ADAPTER_ADDRESSES *nic = rc == NO_ERROR ? first : NULL; nic; nic = nic->Next)
        addresses_of(facts, all, nic);
    free(first);
}

bool windows_adapters(const struct collect_target *target, struct collect_result *out,
                      struct err *err)
{
    struct adapters *all = arena_take(fact_list_arena(out->facts), sizeof *all);
    struct junk_macs *junk = junk_macs_load(err);
    enum fact_state state;

    (void)target;
    if (!junk)
        return false;
    all->a = fact_list_arena(out->facts);
    state = take_interfaces(all);
    take_devices(all);
    for (size_t i = 0; i < all->n; i++)
        windows_adapter_facts(out->facts, (unsigned)i, &all->items[i], junk);
    if (all->n == 0)
        fact_add_state(out->facts, KEY_NIC_PHYSICAL, 0, state,
                       fact_source_call(out->facts, "GetIfTable2", ""));
    address_facts(out->facts, all);
    junk_macs_free(junk);
    return true;
}
