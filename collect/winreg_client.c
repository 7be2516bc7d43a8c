/* winreg_client.c - what the activation client keeps in the registry, without its contents.
 *
 * What its values mean is not documented, and texts among them may be activation numbers, so
 * only numbers are shown: "Status: number 1", "Code: text, 58 bytes". */
#include "collect/collect.h"
#include "collect/winreg.h"

#define CLIENT "SOFTWARE\\CMIT\\Active"
#define VALUES_MAX 64

static const char *type_word(uint32_t type)
{
    static const char *const words[] = {
        [WINREG_TEXT] = "text",    [WINREG_TEXT_EXPAND] = "text", [WINREG_BINARY] = "bytes",
        [WINREG_DWORD] = "number", [WINREG_TEXTS] = "texts",      [WINREG_QWORD] = "number"};

    return type < COUNT_OF(words) && words[type] ? words[type] : "other";
}

static void value_fact(const struct winreg *reg, struct fact_list *facts, unsigned i,
                       const char *name)
{
    struct arena *a = fact_list_arena(facts);
    struct fact_source source = winreg_source(facts, CLIENT, name);
    struct winreg_value v;
    struct err err = ERR_NONE;
    uint64_t number;
    const char *said;

    if (!reg->value(reg->ctx, CLIENT, name, a, &v, &err)) {
        fact_add_state(facts, KEY_CLIENT_REGISTRY, i, collect_state_of(&err), source);
        return;
    }
    if (winreg_number(reg, CLIENT, name, a, &number))
        said = arena_printf(a, "%s: number %llu", name, (unsigned long long)number);
    else
        said = arena_printf(a, "%s: %s, %zu bytes", name, type_word(v.type), v.data.n);
    fact_add_text(facts, KEY_CLIENT_REGISTRY, i, str_of(said), source);
}

void winreg_client_facts(const struct winreg *reg, struct fact_list *facts)
{
    struct fs_names names;
    struct err err = ERR_NONE;

    if (!reg->names(reg->ctx, CLIENT, fact_list_arena(facts), &names, &err)) {
        fact_add_state(facts, KEY_CLIENT_REGISTRY, 0, collect_state_of(&err),
                       winreg_source(facts, CLIENT, ""));
        return;
    }
    for (unsigned i = 0; i < names.n && i < VALUES_MAX; i++)
        value_fact(reg, facts, i, names.names[i]);
    if (names.n == 0)
        fact_add_state(facts, KEY_CLIENT_REGISTRY, 0, FACT_EMPTY,
                       winreg_source(facts, CLIENT, ""));
}
