/* test_smbios_types.c - one structure of each type: what stands in the text. */
#include "tests/support/check.h"

#include <string.h>

#include "collect/smbios.h"
#include "collect/smbios_kinds.h"
#include "tests/support/smbios_sample.h"

#define NONE NULL

static const struct smbios_sample samples[] = {
    {4, 3, 6,
     SMBIOS_BYTES(1, 3, 0xFE, 2, 0xEA, 6, 9, 0, 1, 0, 0, 0x80, 3, 0x8C, 100, 0, 0x30, 0x11,
                  0xB8, 0x0B, 0x41, 0x31, 5, 0, 0xFF, 0xFF, 7, 0, 4, 5, 6, 0xFF, 0, 8, 0xFC, 0,
                  0xC6, 0, 0, 2, 0, 0, 0, 0, 9, 0),
     SMBIOS_STRINGS("CPU1", "Maker", "Chip", "CPU-SN", "CPU-AT", "CPU-PN"),
     "Processor Information\n"
     "\tSocket Designation: CPU1\n\tType: Central Processor\n\tFamily: Core i7\n"
     "\tManufacturer: Maker\n\tID: EA 06 09 00 01 00 00 80\n"
     "\tSignature: Type 0, Family 6, Model 158, Stepping 10\n"
     "\tFlags:\n\t\tFPU (Floating-point unit on-chip)\n\t\tPBE (Pending break enabled)\n"
     "\tVersion: Chip\n\tVoltage: 1.2 V\n\tExternal Clock: 100 MHz\n\tMax Speed: 4400 MHz\n"
     "\tCurrent Speed: 3000 MHz\n\tStatus: Populated, Enabled\n\tUpgrade: Socket AM4\n"
     "\tL1 Cache Handle: 0x0005\n\tL2 Cache Handle: Not Provided\n\tL3 Cache Handle: 0x0007\n"
     "\tSerial Number: CPU-SN\n\tAsset Tag: CPU-AT\n\tPart Number: CPU-PN\n"
     "\tCore Count: 512\n\tThread Count: 8\n\tThread Enabled: 9\n"
     "\tCharacteristics:\n\t\t64-bit capable\n\t\tMulti-Core\n\t\tHardware Thread\n"
     "\t\tExecute Protection\n\t\tEnhanced Virtualization\n\t\tPower/Performance Control\n"},
    {5, 2, 1, SMBIOS_BYTES(3, 0x0C, 3, 4, 10, 0x0C, 0, 0x00, 1, 3, 2, 6, 0, 7, 0, 8), NONE,
     "Memory Controller Information\n\tError Detecting Method: None\n"
     "\tError Correcting Capabilities:\n\t\tNone\n\t\tSingle-bit Error Correcting\n"
     "\tSupported Interleave: One-way Interleave\n\tCurrent Interleave: Two-way Interleave\n"
     "\tMaximum Memory Module Size: 1024 MB\n\tMaximum Total Memory Size: 2048 MB\n"
     "\tSupported Speeds:\n\t\t70 ns\n\t\t60 ns\n\tSupported Memory Types:\n\t\tDIMM\n"
     "\tMemory Module Voltage: 5.0 V 3.3 V\n"
     "\tAssociated Memory Slots: 2\n\t\t0x0006\n\t\t0x0007\n"
     "\tEnabled Error Correcting Capabilities:\n\t\tSingle-bit Error Correcting\n"},
    {6, 2, 1, SMBIOS_BYTES(1, 0x2F, 60, 0x10, 1, 0x88, 0x7F, 4), SMBIOS_STRINGS("J1"),
     "Memory Module Information\n\tSocket Designation: J1\n\tBank Connections: 2\n"
     "\tCurrent Speed: 60 ns\n\tType: EDO DIMM\n\tInstalled Size: 256 MB (Double-bank "
     "Connection)\n"
     "\tEnabled Size: Not Installed\n\tError Status: See Event Log\n"},
    {7, 3, 1,
     SMBIOS_BYTES(1, 0x82, 1, 0, 0x80, 1, 0x80, 0x40, 0, 0x02, 0, 0, 6, 5, 8, 0, 0, 1, 0, 0x00,
                  0x20, 0, 0x80),
     SMBIOS_STRINGS("L3"),
     "Cache Information\n\tSocket Designation: L3\n"
     "\tConfiguration: Enabled, Not Socketed, Level 3\n\tOperational Mode: Write Back\n"
     "\tLocation: Internal\n\tInstalled Size: 512 MB\n\tMaximum Size: 64 MB\n"
     "\tSupported SRAM Types:\n\t\tAsynchronous\n\tInstalled SRAM Type: Unknown\n"
     "\tSpeed: Unknown\n\tError Correction Type: Multi-bit ECC\n\tSystem Type: Unified\n"
     "\tAssociativity: 16-way Set-associative\n"},
    {8, 2, 8, SMBIOS_BYTES(1, 0, 2, 0x12, 0x10), SMBIOS_STRINGS("J5", "USB 1"),
     "Port Connector Information\n\tInternal Reference Designator: J5\n"
     "\tInternal Connector Type: None\n\tExternal Reference Designator: USB 1\n"
     "\tExternal Connector Type: Access Bus (USB)\n\tPort Type: USB\n"},
    {9, 3, 5,
     SMBIOS_BYTES(1, 0xB6, 13, 4, 4, 3, 0, 0x0C, 1, 0, 0, 0x3A, 0x11, 8, 1, 0, 0, 5, 0x20, 4, 5,
                  13, 0x2C, 1, 3),
     SMBIOS_STRINGS("PCIE1"),
     "System Slot Information\n\tDesignation: PCIE1\n\tType: PCI Express 3 x16\n"
     "\tData Bus Width: 16x or x16\n\tCurrent Usage: In Use\n\tLength: Long\n\tID: 3\n"
     "\tCharacteristics:\n\t\t3.3 V is provided\n\t\tOpening is shared\n"
     "\t\tPME signal is supported\n\tBus Address: 0000:3a:02.1\n"
     "\tData Bus Width (Base): 8\n\tPeer Devices: 1\n"
     "\tPeer Device 1: 0000:05:04.0 (Width 4)\n\tPCI Express Generation: 5\n"
     "\tSlot Physical Width: 16x or x16\n\tPitch: 3.00 mm\n\tHeight: Full height\n"},
    {10, 2, 8, SMBIOS_BYTES(0x83, 1, 5, 9), SMBIOS_STRINGS("VGA"),
     "On Board Device 1 Information\n\tType: Video\n\tStatus: Enabled\n\tDescription: VGA\n"
     "On Board Device 2 Information\n\tType: Ethernet\n\tStatus: Disabled\n"
     "\tDescription: <BAD INDEX>\n"},
    {11, 2, 8, SMBIOS_BYTES(2), SMBIOS_STRINGS("one", "two"),
     "OEM Strings\n\tString 1: one\n\tString 2: two\n"},
    {12, 2, 8, SMBIOS_BYTES(1), SMBIOS_STRINGS("JP1: clear"),
     "System Configuration Options\n\tOption 1: JP1: clear\n"},
    {13, 2, 8, SMBIOS_BYTES(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
     SMBIOS_STRINGS("enUS", "zhCN"),
     "BIOS Language Information\n\tLanguage Description Format: Abbreviated\n"
     "\tInstallable Languages: 2\n\t\tenUS\n\t\tzhCN\n\tCurrently Installed Language: zhCN\n"},
    {14, 2, 8, SMBIOS_BYTES(1, 17, 1, 0, 0x80, 2, 0), SMBIOS_STRINGS("Group"),
     "Group Associations\n\tName: Group\n\tItems: 2\n\t\t0x0001 (Memory Device)\n"
     "\t\t0x0002 (OEM-specific)\n"},
    {15, 2, 8,
     SMBIOS_BYTES(0, 8, 0, 0, 1, 0, 3, 1, 1, 0, 0, 0, 0, 0, 0xF0, 0xFF, 0, 2, 2, 0x16, 3, 0xFF,
                  0x80),
     NONE,
     "System Event Log\n\tArea Length: 2048 bytes\n\tHeader Start Offset: 0x0000\n"
     "\tHeader Length: 1 byte\n\tData Start Offset: 0x0001\n"
     "\tAccess Method: Memory-mapped physical 32-bit address\n\tAccess Address: 0xFFF00000\n"
     "\tStatus: Valid, Not Full\n\tChange Token: 0x00000001\n\tHeader Format: No Header\n"
     "\tSupported Log Type Descriptors: 2\n\tDescriptor 1: Log area reset/cleared\n"
     "\tData Format 1: Multiple-event handle\n\tDescriptor 2: End of log\n"
     "\tData Format 2: OEM-specific\n"},
    {16, 3, 0, SMBIOS_BYTES(3, 3, 6, 0, 0, 0, 0x80, 0xFE, 0xFF, 4, 0, 0, 0, 0, 0, 0, 2, 0, 0),
     NONE,
     "Physical Memory Array\n\tLocation: System Board Or Motherboard\n\tUse: System Memory\n"
     "\tError Correction Type: Multi-bit ECC\n\tMaximum Capacity: 2 TB\n"
     "\tError Information Handle: Not Provided\n\tNumber Of Devices: 4\n"},
    {18, 2, 8,
     SMBIOS_BYTES(3, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x78, 0x56, 0x34, 0x12, 1, 0, 0, 0), NONE,
     "32-bit Memory Error Information\n\tType: OK\n\tGranularity: Unknown\n"
     "\tOperation: Unknown\n\tVendor Syndrome: Unknown\n\tMemory Array Address: Unknown\n"
     "\tDevice Address: 0x12345678\n\tResolution: 0x00000001\n"},
    {19, 2, 7,
     SMBIOS_BYTES(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 5, 0, 1, 0, 0, 0, 0, 1, 0, 0,
                  0, 0xFF, 0xFF, 0xFF, 0xFF, 4, 0, 0, 0),
     NONE,
     "Memory Array Mapped Address\n\tStarting Address: 0x0000000100000000\n"
     "\tEnding Address: 0x00000004FFFFFFFF\n\tRange Size: 16 GB\n"
     "\tPhysical Array Handle: 0x0005\n\tPartition Width: 1\n"},
    {20, 2, 1, SMBIOS_BYTES(0, 0, 0, 0, 0xFF, 0xFF, 0x3F, 0, 6, 0, 7, 0, 0xFF, 1, 0), NONE,
     "Memory Device Mapped Address\n\tStarting Address: 0x00000000000\n"
     "\tEnding Address: 0x000FFFFFFFF\n\tRange Size: 4 GB\n\tPhysical Device Handle: 0x0006\n"
     "\tMemory Array Mapped Address Handle: 0x0007\n\tPartition Row Position: Unknown\n"
     "\tInterleave Position: 1\n\n"},
    {21, 2, 8, SMBIOS_BYTES(7, 0xA3, 2), NONE,
     "Built-in Pointing Device\n\tType: Touch Pad\n\tInterface: I2C\n\tButtons: 2\n"},
    {22, 2, 8,
     SMBIOS_BYTES(1, 2, 0, 0, 3, 2, 0x10, 0x27, 0xC8, 0x2D, 4, 5, 0x34, 0x12, 0x7D, 0x49, 5, 10,
                  1, 0, 0, 0),
     SMBIOS_STRINGS("Rear", "Maker", "BAT", "1.0", "LION"),
     "Portable Battery\n\tLocation: Rear\n\tManufacturer: Maker\n\tName: BAT\n"
     "\tDesign Capacity: 100000 mWh\n\tDesign Voltage: 11720 mV\n\tSBDS Version: 1.0\n"
     "\tMaximum Error: 5%\n\tSBDS Serial Number: 1234\n\tSBDS Manufacture Date: 2016-11-29\n"
     "\tSBDS Chemistry: LION\n\tOEM-specific Information: 0x00000001\n"},
    {23, 2, 8, SMBIOS_BYTES(0x33, 0xFF, 0xFF, 3, 0, 5, 0, 0xFF, 0xFF), NONE,
     "System Reset\n\tStatus: Enabled\n\tWatchdog Timer: Present\n"
     "\tBoot Option: Operating System\n\tBoot Option On Limit: System Utilities\n"
     "\tReset Count: Unknown\n\tReset Limit: 3\n\tTimer Interval: 5 min\n\tTimeout: Unknown\n"},
    {24, 2, 8, SMBIOS_BYTES(0x1B), NONE,
     "Hardware Security\n\tPower-On Password Status: Disabled\n"
     "\tKeyboard Password Status: Enabled\n\tAdministrator Password Status: Not Implemented\n"
     "\tFront Panel Reset Status: Unknown\n"},
    {25, 2, 8, SMBIOS_BYTES(0x12, 0x32, 0x07, 0x30, 0x1A), NONE,
     "System Power Controls\n\tNext Scheduled Power-on: 12-* 07:30:*\n"},
    {26, 2, 8,
     SMBIOS_BYTES(1, 0x67, 0x60, 0x30, 0x9C, 0xFF, 78, 0, 0, 0x80, 200, 0, 1, 0, 0, 0, 0xE4,
                  0x0C),
     SMBIOS_STRINGS("VCC"),
     "Voltage Probe\n\tDescription: VCC\n\tLocation: Motherboard\n\tStatus: OK\n"
     "\tMaximum Value: 12.384 V\n\tMinimum Value: -0.100 V\n\tResolution: 7.8 mV\n"
     "\tTolerance: Unknown\n\tAccuracy: 2.00%\n\tOEM-specific Information: 0x00000001\n"
     "\tNominal Value: 3.300 V\n"},
    {27, 2, 8, SMBIOS_BYTES(0xFF, 0xFF, 0x70, 0, 0, 0, 0, 0, 0x00, 0x80, 1),
     SMBIOS_STRINGS("Fan"),
     "Cooling Device\n\tType: Active Cooling\n\tStatus: OK\n"
     "\tOEM-specific Information: 0x00000000\n\tNominal Speed: Unknown Or Non-rotating\n"
     "\tDescription: Fan\n"},
    {28, 2, 8, SMBIOS_BYTES(1, 0x6C, 0xF6, 4, 0x0A, 0xFB, 0xE8, 3, 10, 0, 0, 0x80, 0, 0, 0, 0),
     SMBIOS_STRINGS("Panel"),
     "Temperature Probe\n\tDescription: Panel\n\tLocation: Front Panel Board\n\tStatus: OK\n"
     "\tMaximum Value: 127.0 deg C\n\tMinimum Value: -127.0 deg C\n\tResolution: 1.000 deg C\n"
     "\tTolerance: 1.0 deg C\n\tAccuracy: Unknown\n\tOEM-specific Information: 0x00000000\n"},
    {29, 2, 8,
     SMBIOS_BYTES(1, 0x67, 0xDC, 5, 0, 0x80, 10, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0xE8, 3),
     SMBIOS_STRINGS("12V"),
     "Electrical Current Probe\n\tDescription: 12V\n\tLocation: Motherboard\n\tStatus: OK\n"
     "\tMaximum Value: 1.500 A\n\tMinimum Value: Unknown\n\tResolution: 1.0 mA\n"
     "\tTolerance: Unknown\n\tAccuracy: Unknown\n\tOEM-specific Information: 0x00000000\n"
     "\tNominal Value: 1.000 A\n"},
    {30, 2, 8, SMBIOS_BYTES(1, 2), SMBIOS_STRINGS("Maker"),
     "Out-of-band Remote Access\n\tManufacturer Name: Maker\n\tInbound Connection: Disabled\n"
     "\tOutbound Connection: Enabled\n"},
    {31, 2, 8,
     SMBIOS_BYTES(0, 0, 0, 0, 0x77, 0x5F, 0, 0xF0, 0, 0x60, 0x0F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                  0, 0, 0),
     NONE,
     "Boot Integrity Services Entry Point\n\tChecksum: Invalid\n"
     "\t16-bit Entry Point Address: F000:5F77\n\t32-bit Entry Point Address: 0x000F6000\n"},
    {32, 2, 8, SMBIOS_BYTES(0, 0, 0, 0, 0, 0, 0xC1), NONE,
     "System Boot Information\n\tStatus: Product-specific\n"},
    {33, 2, 8,
     SMBIOS_BYTES(5, 4, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0,
                  0, 0x80),
     NONE,
     "64-bit Memory Error Information\n\tType: Parity Error\n"
     "\tGranularity: Memory Partition Level\n\tOperation: Read\n"
     "\tVendor Syndrome: 0x00000001\n\tMemory Array Address: Unknown\n"
     "\tDevice Address: 0x0000000200000001\n\tResolution: Unknown\n"},
    {34, 2, 8, SMBIOS_BYTES(1, 4, 0x90, 2, 0, 0, 3), SMBIOS_STRINGS("LM78-1"),
     "Management Device\n\tDescription: LM78-1\n\tType: LM78\n\tAddress: 0x00000290\n"
     "\tAddress Type: I/O Port\n"},
    {35, 2, 8, SMBIOS_BYTES(1, 2, 0, 3, 0, 0xFF, 0xFF), SMBIOS_STRINGS("C"),
     "Management Device Component\n\tDescription: C\n\tManagement Device Handle: 0x0002\n"
     "\tComponent Handle: 0x0003\n\n"},
    {36, 2, 8, SMBIOS_BYTES(1, 0, 0xFE, 0xFF, 0, 0x80, 0, 0x80, 0, 0x80, 6, 0), NONE,
     "Management Device Threshold Data\n\tLower Non-critical Threshold: 1\n"
     "\tUpper Non-critical Threshold: -2\n\tUpper Non-recoverable Threshold: 6\n"},
    {37, 2, 8, SMBIOS_BYTES(3, 4, 2, 1, 5, 0, 3, 6, 0), NONE,
     "Memory Channel\n\tType: RamBus\n\tMaximal Load: 4\n\tDevices: 2\n\tDevice 1 Load: 1\n"
     "\tDevice 1 Handle: 0x0005\n\tDevice 2 Load: 3\n\tDevice 2 Handle: 0x0006\n"},
    {38, 2, 8, SMBIOS_BYTES(1, 0x20, 0x20, 0xFF, 0xA9, 0x0C, 0, 0, 0, 0, 0, 0, 0x4A, 10), NONE,
     "IPMI Device Information\n\tInterface Type: KCS (Keyboard Control Style)\n"
     "\tSpecification Version: 2.0\n\tI2C Slave Address: 0x10\n"
     "\tNV Storage Device: Not Present\n\tBase Address: 0x0000000000000CA8 (I/O)\n"
     "\tRegister Spacing: 32-bit Boundaries\n\tInterrupt Polarity: Active High\n"
     "\tInterrupt Trigger Mode: Edge\n\tInterrupt Number: 10\n"},
    {39, 2, 8,
     SMBIOS_BYTES(1, 1, 2, 3, 4, 5, 6, 7, 0x98, 3, 0xA2, 0x11, 0xFF, 0xFF, 1, 0, 0xFF, 0xFF),
     SMBIOS_STRINGS("Rear", "PSU", "Maker", "PSU-SN", "PSU-AT", "PN", "1.2"),
     "System Power Supply\n\tPower Unit Group: 1\n\tLocation: Rear\n\tName: PSU\n"
     "\tManufacturer: Maker\n\tSerial Number: PSU-SN\n\tAsset Tag: PSU-AT\n"
     "\tModel Part Number: PN\n\tRevision: 1.2\n\tMax Power Capacity: 920 W\n"
     "\tStatus: Present, OK\n\tType: Switching\n\tInput Voltage Range Switching: Auto-switch\n"
     "\tPlugged: Yes\n\tHot Replaceable: No\n\tCooling Device Handle: 0x0001\n\n"},
    {40, 2, 8, SMBIOS_BYTES(2, 6, 0x0D, 0, 5, 1, 0xAA, 9, 1, 0, 4, 0, 1, 2, 3, 4),
     SMBIOS_STRINGS("x16"),
     "Additional Information 1\n\tReferenced Handle: 0x000d\n\tReferenced Offset: 0x05\n"
     "\tString: x16\n\tValue: 0xaa\nAdditional Information 2\n\tReferenced Handle: 0x0001\n"
     "\tReferenced Offset: 0x04\n\tString: Not Specified\n\tValue: 0x04030201\n"},
    {41, 2, 8, SMBIOS_BYTES(1, 0x85, 1, 0, 0, 2, 0xFE), SMBIOS_STRINGS("LAN"),
     "Onboard Device\n\tReference Designation: LAN\n\tType: Ethernet\n\tStatus: Enabled\n"
     "\tType Instance: 1\n\tBus Address: 0000:02:1f.6\n"},
    {42, 3, 0, SMBIOS_BYTES(0xF0, 0, 0, 0x11, 0x22), NONE,
     "Management Controller Host Interface\n\tInterface Type: OEM\n\tVendor ID: 0x00001122\n"},
    {43, 3, 1,
     SMBIOS_BYTES('I', 'N', 'T', 'C', 2, 0, 14, 0, 0xF4, 1, 0, 0, 0, 0, 1, 0x10, 0, 0, 0, 0, 0,
                  0, 0, 1, 0, 0, 0),
     SMBIOS_STRINGS("TPM"),
     "TPM Device\n\tVendor ID: INTC\n\tSpecification Version: 2.0\n\tFirmware Revision: "
     "500.14\n"
     "\tDescription: TPM\n\tCharacteristics:\n"
     "\t\tFamily configurable via platform software support\n"
     "\tOEM-specific Information: 0x00000001\n"},
    {44, 3, 3, SMBIOS_BYTES(4, 0, 2, 2, 0xAB, 0xCD), NONE,
     "Processor Additional Information\n\tReferenced Handle: 0x0004\n"
     "\tProcessor Architecture: x64 (x86-64, Intel64, AMD64, EM64T)\n"
     "\tProcessor-specific Data:\n\t\tAB CD\n"},
    {45, 3, 5,
     SMBIOS_BYTES(1, 2, 1, 0, 0, 3, 4, 2, 0, 0, 0x10, 0, 0, 0, 0, 0, 1, 0, 4, 1, 0x40, 0),
     SMBIOS_STRINGS("TPM", "7.2", "2021-05-15", "Maker"),
     "Firmware Inventory Information\n\tFirmware Component Name: TPM\n\tFirmware Version: 7.2\n"
     "\tFirmware Version Format: MAJOR.MINOR\n\tFirmware ID: Not Specified\n"
     "\tFirmware ID Format: Free-form\n\tRelease Date: 2021-05-15\n\tManufacturer: Maker\n"
     "\tLowest Supported Firmware Version: 7.2\n\tImage Size: 1 MB\n"
     "\tCharacteristics:\n\t\tUpdatable: Yes\n\t\tWrite-Protect: No\n\tState: Enabled\n"
     "\tAssociated Components: 1\n\t\t0x0040\n"},
    {46, 3, 5, SMBIOS_BYTES(1, 0, 1, 0x29, 0), SMBIOS_STRINGS("PciRoot(0x0)"),
     "String Property\n\tString Property ID: UEFI device path\n"
     "\tString Property Value: PciRoot(0x0)\n\tParent Handle: 0x0029\n"},
    {126, 3, 5, SMBIOS_BYTES(1, 2, 3), NONE, "DMI type 126, 7 bytes\nInactive\n\n"},
    {60, 3, 5, SMBIOS_BYTES(1, 2, 3), SMBIOS_STRINGS("x"),
     "Unknown Type\n\tHeader and Data:\n\t\t3C 07 34 12 01 02 03\n\tStrings:\n\t\tx\n"},
};

static void test_each_type_has_its_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        smbios_sample_check(&samples[i]);
}

/* ---- the rows themselves ----------------------------------------------------------------- */

static void test_rows_lie_inside_of_their_group(void **state)
{
    (void)state;
    for (unsigned type = 0; type < 256; type++) {
        size_t n;
        const struct smbios_row *rows = smbios_rows_of((uint8_t)type, &n);

        assert_true(type <= 46 ? n > 0 : n == 0);
        for (size_t i = 0; i < n; i++) {
            assert_non_null(rows[i].kind->read);
            assert_non_null(rows[i].kind->text);
            assert_true(rows[i].offset >= 4 && rows[i].group >= rows[i].offset + rows[i].width);
            assert_true(rows[i].kind != &kind_enum || rows[i].names != NULL);
            assert_int_equal(rows[i].label_n, strlen(rows[i].label));
        }
    }
}

/* No length and no content of any structure reads beyond it; the sanitizers watch. */
static void test_every_length_of_every_type_is_survived(void **state)
{
    static const uint8_t fill[] = {0, 1, 2, 0x40, 0x7F, 0x80, 0xFF};

    (void)state;
    for (unsigned type = 0; type < 127; type++) {
        for (unsigned n = 0; n <= 251; n++) {
            uint8_t rest[251];
            struct buf text = BUF_INIT(1024 * 1024);
            struct smbios_sample sample = {
                (uint8_t)type, 3, 7, rest, n, SMBIOS_STRINGS("a", "b"), ""};

            memset(rest, fill[(n + type) % COUNT_OF(fill)], sizeof rest);
            smbios_sample_print(&sample, &text);
            assert_false(buf_failed(&text));
            buf_done(&text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_type_has_its_fields),
        cmocka_unit_test(test_rows_lie_inside_of_their_group),
        cmocka_unit_test(test_every_length_of_every_type_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
