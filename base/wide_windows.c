/* wide_windows.c - between our UTF-8 and the UTF-16 of Windows. */
#include "base/wide_windows.h"

#include "base/utf8.h"

#define LONG_PREFIX L"\\\\?\\"
#define SHARE_PREFIX L"\\\\?\\UNC"

wchar_t *wide_of(const char *utf8)
{
    int n = MultiByteToWideChar(CP_UTF8, 0, utf8, -1, NULL, 0);
    wchar_t *wide = mem_new((size_t)(n > 0 ? n : 1) * sizeof *wide);

    if (n > 0)
        MultiByteToWideChar(CP_UTF8, 0, utf8, -1, wide, n);
    return wide;
}

char *wide_to_utf8(const wchar_t *wide)
{
    int n = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *utf8 = mem_new((size_t)(n > 0 ? n : 1));

    if (n > 0)
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, utf8, n, NULL, NULL);
    return utf8;
}

struct str wide_to_str(struct arena *a, const wchar_t *wide)
{
    char *utf8 = wide_to_utf8(wide);
    struct str kept = arena_str(a, str_of(utf8));

    free(utf8);
    return kept;
}

/* "\\server\share" becomes "\\?\UNC\server\share"; devices stay as they are. */
static wchar_t *with_prefix(const wchar_t *full)
{
    bool is_device = wcsncmp(full, L"\\\\?\\", 4) == 0 || wcsncmp(full, L"\\\\.\\", 4) == 0;
    bool is_share = !is_device && wcsncmp(full, L"\\\\", 2) == 0;
    const wchar_t *prefix = is_device ? L"" : is_share ? SHARE_PREFIX : LONG_PREFIX;
    size_t n = wcslen(prefix), rest_n = wcslen(full + is_share);
    wchar_t *out = mem_new((n + rest_n + 1) * sizeof *out);

    memcpy(out, prefix, n * sizeof *out);
    memcpy(out + n, full + is_share, (rest_n + 1) * sizeof *out);
    return out;
}

wchar_t *wide_path(const char *utf8)
{
    wchar_t *as_said = wide_of(utf8), *full = NULL, *out;
    DWORD n = as_said[0] ? GetFullPathNameW(as_said, 0, NULL, NULL) : 0;

    if (n == 0)
        return as_said; /* nothing that a call would take */
    full = mem_new((n + 1) * sizeof *full);
    GetFullPathNameW(as_said, n, full, NULL);
    out = with_prefix(full);
    free(full);
    free(as_said);
    return out;
}

bool wide_fail(struct err *err, unsigned long number, const char *path)
{
    static const struct {
        DWORD number;
        enum err_code code;
    } known[] = {
        {ERROR_FILE_NOT_FOUND, E_FS_ABSENT},     {ERROR_PATH_NOT_FOUND, E_FS_ABSENT},
        {ERROR_INVALID_NAME, E_FS_ABSENT},       {ERROR_BAD_PATHNAME, E_FS_ABSENT},
        {ERROR_DIRECTORY, E_FS_ABSENT},          {ERROR_ACCESS_DENIED, E_FS_DENIED},
        {ERROR_SHARING_VIOLATION, E_FS_DENIED},  {ERROR_LOCK_VIOLATION, E_FS_DENIED},
        {ERROR_PRIVILEGE_NOT_HELD, E_FS_DENIED},
    };
    struct buf shown = BUF_INIT(ERR_DETAIL_MAX);
    enum err_code code = E_FS_IO;

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].number == number)
            code = known[i].code;
    utf8_visible(str_of(path), &shown);
    err_set(err, code, "%s", buf_cstr(&shown));
    buf_done(&shown);
    return false;
}
