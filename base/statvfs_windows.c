/* statvfs_windows.c - the room on a volume, and whether it may be written to. */
#include <sys/statvfs.h>

#include "base/wide_windows.h"

static bool is_read_only(const wchar_t *path)
{
    wchar_t volume[MAX_PATH + 1];
    DWORD flags = 0;

    return GetVolumePathNameW(path, volume, MAX_PATH + 1) &&
           GetVolumeInformationW(volume, NULL, 0, NULL, NULL, &flags, NULL, 0) &&
           flags & FILE_READ_ONLY_VOLUME;
}

int statvfs(const char *path, struct statvfs *out)
{
    ULARGE_INTEGER free_bytes;
    wchar_t *wide = wide_path(path);
    bool known = GetDiskFreeSpaceExW(wide, &free_bytes, NULL, NULL);

    if (known)
        *out = (struct statvfs){.f_bavail = free_bytes.QuadPart,
                                .f_frsize = 1,
                                .f_flag = is_read_only(wide) ? ST_RDONLY : 0};
    free(wide);
    if (known)
        return 0;
    errno = EIO;
    return -1;
}
