/* test_smbios_values.c - fields that have several forms: memory devices, processors, hosts. */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/smbios_sample.h"

/* ---- 7.18 -------------------------------------------------------------------------------- */

/* A memory device of SMBIOS 3.7 to be changed byte by byte; offsets as in the specification. */
static void device(uint8_t *d)
{
    static const uint8_t plain[0x64] = {
        [0x04] = 1,    [0x06] = 0xFE, [0x07] = 0xFF, [0x08] = 72,   [0x0A] = 64,
        [0x0C] = 0xFF, [0x0D] = 0x7F, [0x0E] = 0x0D, [0x10] = 1,    [0x11] = 2,
        [0x12] = 0x22, [0x13] = 0x80, [0x14] = 0x40, [0x15] = 0xFF, [0x16] = 0xFF,
        [0x17] = 3,    [0x18] = 4,    [0x19] = 5,    [0x1A] = 6,    [0x1B] = 0x12,
        [0x1D] = 0x80, [0x20] = 0xC0, [0x21] = 0x12, [0x22] = 0x4C, [0x23] = 4,
        [0x24] = 0xE2, [0x25] = 4,    [0x28] = 3,    [0x29] = 8,    [0x2C] = 0x80,
        [0x2D] = 0xCE, [0x39] = 0,    [0x3F] = 0,    [0x40] = 8,    [0x44] = 0xFF,
        [0x45] = 0xFF, [0x46] = 0xFF, [0x47] = 0xFF, [0x48] = 0xFF, [0x49] = 0xFF,
        [0x4A] = 0xFF, [0x4B] = 0xFF, [0x55] = 0x00, [0x56] = 1,    [0x5C] = 0x8A,
        [0x5D] = 0x0C, [0x5E] = 0x11, [0x61] = 0,    [0x63] = 0xFF,
    };

    memcpy(d, plain, sizeof plain);
}

static void check_device(const uint8_t *d, size_t length, const char *text)
{
    struct smbios_sample sample = {
        17,    3,          7,
        d + 4, length - 4, SMBIOS_STRINGS("A1", "BANK", "Maker", "MEM-SN", "MEM-AT", "PN"),
        text};

    smbios_sample_check(&sample);
}

static void test_a_memory_device_says_all_of_3_7(void **state)
{
    uint8_t d[0x64];

    (void)state;
    device(d);
    check_device(
        d, sizeof d,
        "Memory Device\n\tArray Handle: 0x0001\n\tError Information Handle: Not Provided\n"
        "\tTotal Width: 72 bits\n\tData Width: 64 bits\n\tSize: 32 GB\n"
        "\tForm Factor: SODIMM\n\tSet: None\n\tLocator: A1\n\tBank Locator: BANK\n"
        "\tType: DDR5\n\tType Detail: Synchronous Unbuffered (Unregistered)\n"
        "\tSpeed: 65536 MT/s\n\tManufacturer: Maker\n\tSerial Number: MEM-SN\n"
        "\tAsset Tag: MEM-AT\n\tPart Number: PN\n\tRank: 2\n"
        "\tConfigured Memory Speed: 4800 MT/s\n\tMinimum Voltage: 1.1 V\n"
        "\tMaximum Voltage: 1.25 V\n\tConfigured Voltage: Unknown\n"
        "\tMemory Technology: DRAM\n\tMemory Operating Mode Capability: Volatile memory\n"
        "\tFirmware Version: Not Specified\n\tModule Manufacturer ID: Bank 1, Hex 0xCE\n"
        "\tModule Product ID: Unknown\n"
        "\tMemory Subsystem Controller Manufacturer ID: Unknown\n"
        "\tMemory Subsystem Controller Product ID: Unknown\n\tNon-Volatile Size: None\n"
        "\tVolatile Size: 32 GB\n\tCache Size: Unknown\n\tLogical Size: None\n"
        "\tPMIC0 Manufacturer ID: Bank 11, Hex 0x0C\n\tPMIC0 Revision Number: 0x0011\n"
        "\tRCD Manufacturer ID: Unknown\n\tRCD Revision Number: Unknown\n\n");
}

static void test_an_empty_memory_slot_says_no_more_than_that(void **state)
{
    uint8_t d[0x64];

    (void)state;
    device(d);
    d[0x0C] = d[0x0D] = 0;
    check_device(d, sizeof d, "\tType Detail: Synchronous Unbuffered (Unregistered)\n\n");
    check_device(d, sizeof d, "\tSize: No Module Installed\n");
}

static void test_memory_sizes_have_three_forms(void **state)
{
    static const struct {
        uint8_t low, high;
        uint32_t extended;
        const char *text;
    } cases[] = {
        {0x00, 0x02, 0, "\tSize: 512 MB\n"},       {0x00, 0x20, 0, "\tSize: 8 GB\n"},
        {0x00, 0x82, 0, "\tSize: 512 kB\n"},       {0xFF, 0xFF, 0, "\tSize: Unknown\n"},
        {0xFF, 0x7F, 98304, "\tSize: 96 GB\n"},    {0xFF, 0x7F, 1 << 20, "\tSize: 1 TB\n"},
        {0xFF, 0x7F, 32769, "\tSize: 32769 MB\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t d[0x64];
        device(d);
        d[0x0C] = cases[i].low;
        d[0x0D] = cases[i].high;
        for (unsigned k = 0; k < 4; k++)
            d[0x1C + k] = (uint8_t)(cases[i].extended >> 8 * k);
        check_device(d, sizeof d, cases[i].text);
    }
}

static void test_each_version_of_a_memory_device_ends_where_it_ended(void **state)
{
    static const struct {
        uint8_t length;
        const char *end;
    } cases[] = {
        {0x15, "(Unregistered)\n\n"}, /* 2.1 */
        {0x1B, "\tPart Number: PN\n\n"},
        {0x1C, "\tRank: 2\n\n"},
        {0x22, "\tConfigured Memory Speed: 4800 MT/s\n\n"},
        {0x28, "\tConfigured Voltage: Unknown\n\n"},
        {0x54, "\tLogical Size: None\n\n"},
        {0x5C, "\tLogical Size: None\n\n"}, /* 3.3 */
    };
    uint8_t d[0x64];

    (void)state;
    device(d);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_device(d, cases[i].length, cases[i].end);
}

/* ---- 7.5 and 7.43 ------------------------------------------------------------------------ */

static void check_cpu(uint8_t family, const uint8_t id[8], const char *version,
                      const char *text)
{
    uint8_t rest[0x1A - 4] = {0, 3, family, 0};
    struct smbios_sample sample = {4, 2, 3, rest, sizeof rest, SMBIOS_STRINGS(version), text};

    memcpy(rest + 4, id, 8);
    rest[0x10 - 4] = 1;
    smbios_sample_check(&sample);
}

static void test_processors_sign_in_the_way_of_their_family(void **state)
{
    static const uint8_t amd[8] = {0x12, 0x0F, 0x62, 0}, arm[8] = {0x31, 0xD0, 0x0F, 0x41},
                         old[8] = {0x08, 0x03}, zero[8] = {0};

    (void)state;
    check_cpu(0x6B, amd, "Zen",
              "\tSignature: Family 21, Model 33, Stepping 2\n\tFlags: None\n");
    check_cpu(0x01, amd, "AMD Athlon(TM) XP", "\tSignature: Family 21, ");
    check_cpu(0x01, amd, "Something", "\tID: 12 0F 62 00 00 00 00 00\n\tVersion: Something\n");
    check_cpu(0x05, old, "386",
              "\tSignature: Type 0, Family 3, Major Stepping 0, Minor Stepping 8\n");
    check_cpu(0x06, old, "486", "\tSignature: Type 0, Family 3, Model 0, Stepping 8\n");
    check_cpu(0x06, zero, "486", "\tSignature: Type 0, Family 0, Model 0, Stepping 0\n");
    uint8_t rest[0x30 - 4] = {[2] = 0xFE, [0x28 - 4] = 0x01, [0x29 - 4] = 0x01};
    struct smbios_sample v8 = {4,
                               3,
                               0,
                               rest,
                               sizeof rest,
                               NULL,
                               "\tFamily: ARMv8\n\tManufacturer: Not Specified\n"
                               "\tID: 31 D0 0F 41 00 00 00 00\n\tSignature: Implementor 0x41, "
                               "Variant 0x0, Architecture 15, Part 0xd03, Revision 1\n"};
    memcpy(rest + 4, arm, 8);
    smbios_sample_check(&v8);
    v8.text = "\tSignature: JEP-106 Bank 0x41 Manufacturer 0x0f, SoC ID 0xd031, "
              "SoC Revision 0x00000000\n";
    rest[0x27 - 4] = 2;
    smbios_sample_check(&v8);
}

static void test_families_that_two_makers_share_follow_the_maker(void **state)
{
    static const struct {
        uint8_t minor, family;
        const char *maker, *text;
    } cases[] = {
        {8, 0xBE, "Intel", "\tFamily: Core 2\n"},
        {8, 0xBE, "AMD", "\tFamily: K7\n"},
        {8, 0xBE, "Other", "\tFamily: Core 2 or K7\n"},
        {0, 0x30, "Intel", "\tFamily: Pentium Pro\n"},
        {8, 0x30, "Intel", "\tFamily: Alpha\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint8_t rest[0x1A - 4] = {0, 3, cases[i].family, 1};
        struct smbios_sample sample = {4,
                                       2,
                                       cases[i].minor,
                                       rest,
                                       sizeof rest,
                                       SMBIOS_STRINGS(cases[i].maker),
                                       cases[i].text};
        smbios_sample_check(&sample);
    }
}

static const uint8_t redfish[] = {0x40, 9,    3,    0x86, 0x80, 0x21, 0x15, 0x43, 0x10, 0x01,
                                  0x02, 1, /* a PCI network device */
                                  4,    96,   0x33, 0x22, 0x11, 0,    0x55, 0x44, 0x77, 0x66,
                                  0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 1,    1,
                                  192,  0,    2,    18,   0,    0,    0,    0,    0,    0,
                                  0,    0,    0,    0,    0,    0,    255,  255,  255,  0,
                                  0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
                                  0,    0,    3,    2,    0x20, 1,    0x0D, 0xB8, 0,    0,
                                  0,    0,    0,    1,    0,    0,    0,    0,    0,    1,
                                  255,  255,  0,    0,    0,    0,    0,    0,    0,    0,
                                  0,    0,    0,    0,    0,    0,    0xBB, 1,    7,    0,
                                  0,    0,    5,    'b',  'm',  'c',  '-',  '1'};

static void test_a_host_interface_shows_the_way_to_redfish(void **state)
{
    struct smbios_sample sample = {
        42,
        3,
        2,
        redfish,
        sizeof redfish,
        NULL,
        "Management Controller Host Interface\n\tHost Interface Type: Network\n"
        "\tDevice Type: PCI/PCIe\n\tVendorID: 0x8086\n\tDeviceID: 0x1521\n"
        "\tSubVendorID: 0x1043\n\tSubDeviceID: 0x0201\n\tProtocol ID: 04 (Redfish over IP)\n"
        "\t\tService UUID: 00112233-4455-6677-8899-aabbccddeeff\n"
        "\t\tHost IP Assignment Type: Static\n\t\tHost IP Address Format: IPv4\n"
        "\t\tIPv4 Address: 192.0.2.18\n\t\tIPv4 Mask: 255.255.255.0\n"
        "\t\tRedfish Service IP Discovery Type: AutoConf\n"
        "\t\tRedfish Service IP Address Format: IPv6\n"
        "\t\tIPv6 Redfish Service Address: 2001:db8::1:0:0:1\n"
        "\t\tIPv6 Redfish Service Mask: ffff::\n\t\tRedfish Service Port: 443\n"
        "\t\tRedfish Service Vlan: 7\n\t\tRedfish Service Hostname: bmc-1\n"};

    (void)state;
    smbios_sample_check(&sample);
    for (size_t n = 1; n < sizeof redfish; n++) { /* cut anywhere: no more than is there */
        struct buf text = BUF_INIT(64 * 1024);
        sample.rest_n = n;
        smbios_sample_print(&sample, &text);
        buf_done(&text);
    }
}

static void test_a_risc_v_block_is_read(void **state)
{
    uint8_t rest[4 + 0x6E] = {4, 0, 0x6E, 7};
    struct smbios_sample sample = {44,
                                   3,
                                   3,
                                   rest,
                                   sizeof rest,
                                   NULL,
                                   "\tProcessor Architecture: 64-bit RISC-V (RV64)\n"
                                   "\tHart ID: 0x00000000000000000000000000000003\n"};

    (void)state;
    rest[4 + 3] = 3;
    rest[4 + 0x13] = 1;
    rest[4 + 0x44] = 0x2D; /* A, C, D, F */
    rest[4 + 0x48] = 0x0B;
    rest[4 + 0x69] = 2;
    smbios_sample_check(&sample);
    sample.text = "\tBoot Hart: Yes\n\tInstruction Set Extensions: ACDF\n"
                  "\tPrivilege Levels:\n\t\tMachine\n\t\tSupervisor\n\t\tUser\n"
                  "\tRegister Width: 64-bit\n\tMachine Mode Width: Unsupported\n";
    smbios_sample_check(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_memory_device_says_all_of_3_7),
        cmocka_unit_test(test_an_empty_memory_slot_says_no_more_than_that),
        cmocka_unit_test(test_memory_sizes_have_three_forms),
        cmocka_unit_test(test_each_version_of_a_memory_device_ends_where_it_ended),
        cmocka_unit_test(test_processors_sign_in_the_way_of_their_family),
        cmocka_unit_test(test_families_that_two_makers_share_follow_the_maker),
        cmocka_unit_test(test_a_host_interface_shows_the_way_to_redfish),
        cmocka_unit_test(test_a_risc_v_block_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
