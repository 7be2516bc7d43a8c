/* virtual.c - signs of a hypervisor: what SMBIOS names, the processor's flag, the kernel.
 *
 *   smbios.system.manufacturer   "QEMU", "VMware, Inc." ...
 *   /proc/cpuinfo                flags : fpu vme ... hypervisor ...   (CPUID 1, ECX bit 31)
 *   /sys/hypervisor/type         "xen"; the domain that rules the others is the machine itself */
#include "collect/virtual.h"

#include "collect/linux/sources.h"
#include "collect/linux/sysfs.h"

#define CPUINFO_MAX_BYTES (4 * 1024 * 1024)

/* A field of the table, or what the kernel shows of it to everybody. */
static struct str smbios_text(const struct sysfs *s, enum fact_key key, const char *dmi,
                              struct fact_source *source)
{
    const struct fact *f = fact_find(s->facts, key, 0);
    struct attr shown;

    if (f && f->state == FACT_OK) {
        *source = f->source;
        return str_trim(f->text);
    }
    shown = sysfs_line(s, "/sys/class/dmi/id/%s", dmi);
    *source = fact_source_file(s->facts, shown.path);
    return str_trim(shown.text);
}

static void ask_smbios(const struct sysfs *s, struct virtual_signs *e)
{
    struct fact_source source, ignored;
    struct str product = smbios_text(s, KEY_SYSTEM_PRODUCT, "product_name", &ignored);
    struct str maker = smbios_text(s, KEY_SYSTEM_MANUFACTURER, "sys_vendor", &source);

    virtual_ask_names(e, maker, product, source);
}

static void ask_kernel(const struct sysfs *s, struct virtual_signs *e)
{
    struct attr type = sysfs_line(s, "/sys/hypervisor/type");
    struct str name = str_trim(type.text);

    if (type.state == FACT_OK)
        virtual_sign(e, str_is(name, "xen") ? "xen" : "unknown",
                     fact_source_file(s->facts, type.path),
                     arena_printf(s->arena, "/sys/hypervisor %.*s", STR_ARG(name)));
}

static bool has_flag(struct str flags, const char *name)
{
    struct str word;

    while (word_next(&flags, &word))
        if (str_is(word, name))
            return true;
    return false;
}

/* The processors of a machine have the same flags: the first line of them is enough. */
static void ask_processor(const struct sysfs *s, struct virtual_signs *e)
{
    struct attr info = sysfs_file(s, CPUINFO_MAX_BYTES, "/proc/cpuinfo");
    struct fact_source source = fact_source_file(s->facts, info.path);
    struct str rest = info.text, line;

    e->looked = attr_was_read(&info);
    if (!e->name)
        e->source = source;
    while (str_next(&rest, '\n', &line)) {
        if (!str_starts(line, "flags"))
            continue;
        if (has_flag(line, "hypervisor"))
            virtual_sign(e, "unknown", source, "processor flag hypervisor");
        return;
    }
}

/* The domain of Xen that rules the others sees the same signs as they do. */
static bool rules_others(const struct sysfs *s)
{
    struct attr rules = sysfs_line(s, "/proc/xen/capabilities");
    size_t at;

    return str_find(rules.text, "control_d", &at);
}

bool linux_virtual(const struct collect_target *target, struct collect_result *out,
                   struct err *err)
{
    const struct sysfs s = sysfs_of(target, out);
    struct virtual_signs e = VIRTUAL_SIGNS_INIT;

    (void)err;
    ask_smbios(&s, &e);
    if (rules_others(&s)) {
        e.looked = true;
    } else {
        ask_kernel(&s, &e);
        ask_processor(&s, &e);
    }
    virtual_facts(&e, s.facts, FACT_ABSENT);
    return true;
}
