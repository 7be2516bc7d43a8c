/* winreg_services.c - the services without which nothing is activated. */
#include "collect/winreg.h"

#define SERVICES "SYSTEM\\CurrentControlSet\\Services\\"

/* The client's own, Windows' licensing, its helper, and the clock that both go by. */
static const char *const services[] = {"CmitClientSVC", "sppsvc", "ClipSVC", "W32Time"};

const char *const *winreg_services(size_t *n)
{
    *n = COUNT_OF(services);
    return services;
}

/* Start of a service's key: SERVICE_BOOT_START and so on. */
static void start_fact(const struct winreg *reg, struct fact_list *facts, unsigned i,
                       const char *key)
{
    static const char *const words[] = {"boot", "system", "automatic", "manual", "disabled"};
    struct fact *f = winreg_fact(reg, facts, KEY_SERVICE_START, i, key, "Start");
    uint64_t number;

    if (f->state == FACT_OK && str_number(f->text, &number) && number < COUNT_OF(words))
        f->text = str_of(words[number]);
    else if (f->state == FACT_OK)
        f->state = FACT_UNREADABLE;
}

void winreg_service_facts(const struct winreg *reg, struct fact_list *facts,
                          enum fact_state state)
{
    for (unsigned i = 0; i < COUNT_OF(services); i++) {
        const char *key = arena_printf(fact_list_arena(facts), SERVICES "%s", services[i]);

        fact_add_text(facts, KEY_SERVICE_NAME, i, str_of(services[i]),
                      winreg_source(facts, key, ""));
        start_fact(reg, facts, i, key);
        if (state != FACT_OK)
            fact_add_state(facts, KEY_SERVICE_STATE, i, state, winreg_source(facts, key, ""));
    }
}
