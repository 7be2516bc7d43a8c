/* smbios_names_parts.c - texts of 7.14, 7.16, 7.22 to 7.40 and 7.43 to 7.47. */
#include "collect/smbios_names.h"

static const char disabled_enabled[][16] = {"Disabled", "Enabled"};
static const char no_yes[][8] = {"No", "Yes"};
static const char yes_no[][8] = {"Yes", "No"};
static const char absent_present[][16] = {"Not Present", "Present"};

static const struct smbios_names oem_from_80 = {
    .first = 0x80, .count = 0x80, .every = "OEM-specific"};

/* 7.14 */
static const char language_formats[][16] = {"Long", "Abbreviated"};
const struct smbios_names names_language_format = {.mask = 1, TABLE(language_formats)};

/* 7.16 */
static const char log_methods[][56] = {
    "Indexed I/O, one 8-bit index port, one 8-bit data port",
    "Indexed I/O, two 8-bit index ports, one 8-bit data port",
    "Indexed I/O, one 16-bit index port, one 8-bit data port",
    "Memory-mapped physical 32-bit address",
    "General-purpose non-volatile data functions",
};
const struct smbios_names names_log_method = {TABLE(log_methods), .more = &oem_from_80};

static const char log_headers[][16] = {"No Header", "Type 1"};
const struct smbios_names names_log_header = {TABLE(log_headers), .more = &oem_from_80};

static const struct smbios_names log_type_oem = {
    .first = 0x80, .count = 0x7F, .every = "OEM-specific"};
static const char log_types[][40] = {
    "Single-bit ECC memory error", /* 01h */
    "Multi-bit ECC memory error",
    "Parity memory error",
    "Bus timeout",
    "I/O channel block",
    "Software NMI",
    "POST memory resize",
    "POST error",
    "PCI parity error",
    "PCI system error",
    "CPU failure",
    "EISA failsafe timer timeout",
    "Correctable memory log disabled",
    "Logging disabled",
    "",
    "System limit exceeded",
    "Asynchronous hardware timer expired",
    "System configuration information",
    "Hard disk information",
    "System reconfigured",
    "Uncorrectable CPU-complex error",
    "Log area reset/cleared",
    "System boot", /* 17h */
    [0xFF - 1] = "End of log",
};
const struct smbios_names names_log_type = {
    .first = 1, TABLE(log_types), .more = &log_type_oem};

static const char log_formats[][40] = {
    "None",
    "Handle",
    "Multiple-event",
    "Multiple-event handle",
    "POST results bitmap",
    "System management",
    "Multiple-event system management",
};
const struct smbios_names names_log_format = {TABLE(log_formats), .more = &oem_from_80};

static const char log_validity[][8] = {"Invalid", "Valid"};
const struct smbios_names names_log_validity = {.mask = 1, TABLE(log_validity)};
static const char log_fullness[][16] = {"Not Full", "Full"};
const struct smbios_names names_log_fullness = {.shift = 1, .mask = 1, TABLE(log_fullness)};

/* 7.22 */
static const char pointing_types[][16] = {
    "Other",       "Unknown",   "Mouse",        "Track Ball",     "Track Point",
    "Glide Point", "Touch Pad", "Touch Screen", "Optical Sensor",
};
const struct smbios_names names_pointing_type = {.first = 1, TABLE(pointing_types)};

static const char pointing_interfaces_a0[][24] = {
    "Bus Mouse DB-9", "Bus Mouse Micro DIN", "USB", "I2C", "SPI",
};
static const struct smbios_names names_pointing_interface_a0 = {.first = 0xA0,
                                                                TABLE(pointing_interfaces_a0)};
static const char pointing_interfaces[][24] = {
    "Other",    "Unknown", "Serial",    "PS/2",
    "Infrared", "HIP-HIL", "Bus Mouse", "ADB (Apple Desktop Bus)",
};
const struct smbios_names names_pointing_interface = {
    .first = 1, TABLE(pointing_interfaces), .more = &names_pointing_interface_a0};

/* 7.23 */
static const char chemistries[][24] = {
    "Other",       "Unknown",  "Lead Acid",       "Nickel Cadmium", "Nickel Metal Hydride",
    "Lithium Ion", "Zinc Air", "Lithium Polymer",
};
const struct smbios_names names_battery_chemistry = {.first = 1, TABLE(chemistries)};

/* 7.24 */
const struct smbios_names names_reset_status = {.mask = 1, TABLE(disabled_enabled)};
const struct smbios_names names_reset_watchdog = {.shift = 5, .mask = 1, TABLE(absent_present)};
static const char reset_options[][24] = {
    "Operating System",
    "System Utilities",
    "Do Not Reboot",
};
const struct smbios_names names_reset_option = {
    .first = 1, .shift = 1, .mask = 3, TABLE(reset_options)};
const struct smbios_names names_reset_limit_option = {
    .first = 1, .shift = 3, .mask = 3, TABLE(reset_options)};

/* 7.25 */
static const char security[][16] = {"Disabled", "Enabled", "Not Implemented", "Unknown"};
const struct smbios_names names_security_power_on = {.shift = 6, .mask = 3, TABLE(security)};
const struct smbios_names names_security_keyboard = {.shift = 4, .mask = 3, TABLE(security)};
const struct smbios_names names_security_administrator = {
    .shift = 2, .mask = 3, TABLE(security)};
const struct smbios_names names_security_reset = {.mask = 3, TABLE(security)};

/* 7.27 to 7.30; temperature probes have four more places */
static const char probe_locations[][32] = {
    "Other", /* 01h */
    "Unknown",
    "Processor",
    "Disk",
    "Peripheral Bay",
    "System Management Module",
    "Motherboard",
    "Memory Module",
    "Processor Module",
    "Power Unit",
    "Add-in Card", /* 0Bh */
    "Front Panel Board",
    "Back Panel Board",
    "Power System Board",
    "Drive Back Plane", /* 0Fh */
};
const struct smbios_names names_probe_location = {
    .first = 1, .mask = 0x1F, NAMES_IN(probe_locations), .count = 0x0B};
const struct smbios_names names_temperature_location = {
    .first = 1, .mask = 0x1F, TABLE(probe_locations)};

static const char probe_states[][16] = {
    "Other", "Unknown", "OK", "Non-critical", "Critical", "Non-recoverable",
};
const struct smbios_names names_probe_status = {.first = 1, .shift = 5, TABLE(probe_states)};

static const char cooling_types[][32] = {
    "Other",
    "Unknown",
    "Fan",
    "Centrifugal Blower",
    "Chip Fan",
    "Cabinet Fan",
    "Power Supply Fan",
    "Heat Pipe",
    "Integrated Refrigeration",
    [0x10 - 1] = "Active Cooling",
    "Passive Cooling",
};
const struct smbios_names names_cooling_type = {.first = 1, .mask = 0x1F, TABLE(cooling_types)};

/* 7.31 */
const struct smbios_names names_remote_inbound = {.mask = 1, TABLE(disabled_enabled)};
const struct smbios_names names_remote_outbound = {
    .shift = 1, .mask = 1, TABLE(disabled_enabled)};

/* 7.33 */
static const struct smbios_names boot_product = {
    .first = 192, .count = 64, .every = "Product-specific"};
static const struct smbios_names boot_oem = {
    .first = 128, .count = 64, .every = "OEM-specific", .more = &boot_product};
static const char boot_states[][48] = {
    "No errors detected",
    "No bootable media",
    "Operating system failed to load",
    "Firmware-detected hardware failure",
    "Operating system-detected hardware failure",
    "User-requested boot",
    "System security violation",
    "Previously-requested image",
    "System watchdog timer expired",
};
const struct smbios_names names_boot_status = {TABLE(boot_states), .more = &boot_oem};

/* 7.35 */
static const char management_types[][16] = {
    "Other",   "Unknown", "LM75",    "LM78",    "LM79",    "LM80",     "LM81",
    "ADM9240", "DS1780",  "MAX1617", "GL518SM", "W83781D", "HT82H791",
};
const struct smbios_names names_management_type = {.first = 1, TABLE(management_types)};

static const char management_addresses[][16] = {
    "Other", "Unknown", "I/O Port", "Memory", "SMBus",
};
const struct smbios_names names_management_address = {.first = 1, TABLE(management_addresses)};

/* 7.39 */
static const char ipmi_interfaces[][40] = {
    "Unknown",
    "KCS (Keyboard Control Style)",
    "SMIC (Server Management Interface Chip)",
    "BT (Block Transfer)",
    "SSIF (SMBus System Interface)",
};
const struct smbios_names names_ipmi_interface = {TABLE(ipmi_interfaces)};
const struct smbios_names names_ipmi_no_storage = {
    .first = 0xFF, .count = 1, .every = "Not Present"};

static const char ipmi_spacings[][32] = {
    "Successive Byte Boundaries",
    "32-bit Boundaries",
    "16-byte Boundaries",
};
const struct smbios_names names_ipmi_spacing = {.shift = 6, TABLE(ipmi_spacings)};
static const char ipmi_polarities[][16] = {"Active Low", "Active High"};
const struct smbios_names names_ipmi_polarity = {.shift = 1, .mask = 1, TABLE(ipmi_polarities)};
static const char ipmi_triggers[][8] = {"Edge", "Level"};
const struct smbios_names names_ipmi_trigger = {.mask = 1, TABLE(ipmi_triggers)};

/* 7.40 */
static const char supply_states[][16] = {
    "Other", "Unknown", "OK", "Non-critical", "Critical",
};
const struct smbios_names names_supply_status = {
    .first = 1, .shift = 7, .mask = 7, TABLE(supply_states)};
static const char supply_types[][16] = {
    "Other", "Unknown", "Linear", "Switching", "Battery", "UPS", "Converter", "Regulator",
};
const struct smbios_names names_supply_type = {
    .first = 1, .shift = 10, .mask = 15, TABLE(supply_types)};
static const char supply_ranges[][16] = {
    "Other", "Unknown", "Manual", "Auto-switch", "Wide Range", "N/A",
};
const struct smbios_names names_supply_range = {
    .first = 1, .shift = 3, .mask = 15, TABLE(supply_ranges)};
const struct smbios_names names_supply_plugged = {.shift = 2, .mask = 1, TABLE(yes_no)};
const struct smbios_names names_supply_hot = {.mask = 1, TABLE(no_yes)};

/* 7.43; 00h to 3Fh are buses of MCTP, six of them with a name of their own */
static const struct smbios_names host_mctp = {.count = 0x40, .every = "MCTP"};
static const char host_interfaces[][40] = {
    "KCS: Keyboard Controller Style", /* 02h */
    "8250 UART Register Compatible",
    "16450 UART Register Compatible",
    "16550/16550A UART Register Compatible",
    "16650/16650A UART Register Compatible",
    "16750/16750A UART Register Compatible",
    "16850/16850A UART Register Compatible", /* 08h */
    [0x40 - 2] = "Network",
    [0xF0 - 2] = "OEM",
};
const struct smbios_names names_host_interface = {
    .first = 2, TABLE(host_interfaces), .more = &host_mctp};

/* DSP0270 */
static const struct smbios_names host_device_oem = {
    .first = 0x80, .count = 0x80, .every = "OEM"};
static const char host_devices[][16] = {"USB", "PCI/PCIe", "USB v2", "PCI/PCIe v2"};
const struct smbios_names names_host_device = {
    .first = 2, TABLE(host_devices), .more = &host_device_oem};

static const char host_characteristics[][48] = {
    "Credential bootstrapping via IPMI is supported",
};
const struct smbios_names names_host_characteristics = {.none = "None",
                                                        TABLE(host_characteristics)};

static const char host_protocols[][16] = {
    "Reserved", "Reserved", "IPMI", "MCTP", "Redfish over IP", [0xF0] = "OEM",
};
const struct smbios_names names_host_protocol = {TABLE(host_protocols)};

static const char ip_assignments[][16] = {
    "Unknown", "Static", "DHCP", "AutoConf", "Host Selected",
};
const struct smbios_names names_ip_assignment = {TABLE(ip_assignments)};
static const char ip_formats[][8] = {"Unknown", "IPv4", "IPv6"};
const struct smbios_names names_ip_format = {TABLE(ip_formats)};

/* 7.44 */
static const char tpm_characteristics[][56] = {
    "TPM Device characteristics not supported", /* 2 */
    "Family configurable via firmware update",
    "Family configurable via platform software support",
    "Family configurable via OEM proprietary mechanism", /* 5 */
};
const struct smbios_names names_tpm_characteristics = {
    .first = 2, .silencer = 2, TABLE(tpm_characteristics)};

/* 7.46 */
static const char firmware_states[][24] = {
    "Other",  "Unknown",          "Disabled",       "Enabled",
    "Absent", "Stand-by Offline", "Stand-by Spare", "Unavailable Offline",
};
const struct smbios_names names_firmware_state = {.first = 1, TABLE(firmware_states)};

static const char firmware_versions[][24] = {
    "Free-form",
    "MAJOR.MINOR",
    "32-bit hexadecimal",
    "64-bit hexadecimal",
};
const struct smbios_names names_firmware_version = {TABLE(firmware_versions),
                                                    .more = &oem_from_80};
static const char firmware_ids[][16] = {"Free-form", "UUID"};
const struct smbios_names names_firmware_id = {TABLE(firmware_ids), .more = &oem_from_80};

static const char updatable[][16] = {"Updatable: No", "Updatable: Yes"};
const struct smbios_names names_firmware_updatable = {.mask = 1, TABLE(updatable)};
static const char protected[][24] = {"Write-Protect: No", "Write-Protect: Yes"};
const struct smbios_names names_firmware_protect = {.shift = 1, .mask = 1, TABLE(protected)};

/* 7.47 */
static const struct smbios_names property_oem = {
    .first = 0xC000, .count = 0x4000, .every = "OEM-specific"};
static const struct smbios_names property_vendor = {
    .first = 0x8000, .count = 0x4000, .every = "BIOS vendor-specific", .more = &property_oem};
static const char properties[][24] = {"UEFI device path"};
const struct smbios_names names_string_property = {
    .first = 1, TABLE(properties), .more = &property_vendor};
