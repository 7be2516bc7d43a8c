/* winreg.h - the registry of a Windows, read only: of this system or of a mounted volume.
 *
 * A key is its path below HKEY_LOCAL_MACHINE, "SOFTWARE\\Microsoft\\Cryptography"; names compare
 * without case, and "SYSTEM\\CurrentControlSet" is the set in use whoever answers. A back end is
 * the three functions: Win32's in collect/windows/, that of hive files in collect/offline/.
 *
 * Errors: E_FS_ABSENT (no such key or value, or its hive is not to be had here), E_FS_DENIED,
 * E_FS_TOO_LARGE, E_FS_IO. SAM and SECURITY are never asked for. */
#ifndef CASEPACK_COLLECT_WINREG_H
#define CASEPACK_COLLECT_WINREG_H

#include "base/fs.h"
#include "facts/fact.h"

#define WINREG_VALUE_MAX (1024 * 1024) /* bytes of one value */
#define WINREG_NAMES_MAX 4096          /* keys or values of one key */

/* The numbers of Windows. */
enum winreg_type {
    WINREG_TEXT = 1,
    WINREG_TEXT_EXPAND = 2,
    WINREG_BINARY = 3,
    WINREG_DWORD = 4,
    WINREG_TEXTS = 7,
    WINREG_QWORD = 11,
};

struct winreg_value {
    uint32_t type;   /* of winreg_type, or another one */
    struct str data; /* as stored: texts are UTF-16LE, numbers little-endian */
};

struct winreg {
    bool (*value)(void *ctx, const char *key, const char *name, struct arena *a,
                  struct winreg_value *out, struct err *err);
    /* Names of the keys below key, and of its values; sorted bytewise. */
    bool (*keys)(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                 struct err *err);
    bool (*names)(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                  struct err *err);
    void *ctx;
};

/* What a value says: its text up to the first NUL in UTF-8 (of several the first), a number in
 * decimal. Ok, empty or blank; absent, denied, unreadable; also unreadable when the bytes do not
 * fit the type. */
enum fact_state winreg_text(const struct winreg *reg, const char *key, const char *name,
                            struct arena *a, struct str *out);
/* False when there is no such number. */
bool winreg_number(const struct winreg *reg, const char *key, const char *name, struct arena *a,
                   uint64_t *out) MUST_USE;

/* The keys below key; none when it cannot be read. */
struct fs_names winreg_keys(const struct winreg *reg, const char *key, struct arena *a);

/* The value as a fact, its source "HKLM\\KEY\\NAME"; a number is its decimal text. */
struct fact *winreg_fact(const struct winreg *reg, struct fact_list *facts, enum fact_key fact,
                         unsigned instance, const char *key, const char *name);
struct fact_source winreg_source(struct fact_list *facts, const char *key, const char *name);

/* ---- the sources of a Windows as far as they stand in its registry ------------------------ */

/* ASK_OS, winreg_os.c: name, edition, the marks of CMGE, version with build and UBR, day of the
 * installation; then names of hosts (former ones too), domains, users and networks, each once. */
void winreg_os_facts(const struct winreg *reg, struct fact_list *facts);

/* ASK_FIRMWARE, ASK_CLOCK, winreg_system.c: mode and Secure Boot as far as the registry knows
 * them; the time zone. */
void winreg_firmware_facts(const struct winreg *reg, struct fact_list *facts);
void winreg_zone_fact(const struct winreg *reg, struct fact_list *facts);

/* ASK_VIEW, winreg_view.c: what the system itself took down of the firmware table. HARDWARE is
 * there while the system runs; a volume still has HardwareConfig of its last start. */
void winreg_view_facts(const struct winreg *reg, struct fact_list *facts);

/* ASK_SERVICES, winreg_services.c: name and start of the services that activation needs, an
 * instance each. Whether one runs is not in the registry: state goes to service.state, or is
 * left to the caller with FACT_OK. */
void winreg_service_facts(const struct winreg *reg, struct fact_list *facts,
                          enum fact_state state);
const char *const *winreg_services(size_t *n); /* in the order of the instances */

/* ASK_ACTIVATION, winreg_client.c: what the client keeps in its key: names, types and sizes of
 * values; numbers are shown, texts never. */
void winreg_client_facts(const struct winreg *reg, struct fact_list *facts);

#endif
