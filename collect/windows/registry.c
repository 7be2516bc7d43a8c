/* registry.c - the registry of this system, read only, its 64-bit view. */
#include "collect/windows/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/wide_windows.h"

#define NAME_CHARS 16384

/* NULL with err. */
static HKEY open_key(const char *path, REGSAM rights, struct err *err)
{
    wchar_t *wide = wide_of(path);
    HKEY key = NULL;
    LSTATUS rc = RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide, 0, rights | KEY_WOW64_64KEY, &key);

    free(wide);
    if (rc == ERROR_SUCCESS)
        return key;
    wide_fail(err, (unsigned long)rc, path);
    return NULL;
}

static bool read_value(HKEY key, const wchar_t *name, struct arena *a, struct winreg_value *out,
                       const char *path, struct err *err)
{
    DWORD type = 0, bytes = 0;
    LSTATUS rc = RegQueryValueExW(key, name, NULL, &type, NULL, &bytes);

    if (rc == ERROR_SUCCESS && bytes > WINREG_VALUE_MAX)
        return err_set(err, E_FS_TOO_LARGE, "%s", path);
    BYTE *data = arena_take(a, bytes + 1u);
    if (rc == ERROR_SUCCESS)
        rc = RegQueryValueExW(key, name, NULL, &type, data, &bytes);
    if (rc != ERROR_SUCCESS)
        return wide_fail(err, (unsigned long)rc, path);
    *out = (struct winreg_value){type, {(const char *)data, bytes}};
    return true;
}

static bool value(void *ctx, const char *key, const char *name, struct arena *a,
                  struct winreg_value *out, struct err *err)
{
    HKEY open = open_key(key, KEY_QUERY_VALUE, err);

    (void)ctx;
    if (!open)
        return false;
    wchar_t *wide = wide_of(name);
    bool good = read_value(open, wide, a, out, key, err);
    free(wide);
    RegCloseKey(open);
    return good;
}

static LSTATUS subkey_at(HKEY key, DWORD i, wchar_t *name, DWORD *chars)
{
    return RegEnumKeyExW(key, i, name, chars, NULL, NULL, NULL, NULL);
}

static LSTATUS value_at(HKEY key, DWORD i, wchar_t *name, DWORD *chars)
{
    return RegEnumValueW(key, i, name, chars, NULL, NULL, NULL, NULL);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool list(const char *path, REGSAM rights,
                 LSTATUS (*at)(HKEY, DWORD, wchar_t *, DWORD *), struct arena *a,
                 struct fs_names *out, struct err *err)
{
    HKEY key = open_key(path, rights, err);
    LSTATUS rc = ERROR_SUCCESS;
    size_t n = 0;

    if (!key)
        return false;
    wchar_t *name = mem_new(NAME_CHARS * sizeof *name);
    const char **names = arena_take(a, WINREG_NAMES_MAX * sizeof *names);
    while (n < WINREG_NAMES_MAX && rc == ERROR_SUCCESS) {
        DWORD chars = NAME_CHARS;
        rc = at(key, (DWORD)n, name, &chars);
        if (rc == ERROR_SUCCESS)
            names[n++] = wide_to_str(a, name).p;
    }
    free(name);
    RegCloseKey(key);
    if (rc != ERROR_SUCCESS && rc != ERROR_NO_MORE_ITEMS)
        return wide_fail(err, (unsigned long)rc, path);
    qsort(names, n, sizeof *names, by_bytes);
    *out = (struct fs_names){names, n};
    return true;
}

static bool keys(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                 struct err *err)
{
    (void)ctx;
    return list(key, KEY_ENUMERATE_SUB_KEYS, subkey_at, a, out, err);
}

static bool names(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                  struct err *err)
{
    (void)ctx;
    return list(key, KEY_QUERY_VALUE, value_at, a, out, err);
}

const struct winreg windows_registry = {value, keys, names, NULL};
