/* virtual.c - names that firmware has for guests, and the facts about them. */
#include "collect/virtual.h"

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

void virtual_sign(struct virtual_signs *signs, const char *name, struct fact_source source,
                  const char *what)
{
    if (!signs->name) {
        signs->name = name;
        signs->source = source;
    }
    buf_printf(&signs->text, "%s%s", signs->text.n > 0 ? "; " : "", what);
}

void virtual_ask_names(struct virtual_signs *signs, struct str maker, struct str product,
                       struct fact_source source)
{
    char what[64];

    for (size_t i = 0; i < COUNT_OF(makers); i++) {
        if (!str_starts(maker, makers[i].maker) ||
            (makers[i].product && !str_starts(product, makers[i].product)))
            continue;
        snprintf(what, sizeof(what), "manufacturer %s", makers[i].maker);
        virtual_sign(signs, makers[i].name, source, what);
        return;
    }
}

void virtual_ask_table(struct virtual_signs *signs, const struct fact_list *facts)
{
    const struct fact *maker = fact_find(facts, KEY_SYSTEM_MANUFACTURER, 0);
    const struct fact *product = fact_find(facts, KEY_SYSTEM_PRODUCT, 0);

    if (maker && maker->state == FACT_OK)
        virtual_ask_names(signs, str_trim(maker->text),
                          product ? str_trim(product->text) : STR(""), maker->source);
}

void virtual_facts(struct virtual_signs *signs, struct fact_list *facts,
                   enum fact_state unknown)
{
    if (signs->name) {
        fact_add_text(facts, KEY_VIRTUAL, 0, str_of(signs->name), signs->source);
        fact_add_text(facts, KEY_VIRTUAL_SIGNS, 0, buf_str(&signs->text), signs->source);
    } else if (signs->looked) {
        fact_add_text(facts, KEY_VIRTUAL, 0, STR("no"), signs->source);
        fact_add_state(facts, KEY_VIRTUAL_SIGNS, 0, FACT_NOT_APPLICABLE, signs->source);
    } else {
        fact_add_state(facts, KEY_VIRTUAL, 0, unknown, signs->source);
        fact_add_state(facts, KEY_VIRTUAL_SIGNS, 0, unknown, signs->source);
    }
    buf_done(&signs->text);
}
