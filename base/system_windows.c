/* system_windows.c - how a program starts and where its own files lie. */
#include "base/system.h"

#include <string.h>

#include "base/wide_windows.h"

#define PATH_MAX_CHARS 32768
#define STDERR_BYTES 1024

static UINT old_code_page;

/* The shell that comes after us shows its texts as before. */
static void restore_code_page(void)
{
    SetConsoleOutputCP(old_code_page);
}

static void write_utf8(void)
{
    _setmode(STDIN_FILENO, O_BINARY);
    _setmode(STDOUT_FILENO, O_BINARY);
    _setmode(STDERR_FILENO, O_BINARY);
    /* Characters reach a console whole only when the bytes come in one piece. */
    setvbuf(stdout, NULL, _IOFBF, 64 * 1024);
    setvbuf(stderr, NULL, _IOFBF, STDERR_BYTES);
    old_code_page = GetConsoleOutputCP();
    if (old_code_page != 0 && SetConsoleOutputCP(CP_UTF8))
        atexit(restore_code_page);
}

static void use_slashes(char *path)
{
    for (; *path; path++)
        if (*path == '\\')
            *path = '/';
}

/* A word with backslashes that names a place; other texts keep theirs. */
static bool is_path(const wchar_t *word)
{
    size_t dots = wcsspn(word, L".");

    return (word[0] && word[1] == L':' && word[2] == L'\\') || wcsncmp(word, L"\\\\", 2) == 0 ||
           (dots > 0 && word[dots] == L'\\') ||
           GetFileAttributesW(word) != INVALID_FILE_ATTRIBUTES;
}

void system_start(int *argc, char ***argv)
{
    int n = 0;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &n);

    write_utf8();
    if (!wide)
        return;
    char **words = mem_new(((size_t)n + 1) * sizeof *words);
    for (int i = 0; i < n; i++) {
        words[i] = wide_to_utf8(wide[i]);
        if (is_path(wide[i]))
            use_slashes(words[i]);
    }
    LocalFree(wide);
    *argc = n;
    *argv = words;
}

static bool is_absolute(const char *path)
{
    return path[0] == '/' || path[0] == '\\' || (path[0] && path[1] == ':');
}

bool system_data_dir(struct buf *out, struct err *err)
{
    const char *data = getenv("XDG_DATA_HOME");
    wchar_t *program;
    char *path, *end;

    if (data && is_absolute(data)) {
        buf_printf(out, "%s/casepack", data);
        return !buf_failed(out) || err_set(err, E_VALUE, "%s", "XDG_DATA_HOME");
    }
    program = mem_new(PATH_MAX_CHARS * sizeof *program);
    GetModuleFileNameW(NULL, program, PATH_MAX_CHARS - 1);
    path = wide_to_utf8(program);
    end = strrchr(path, '\\');
    if (end)
        *end = '\0';
    use_slashes(path);
    buf_printf(out, "%s/casepack-keys", path);
    free(path);
    free(program);
    return (end && !buf_failed(out)) || err_set(err, E_VALUE, "%s", "casepack.exe");
}

bool system_has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}

bool system_has_avx512bw(void)
{
    return __builtin_cpu_supports("avx512bw") && system_has_avx2();
}
