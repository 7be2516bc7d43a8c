/* fuzz_hive.c - a registry hive from bytes to facts. */
#include "tests/support/check.h"

#include "tests/fuzz/fuzz.h"

#include "collect/offline/hive.h"
#include "tests/support/hive_kit.h"

#define NT "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"

static void check_facts(const struct fact_list *facts)
{
    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *f = fact_at(facts, i);

        FUZZ_REQUIRE(f->state < FACT_STATE_COUNT);
        FUZZ_REQUIRE(f->text.n <= 2 * WINREG_VALUE_MAX);
        FUZZ_REQUIRE(f->source.kind == SOURCE_REGISTRY);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const names[] = {"SOFTWARE", "SYSTEM"};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct hives *hives = hives_of(names[i], (struct str){(const char *)data, n});
        const struct winreg reg = hives_registry(hives);
        struct fact_list *facts = fact_list_new();

        winreg_os_facts(&reg, facts);
        winreg_client_facts(&reg, facts);
        winreg_service_facts(&reg, facts, FACT_NOT_APPLICABLE);
        winreg_view_facts(&reg, facts);
        check_facts(facts);
        fact_list_free(facts);
        hives_free(hives);
    }
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const struct kit_value values[] = {
        {NT, "ProductName", WINREG_TEXT, "Windows 10 Enterprise G"},
        {NT, "CurrentBuildNumber", WINREG_TEXT, "19044"},
        {NT, "UBR", WINREG_DWORD, "1288"},
        {NT "\\ProfileList\\S-1-5-21-1-2-3-1001", "ProfileImagePath", WINREG_TEXT_EXPAND,
         "C:\\Users\\zhangwei"},
        {"SOFTWARE\\CMIT\\Active", "Status", WINREG_DWORD, "1"},
        {"SYSTEM\\Select", "Current", WINREG_DWORD, "1"},
        {"SYSTEM\\ControlSet001\\Services\\sppsvc", "Start", WINREG_DWORD, "2"},
        {"SYSTEM\\HardwareConfig", "LastConfig", WINREG_TEXT, "{42}"},
        {"SYSTEM\\HardwareConfig\\{42}", "SystemManufacturer", WINREG_TEXT, "Example"},
    };

    if (i > 1)
        return false;
    hive_kit_bytes(values, COUNT_OF(values), i == 0 ? "SOFTWARE" : "SYSTEM", out);
    return true;
}
