/* hive.h - the registry of a mounted Windows, from its hive files by libhivex.
 *
 *   SYSTEM    Windows/System32/config/SYSTEM, with CurrentControlSet by Select\Current
 *   SOFTWARE  Windows/System32/config/SOFTWARE
 * No other hive is opened: SAM and SECURITY hold secrets, HARDWARE lives in memory only. */
#ifndef CASEPACK_COLLECT_OFFLINE_HIVE_H
#define CASEPACK_COLLECT_OFFLINE_HIVE_H

#include "base/memfile.h"
#include "collect/winreg.h"

#define HIVE_MAX_BYTES (256u * 1024 * 1024)

struct hives;

/* Opens no file yet: a hive is read when the first of its keys is asked for. root must outlive
 * it. */
struct hives *hives_new(struct fs_root *root);
/* One hive alone, "SOFTWARE" or "SYSTEM", from bytes. */
struct hives *hives_of(const char *name, struct str bytes);
void hives_free(struct hives *hives);

/* Good until hives_free(). */
struct winreg hives_registry(struct hives *hives);

#endif
