/* smbios_names_memory.c - texts of 7.6, 7.7 and 7.17 to 7.19: controllers, arrays, devices. */
#include "collect/smbios_names.h"

/* 7.6 */
static const char detecting[][16] = {
    "Other",      "Unknown",    "None",        "8-bit Parity",
    "32-bit ECC", "64-bit ECC", "128-bit ECC", "CRC",
};
const struct smbios_names names_controller_detecting = {.first = 1, TABLE(detecting)};

static const char correcting[][32] = {
    "Other",
    "Unknown",
    "None",
    "Single-bit Error Correcting",
    "Double-bit Error Correcting",
    "Error Scrubbing",
};
const struct smbios_names names_controller_correcting = {.none = "None", TABLE(correcting)};

static const char interleaves[][24] = {
    "Other",
    "Unknown",
    "One-way Interleave",
    "Two-way Interleave",
    "Four-way Interleave",
    "Eight-way Interleave",
    "Sixteen-way Interleave",
};
const struct smbios_names names_controller_interleave = {.first = 1, TABLE(interleaves)};

static const char speeds[][8] = {"Other", "Unknown", "70 ns", "60 ns", "50 ns"};
const struct smbios_names names_controller_speeds = {.none = "None", TABLE(speeds)};

/* 7.7 */
static const char module_types[][16] = {
    "Other", "Unknown", "Standard", "FPM",       "EDO",   "Parity",
    "ECC",   "SIMM",    "DIMM",     "Burst EDO", "SDRAM",
};
const struct smbios_names names_module_types = {.none = "None", TABLE(module_types)};

static const char module_errors[][40] = {
    "OK",
    "Uncorrectable Errors",
    "Correctable Errors",
    "Correctable and Uncorrectable Errors",
};
const struct smbios_names names_module_errors = {.mask = 3, TABLE(module_errors)};

static const char module_sizes[][24] = {"Not Determinable", "Disabled", "Not Installed"};
const struct smbios_names names_module_size = {
    .first = 0x7D, .mask = 0x7F, TABLE(module_sizes)};

/* 7.17 */
static const char array_locations_a0[][32] = {
    "PC-98/C20 Add-on Card",       "PC-98/C24 Add-on Card", "PC-98/E Add-on Card",
    "PC-98/Local Bus Add-on Card", "CXL Add-on Card",
};
static const struct smbios_names names_array_location_a0 = {.first = 0xA0,
                                                            TABLE(array_locations_a0)};

static const char array_locations[][32] = {
    "Other",
    "Unknown",
    "System Board Or Motherboard",
    "ISA Add-on Card",
    "EISA Add-on Card",
    "PCI Add-on Card",
    "MCA Add-on Card",
    "PCMCIA Add-on Card",
    "Proprietary Add-on Card",
    "NuBus",
};
const struct smbios_names names_array_location = {
    .first = 1, TABLE(array_locations), .more = &names_array_location_a0};

static const char array_uses[][24] = {
    "Other",        "Unknown",          "System Memory", "Video Memory",
    "Flash Memory", "Non-volatile RAM", "Cache Memory",
};
const struct smbios_names names_array_use = {.first = 1, TABLE(array_uses)};

static const char array_corrections[][16] = {
    "Other", "Unknown", "None", "Parity", "Single-bit ECC", "Multi-bit ECC", "CRC",
};
const struct smbios_names names_array_correction = {.first = 1, TABLE(array_corrections)};

/* 7.18.1 */
static const char device_forms[][24] = {
    "Other",  "Unknown", "SIMM",         "SIP",
    "Chip",   "DIP",     "ZIP",          "Proprietary Card",
    "DIMM",   "TSOP",    "Row Of Chips", "RIMM",
    "SODIMM", "SRIMM",   "FB-DIMM",      "Die",
    "CAMM",
};
const struct smbios_names names_device_form = {.first = 1, TABLE(device_forms)};

/* 7.18.2 */
static const char device_types[][32] = {
    "Other", /* 01h */
    "Unknown",      "DRAM",     "EDRAM",    "VRAM",     "SRAM",   "RAM",
    "ROM",          "Flash",    "EEPROM",   "FEPROM",   "EPROM",  "CDRAM",
    "3DRAM",        "SDRAM",    "SGRAM",    "RDRAM",    "DDR",    "DDR2",
    "DDR2 FB-DIMM", "Reserved", "Reserved", "Reserved", "DDR3",   "FBD2",
    "DDR4",         "LPDDR",    "LPDDR2",   "LPDDR3",   "LPDDR4", "Logical non-volatile device",
    "HBM",          "HBM2",     "DDR5",     "LPDDR5",   "HBM3", /* 24h */
};
const struct smbios_names names_device_type = {.first = 1, TABLE(device_types)};

/* 7.18.3 */
static const char device_details[][32] = {
    "Other", /* 1 */
    "Unknown",
    "Fast-paged",
    "Static Column",
    "Pseudo-static",
    "RAMBus",
    "Synchronous",
    "CMOS",
    "EDO",
    "Window DRAM",
    "Cache DRAM",
    "Non-Volatile",
    "Registered (Buffered)",
    "Unbuffered (Unregistered)",
    "LRDIMM", /* 15 */
};
const struct smbios_names names_device_detail = {
    .first = 1, .none = "None", TABLE(device_details)};

/* 7.18.6 */
static const char technologies[][40] = {
    "Other",
    "Unknown",
    "DRAM",
    "NVDIMM-N",
    "NVDIMM-F",
    "NVDIMM-P",
    "Intel Optane DC persistent memory",
    "MRDIMM",
};
const struct smbios_names names_device_technology = {.first = 1, TABLE(technologies)};

/* 7.18.7 */
static const char device_modes[][40] = {
    "Other",
    "Unknown",
    "Volatile memory",
    "Byte-accessible persistent memory",
    "Block-accessible persistent memory",
};
const struct smbios_names names_device_modes = {
    .first = 1, .none = "None", TABLE(device_modes)};

/* 7.19 */
static const char error_types[][32] = {
    "Other",
    "Unknown",
    "OK",
    "Bad Read",
    "Parity Error",
    "Single-bit Error",
    "Double-bit Error",
    "Multi-bit Error",
    "Nibble Error",
    "Checksum Error",
    "CRC Error",
    "Corrected Single-bit Error",
    "Corrected Error",
    "Uncorrectable Error",
};
const struct smbios_names names_error_type = {.first = 1, TABLE(error_types)};

static const char granularities[][24] = {
    "Other",
    "Unknown",
    "Device Level",
    "Memory Partition Level",
};
const struct smbios_names names_error_granularity = {.first = 1, TABLE(granularities)};

static const char operations[][16] = {"Other", "Unknown", "Read", "Write", "Partial Write"};
const struct smbios_names names_error_operation = {.first = 1, TABLE(operations)};

/* 7.38 */
static const char channels[][16] = {"Other", "Unknown", "RamBus", "SyncLink"};
const struct smbios_names names_channel_type = {.first = 1, TABLE(channels)};
