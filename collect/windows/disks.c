/* disks.c - disks by their drivers, and which of them hold the system volume.
 *
 * Handles are opened without rights to read or write: that is all these questions need, so any
 * user may ask them. */
#include "collect/windisk.h"
#include "collect/windows/sources.h"

#define DISKS_MAX 64
#define ANSWER_BYTES 4096
#define EXTENTS_MAX 32

/* {8C7ED206-3F8A-4827-B3AB-AE9E1FAEFC6C}, 4 */
static const DEVPROPKEY in_local_machine_container = {
    {0x8c7ed206, 0x3f8a, 0x4827, {0xb3, 0xab, 0xae, 0x9e, 0x1f, 0xae, 0xfc, 0x6c}}, 4};
/* GUID_DEVINTERFACE_DISK */
static const GUID disk_interface = {
    0x53f56307, 0xb6bf, 0x11d0, {0x94, 0xf2, 0x00, 0xa0, 0xc9, 0x1e, 0xfb, 0x8b}};

static HANDLE open_device(const wchar_t *path)
{
    return CreateFileW(path, 0, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0,
                       NULL);
}

static bool ask(HANDLE h, DWORD code, void *answer, DWORD bytes, DWORD *got)
{
    return DeviceIoControl(h, code, NULL, 0, answer, bytes, got, NULL) != 0;
}

/* ---- in the case or outside --------------------------------------------------------------- */

static bool has_number(const wchar_t *path, unsigned number)
{
    HANDLE h = open_device(path);
    STORAGE_DEVICE_NUMBER is;
    DWORD got;
    bool same = h != INVALID_HANDLE_VALUE &&
                ask(h, IOCTL_STORAGE_GET_DEVICE_NUMBER, &is, sizeof is, &got) &&
                is.DeviceNumber == number;

    if (h != INVALID_HANDLE_VALUE)
        CloseHandle(h);
    return same;
}

/* The device behind an interface, when it is the disk of that number. */
static bool is_device(HDEVINFO set, SP_DEVICE_INTERFACE_DATA *interface_data, unsigned number,
                      SP_DEVINFO_DATA *device)
{
    union {
        SP_DEVICE_INTERFACE_DETAIL_DATA_W detail;
        BYTE bytes[ANSWER_BYTES];
    } path;

    path.detail.cbSize = sizeof path.detail;
    *device = (SP_DEVINFO_DATA){.cbSize = sizeof *device};
    return SetupDiGetDeviceInterfaceDetailW(set, interface_data, &path.detail, sizeof path,
                                            NULL, device) &&
           has_number(path.detail.DevicePath, number);
}

static enum in_container container_of_device(HDEVINFO set, SP_DEVINFO_DATA *device)
{
    DEVPROPTYPE type;
    DEVPROP_BOOLEAN inside = DEVPROP_FALSE;

    if (!SetupDiGetDevicePropertyW(set, device, &in_local_machine_container, &type,
                                   (BYTE *)&inside, sizeof inside, NULL, 0) ||
        type != DEVPROP_TYPE_BOOLEAN)
        return CONTAINER_SILENT;
    return inside == DEVPROP_TRUE ? CONTAINER_INSIDE : CONTAINER_OUTSIDE;
}

static enum in_container container_of(unsigned number)
{
    HDEVINFO set = SetupDiGetClassDevsW(&disk_interface, NULL, NULL,
                                        DIGCF_PRESENT | DIGCF_DEVICEINTERFACE);
    SP_DEVICE_INTERFACE_DATA found = {.cbSize = sizeof found};
    enum in_container said = CONTAINER_SILENT;
    SP_DEVINFO_DATA device;

    if (set == INVALID_HANDLE_VALUE)
        return said;
    for (DWORD i = 0; said == CONTAINER_SILENT && i < DISKS_MAX &&
                      SetupDiEnumDeviceInterfaces(set, NULL, &disk_interface, i, &found);
         i++)
        if (is_device(set, &found, number, &device))
            said = container_of_device(set, &device);
    SetupDiDestroyDeviceInfoList(set);
    return said;
}

/* ---- the disks ---------------------------------------------------------------------------- */

static void ask_disk(HANDLE h, struct arena *a, struct windows_disk *disk)
{
    STORAGE_PROPERTY_QUERY query = {.PropertyId = StorageDeviceProperty,
                                    .QueryType = PropertyStandardQuery};
    DISK_GEOMETRY_EX geometry;
    char *answer = arena_take(a, ANSWER_BYTES);
    DWORD got = 0;

    if (DeviceIoControl(h, IOCTL_STORAGE_QUERY_PROPERTY, &query, sizeof query, answer,
                        ANSWER_BYTES, &got, NULL))
        disk->descriptor = (struct str){answer, got};
    else
        disk->state = windows_state(GetLastError());
    if (ask(h, IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, &geometry, sizeof geometry, &got))
        disk->size_bytes = (uint64_t)geometry.DiskSize.QuadPart;
    disk->container = container_of(disk->number);
}

/* False when there is no disk of that number. */
static bool find_disk(unsigned number, struct arena *a, struct windows_disk *disk)
{
    wchar_t path[32];

    swprintf(path, COUNT_OF(path), L"\\\\.\\PhysicalDrive%u", number);
    HANDLE h = open_device(path);
    DWORD why = GetLastError();

    *disk = (struct windows_disk){.number = number};
    if (h == INVALID_HANDLE_VALUE) {
        disk->state = windows_state(why);
        return disk->state != FACT_ABSENT;
    }
    ask_disk(h, a, disk);
    CloseHandle(h);
    return true;
}

/* ---- the system volume -------------------------------------------------------------------- */

struct system_volume {
    wchar_t letter; /* 0: not told */
    DWORD disks[EXTENTS_MAX];
    size_t n;
    enum fact_state state; /* why n is 0 */
};

/* Extents of a volume: one a disk it lies on. */
static void ask_volume(HANDLE h, struct system_volume *out)
{
    union {
        VOLUME_DISK_EXTENTS extents;
        BYTE bytes[sizeof(VOLUME_DISK_EXTENTS) + EXTENTS_MAX * sizeof(DISK_EXTENT)];
    } answer;
    STORAGE_DEVICE_NUMBER one;
    DWORD got;

    if (ask(h, IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS, &answer, sizeof answer, &got)) {
        for (DWORD i = 0; i < answer.extents.NumberOfDiskExtents && out->n < EXTENTS_MAX; i++)
            out->disks[out->n++] = answer.extents.Extents[i].DiskNumber;
    } else if (ask(h, IOCTL_STORAGE_GET_DEVICE_NUMBER, &one, sizeof one, &got)) {
        out->disks[out->n++] = one.DeviceNumber;
    } else {
        out->state = windows_state(GetLastError());
    }
}

static void find_system(struct system_volume *out)
{
    wchar_t folder[MAX_PATH + 1], path[16];

    *out = (struct system_volume){.state = FACT_UNREADABLE};
    if (GetWindowsDirectoryW(folder, MAX_PATH + 1) == 0)
        return;
    out->letter = folder[0];
    swprintf(path, COUNT_OF(path), L"\\\\.\\%lc:", (wint_t)out->letter);
    HANDLE h = open_device(path);
    if (h == INVALID_HANDLE_VALUE) {
        out->state = windows_state(GetLastError());
        return;
    }
    ask_volume(h, out);
    CloseHandle(h);
}

static bool is_on(const struct system_volume *v, unsigned number)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->disks[i] == number)
            return true;
    return false;
}

static void system_facts(struct fact_list *facts, unsigned i, unsigned number,
                         const struct system_volume *v)
{
    struct fact_source source =
        fact_source_call(facts, "IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS", "system volume");

    if (v->n == 0) {
        fact_add_state(facts, KEY_DISK_SYSTEM, i, v->state, source);
        return;
    }
    fact_add_flag(facts, KEY_DISK_SYSTEM, i, is_on(v, number), source);
    if (is_on(v, number))
        fact_add_text(facts, KEY_DISK_SYSTEM_PATH, i,
                      str_of(arena_printf(fact_list_arena(facts), "%c: -> PhysicalDrive%u",
                                          (char)v->letter, number)),
                      source);
}

bool windows_disks(const struct collect_target *target, struct collect_result *out,
                   struct err *err)
{
    struct fact_list *facts = out->facts;
    struct system_volume volume;
    struct windows_disk disk;
    unsigned n = 0, candidates = 0;

    (void)target, (void)err;
    find_system(&volume);
    for (unsigned number = 0; number < DISKS_MAX; number++) {
        if (!find_disk(number, fact_list_arena(facts), &disk))
            continue;
        windows_disk_facts(facts, n, &disk);
        system_facts(facts, n, number, &volume);
        candidates += is_on(&volume, number);
        n++;
    }
    if (n == 0)
        system_facts(facts, 0, 0, &(struct system_volume){.state = FACT_ABSENT});
    fact_add_number(facts, KEY_DISK_SYSTEM_CANDIDATES, 0, candidates,
                    fact_source_call(facts, "IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS", ""));
    return true;
}
