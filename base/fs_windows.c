/* fs_windows.c - files and folders under a root.
 *
 * The live root is above the drives: "/C:/Windows". Below any root a path is opened in one step
 * and must then turn out to lie where it was said to: a junction, a symbolic link or another
 * reparse point on the way leads elsewhere and is E_FS_KIND, in either mode of links. A recorded
 * machine that needs its links is read from its text (fs_tree.h). */
#include "base/fs_ops.h"

#include <string.h>

#include "base/wide_windows.h"

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
#define PATH_MAX_CHARS 32768
#define EPOCH_1601_S 11644473600LL
#define TICKS_PER_S 10000000LL

struct folder_root {
    struct fs_root base;
    wchar_t *dir; /* as the system names it, without a slash at its end; "" above the drives */
};

static const wchar_t *dir_of(const struct fs_root *root)
{
    return ((const struct folder_root *)root)->dir;
}

/* ---- from our paths to handles ------------------------------------------------------------ */

/* "/a/../b//c" as "\b\c"; ".." never leads above the root. */
static void put_inside(struct str path, struct buf *out)
{
    struct str part;

    while (str_next(&path, '/', &part)) {
        if (part.n == 0 || str_is(part, "."))
            continue;
        if (str_is(part, "..")) {
            while (out->n > 0 && out->p[--out->n] != '\\')
                ;
        } else {
            buf_putc(out, '\\');
            buf_add_str(out, part);
        }
    }
}

/* A name that Windows would read as something else: a stream, a path, a device with a dot. */
static bool is_name(struct str part, bool is_drive)
{
    size_t at;

    if (is_drive)
        return part.n == 2 && part.p[1] == ':';
    return !str_find(part, ":", &at) && !str_find(part, "\\", &at) && !str_ends(part, ".") &&
           !str_ends(part, " ");
}

static bool names_are_plain(struct str path, bool is_live)
{
    struct str part;
    bool is_first = true;

    while (str_next(&path, '/', &part)) {
        if (part.n == 0 || str_is(part, ".") || str_is(part, ".."))
            continue;
        if (!is_name(part, is_live && is_first))
            return false;
        is_first = false;
    }
    return true;
}

/* The path for the system's calls: \\?\C:\Windows; NULL for one that no file can have. */
static wchar_t *full_path(const struct fs_root *root, const char *path)
{
    const wchar_t *dir = dir_of(root);
    struct buf inside = BUF_INIT(PATH_MAX_CHARS);
    wchar_t *out = NULL;

    if (names_are_plain(str_of(path), root->live)) {
        put_inside(str_of(path), &inside);
        wchar_t *tail = wide_of(buf_cstr(&inside) + (root->live && inside.n > 0));
        size_t dir_n = wcslen(dir), tail_n = wcslen(tail);
        out = mem_new((dir_n + tail_n + 6) * sizeof *out);
        memcpy(out, root->live ? L"\\\\?\\" : dir, (root->live ? 4 : dir_n) * sizeof *out);
        wcscat(out, tail);
        if (root->live && tail_n == 2) /* "C:" alone would be the current folder there */
            wcscat(out, L"\\");
        free(tail);
    }
    buf_done(&inside);
    return out;
}

/* Where the handle really is, as full_path() would say it; NULL when the system does not tell. */
static wchar_t *where_is(HANDLE h)
{
    wchar_t *out = mem_new(PATH_MAX_CHARS * sizeof *out);
    DWORD n = GetFinalPathNameByHandleW(h, out, PATH_MAX_CHARS, VOLUME_NAME_DOS);

    if (n > 0 && n < PATH_MAX_CHARS)
        return out;
    free(out);
    return NULL;
}

static bool same_path(const wchar_t *a, const wchar_t *b)
{
    return CompareStringOrdinal(a, -1, b, -1, TRUE) == CSTR_EQUAL;
}

static bool is_where_said(HANDLE h, const wchar_t *said)
{
    wchar_t *where = where_is(h);
    bool is_same = where && same_path(where, said);

    free(where);
    return is_same;
}

/* Opens what is at path itself, not what a link there points to. */
static HANDLE open_at(struct fs_root *root, const char *path, DWORD access_wanted,
                      struct err *err)
{
    wchar_t *full = full_path(root, path);
    HANDLE h = INVALID_HANDLE_VALUE;

    if (!full) {
        fs_fail(err, E_FS_ABSENT, path);
        return h;
    }
    h = CreateFileW(full, access_wanted, SHARE_ALL, NULL, OPEN_EXISTING,
                    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    if (h == INVALID_HANDLE_VALUE) {
        wide_fail(err, GetLastError(), path);
    } else if (!is_where_said(h, full)) {
        CloseHandle(h);
        h = INVALID_HANDLE_VALUE;
        fs_fail(err, E_FS_KIND, path);
    }
    free(full);
    return h;
}

/* ---- what is there ------------------------------------------------------------------------ */

static enum fs_type type_of(DWORD attributes)
{
    if (attributes & FILE_ATTRIBUTE_REPARSE_POINT)
        return FS_LINK;
    return attributes & FILE_ATTRIBUTE_DIRECTORY ? FS_FOLDER : FS_REGULAR;
}

static void describe(const BY_HANDLE_FILE_INFORMATION *info, struct fs_info *out)
{
    int64_t ticks = (int64_t)((uint64_t)info->ftLastWriteTime.dwHighDateTime << 32 |
                              info->ftLastWriteTime.dwLowDateTime);

    *out = (struct fs_info){
        .type = type_of(info->dwFileAttributes),
        .size_bytes = (uint64_t)info->nFileSizeHigh << 32 | info->nFileSizeLow,
        .mtime_s = ticks / TICKS_PER_S - EPOCH_1601_S,
        .device = info->dwVolumeSerialNumber,
        .inode = (uint64_t)info->nFileIndexHigh << 32 | info->nFileIndexLow,
        .mode = info->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? 0755 : 0644};
}

static bool is_top(const struct fs_root *root, const char *path)
{
    return root->live && path[strspn(path, "/.")] == '\0';
}

static bool folder_stat(struct fs_root *root, const char *path, enum fs_links links,
                        struct fs_info *out, struct err *err)
{
    BY_HANDLE_FILE_INFORMATION info;

    if (is_top(root, path)) {
        *out = (struct fs_info){.type = FS_FOLDER, .mode = 0755};
        return true;
    }
    HANDLE h = open_at(root, path, FILE_READ_ATTRIBUTES, err);
    if (h == INVALID_HANDLE_VALUE)
        return false;
    bool good = GetFileInformationByHandle(h, &info) || wide_fail(err, GetLastError(), path);
    CloseHandle(h);
    if (good && links == FS_LINKS_INSIDE && type_of(info.dwFileAttributes) == FS_LINK)
        good = fs_fail(err, E_FS_KIND, path);
    if (good)
        describe(&info, out);
    return good;
}

static bool folder_real(struct fs_root *root, const char *path, struct arena *a,
                        const char **out, struct err *err)
{
    struct buf inside = BUF_INIT(PATH_MAX_CHARS);
    struct fs_info info;

    if (!folder_stat(root, path, FS_LINKS_INSIDE, &info, err))
        return false;
    put_inside(str_of(path), &inside);
    for (size_t i = 0; i < inside.n; i++)
        if (inside.p[i] == '\\')
            inside.p[i] = '/';
    *out = inside.n > 0 ? arena_cstr(a, buf_str(&inside)) : "/";
    buf_done(&inside);
    return true;
}

/* Whose text it would be says nothing inside a root. */
static bool folder_link(struct fs_root *root, const char *path, struct arena *a,
                        const char **out, struct err *err)
{
    struct fs_info info;

    (void)a, (void)out;
    return folder_stat(root, path, FS_NO_LINKS, &info, err) && fs_fail(err, E_FS_KIND, path);
}

/* ---- folders ------------------------------------------------------------------------------ */

static bool list_drives(fs_each_name *each, void *ctx, struct err *err)
{
    DWORD drives = GetLogicalDrives();
    bool good = true;

    for (char letter = 'A'; good && letter <= 'Z'; letter++) {
        const char name[] = {letter, ':', '\0'};
        if (drives >> (letter - 'A') & 1)
            good = each(ctx, name, err);
    }
    return good;
}

static bool give_names(HANDLE find, WIN32_FIND_DATAW *entry, fs_each_name *each, void *ctx,
                       struct err *err)
{
    bool good = true;

    do {
        char *name = wide_to_utf8(entry->cFileName);
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            good = each(ctx, name, err);
        free(name);
    } while (good && FindNextFileW(find, entry));
    return good;
}

static bool folder_list(struct fs_root *root, const char *path, enum fs_links links,
                        fs_each_name *each, void *ctx, struct err *err)
{
    WIN32_FIND_DATAW entry;
    struct fs_info info;

    if (is_top(root, path))
        return list_drives(each, ctx, err);
    if (!folder_stat(root, path, links, &info, err))
        return false;
    if (info.type != FS_FOLDER)
        return fs_fail(err, E_FS_KIND, path);
    wchar_t *full = full_path(root, path);
    size_t n = wcslen(full);
    wchar_t *pattern = mem_new((n + 3) * sizeof *pattern);
    memcpy(pattern, full, n * sizeof *pattern);
    wcscat(pattern, n > 0 && full[n - 1] == L'\\' ? L"*" : L"\\*");
    HANDLE find = FindFirstFileW(pattern, &entry);
    DWORD number = GetLastError();
    free(pattern);
    free(full);
    if (find == INVALID_HANDLE_VALUE)
        return number == ERROR_FILE_NOT_FOUND || wide_fail(err, number, path);
    bool good = give_names(find, &entry, each, ctx, err);
    if (good && GetLastError() != ERROR_NO_MORE_FILES)
        good = wide_fail(err, GetLastError(), path);
    FindClose(find);
    return good;
}

/* ---- files as readers --------------------------------------------------------------------- */

struct file_reader {
    struct reader base;
    HANDLE h;
    char *path;
};

static bool file_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct file_reader *f = (struct file_reader *)r;
    DWORD n = 0;

    if (!ReadFile(f->h, p, cap > INT32_MAX ? INT32_MAX : (DWORD)cap, &n, NULL))
        return wide_fail(err, GetLastError(), f->path);
    *got = n;
    return true;
}

static void file_close(struct reader *r)
{
    struct file_reader *f = (struct file_reader *)r;

    CloseHandle(f->h);
    free(f->path);
    free(f);
}

static const struct reader_ops file_ops = {file_read, file_close};

/* A file that another program writes to is read; one that it keeps for itself is E_FS_DENIED. */
static struct reader *folder_open(struct fs_root *root, const char *path, enum fs_links links,
                                  uint64_t from, struct err *err)
{
    BY_HANDLE_FILE_INFORMATION info;
    LARGE_INTEGER at = {.QuadPart = (LONGLONG)from};

    (void)links;
    if (is_top(root, path)) {
        fs_fail(err, E_FS_KIND, path);
        return NULL;
    }
    HANDLE h = open_at(root, path, GENERIC_READ, err);
    if (h == INVALID_HANDLE_VALUE)
        return NULL;
    if (GetFileType(h) != FILE_TYPE_DISK || !GetFileInformationByHandle(h, &info) ||
        type_of(info.dwFileAttributes) != FS_REGULAR ||
        !SetFilePointerEx(h, at, NULL, FILE_BEGIN)) {
        CloseHandle(h);
        fs_fail(err, E_FS_KIND, path);
        return NULL;
    }
    struct file_reader *f = mem_new(sizeof *f);
    f->base.ops = &file_ops;
    f->h = h;
    f->path = strdup(path);
    return &f->base;
}

/* ---- opening ------------------------------------------------------------------------------ */

static void folder_free(struct fs_root *root)
{
    free(((struct folder_root *)root)->dir);
    free(root);
}

static const struct fs_ops folder_ops = {.stat = folder_stat,
                                         .list = folder_list,
                                         .real = folder_real,
                                         .link = folder_link,
                                         .open = folder_open,
                                         .free = folder_free};

/* The folder as the system names it, by whatever links it was reached. */
static wchar_t *real_folder(const char *dir, struct err *err)
{
    BY_HANDLE_FILE_INFORMATION info;
    wchar_t *wide = wide_path(dir), *where = NULL;
    HANDLE h = CreateFileW(wide, FILE_READ_ATTRIBUTES, SHARE_ALL, NULL, OPEN_EXISTING,
                           FILE_FLAG_BACKUP_SEMANTICS, NULL);
    DWORD number = GetLastError();

    free(wide);
    if (h == INVALID_HANDLE_VALUE) {
        wide_fail(err, number, dir);
        return NULL;
    }
    if (GetFileInformationByHandle(h, &info) &&
        info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)
        where = where_is(h);
    CloseHandle(h);
    if (!where) {
        fs_fail(err, E_FS_ABSENT, dir);
        return NULL;
    }
    size_t n = wcslen(where);
    if (n > 0 && where[n - 1] == L'\\')
        where[n - 1] = L'\0';
    return where;
}

bool fs_live_path(const char *path, struct buf *out, struct err *err)
{
    wchar_t *wide = wide_path(path);
    char *full = wide_to_utf8(wide);
    bool is_drive = strncmp(full, "\\\\?\\", 4) == 0 && full[4] && full[5] == ':';

    if (is_drive)
        buf_printf(out, "/%s", full + 4);
    for (size_t i = 0; i < out->n; i++)
        if (out->p[i] == '\\')
            out->p[i] = '/';
    free(full);
    free(wide);
    return (is_drive && !buf_failed(out)) || fs_fail(err, E_FS_ABSENT, path);
}

struct fs_root *fs_folder_open(const char *dir, struct err *err)
{
    bool is_live = !dir || strcmp(dir, "/") == 0;
    wchar_t *where = is_live ? mem_new(sizeof *where) : real_folder(dir, err);

    if (!where)
        return NULL;
    struct folder_root *root = mem_new(sizeof *root);
    root->base = (struct fs_root){&folder_ops, is_live};
    root->dir = where;
    return &root->base;
}

/* The folder that path names something in; with its slash, without which a drive is no folder. */
static char *folder_of(const char *path)
{
    wchar_t *wide = wide_path(path);
    char *folder = wide_to_utf8(wide);
    size_t n = strlen(folder);

    while (n > 0 && folder[n - 1] == '\\')
        n--;
    while (n > 0 && folder[n - 1] != '\\')
        n--;
    folder[n] = '\0';
    free(wide);
    return folder;
}

bool fs_will_be_inside(const char *path, const char *dir)
{
    struct err ignored = ERR_NONE;
    char *named = folder_of(path);
    wchar_t *folder = real_folder(named, &ignored), *real = real_folder(dir, &ignored);
    size_t n = real ? wcslen(real) : 0;
    bool inside = folder && real && wcslen(folder) >= n &&
                  (folder[n] == L'\\' || folder[n] == L'\0') &&
                  CompareStringOrdinal(folder, (int)n, real, (int)n, TRUE) == CSTR_EQUAL;

    free(real);
    free(folder);
    free(named);
    return inside;
}
