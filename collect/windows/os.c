/* os.c - what the registry says of this system, and whether the services of activation run. */
#include "collect/windows/sources.h"

#include "base/wide_windows.h"
#include "collect/client.h"

#define ZONE_KEY "SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation"

bool windows_os(const struct collect_target *target, struct collect_result *out,
                struct err *err)
{
    (void)target, (void)err;
    winreg_os_facts(&windows_registry, out->facts);
    return true;
}

bool windows_view(const struct collect_target *target, struct collect_result *out,
                  struct err *err)
{
    (void)target, (void)err;
    winreg_view_facts(&windows_registry, out->facts);
    return true;
}

bool windows_activation(const struct collect_target *target, struct collect_result *out,
                        struct err *err)
{
    (void)err;
    winreg_client_facts(&windows_registry, out->facts);
    client_facts(target->root, provider_windows.system_drive, out->facts);
    return true;
}

/* The hardware clock is the system's own: no program sees one without the other. */
bool windows_clock(const struct collect_target *target, struct collect_result *out,
                   struct err *err)
{
    (void)target, (void)err;
    fact_add_state(out->facts, KEY_CLOCK_SKEW_MINUTES, 0, FACT_NOT_APPLICABLE,
                   fact_source_file(out->facts, ""));
    winreg_fact(&windows_registry, out->facts, KEY_CLOCK_ZONE, 0, ZONE_KEY, "TimeZoneKeyName");
    return true;
}

/* ---- services ----------------------------------------------------------------------------- */

static const char *state_word(DWORD state)
{
    static const char *const words[] = {[SERVICE_STOPPED] = "stopped",
                                        [SERVICE_START_PENDING] = "starting",
                                        [SERVICE_STOP_PENDING] = "stopping",
                                        [SERVICE_RUNNING] = "running",
                                        [SERVICE_CONTINUE_PENDING] = "resuming",
                                        [SERVICE_PAUSE_PENDING] = "pausing",
                                        [SERVICE_PAUSED] = "paused"};

    return state < COUNT_OF(words) && words[state] ? words[state] : "unknown";
}

/* NULL, and why, when the manager does not tell. */
static const char *ask_service(SC_HANDLE manager, const char *name, DWORD *number)
{
    wchar_t *wide = wide_of(name);
    SC_HANDLE service = OpenServiceW(manager, wide, SERVICE_QUERY_STATUS);
    SERVICE_STATUS status;
    const char *word = NULL;

    free(wide);
    if (service && QueryServiceStatus(service, &status))
        word = state_word(status.dwCurrentState);
    *number = GetLastError();
    if (service)
        CloseServiceHandle(service);
    return word;
}

static enum fact_state state_of_service(DWORD number)
{
    return number == ERROR_SERVICE_DOES_NOT_EXIST ? FACT_ABSENT : windows_state(number);
}

bool windows_services(const struct collect_target *target, struct collect_result *out,
                      struct err *err)
{
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    DWORD number = GetLastError();
    size_t n;
    const char *const *services = winreg_services(&n);

    (void)target, (void)err;
    winreg_service_facts(&windows_registry, out->facts, FACT_OK);
    for (unsigned i = 0; i < n; i++) {
        struct fact_source source =
            fact_source_call(out->facts, "QueryServiceStatus", services[i]);
        const char *word = manager ? ask_service(manager, services[i], &number) : NULL;

        if (word)
            fact_add_text(out->facts, KEY_SERVICE_STATE, i, str_of(word), source);
        else
            fact_add_state(out->facts, KEY_SERVICE_STATE, i, state_of_service(number), source);
    }
    if (manager)
        CloseServiceHandle(manager);
    return true;
}
