/* smbios_value_cpu.c - kinds of 7.5 Processor, 7.8 Cache, 7.45 Processor Additional. */
#include <string.h>

#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

enum {
    FAMILY_AT = 0x06,
    FAMILY_2_AT = 0x28,
    FAMILY_IN_2 = 0xFE, /* look into the two-byte field */
    MAKER_AT = 0x07,
    VERSION_AT = 0x10,
    CHARACTERISTICS_AT = 0x26,
    CHARACTERISTIC_SOC_ID = 1 << 9,
};

/* 7.5.2, two values of which mean one of two things: the maker's name decides. */
static unsigned family(const struct smbios_value *v)
{
    unsigned code = (unsigned)smbios_at(v, FAMILY_AT, 1);

    return code == FAMILY_IN_2 && v->structure->length >= FAMILY_2_AT + 2
               ? (unsigned)smbios_at(v, FAMILY_2_AT, 2)
               : code;
}

static struct str string_at(const struct smbios_value *v, unsigned offset)
{
    struct str s = {NULL, 0};
    size_t at;

    (void)smbios_string(v->table, v->structure, (unsigned)smbios_at(v, offset, 1), &s, &at);
    return s;
}

static void read_family(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->number = family(v);
}

static void text_family(const struct smbios_value *v, struct buf *out)
{
    static const struct {
        unsigned code;
        const char *maker, *name;
    } shared[] = {
        {0x30, "Intel", "Pentium Pro"}, {0xBE, "Intel", "Core 2"}, {0xBE, "AMD", "K7"}};
    bool old = smbios_version(v->table) == 0x0200; /* 30h: 2.0 had it for the Pentium Pro */
    struct str maker = string_at(v, MAKER_AT);

    for (size_t i = 0; i < COUNT_OF(shared); i++) {
        if (v->number == shared[i].code && str_starts(maker, shared[i].maker) &&
            (old || shared[i].code != 0x30)) {
            buf_puts(out, shared[i].name);
            return;
        }
    }
    buf_puts(out, smbios_name(v->row->names, v->number));
}

/* ---- 7.5.3 what the processor says about itself ------------------------------------------ */

enum cpu_id { CPU_OTHER, CPU_386, CPU_486, CPU_ARM, CPU_INTEL, CPU_AMD };

/* How families with a CPU of their own say what they are. */
static const struct {
    uint16_t first, last;
    enum cpu_id id;
} family_ids[] = {
    {0x05, 0x05, CPU_386},   {0x06, 0x06, CPU_486},   {0x0B, 0x15, CPU_INTEL},
    {0x18, 0x1D, CPU_AMD},   {0x1F, 0x1F, CPU_AMD},   {0x28, 0x2F, CPU_INTEL},
    {0x38, 0x3F, CPU_AMD},   {0x46, 0x4F, CPU_AMD},   {0x66, 0x6B, CPU_AMD},
    {0x83, 0x8F, CPU_AMD},   {0xA1, 0xB3, CPU_INTEL}, {0xB5, 0xB5, CPU_INTEL},
    {0xB6, 0xB7, CPU_AMD},   {0xB9, 0xC7, CPU_INTEL}, {0xCD, 0xCF, CPU_INTEL},
    {0xD2, 0xDB, CPU_INTEL}, {0xDD, 0xE0, CPU_INTEL}, {0xE4, 0xEF, CPU_AMD},
    {0x100, 0x102, CPU_ARM}, {0x118, 0x119, CPU_ARM}, {0x300, 0x307, CPU_INTEL},
};

/* Families "Other" and "Unknown": the version string may tell. */
static const struct {
    const char *start;
    enum cpu_id id;
} version_ids[] = {
    {"Pentium III MMX", CPU_INTEL},
    {"Intel(R) Core(TM)2", CPU_INTEL},
    {"Intel(R) Pentium(R)", CPU_INTEL},
    {"Genuine Intel(R) CPU U1400", CPU_INTEL},
    {"AMD Athlon(TM)", CPU_AMD},
    {"AMD Opteron(tm)", CPU_AMD},
    {"Dual-Core AMD Opteron(tm)", CPU_AMD},
};

static enum cpu_id id_of(const struct smbios_value *v)
{
    unsigned code = family(v);

    for (size_t i = 0; i < COUNT_OF(family_ids); i++)
        if (code >= family_ids[i].first && code <= family_ids[i].last)
            return family_ids[i].id;
    for (size_t i = 0; (code == 1 || code == 2) && i < COUNT_OF(version_ids); i++)
        if (str_starts(string_at(v, VERSION_AT), version_ids[i].start))
            return version_ids[i].id;
    return CPU_OTHER;
}

static void put_x86(const struct smbios_value *v, bool amd, struct buf *out)
{
    unsigned eax = (unsigned)v->number, base = eax >> 8 & 15;
    unsigned family_ = base + (!amd || base == 15 ? eax >> 20 & 0xFF : 0);
    unsigned model = (eax >> 4 & 15) + (!amd || base == 15 ? eax >> 12 & 0xF0 : 0);

    buf_puts(out, "\n\tSignature: ");
    if (!amd)
        buf_printf(out, "Type %u, ", eax >> 12 & 3);
    buf_printf(out, "Family %u, Model %u, Stepping %u", family_, model, eax & 15);
    smbios_put_list(out, "Flags", &names_cpu_flags, v->number >> 32);
}

/* A 486 may be too old to have CPUID; what stands there then is its DX after reset. */
static bool has_cpuid(unsigned dx)
{
    return ((dx & 0x0F00) == 0x0400 && ((dx & 0xF0) == 0x40 || (dx & 0xF0) >= 0x70)) ||
           (dx & 0x0F00) == 0x0500;
}

/* MIDR_EL1, or what SMCCC_ARCH_SOC_ID gives for both of its functions. */
static void put_arm(const struct smbios_value *v, struct buf *out)
{
    unsigned low = (unsigned)v->number, high = (unsigned)(v->number >> 32);

    if (smbios_at(v, CHARACTERISTICS_AT, 2) & CHARACTERISTIC_SOC_ID)
        buf_printf(out,
                   "\n\tSignature: JEP-106 Bank 0x%02x Manufacturer 0x%02x, SoC ID 0x%04x, "
                   "SoC Revision 0x%08x",
                   low >> 24 & 0x7F, low >> 16 & 0x7F, low & 0xFFFF, high);
    else if (low != 0)
        buf_printf(out,
                   "\n\tSignature: Implementor 0x%02x, Variant 0x%x, Architecture %u, "
                   "Part 0x%03x, Revision %u",
                   low >> 24, low >> 20 & 15, low >> 16 & 15, low >> 4 & 0xFFF, low & 15);
}

static void text_cpu_id(const struct smbios_value *v, struct buf *out)
{
    unsigned dx = (unsigned)v->number & 0xFFFF;
    enum cpu_id id = id_of(v);

    for (unsigned i = 0; i < 8; i++) {
        if (i > 0)
            buf_putc(out, ' ');
        smbios_put_digits(out, v->number >> 8 * i, 2);
    }
    if (id == CPU_ARM)
        put_arm(v, out);
    else if (id == CPU_386)
        buf_printf(out,
                   "\n\tSignature: Type %u, Family %u, Major Stepping %u, Minor Stepping %u",
                   dx >> 12, dx >> 8 & 15, dx >> 4 & 15, dx & 15);
    else if (id == CPU_486 && !has_cpuid(dx))
        buf_printf(out, "\n\tSignature: Type %u, Family %u, Model %u, Stepping %u",
                   dx >> 12 & 3, dx >> 8 & 15, dx >> 4 & 15, dx & 15);
    else if (id != CPU_OTHER)
        put_x86(v, id == CPU_AMD, out);
}

/* ---- 7.5 --------------------------------------------------------------------------------- */

/* 7.5.4: bit 7 says that the rest is ten times the voltage. */
static void text_voltage(const struct smbios_value *v, struct buf *out)
{
    if (!(v->number & 0x80)) {
        smbios_put_words(v->row->names, v->number, out);
        return;
    }
    smbios_put_number(out, (v->number & 0x7F) / 10);
    buf_putc(out, '.');
    smbios_put_number(out, (v->number & 0x7F) % 10);
    buf_puts(out, " V");
}

static void text_cpu_status(const struct smbios_value *v, struct buf *out)
{
    if (!(v->number & 1 << 6)) {
        buf_puts(out, "Unpopulated");
        return;
    }
    buf_puts(out, "Populated, ");
    buf_puts(out, smbios_name(v->row->names, smbios_code(v->row->names, v->number)));
}

/* One byte, and since 3.0 a word for more than 254; 0 is not known. */
static void read_cores(struct smbios_value *v)
{
    uint64_t many;

    smbios_read_plain(v);
    if (v->number == 0xFF && smbios_field(v->structure, v->row->also, 2, &many))
        v->number = many;
    else if (v->state == FACT_OK && v->number == 0)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_cores(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number);
}

/* FFFFh: before 2.3 there is no such cache, since then nothing is known. */
static void text_cache_handle(const struct smbios_value *v, struct buf *out)
{
    unsigned version = smbios_version(v->table);

    if (v->number != 0xFFFF)
        smbios_put_hex(out, v->number, 4);
    else if (version == 0 || version >= 0x0203)
        buf_puts(out, "Not Provided");
    else
        buf_printf(out, "No L%d Cache", (v->row->offset - 0x1A) / 2 + 1);
}

/* ---- 7.8 --------------------------------------------------------------------------------- */

static void text_cache_setup(const struct smbios_value *v, struct buf *out)
{
    buf_puts(out, v->number & 0x80 ? "Enabled, " : "Disabled, ");
    buf_puts(out, v->number & 0x08 ? "Socketed, Level " : "Not Socketed, Level ");
    smbios_put_number(out, (v->number & 7) + 1);
}

/* The top bit says 64 kB units, else 1 kB; since 3.1 there is a field of 4 bytes too. */
static void read_cache_size(struct smbios_value *v)
{
    unsigned top = 15;

    smbios_read_plain(v);
    if (smbios_field(v->structure, v->row->also, 4, &v->number))
        top = 31;
    if (v->number >> top)
        v->number = (v->number & ~(UINT64_C(1) << top)) << 6;
}

static void text_cache_size(const struct smbios_value *v, struct buf *out)
{
    smbios_put_size(out, v->number, 1);
}

/* ---- 7.45 -------------------------------------------------------------------------------- */

/* RISC-V block: 128-bit numbers at places of their own, DSP0134 7.45.2. */
static const struct {
    const char *name;
    uint8_t at;
} riscv_numbers[] = {
    {"Hart ID", 0x03},
    {"Machine Vendor ID", 0x14},
    {"Machine Architecture ID", 0x24},
    {"Machine Implementation ID", 0x34},
    {"Machine Exception Trap Delegation", 0x49},
    {"Machine Interrupt Trap Delegation", 0x59},
};

static const struct {
    const char *name;
    uint8_t at;
} riscv_widths[] = {
    {"Register Width", 0x69},
    {"Machine Mode Width", 0x6A},
    {"Supervisor Mode Width", 0x6C},
    {"User Mode Width", 0x6D},
};

enum {
    BLOCK_AT = 0x08,
    BLOCK_RISCV_BYTES = 0x6E,
    BLOCK_BOOT_HART = 0x13,
    BLOCK_ISA = 0x44,
    BLOCK_PRIVILEGES = 0x48,
    ARCH_RV32 = 0x06,
    ARCH_RV128 = 0x08,
};

/* Bit 0 is extension A, bit 25 Z. */
static void put_extensions(uint64_t bits, struct buf *out)
{
    for (unsigned i = 0; i < 26; i++)
        if (bits >> i & 1)
            buf_putc(out, (char)('A' + i));
    if ((bits & 0x3FFFFFF) == 0)
        buf_puts(out, "None");
}

static void put_riscv(const struct smbios_value *v, struct buf *out)
{
    for (size_t i = 0; i < COUNT_OF(riscv_numbers); i++) {
        unsigned at = BLOCK_AT + riscv_numbers[i].at;

        smbios_put_label(out, riscv_numbers[i].name);
        buf_puts(out, "0x");
        smbios_put_digits(out, smbios_at(v, at + 8, 8), 16);
        smbios_put_digits(out, smbios_at(v, at, 8), 16);
    }
    buf_puts(out, "\n\tBoot Hart: ");
    buf_puts(out, smbios_at(v, BLOCK_AT + BLOCK_BOOT_HART, 1) ? "Yes" : "No");
    buf_puts(out, "\n\tInstruction Set Extensions: ");
    put_extensions(smbios_at(v, BLOCK_AT + BLOCK_ISA, 4), out);
    smbios_put_list(out, "Privilege Levels", &names_riscv_privileges,
                    smbios_at(v, BLOCK_AT + BLOCK_PRIVILEGES, 1));
    for (size_t i = 0; i < COUNT_OF(riscv_widths); i++) {
        smbios_put_label(out, riscv_widths[i].name);
        buf_puts(out, smbios_name(&names_riscv_width,
                                  smbios_at(v, BLOCK_AT + riscv_widths[i].at, 1)));
    }
}

/* Length and architecture, then so many bytes that the architecture explains. */
static void read_cpu_block(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->unit = (uint8_t)(v->number >> 8);
    v->number &= 0xFF;
    if (v->state == FACT_OK && BLOCK_AT + v->number > v->structure->length)
        v->number = v->structure->length - (uint64_t)BLOCK_AT;
}

static void text_cpu_block(const struct smbios_value *v, struct buf *out)
{
    if (v->unit >= ARCH_RV32 && v->unit <= ARCH_RV128 && v->number >= BLOCK_RISCV_BYTES) {
        put_riscv(v, out);
        return;
    }
    buf_puts(out, "\n\tProcessor-specific Data:");
    for (unsigned i = 0; i < v->number; i++) {
        buf_puts(out, i % 16 ? " " : SMBIOS_ITEM);
        smbios_put_digits(out, smbios_at(v, BLOCK_AT + i, 1), 2);
    }
    if (v->number == 0)
        buf_puts(out, " None");
}

KIND(family, read_family, text_family);
KIND(cpu_id, smbios_read_plain, text_cpu_id);
KIND(voltage, smbios_read_plain, text_voltage);
KIND(cpu_status, smbios_read_plain, text_cpu_status);
KIND(cores, read_cores, text_cores);
KIND(cache_handle, smbios_read_plain, text_cache_handle);
KIND(cache_setup, smbios_read_plain, text_cache_setup);
KIND(cache_size, read_cache_size, text_cache_size);
KIND(cpu_block, read_cpu_block, text_cpu_block);
