/* winreg_os.c - edition, version and names of a Windows.
 *
 *   SOFTWARE\Microsoft\Windows NT\CurrentVersion
 *       EditionID               EnterpriseG
 *       EditionSubManufacturer  CMIT            these three mark CMGE
 *       EditionSubstring, EditionSubVersion     and its release
 *       CurrentMajorVersionNumber 10, CurrentMinorVersionNumber 0, CurrentBuildNumber "19044",
 *       UBR 1288                               together 10.0.19044.1288
 *
 * Names are gathered so that the redaction knows them: everything that ever named this machine,
 * its networks or its people, each once. */
#include "collect/winreg.h"

#define CURRENT "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
#define TCPIP "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters"
#define WINLOGON CURRENT "\\Winlogon"
#define LOGON_UI "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI"
#define COMPUTER_NAME "Control\\ComputerName"
#define PROFILES CURRENT "\\ProfileList"
#define NETWORKS CURRENT "\\NetworkList\\Profiles"
#define NAMES_MAX 1024

static const struct {
    enum fact_key key;
    const char *name;
} marks[] = {
    {KEY_OS_NAME, "ProductName"},
    {KEY_OS_EDITION, "EditionID"},
    {KEY_OS_MARK_MANUFACTURER, "EditionSubManufacturer"},
    {KEY_OS_MARK_EDITION, "EditionSubstring"},
    {KEY_OS_MARK_VERSION, "EditionSubVersion"},
    {KEY_OS_RELEASE, "DisplayVersion"},
};

static void version_fact(const struct winreg *reg, struct fact_list *facts)
{
    struct arena *a = fact_list_arena(facts);
    struct fact *f = winreg_fact(reg, facts, KEY_OS_VERSION, 0, CURRENT, "CurrentBuildNumber");
    uint64_t major, minor, revision;
    const char *text;

    if (f->state != FACT_OK)
        return;
    if (!winreg_number(reg, CURRENT, "CurrentMajorVersionNumber", a, &major) ||
        !winreg_number(reg, CURRENT, "CurrentMinorVersionNumber", a, &minor))
        return; /* before Windows 10: the build alone tells the version */
    text = arena_printf(a, "%u.%u.%.*s", (unsigned)major, (unsigned)minor, STR_ARG(f->text));
    if (winreg_number(reg, CURRENT, "UBR", a, &revision))
        text = arena_printf(a, "%s.%u", text, (unsigned)revision);
    f->text = str_of(text);
}

/* InstallDate counts seconds since 1970. */
static void installed_fact(const struct winreg *reg, struct fact_list *facts)
{
    struct arena *a = fact_list_arena(facts);
    struct fact *f = winreg_fact(reg, facts, KEY_OS_INSTALLED, 0, CURRENT, "InstallDate");
    char day[16];
    struct tm tm;
    uint64_t seconds;

    if (f->state != FACT_OK)
        return;
    if (str_number(f->text, &seconds) && seconds <= UINT32_MAX &&
        gmtime_r(&(time_t){(time_t)seconds}, &tm) &&
        strftime(day, sizeof(day), "%Y-%m-%d", &tm) > 0)
        f->text = arena_str(a, str_of(day));
    else
        f->state = FACT_UNREADABLE;
}

/* ---- names ------------------------------------------------------------------------------- */

struct names {
    const struct winreg *reg;
    struct fact_list *facts;
    enum fact_key key;
    unsigned n;
};

static bool is_known(const struct fact_list *facts, enum fact_key key, struct str name)
{
    for (size_t i = 0; i < fact_count(facts); i++)
        if (fact_at(facts, i)->key == key && str_eq_nocase(fact_at(facts, i)->text, name))
            return true;
    return false;
}

static void add_name(struct names *w, struct str name, const char *key, const char *value)
{
    name = str_trim(name);
    if (name.n > 0 && w->n < NAMES_MAX && !is_known(w->facts, w->key, name))
        fact_add_text(w->facts, w->key, w->n++, name, winreg_source(w->facts, key, value));
}

static struct str value_of(const struct names *w, const char *key, const char *value)
{
    struct str text;

    return winreg_text(w->reg, key, value, fact_list_arena(w->facts), &text) == FACT_OK
               ? text
               : (struct str){NULL, 0};
}

static void add_value(struct names *w, const char *key, const char *value)
{
    add_name(w, value_of(w, key, value), key, value);
}

static void none_found(const struct names *w, const char *key, const char *value)
{
    if (w->n == 0)
        fact_add_state(w->facts, w->key, 0, FACT_ABSENT, winreg_source(w->facts, key, value));
}

/* The part behind the last backslash: of a path, of DOMAIN\user. */
static struct str last_part(struct str path)
{
    struct str part = path;

    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '\\')
            part = str_sub(path, i + 1, path.n);
    return part;
}

/* The set in use first, then the others: one of them may be from before a rename. */
static void host_facts(const struct winreg *reg, struct fact_list *facts)
{
    static const char now[] = "SYSTEM\\CurrentControlSet\\" COMPUTER_NAME;
    struct names w = {reg, facts, KEY_OS_HOST, 0};
    struct arena *a = fact_list_arena(facts);
    struct fs_names sets = winreg_keys(reg, "SYSTEM", a);

    add_value(&w, arena_printf(a, "%s\\ComputerName", now), "ComputerName");
    add_value(&w, arena_printf(a, "%s\\ActiveComputerName", now), "ComputerName");
    add_value(&w, TCPIP, "Hostname");
    add_value(&w, TCPIP, "NV Hostname");
    for (size_t i = 0; i < sets.n; i++)
        if (str_starts(str_of(sets.names[i]), "ControlSet"))
            add_value(
                &w,
                arena_printf(a, "SYSTEM\\%s\\" COMPUTER_NAME "\\ComputerName", sets.names[i]),
                "ComputerName");
    none_found(&w, now, "ComputerName");
}

static void domain_facts(const struct winreg *reg, struct fact_list *facts)
{
    static const struct {
        const char *key;
        const char *value;
    } places[] = {
        {TCPIP, "Domain"},
        {TCPIP, "NV Domain"},
        {TCPIP, "DhcpDomain"},
        {WINLOGON, "CachePrimaryDomain"},
        {WINLOGON, "DefaultDomainName"},
        {CURRENT, "RegisteredOrganization"},
    };
    struct names w = {reg, facts, KEY_OS_DOMAIN, 0};
    struct str list = value_of(&w, TCPIP, "SearchList"), name;

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        name = value_of(&w, places[i].key, places[i].value);
        if (!is_known(facts, KEY_OS_HOST, name)) /* a machine is the domain of its own users */
            add_name(&w, name, places[i].key, places[i].value);
    }
    while (str_next(&list, ',', &name))
        add_name(&w, name, TCPIP, "SearchList");
    none_found(&w, TCPIP, "Domain");
}

/* Accounts of people have a number of their own domain; S-1-5-18 to -20 are of services. */
static void user_facts(const struct winreg *reg, struct fact_list *facts)
{
    static const struct {
        const char *key;
        const char *value;
    } places[] = {
        {WINLOGON, "DefaultUserName"},         {WINLOGON, "LastUsedUsername"},
        {LOGON_UI, "LastLoggedOnUser"},        {LOGON_UI, "LastLoggedOnSAMUser"},
        {LOGON_UI, "LastLoggedOnDisplayName"}, {CURRENT, "RegisteredOwner"},
    };
    struct names w = {reg, facts, KEY_OS_USER, 0};
    struct arena *a = fact_list_arena(facts);
    struct fs_names sids = winreg_keys(reg, PROFILES, a);

    for (size_t i = 0; i < sids.n; i++) {
        const char *key = arena_printf(a, PROFILES "\\%s", sids.names[i]);

        if (str_starts(str_of(sids.names[i]), "S-1-5-21-"))
            add_name(&w, last_part(value_of(&w, key, "ProfileImagePath")), key,
                     "ProfileImagePath");
    }
    for (size_t i = 0; i < COUNT_OF(places); i++)
        add_name(&w, last_part(value_of(&w, places[i].key, places[i].value)), places[i].key,
                 places[i].value);
    none_found(&w, PROFILES, "");
}

/* "Network", "网络 2": what Windows calls a network by itself names nobody. */
static bool is_default_network(struct str name)
{
    static const char *const defaults[] = {"Network", "网络", "Unidentified network",
                                           "未识别的网络"};
    size_t n = name.n;

    while (n > 0 && (name.p[n - 1] == ' ' || (name.p[n - 1] >= '0' && name.p[n - 1] <= '9')))
        n--;
    for (size_t i = 0; i < COUNT_OF(defaults); i++)
        if (str_eq_nocase(str_sub(name, 0, n), str_of(defaults[i])))
            return true;
    return false;
}

static void network_facts(const struct winreg *reg, struct fact_list *facts)
{
    struct names w = {reg, facts, KEY_OS_NETWORK, 0};
    struct arena *a = fact_list_arena(facts);
    struct fs_names profiles = winreg_keys(reg, NETWORKS, a);

    for (size_t i = 0; i < profiles.n; i++) {
        const char *key = arena_printf(a, NETWORKS "\\%s", profiles.names[i]);
        struct str name = str_trim(value_of(&w, key, "ProfileName"));

        if (!is_default_network(name))
            add_name(&w, name, key, "ProfileName");
    }
    none_found(&w, NETWORKS, "");
}

void winreg_os_facts(const struct winreg *reg, struct fact_list *facts)
{
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        winreg_fact(reg, facts, marks[i].key, 0, CURRENT, marks[i].name);
    fact_add_text(facts, KEY_OS_ID, 0, STR("windows"), winreg_source(facts, CURRENT, ""));
    version_fact(reg, facts);
    installed_fact(reg, facts);
    host_facts(reg, facts);
    domain_facts(reg, facts);
    user_facts(reg, facts);
    network_facts(reg, facts);
    winreg_fact(reg, facts, KEY_OS_MACHINE_ID, 0, "SOFTWARE\\Microsoft\\Cryptography",
                "MachineGuid");
}
