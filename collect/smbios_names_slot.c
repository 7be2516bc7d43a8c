/* smbios_names_slot.c - texts of 7.9 Port Connectors, 7.10 Slots, 7.11 and 7.42 Onboard. */
#include "collect/smbios_names.h"

/* 7.9.2 */
static const char connectors_a0[][16] = {
    "PC-98", "PC-98 Hireso", "PC-H98", "PC-98 Note", "PC-98 Full", [0xFF - 0xA0] = "Other",
};
static const struct smbios_names names_connector_a0 = {.first = 0xA0, TABLE(connectors_a0)};

static const char connectors[][40] = {
    "None", /* 00h */
    "Centronics",
    "Mini Centronics",
    "Proprietary",
    "DB-25 male",
    "DB-25 female",
    "DB-15 male",
    "DB-15 female",
    "DB-9 male",
    "DB-9 female",
    "RJ-11",
    "RJ-45",
    "50 Pin MiniSCSI",
    "Mini DIN",
    "Micro DIN",
    "PS/2",
    "Infrared",
    "HP-HIL",
    "Access Bus (USB)",
    "SSA SCSI",
    "Circular DIN-8 male",
    "Circular DIN-8 female",
    "On Board IDE",
    "On Board Floppy",
    "9 Pin Dual Inline (pin 10 cut)",
    "25 Pin Dual Inline (pin 26 cut)",
    "50 Pin Dual Inline",
    "68 Pin Dual Inline",
    "On Board Sound Input From CD-ROM",
    "Mini Centronics Type-14",
    "Mini Centronics Type-26",
    "Mini Jack (headphones)",
    "BNC",
    "IEEE 1394",
    "SAS/SATA Plug Receptacle",
    "USB Type-C Receptacle", /* 23h */
};
const struct smbios_names names_connector = {TABLE(connectors), .more = &names_connector_a0};

/* 7.9.3 */
static const char ports_a0[][24] = {
    "8251 Compatible",
    "8251 FIFO Compatible",
    [0xFF - 0xA0] = "Other",
};
static const struct smbios_names names_port_a0 = {.first = 0xA0, TABLE(ports_a0)};

static const char ports[][40] = {
    "None", /* 00h */
    "Parallel Port XT/AT Compatible",
    "Parallel Port PS/2",
    "Parallel Port ECP",
    "Parallel Port EPP",
    "Parallel Port ECP/EPP",
    "Serial Port XT/AT Compatible",
    "Serial Port 16450 Compatible",
    "Serial Port 16550 Compatible",
    "Serial Port 16550A Compatible",
    "SCSI Port",
    "MIDI Port",
    "Joystick Port",
    "Keyboard Port",
    "Mouse Port",
    "SSA SCSI",
    "USB",
    "Firewire (IEEE P1394)",
    "PCMCIA Type I",
    "PCMCIA Type II",
    "PCMCIA Type III",
    "Cardbus",
    "Access Bus Port",
    "SCSI II",
    "SCSI Wide",
    "PC-98",
    "PC-98 Hireso",
    "PC-H98",
    "Video Port",
    "Audio Port",
    "Modem Port",
    "Network Port",
    "SATA",
    "SAS",
    "MFDP (Multi-Function Display Port)",
    "Thunderbolt", /* 23h */
};
const struct smbios_names names_port = {TABLE(ports), .more = &names_port_a0};

/* 7.10.1 */
static const char slots_a0[][24] = {
    "PC-98/C20", /* A0h */
    "PC-98/C24",
    "PC-98/E",
    "PC-98/Local Bus",
    "PC-98/Card",
    "PCI Express",
    "PCI Express x1",
    "PCI Express x2",
    "PCI Express x4",
    "PCI Express x8",
    "PCI Express x16",
    "PCI Express 2",
    "PCI Express 2 x1",
    "PCI Express 2 x2",
    "PCI Express 2 x4",
    "PCI Express 2 x8",
    "PCI Express 2 x16",
    "PCI Express 3",
    "PCI Express 3 x1",
    "PCI Express 3 x2",
    "PCI Express 3 x4",
    "PCI Express 3 x8",
    "PCI Express 3 x16",
    "",
    "PCI Express 4",
    "PCI Express 4 x1",
    "PCI Express 4 x2",
    "PCI Express 4 x4",
    "PCI Express 4 x8",
    "PCI Express 4 x16",
    "PCI Express 5",
    "PCI Express 5 x1",
    "PCI Express 5 x2",
    "PCI Express 5 x4",
    "PCI Express 5 x8",
    "PCI Express 5 x16",
    "PCI Express 6+",
    "EDSFF E1",
    "EDSFF E3", /* C6h */
};
static const struct smbios_names names_slot_a0 = {.first = 0xA0, TABLE(slots_a0)};

static const char slots[][56] = {
    "Other", /* 01h */
    "Unknown",
    "ISA",
    "MCA",
    "EISA",
    "PCI",
    "PC Card (PCMCIA)",
    "VLB",
    "Proprietary",
    "Processor Card",
    "Proprietary Memory Card",
    "I/O Riser Card",
    "NuBus",
    "PCI-66",
    "AGP",
    "AGP 2x",
    "AGP 4x",
    "PCI-X",
    "AGP 8x",
    "M.2 Socket 1-DP",
    "M.2 Socket 1-SD",
    "M.2 Socket 2",
    "M.2 Socket 3",
    "MXM Type I",
    "MXM Type II",
    "MXM Type III",
    "MXM Type III-HE",
    "MXM Type IV",
    "MXM 3.0 Type A",
    "MXM 3.0 Type B",
    "PCI Express 2 SFF-8639 (U.2)",
    "PCI Express 3 SFF-8639 (U.2)",
    "PCI Express Mini 52-pin with bottom-side keep-outs",
    "PCI Express Mini 52-pin without bottom-side keep-outs",
    "PCI Express Mini 76-pin",
    "PCI Express 4 SFF-8639 (U.2)",
    "PCI Express 5 SFF-8639 (U.2)",
    "OCP NIC 3.0 Small Form Factor (SFF)",
    "OCP NIC 3.0 Large Form Factor (LFF)",
    "OCP NIC Prior to 3.0", /* 28h */
    [0x30 - 1] = "CXL FLexbus 1.0",
};
const struct smbios_names names_slot_type = {.first = 1, TABLE(slots), .more = &names_slot_a0};

/* 7.10.2 */
static const char widths[][16] = {
    "Other",    "Unknown",  "8 bit",    "16 bit",   "32 bit",     "64 bit",     "128 bit",
    "1x or x1", "2x or x2", "4x or x4", "8x or x8", "12x or x12", "16x or x16", "32x or x32",
};
const struct smbios_names names_slot_width = {.first = 1, TABLE(widths)};

static const char usages[][16] = {"Other", "Unknown", "Available", "In Use", "Unavailable"};
const struct smbios_names names_slot_usage = {.first = 1, TABLE(usages)};

static const char lengths[][24] = {
    "Other", "Unknown", "Short", "Long", "2.5\" drive form factor", "3.5\" drive form factor",
};
const struct smbios_names names_slot_length = {.first = 1, TABLE(lengths)};

static const char heights[][16] = {
    "Not applicable", "Other", "Unknown", "Full height", "Low-profile",
};
const struct smbios_names names_slot_height = {TABLE(heights)};

/* 7.10.6 and, from bit 8 on, 7.10.7 */
static const char slot_bits[][40] = {
    "Unknown",
    "5.0 V is provided",
    "3.3 V is provided",
    "Opening is shared",
    "PC Card-16 is supported",
    "Cardbus is supported",
    "Zoom Video is supported",
    "Modem ring resume is supported",
    "PME signal is supported",
    "Hot-plug devices are supported",
    "SMBus signal is supported",
    "PCIe slot bifurcation is supported",
    "Async/surprise removal is supported",
    "Flexbus slot, CXL 1.0 capable",
    "Flexbus slot, CXL 2.0 capable",
    "Flexbus slot, CXL 3.0 capable",
};
const struct smbios_names names_slot_bits = {.none = "None", TABLE(slot_bits)};

/* 7.11.1; 7.42.1 has six more */
static const char onboard[][16] = {
    "Other", /* 01h */
    "Unknown",        "Video",           "SCSI Controller", "Ethernet",
    "Token Ring",     "Sound",           "PATA Controller", "SATA Controller",
    "SAS Controller", "Wireless LAN",    "Bluetooth",       "WWAN",
    "eMMC",           "NVMe Controller", "UFS Controller", /* 10h */
};
const struct smbios_names names_onboard_type = {.first = 1, .mask = 0x7F, TABLE(onboard)};

static const char states[][16] = {"Disabled", "Enabled"};
const struct smbios_names names_onboard_status = {.shift = 7, .mask = 1, TABLE(states)};
