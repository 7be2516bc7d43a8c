/* smbios_names.c - texts of codes and bits (DSP0134 3.7, tables of 7.1 to 7.4). */
#include "collect/smbios_names.h"

static const char bios_bits[][64] = {
    "BIOS characteristics not supported", /* 3 */
    "ISA is supported",
    "MCA is supported",
    "EISA is supported",
    "PCI is supported",
    "PC Card (PCMCIA) is supported",
    "PNP is supported",
    "APM is supported",
    "BIOS is upgradeable",
    "BIOS shadowing is allowed",
    "VLB is supported",
    "ESCD support is available",
    "Boot from CD is supported",
    "Selectable boot is supported",
    "BIOS ROM is socketed",
    "Boot from PC Card (PCMCIA) is supported",
    "EDD is supported",
    "Japanese floppy for NEC 9800 1.2 MB is supported (int 13h)",
    "Japanese floppy for Toshiba 1.2 MB is supported (int 13h)",
    "5.25\"/360 kB floppy services are supported (int 13h)",
    "5.25\"/1.2 MB floppy services are supported (int 13h)",
    "3.5\"/720 kB floppy services are supported (int 13h)",
    "3.5\"/2.88 MB floppy services are supported (int 13h)",
    "Print screen service is supported (int 5h)",
    "8042 keyboard services are supported (int 9h)",
    "Serial services are supported (int 14h)",
    "Printer services are supported (int 17h)",
    "CGA/mono video services are supported (int 10h)",
    "NEC PC-98", /* 31 */
};
const struct smbios_names names_bios = {.first = 3, .silencer = 3, TABLE(bios_bits)};

static const char bios_ext1_bits[][40] = {
    "ACPI is supported",
    "USB legacy is supported",
    "AGP is supported",
    "I2O boot is supported",
    "LS-120 boot is supported",
    "ATAPI Zip drive boot is supported",
    "IEEE 1394 boot is supported",
    "Smart battery is supported",
};
const struct smbios_names names_bios_ext1 = {TABLE(bios_ext1_bits)};

static const char bios_ext2_bits[][56] = {
    "BIOS boot specification is supported",
    "Function key-initiated network boot is supported",
    "Targeted content distribution is supported",
    "UEFI is supported",
    "System is a virtual machine",
    "Manufacturing mode is supported",
    "Manufacturing mode is enabled",
};
const struct smbios_names names_bios_ext2 = {TABLE(bios_ext2_bits)};

static const char wake_up[][24] = {
    "Reserved",   "Other",        "Unknown",  "APM Timer",         "Modem Ring",
    "LAN Remote", "Power Switch", "PCI PME#", "AC Power Restored",
};
const struct smbios_names names_wake_up = {TABLE(wake_up)};

static const char board_features[][48] = {
    "Board is a hosting board", "Board requires at least one daughter board",
    "Board is removable",       "Board is replaceable",
    "Board is hot swappable",
};
const struct smbios_names names_board_features = {.none = "None", TABLE(board_features)};

static const char board_types[][32] = {
    "Unknown", /* 01h */
    "Other",
    "Server Blade",
    "Connectivity Switch",
    "System Management Module",
    "Processor Module",
    "I/O Module",
    "Memory Module",
    "Daughter Board",
    "Motherboard",
    "Processor+Memory Module",
    "Processor+I/O Module",
    "Interconnect Board", /* 0Dh */
};
const struct smbios_names names_board_type = {.first = 1, TABLE(board_types)};

static const char chassis_types[][24] = {
    "Other", /* 01h */
    "Unknown",
    "Desktop",
    "Low Profile Desktop",
    "Pizza Box",
    "Mini Tower",
    "Tower",
    "Portable",
    "Laptop",
    "Notebook",
    "Hand Held",
    "Docking Station",
    "All In One",
    "Sub Notebook",
    "Space-saving",
    "Lunch Box",
    "Main Server Chassis",
    "Expansion Chassis",
    "Sub Chassis",
    "Bus Expansion Chassis",
    "Peripheral Chassis",
    "RAID Chassis",
    "Rack Mount Chassis",
    "Sealed-case PC",
    "Multi-system",
    "CompactPCI",
    "AdvancedTCA",
    "Blade",
    "Blade Enclosing",
    "Tablet",
    "Convertible",
    "Detachable",
    "IoT Gateway",
    "Embedded PC",
    "Mini PC",
    "Stick PC", /* 24h */
};
const struct smbios_names names_chassis_type = {.first = 1, .mask = 0x7F, TABLE(chassis_types)};

static const char chassis_locks[][16] = {"Not Present", "Present"};
const struct smbios_names names_chassis_lock = {.shift = 7, .mask = 1, TABLE(chassis_locks)};

static const char chassis_states[][16] = {
    "Other", "Unknown", "Safe", "Warning", "Critical", "Non-recoverable",
};
const struct smbios_names names_chassis_state = {.first = 1, TABLE(chassis_states)};

static const char chassis_security[][32] = {
    "Other", "Unknown", "None", "External Interface Locked Out", "External Interface Enabled",
};
const struct smbios_names names_chassis_security = {.first = 1, TABLE(chassis_security)};

static const char structures[][40] = {
    "BIOS",
    "System",
    "Base Board",
    "Chassis",
    "Processor",
    "Memory Controller",
    "Memory Module",
    "Cache",
    "Port Connector",
    "System Slots",
    "On Board Devices",
    "OEM Strings",
    "System Configuration Options",
    "BIOS Language",
    "Group Associations",
    "System Event Log",
    "Physical Memory Array",
    "Memory Device",
    "32-bit Memory Error",
    "Memory Array Mapped Address",
    "Memory Device Mapped Address",
    "Built-in Pointing Device",
    "Portable Battery",
    "System Reset",
    "Hardware Security",
    "System Power Controls",
    "Voltage Probe",
    "Cooling Device",
    "Temperature Probe",
    "Electrical Current Probe",
    "Out-of-band Remote Access",
    "Boot Integrity Services",
    "System Boot",
    "64-bit Memory Error",
    "Management Device",
    "Management Device Component",
    "Management Device Threshold Data",
    "Memory Channel",
    "IPMI Device",
    "Power Supply",
    "Additional Information",
    "Onboard Device",
    "Management Controller Host Interface",
    "TPM Device",
    "Processor",
    "Firmware",
    "String Property", /* 46 */
};
const struct smbios_names names_structure = {.mask = 0x7F, TABLE(structures)};

/* Titles of whole structures, where they are more than the name. */
static const char *const own_titles[COUNT_OF(structures)] = {
    [0] = "BIOS Information",
    [1] = "System Information",
    [2] = "Base Board Information",
    [3] = "Chassis Information",
    [4] = "Processor Information",
    [5] = "Memory Controller Information",
    [6] = "Memory Module Information",
    [7] = "Cache Information",
    [8] = "Port Connector Information",
    [9] = "System Slot Information",
    [10] = "On Board Device Information",
    [13] = "BIOS Language Information",
    [18] = "32-bit Memory Error Information",
    [31] = "Boot Integrity Services Entry Point",
    [32] = "System Boot Information",
    [33] = "64-bit Memory Error Information",
    [38] = "IPMI Device Information",
    [39] = "System Power Supply",
    [44] = "Processor Additional Information",
    [45] = "Firmware Inventory Information",
};

const char *smbios_type_title(uint8_t type)
{
    if (type < COUNT_OF(structures))
        return own_titles[type] ? own_titles[type] : structures[type];
    if (type == 126)
        return "Inactive";
    if (type == 127)
        return "End Of Table";
    return type >= 128 ? "OEM-specific Type" : "Unknown Type";
}
