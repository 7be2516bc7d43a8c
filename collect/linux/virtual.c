/* virtual.c - signs of a hypervisor: what SMBIOS names, the processor's flag, the kernel.
 *
 *   smbios.system.manufacturer   "QEMU", "VMware, Inc." ...
 *   /proc/cpuinfo                flags : fpu vme ... hypervisor ...   (CPUID 1, ECX bit 31)
 *   /sys/hypervisor/type         "xen"; the domain that rules the others is the machine itself */
#include "collect/linux/virtual.h"

#define CPUINFO_MAX_BYTES (4 * 1024 * 1024)

/* A name and the words in SMBIOS that stand for it; product NULL: any. A product of Microsoft
 * may be a tablet, so both must fit. */
static const struct {
    const char *maker;
    const char *product;
    const char *name;
} makers[] = {
    {"QEMU", NULL, "qemu"},
    {"KVM", NULL, "kvm"},
    {"Red Hat", "KVM", "kvm"},
    {"Red Hat", "RHEV", "kvm"},
    {"VMware", NULL, "vmware"},
    {"innotek GmbH", NULL, "virtualbox"},
    {"Oracle Corporation", "VirtualBox", "virtualbox"},
    {"Microsoft Corporation", "Virtual Machine", "hyper-v"},
    {"Xen", NULL, "xen"},
    {"Bochs", NULL, "bochs"},
    {"Parallels", NULL, "parallels"},
    {"BHYVE", NULL, "bhyve"},
    {"Amazon EC2", NULL, "amazon"},
    {"Google", "Google Compute Engine", "google"},
    {"OpenStack Foundation", NULL, "kvm"},
    {"Alibaba Cloud", "Alibaba Cloud ECS", "kvm"},
    {"Huawei Cloud", NULL, "kvm"},
    {"Tencent Cloud", NULL, "kvm"},
};

struct evidence {
    const char *name;          /* of the first sign; NULL: none */
    struct fact_source source; /* of the first sign, or of a place that was looked at */
    bool looked;               /* the processor was asked */
    struct buf signs;
};

static void add_sign(struct evidence *e, const char *name, struct fact_source source,
                     const char *sign)
{
    if (!e->name) {
        e->name = name;
        e->source = source;
    }
    buf_printf(&e->signs, "%s%s", e->signs.n > 0 ? "; " : "", sign);
}

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

static void ask_smbios(const struct sysfs *s, struct evidence *e)
{
    struct fact_source source, ignored;
    struct str product = smbios_text(s, KEY_SYSTEM_PRODUCT, "product_name", &ignored);
    struct str maker = smbios_text(s, KEY_SYSTEM_MANUFACTURER, "sys_vendor", &source);

    for (size_t i = 0; i < COUNT_OF(makers); i++) {
        if (!str_starts(maker, makers[i].maker) ||
            (makers[i].product && !str_starts(product, makers[i].product)))
            continue;
        add_sign(e, makers[i].name, source,
                 arena_printf(s->arena, "manufacturer %s", makers[i].maker));
        return;
    }
}

static void ask_kernel(const struct sysfs *s, struct evidence *e)
{
    struct attr type = sysfs_line(s, "/sys/hypervisor/type");
    struct str name = str_trim(type.text);

    if (type.state == FACT_OK)
        add_sign(e, str_is(name, "xen") ? "xen" : "unknown",
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
static void ask_processor(const struct sysfs *s, struct evidence *e)
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
            add_sign(e, "unknown", source, "processor flag hypervisor");
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

static void add_facts(const struct sysfs *s, const struct evidence *e, enum fact_state unknown)
{
    struct fact_list *facts = s->facts;

    if (e->name) {
        fact_add_text(facts, KEY_VIRTUAL, 0, str_of(e->name), e->source);
        fact_add_text(facts, KEY_VIRTUAL_SIGNS, 0, buf_str(&e->signs), e->source);
    } else if (e->looked) {
        fact_add_text(facts, KEY_VIRTUAL, 0, STR("no"), e->source);
        fact_add_state(facts, KEY_VIRTUAL_SIGNS, 0, FACT_NOT_APPLICABLE, e->source);
    } else {
        fact_add_state(facts, KEY_VIRTUAL, 0, unknown, e->source);
        fact_add_state(facts, KEY_VIRTUAL_SIGNS, 0, unknown, e->source);
    }
}

void virtual_facts(const struct sysfs *s, bool dump_only)
{
    struct evidence e = {.source = {.path = ""}, .signs = BUF_INIT(1024)};

    ask_smbios(s, &e);
    if (!dump_only && rules_others(s)) {
        e.looked = true;
    } else if (!dump_only) {
        ask_kernel(s, &e);
        ask_processor(s, &e);
    }
    add_facts(s, &e, dump_only ? FACT_NOT_APPLICABLE : FACT_ABSENT);
    buf_done(&e.signs);
}
