/* test_winreg.c - facts of a Windows from its registry. */
#include "tests/support/check.h"

#include "check/check.h"
#include "tests/support/machine.h"
#include "tests/support/registry_kit.h"

#define NT "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
#define TCPIP "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters"
#define NAME_OF "\\Control\\ComputerName\\ComputerName"

static const struct kit_value cmge[] = {
    {NT, "ProductName", WINREG_TEXT, "Windows 10 Enterprise G"},
    {NT, "EditionID", WINREG_TEXT, "EnterpriseG"},
    {NT, "EditionSubManufacturer", WINREG_TEXT, "EXAMPLE"},
    {NT, "EditionSubstring", WINREG_TEXT, "政府版"},
    {NT, "EditionSubVersion", WINREG_TEXT, "V2022-L"},
    {NT, "DisplayVersion", WINREG_TEXT, "21H2"},
    {NT, "CurrentBuildNumber", WINREG_TEXT, "19044"},
    {NT, "CurrentMajorVersionNumber", WINREG_DWORD, "10"},
    {NT, "CurrentMinorVersionNumber", WINREG_DWORD, "0"},
    {NT, "UBR", WINREG_DWORD, "1288"},
    {NT, "InstallDate", WINREG_DWORD, "1643673600"},
    {NT, "RegisteredOwner", WINREG_TEXT, "wangfang"},
    {NT, "DigitalProductId", WINREG_BINARY, "a4000000"},
    {NT "\\ProfileList\\S-1-5-18", "ProfileImagePath", WINREG_TEXT_EXPAND,
     "%systemroot%\\system32\\config\\systemprofile"},
    {NT "\\ProfileList\\S-1-5-21-1-2-3-1001", "ProfileImagePath", WINREG_TEXT_EXPAND,
     "C:\\Users\\zhangwei"},
    {NT "\\Winlogon", "DefaultUserName", WINREG_TEXT, "ZhangWei"},
    {NT "\\Winlogon", "DefaultDomainName", WINREG_TEXT, "PC-NEW-17"},
    {NT "\\NetworkList\\Profiles\\{1}", "ProfileName", WINREG_TEXT, "网络 2"},
    {NT "\\NetworkList\\Profiles\\{2}", "ProfileName", WINREG_TEXT, "sheji-5f"},
    {"SYSTEM\\CurrentControlSet" NAME_OF, "ComputerName", WINREG_TEXT, "PC-NEW-17"},
    {"SYSTEM\\ControlSet001" NAME_OF, "ComputerName", WINREG_TEXT, "PC-NEW-17"},
    {"SYSTEM\\ControlSet002" NAME_OF, "ComputerName", WINREG_TEXT, "PC-OLD-03"},
    {TCPIP, "NV Domain", WINREG_TEXT, "lab.example"},
    {TCPIP, "SearchList", WINREG_TEXT, "lab.example,other.example"},
    {"SYSTEM\\CurrentControlSet\\Services\\CmitClientSVC", "Start", WINREG_DWORD, "2"},
    {"SYSTEM\\CurrentControlSet\\Services\\sppsvc", "Start", WINREG_DWORD, "77"},
    {"SOFTWARE\\CMIT\\Active", "Status", WINREG_DWORD, "1"},
    {"SOFTWARE\\CMIT\\Active", "Code", WINREG_TEXT, "1234-5678-90123"},
    {"SYSTEM\\HardwareConfig", "LastConfig", WINREG_TEXT, "{42}"},
    {"SYSTEM\\HardwareConfig\\{42}", "SystemManufacturer", WINREG_TEXT, "Example Maker"},
    {"SYSTEM\\HardwareConfig\\{42}", "BaseBoardProduct", WINREG_TEXT, "EX-BOARD"},
};
static const struct kit kit = {cmge, COUNT_OF(cmge), NULL};

static struct fact_list *facts;

static int start(void **state)
{
    (void)state;
    facts = fact_list_new();
    return 0;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(facts);
    return 0;
}

static void test_edition_marks_and_version_are_told(void **state)
{
    struct winreg reg = registry_kit(&kit);
    const struct fact *f;

    (void)state;
    winreg_os_facts(&reg, facts);
    check_fact(facts, KEY_OS_EDITION, 0, FACT_OK, "EnterpriseG");
    check_fact(facts, KEY_OS_MARK_MANUFACTURER, 0, FACT_OK, "EXAMPLE");
    check_fact(facts, KEY_OS_MARK_EDITION, 0, FACT_OK, "政府版");
    check_fact(facts, KEY_OS_MARK_VERSION, 0, FACT_OK, "V2022-L");
    check_fact(facts, KEY_OS_VERSION, 0, FACT_OK, "10.0.19044.1288");
    check_fact(facts, KEY_OS_INSTALLED, 0, FACT_OK, "2022-02-01");
    f = check_fact(facts, KEY_OS_NAME, 0, FACT_OK, "Windows 10 Enterprise G");
    assert_int_equal(f->source.kind, SOURCE_REGISTRY);
    assert_string_equal(f->source.path, "HKLM\\" NT "\\ProductName");
}

static void test_names_are_gathered_once_with_former_ones(void **state)
{
    struct winreg reg = registry_kit(&kit);

    (void)state;
    winreg_os_facts(&reg, facts);
    assert_int_equal(fact_instances(facts, KEY_OS_HOST), 2);
    check_fact(facts, KEY_OS_HOST, 0, FACT_OK, "PC-NEW-17");
    check_fact(facts, KEY_OS_HOST, 1, FACT_OK, "PC-OLD-03");
    assert_int_equal(fact_instances(facts, KEY_OS_DOMAIN), 2);
    check_fact(facts, KEY_OS_DOMAIN, 1, FACT_OK, "other.example");
    assert_int_equal(fact_instances(facts, KEY_OS_USER), 2);
    check_fact(facts, KEY_OS_USER, 0, FACT_OK, "zhangwei");
    check_fact(facts, KEY_OS_USER, 1, FACT_OK, "wangfang");
    assert_int_equal(fact_instances(facts, KEY_OS_NETWORK), 1);
    check_fact(facts, KEY_OS_NETWORK, 0, FACT_OK, "sheji-5f");
}

static void test_client_values_show_numbers_and_no_text(void **state)
{
    struct winreg reg = registry_kit(&kit);

    (void)state;
    winreg_client_facts(&reg, facts);
    check_fact(facts, KEY_CLIENT_REGISTRY, 0, FACT_OK, "Status: number 1");
    check_fact(facts, KEY_CLIENT_REGISTRY, 1, FACT_OK, "Code: text, 32 bytes");
}

static void test_services_say_how_they_start(void **state)
{
    struct winreg reg = registry_kit(&kit);

    (void)state;
    winreg_service_facts(&reg, facts, FACT_NOT_APPLICABLE);
    check_fact(facts, KEY_SERVICE_NAME, 0, FACT_OK, "CmitClientSVC");
    check_fact(facts, KEY_SERVICE_START, 0, FACT_OK, "automatic");
    check_fact(facts, KEY_SERVICE_START, 1, FACT_UNREADABLE, NULL);
    check_fact(facts, KEY_SERVICE_START, 2, FACT_ABSENT, NULL);
    check_fact(facts, KEY_SERVICE_STATE, 0, FACT_NOT_APPLICABLE, NULL);
}

static void test_a_volume_has_the_view_of_its_last_start(void **state)
{
    struct winreg reg = registry_kit(&kit);
    const struct fact *f;

    (void)state;
    winreg_view_facts(&reg, facts);
    f = check_fact(facts, KEY_SYSTEM_MANUFACTURER_OTHER, 0, FACT_OK, "Example Maker");
    assert_string_equal(f->source.path,
                        "HKLM\\SYSTEM\\HardwareConfig\\{42}\\SystemManufacturer");
    check_fact(facts, KEY_BOARD_PRODUCT_OTHER, 0, FACT_OK, "EX-BOARD");
    check_fact(facts, KEY_SYSTEM_SKU_OTHER, 0, FACT_ABSENT, NULL);
}

/* What rule 103 says when the table and the system's own view have these names. */
static enum reason reason_of(const char *table, const char *view)
{
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    struct profile *profile = profile_load("cmge", &err);
    struct fact_source source = {.kind = SOURCE_SMBIOS, .smbios_type = 1, .offset = 4};
    struct fact_list *list = fact_list_new();
    struct finding_list findings;
    enum reason reason = REASON_PASS;

    assert_non_null(profile);
    fact_add_text(list, KEY_SYSTEM_MANUFACTURER, 0, str_of(table), source);
    fact_add_text(list, KEY_SYSTEM_MANUFACTURER_OTHER, 0, str_of(view),
                  winreg_source(list, "SYSTEM\\HardwareConfig", "SystemManufacturer"));
    assert_true(check_run(profile, list, a, &findings, &err));
    for (size_t i = 0; i < findings.n; i++)
        if (findings.items[i].rule == 103)
            reason = findings.items[i].reason;
    profile_free(profile);
    fact_list_free(list);
    arena_free(a);
    return reason;
}

static void test_a_view_that_differs_from_the_table_is_flagged(void **state)
{
    (void)state;
    assert_int_equal(reason_of("Example Maker", "Example Maker"), REASON_PASS);
    assert_int_equal(reason_of("Example Maker ", "Example Maker"), REASON_PASS);
    assert_int_equal(reason_of("Example Maker", "Another Maker"), REASON_DIFFER);
}

static void test_a_denied_key_is_no_empty_one(void **state)
{
    const struct kit locked = {cmge, COUNT_OF(cmge), "SOFTWARE"};
    struct winreg reg = registry_kit(&locked);

    (void)state;
    winreg_os_facts(&reg, facts);
    winreg_client_facts(&reg, facts);
    check_fact(facts, KEY_OS_EDITION, 0, FACT_DENIED, NULL);
    check_fact(facts, KEY_CLIENT_REGISTRY, 0, FACT_DENIED, NULL);
    check_fact(facts, KEY_OS_HOST, 0, FACT_OK, "PC-NEW-17");
}

static void test_an_empty_registry_leaves_no_question_open(void **state)
{
    const struct kit none = {NULL, 0, NULL};
    struct winreg reg = registry_kit(&none);

    (void)state;
    winreg_os_facts(&reg, facts);
    winreg_view_facts(&reg, facts);
    winreg_client_facts(&reg, facts);
    for (size_t i = 0; i < fact_count(facts); i++)
        assert_true(fact_at(facts, i)->state == FACT_ABSENT ||
                    fact_at(facts, i)->key == KEY_OS_ID);
    check_fact(facts, KEY_OS_HOST, 0, FACT_ABSENT, NULL);
    check_fact(facts, KEY_OS_USER, 0, FACT_ABSENT, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_edition_marks_and_version_are_told),
        TEST(test_names_are_gathered_once_with_former_ones),
        TEST(test_client_values_show_numbers_and_no_text),
        TEST(test_services_say_how_they_start),
        TEST(test_a_volume_has_the_view_of_its_last_start),
        TEST(test_a_view_that_differs_from_the_table_is_flagged),
        TEST(test_a_denied_key_is_no_empty_one),
        TEST(test_an_empty_registry_leaves_no_question_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
