/* posix_windows.c - the POSIX calls that casepack makes, on Windows. */
#include <stdarg.h>
#include <string.h>

#include "base/wide_windows.h"

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
#define EPOCH_1601_S 11644473600LL
#define TICKS_PER_S 10000000LL
#define TRIES_MAX 100

static int fail(DWORD number)
{
    static const struct {
        DWORD number;
        int errno_value;
    } known[] = {
        {ERROR_FILE_NOT_FOUND, ENOENT},
        {ERROR_PATH_NOT_FOUND, ENOENT},
        {ERROR_INVALID_NAME, ENOENT},
        {ERROR_BAD_PATHNAME, ENOENT},
        {ERROR_INVALID_DRIVE, ENOENT},
        {ERROR_BAD_NETPATH, ENOENT},
        {ERROR_ACCESS_DENIED, EACCES},
        {ERROR_SHARING_VIOLATION, EACCES},
        {ERROR_LOCK_VIOLATION, EACCES},
        {ERROR_PRIVILEGE_NOT_HELD, EACCES},
        {ERROR_FILE_EXISTS, EEXIST},
        {ERROR_ALREADY_EXISTS, EEXIST},
        {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
        {ERROR_DIRECTORY, ENOTDIR},
        {ERROR_DISK_FULL, ENOSPC},
        {ERROR_HANDLE_DISK_FULL, ENOSPC},
        {ERROR_FILE_TOO_LARGE, EFBIG},
        {ERROR_WRITE_PROTECT, EROFS},
        {ERROR_NOT_READY, ENODEV},
        {ERROR_DEVICE_NOT_CONNECTED, ENODEV},
        {ERROR_DEV_NOT_EXIST, ENODEV},
        {ERROR_NO_MEDIA_IN_DRIVE, ENODEV},
        {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
        {ERROR_NOT_SAME_DEVICE, EXDEV},
        {ERROR_INVALID_HANDLE, EBADF},
        {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
    };

    errno = EIO;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].number == number)
            errno = known[i].errno_value;
    return -1;
}

static int done(BOOL good)
{
    return good ? 0 : fail(GetLastError());
}

static HANDLE handle_of(int fd)
{
    return (HANDLE)_get_osfhandle(fd);
}

/* ---- open files ------------------------------------------------------------------------- */

static DWORD creation_of(int flags)
{
    if (!(flags & O_CREAT))
        return flags & O_TRUNC ? TRUNCATE_EXISTING : OPEN_EXISTING;
    if (flags & O_EXCL)
        return CREATE_NEW;
    return flags & O_TRUNC ? CREATE_ALWAYS : OPEN_ALWAYS;
}

/* 0 when the open handle is not one that the flags refuse. */
static int refusal_of(HANDLE h, int flags)
{
    BY_HANDLE_FILE_INFORMATION info;

    if (GetFileType(h) != FILE_TYPE_DISK || !GetFileInformationByHandle(h, &info))
        return 0;
    if (flags & O_NOFOLLOW && info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)
        return ELOOP;
    return info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? EISDIR : 0;
}

static bool is_folder_at(const wchar_t *path)
{
    DWORD attributes = GetFileAttributesW(path);

    return attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_DIRECTORY;
}

/* A folder cannot be opened to be synced: posix_rename() writes through by itself. */
int posix_open(const char *path, int flags, ...)
{
    bool writes = (flags & (O_WRONLY | O_RDWR)) != 0;
    DWORD access_wanted = (flags & O_WRONLY ? 0 : GENERIC_READ) | (writes ? GENERIC_WRITE : 0);
    DWORD attributes = FILE_ATTRIBUTE_NORMAL;
    wchar_t *wide;
    int refusal;

    if (flags & O_DIRECTORY) {
        errno = EACCES;
        return -1;
    }
    if (flags & O_NOFOLLOW)
        attributes |= FILE_FLAG_OPEN_REPARSE_POINT;
    wide = wide_path(path);
    HANDLE h =
        CreateFileW(wide, access_wanted, SHARE_ALL, NULL, creation_of(flags), attributes, NULL);
    DWORD number = GetLastError();
    bool is_folder = h == INVALID_HANDLE_VALUE && is_folder_at(wide);
    free(wide);
    if (h == INVALID_HANDLE_VALUE && !is_folder)
        return fail(number);
    if (is_folder) {
        errno = EISDIR;
        return -1;
    }
    refusal = refusal_of(h, flags);
    int fd = refusal ? -1 : _open_osfhandle((intptr_t)h, O_BINARY | (writes ? 0 : O_RDONLY));
    if (fd < 0) {
        CloseHandle(h);
        errno = refusal ? refusal : EMFILE;
    }
    return fd;
}

static DWORD part_of(size_t n)
{
    return n > INT32_MAX ? INT32_MAX : (DWORD)n;
}

ssize_t posix_read(int fd, void *p, size_t n)
{
    DWORD got = 0;

    if (ReadFile(handle_of(fd), p, part_of(n), &got, NULL))
        return (ssize_t)got;
    /* The other end of a pipe is closed: no more will come. */
    return GetLastError() == ERROR_BROKEN_PIPE ? 0 : fail(GetLastError());
}

ssize_t posix_write(int fd, const void *p, size_t n)
{
    DWORD written = 0;

    if (!WriteFile(handle_of(fd), p, part_of(n), &written, NULL))
        return fail(GetLastError());
    return (ssize_t)written;
}

/* A call with an offset moves the place where the next one without goes on; POSIX leaves it. */
struct at_offset {
    OVERLAPPED where;
    LARGE_INTEGER before;
};

static struct at_offset go_to(HANDLE h, int64_t at)
{
    struct at_offset o = {
        .where = {.Offset = (DWORD)(uint64_t)at, .OffsetHigh = (DWORD)((uint64_t)at >> 32)}};

    (void)SetFilePointerEx(h, (LARGE_INTEGER){.QuadPart = 0}, &o.before, FILE_CURRENT);
    return o;
}

/* What came of the call, as POSIX says it. */
static ssize_t come_back(HANDLE h, const struct at_offset *o, BOOL good, DWORD bytes)
{
    DWORD number = good ? ERROR_SUCCESS : GetLastError();

    (void)SetFilePointerEx(h, o->before, NULL, FILE_BEGIN);
    return number == ERROR_SUCCESS ? (ssize_t)bytes : fail(number);
}

ssize_t pread(int fd, void *p, size_t n, int64_t at)
{
    HANDLE h = handle_of(fd);
    struct at_offset o = go_to(h, at);
    DWORD got = 0;
    BOOL good = ReadFile(h, p, part_of(n), &got, &o.where);

    if (!good && GetLastError() == ERROR_HANDLE_EOF)
        good = TRUE;
    return come_back(h, &o, good, got);
}

ssize_t pwrite(int fd, const void *p, size_t n, int64_t at)
{
    HANDLE h = handle_of(fd);
    struct at_offset o = go_to(h, at);
    DWORD written = 0;
    BOOL good = WriteFile(h, p, part_of(n), &written, &o.where);

    return come_back(h, &o, good, written);
}

int fsync(int fd)
{
    return done(FlushFileBuffers(handle_of(fd)));
}

/* A handle without buffering makes the cache manager write and forget the file's pages. */
int posix_fadvise(int fd, int64_t at, int64_t n, int advice)
{
    HANDLE h = ReOpenFile(handle_of(fd), GENERIC_READ, SHARE_ALL, FILE_FLAG_NO_BUFFERING);

    (void)at, (void)n, (void)advice;
    if (h == INVALID_HANDLE_VALUE)
        return EINVAL;
    CloseHandle(h);
    return 0;
}

int posix_mkstemp(char *pattern)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    char *end = pattern + strlen(pattern) - 6;

    for (int tries = 0; tries < TRIES_MAX; tries++) {
        uint8_t random[6];
        if (BCryptGenRandom(NULL, random, sizeof random, BCRYPT_USE_SYSTEM_PREFERRED_RNG) != 0)
            return fail(ERROR_GEN_FAILURE);
        for (size_t i = 0; i < sizeof random; i++)
            end[i] = letters[random[i] % 32];
        int fd = posix_open(pattern, O_RDWR | O_CREAT | O_EXCL);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

FILE *posix_fopen(const char *path, const char *mode)
{
    static const struct {
        const char *mode; /* without "b" */
        int flags;
        const char *stream;
    } modes[] = {{"r", O_RDONLY, "rb"},
                 {"r+", O_RDWR, "r+b"},
                 {"w", O_WRONLY | O_CREAT | O_TRUNC, "wb"},
                 {"wx", O_WRONLY | O_CREAT | O_EXCL, "wb"}};
    char wanted[4] = "";
    size_t n = 0;

    for (; *mode && n + 1 < sizeof wanted; mode++)
        if (*mode != 'b')
            wanted[n++] = *mode;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        if (strcmp(modes[i].mode, wanted) != 0)
            continue;
        int fd = posix_open(path, modes[i].flags, 0644);
        return fd < 0 ? NULL : _fdopen(fd, modes[i].stream);
    }
    errno = EINVAL;
    return NULL;
}

/* ---- what lies where -------------------------------------------------------------------- */

static int64_t seconds_of(FILETIME t)
{
    int64_t ticks = (int64_t)((uint64_t)t.dwHighDateTime << 32 | t.dwLowDateTime);

    return ticks / TICKS_PER_S - EPOCH_1601_S;
}

static void describe(const BY_HANDLE_FILE_INFORMATION *info, bool follow,
                     struct posix_stat *out)
{
    DWORD attributes = info->dwFileAttributes;
    uint32_t mode = attributes & FILE_ATTRIBUTE_DIRECTORY ? S_IFDIR | 0755 : S_IFREG | 0644;

    if (!follow && attributes & FILE_ATTRIBUTE_REPARSE_POINT)
        mode = S_IFLNK | 0777;
    *out = (struct posix_stat){
        .st_mode = mode,
        .st_dev = info->dwVolumeSerialNumber,
        .st_ino = (uint64_t)info->nFileIndexHigh << 32 | info->nFileIndexLow,
        .st_size = (int64_t)((uint64_t)info->nFileSizeHigh << 32 | info->nFileSizeLow),
        .st_mtime = seconds_of(info->ftLastWriteTime)};
}

static int stat_path(const char *path, bool follow, struct posix_stat *out)
{
    DWORD flags = FILE_FLAG_BACKUP_SEMANTICS | (follow ? 0 : FILE_FLAG_OPEN_REPARSE_POINT);
    BY_HANDLE_FILE_INFORMATION info;
    wchar_t *wide = wide_path(path);
    HANDLE h =
        CreateFileW(wide, FILE_READ_ATTRIBUTES, SHARE_ALL, NULL, OPEN_EXISTING, flags, NULL);
    DWORD number = GetLastError();

    free(wide);
    if (h == INVALID_HANDLE_VALUE)
        return fail(number);
    int rc = done(GetFileInformationByHandle(h, &info));
    CloseHandle(h);
    if (rc == 0)
        describe(&info, follow, out);
    return rc;
}

int posix_stat(const char *path, struct posix_stat *out)
{
    return stat_path(path, true, out);
}

int posix_lstat(const char *path, struct posix_stat *out)
{
    return stat_path(path, false, out);
}

int posix_fstat(int fd, struct posix_stat *out)
{
    BY_HANDLE_FILE_INFORMATION info;

    if (!GetFileInformationByHandle(handle_of(fd), &info))
        return fail(GetLastError());
    describe(&info, true, out);
    return 0;
}

int posix_chmod(const char *path, unsigned mode)
{
    struct posix_stat info;

    (void)mode;
    return posix_stat(path, &info);
}

int posix_fchmod(int fd, unsigned mode)
{
    (void)fd, (void)mode;
    return 0;
}

/* Whether a folder may be written to is only known by trying. */
int posix_access(const char *path, int mode)
{
    struct posix_stat info;
    wchar_t *wide;
    DWORD attributes;

    if (posix_stat(path, &info) != 0)
        return -1;
    if (!(mode & W_OK) || S_ISDIR(info.st_mode))
        return 0;
    wide = wide_path(path);
    attributes = GetFileAttributesW(wide);
    free(wide);
    return attributes & FILE_ATTRIBUTE_READONLY ? fail(ERROR_ACCESS_DENIED) : 0;
}

/* ---- names ------------------------------------------------------------------------------ */

int posix_mkdir(const char *path, unsigned mode)
{
    wchar_t *wide = wide_path(path);
    int rc = done(CreateDirectoryW(wide, NULL));

    (void)mode;
    free(wide);
    return rc;
}

int posix_rmdir(const char *path)
{
    wchar_t *wide = wide_path(path);
    int rc = done(RemoveDirectoryW(wide));

    free(wide);
    return rc;
}

int posix_unlink(const char *path)
{
    wchar_t *wide = wide_path(path);
    int rc = done(DeleteFileW(wide));

    free(wide);
    return rc;
}

int posix_rename(const char *from, const char *to)
{
    wchar_t *wide_from = wide_path(from), *wide_to = wide_path(to);
    int rc = done(
        MoveFileExW(wide_from, wide_to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH));

    free(wide_from);
    free(wide_to);
    return rc;
}

int posix_link(const char *from, const char *to)
{
    wchar_t *wide_from = wide_path(from), *wide_to = wide_path(to);
    int rc = done(CreateHardLinkW(wide_to, wide_from, NULL));

    free(wide_from);
    free(wide_to);
    return rc;
}

/* ---- folders ---------------------------------------------------------------------------- */

struct posix_dir {
    HANDLE find;
    WIN32_FIND_DATAW next;
    bool has_next;
    struct posix_dirent entry;
};

struct posix_dir *posix_opendir(const char *path)
{
    struct posix_dir *dir = mem_new(sizeof *dir);
    size_t n = strlen(path) + 3;
    char *pattern = mem_new(n);

    snprintf(pattern, n, "%s/*", path);
    wchar_t *wide = wide_path(pattern);
    dir->find = FindFirstFileW(wide, &dir->next);
    DWORD number = GetLastError();
    free(wide);
    free(pattern);
    dir->has_next = dir->find != INVALID_HANDLE_VALUE;
    if (!dir->has_next && number != ERROR_FILE_NOT_FOUND) {
        free(dir);
        fail(number);
        return NULL;
    }
    return dir;
}

struct posix_dirent *posix_readdir(struct posix_dir *dir)
{
    if (!dir->has_next)
        return NULL;
    char *name = wide_to_utf8(dir->next.cFileName);
    snprintf(dir->entry.d_name, sizeof dir->entry.d_name, "%s", name);
    free(name);
    dir->has_next = FindNextFileW(dir->find, &dir->next);
    return &dir->entry;
}

int posix_closedir(struct posix_dir *dir)
{
    if (dir->find != INVALID_HANDLE_VALUE)
        FindClose(dir->find);
    free(dir);
    return 0;
}

char *posix_getcwd(char *out, size_t n)
{
    wchar_t wide[MAX_PATH + 1];
    char *here;

    if (GetCurrentDirectoryW(MAX_PATH + 1, wide) == 0)
        return NULL;
    here = wide_to_utf8(wide);
    for (char *at = here; *at; at++)
        if (*at == '\\')
            *at = '/';
    bool fits = snprintf(out, n, "%s", here) < (int)n;
    free(here);
    return fits ? out : NULL;
}
