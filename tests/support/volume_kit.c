/* volume_kit.c - hives, event logs, a client and temptations. */
#include "tests/support/check.h"

#include "tests/support/volume_kit.h"

#include <sys/stat.h>

#include "tests/support/evtx_kit.h"
#include "tests/support/hive_kit.h"
#include "tests/support/smbios_build.h"

#define PATH_MAX_BYTES 1024
#define NT "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
#define SET "SYSTEM\\ControlSet002\\"
#define TCPIP SET "Services\\Tcpip\\Parameters"
#define HARDWARE "SYSTEM\\HardwareConfig\\{00000000-0000-0000-0000-000000000042}"
#define SPP "Microsoft-Windows-Security-SPP"

static const struct kit_value values[] = {
    {NT, "ProductName", WINREG_TEXT, "Windows 10 Enterprise G"},
    {NT, "EditionID", WINREG_TEXT, "EnterpriseG"},
    {NT, "EditionSubManufacturer", WINREG_TEXT, "CMIT"},
    {NT, "EditionSubstring", WINREG_TEXT, "CMGE"},
    {NT, "EditionSubVersion", WINREG_TEXT, "V2022-L"},
    {NT, "DisplayVersion", WINREG_TEXT, "21H2"},
    {NT, "CurrentBuildNumber", WINREG_TEXT, "19044"},
    {NT, "CurrentMajorVersionNumber", WINREG_DWORD, "10"},
    {NT, "CurrentMinorVersionNumber", WINREG_DWORD, "0"},
    {NT, "UBR", WINREG_DWORD, "1288"},
    {NT, "InstallDate", WINREG_DWORD, "1643673600"},
    {NT "\\ProfileList\\S-1-5-21-1-2-3-1001", "ProfileImagePath", WINREG_TEXT_EXPAND,
     "C:\\Users\\zhangwei"},
    {NT "\\NetworkList\\Profiles\\{2}", "ProfileName", WINREG_TEXT, "sheji-5f"},
    {"SOFTWARE\\Microsoft\\Cryptography", "MachineGuid", WINREG_TEXT,
     "00000000-0000-0000-0000-00000000abcd"},
    {"SOFTWARE\\CMIT\\Active", "Status", WINREG_DWORD, "0"},
    {"SOFTWARE\\CMIT\\Active", "Code", WINREG_TEXT, "1234-5678-90123"},
    {"SYSTEM\\Select", "Current", WINREG_DWORD, "2"},
    {SET "Control\\ComputerName\\ComputerName", "ComputerName", WINREG_TEXT, "PC-NEW-17"},
    {"SYSTEM\\ControlSet001\\Control\\ComputerName\\ComputerName", "ComputerName", WINREG_TEXT,
     "PC-OLD-03"},
    {TCPIP, "NV Domain", WINREG_TEXT, "lab.example"},
    {SET "Services\\CmitClientSVC", "Start", WINREG_DWORD, "2"},
    {SET "Services\\sppsvc", "Start", WINREG_DWORD, "4"},
    {SET "Control\\SecureBoot\\State", "UEFISecureBootEnabled", WINREG_DWORD, "1"},
    {SET "Control\\TimeZoneInformation", "TimeZoneKeyName", WINREG_TEXT, "China Standard Time"},
    {"SYSTEM\\HardwareConfig", "LastConfig", WINREG_TEXT,
     "{00000000-0000-0000-0000-000000000042}"},
    {HARDWARE, "SystemManufacturer", WINREG_TEXT, "Another Maker"},
    {HARDWARE, "SystemProductName", WINREG_TEXT, "EX-PC"},
};

static const struct kit_event application[] = {
    {8198, 2, 1767323045, SPP, "PC-NEW-17", {"hr=0xC004F074", "RuleId=1;Action=AutoActivate"}},
    {1000, 2, 1767323046, "Application Error", "PC-NEW-17", {"other.exe secret-program"}},
    {8198, 2, 1767323105, SPP, "PC-NEW-17", {"hr=0x8007232B", "UserName=zhangwei"}},
};

static const struct kit_event renames[] = {
    {6011, 4, 1640995200, "EventLog", "WIN-EXAMPLE01", {"WIN-EXAMPLE01", "PC-OLD-03"}},
    {6005, 4, 1640995201, "EventLog", "PC-OLD-03", {NULL}},
};

const char *const volume_kit_never[] = {
    "Windows/System32/config/SAM",
    "Windows/System32/config/SECURITY",
    "Windows/System32/WinEvt/Logs/Security.evtx",
    "Windows/Panther/unattend.xml",
    "Windows/INF/setupapi.dev.log",
    "Windows/System32/Microsoft/Protect/S-1-5-18/key.log",
    "ProgramData/CMIT/sam.log",
    "ProgramData/CMIT/report.docx",
    "ProgramData/CMIT/photo.jpg",
    "ProgramData/CMIT/Application.evtx",
    "ProgramData/CMIT/site.pfx",
    "Users/zhangwei/NTUSER.DAT",
    "Users/zhangwei/AppData/Local/Google/Chrome/User Data/Default/Login Data",
    "Users/zhangwei/AppData/Roaming/Microsoft/Credentials/0123.log",
    "Users/zhangwei/Documents/plan.pdf",
    NULL,
};

static const char *place(const char *dir, const char *path)
{
    static char out[PATH_MAX_BYTES];
    int n = snprintf(out, sizeof(out), "%s/%s", dir, path);

    assert_in_range(n, 1, sizeof(out) - 1);
    for (char *slash = strchr(out + strlen(dir) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(out, 0755);
        *slash = '/';
    }
    return out;
}

static void write_file(const char *dir, const char *path, struct str bytes)
{
    FILE *file = fopen(place(dir, path), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
    assert_int_equal(fclose(file), 0);
}

static void write_log(const char *dir, const char *path, const struct kit_event *events,
                      size_t n)
{
    struct buf log = BUF_INIT(16 * 1024 * 1024);

    evtx_kit(events, n, &log);
    write_file(dir, path, buf_str(&log));
    buf_done(&log);
}

/* A program of which only the version resource is there: 3.1.2.0. */
static void write_client(const char *dir, const char *path)
{
    static const char mark[] = "VS_VERSION_INFO";
    static const unsigned char fixed[] = {0xBD, 0x04, 0xEF, 0xFE, 0, 0, 1, 0,
                                          1,    0,    3,    0,    0, 0, 2, 0};
    struct buf program = BUF_INIT(1024);

    buf_puts(&program, "MZ--");
    for (size_t i = 0; i < sizeof(mark); i++)
        buf_add(&program, (const char[]){mark[i], 0}, 2);
    buf_pad(&program, '\0', (4 - program.n % 4) % 4);
    buf_add(&program, fixed, sizeof(fixed));
    write_file(dir, path, buf_str(&program));
    buf_done(&program);
}

/* All values, and the firmware table as its driver keeps it. */
static void write_system(const char *dir)
{
    struct kit_value all[COUNT_OF(values) + 1];
    struct smbios_build b;
    struct buf table = BUF_INIT(8192), digits = BUF_INIT(16384);

    memcpy(all, values, sizeof(values));
    smbios_build_init(&b);
    smbios_build_pc(&b, "PF3X9KQ7", NULL);
    smbios_build_rsmb(&b, &table);
    buf_hex(&digits, table.p, table.n);
    all[COUNT_OF(values)] = (struct kit_value){SET "Services\\mssmbios\\Data", "SMBiosData",
                                               WINREG_BINARY, buf_cstr(&digits)};
    hive_kit(all, COUNT_OF(all), "SYSTEM", place(dir, "Windows/System32/config/SYSTEM"));
    smbios_build_done(&b);
    buf_done(&table);
    buf_done(&digits);
}

void volume_kit(const char *dir)
{
    write_system(dir);
    hive_kit(values, COUNT_OF(values), "SOFTWARE",
             place(dir, "Windows/System32/config/software"));
    write_log(dir, "Windows/System32/WinEvt/Logs/Application.evtx", application,
              COUNT_OF(application));
    write_log(dir, "Windows/System32/WinEvt/Logs/System.evtx", renames, COUNT_OF(renames));
    write_client(dir, "PROGRAM FILES/CMITActivation/cmitclient.exe");
    write_file(dir, "PROGRAM FILES/CMITActivation/Client.LOG",
               STR("PC-NEW-17 zhangwei 192.168.7.9 activation failed\r\n"));
    for (size_t i = 0; volume_kit_never[i]; i++)
        write_file(dir, volume_kit_never[i], STR("NEVER\n"));
}
