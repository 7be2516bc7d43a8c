/* tool_break_windows.c - presses Ctrl-Break in the console of another program: tool_break NAME.EXE.
 */
#include <tlhelp32.h>

#include "base/wide_windows.h"

/* The number of a running program of that name; 0: none. */
static DWORD find(const wchar_t *name)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    DWORD found = 0;

    for (BOOL more = Process32FirstW(all, &entry); more; more = Process32NextW(all, &entry))
        if (_wcsicmp(entry.szExeFile, name) == 0)
            found = entry.th32ProcessID;
    CloseHandle(all);
    return found;
}

int main(int argc, char **argv)
{
    wchar_t *name = argc == 2 ? wide_of(argv[1]) : NULL;
    DWORD number = name ? find(name) : 0;

    free(name);
    if (number == 0)
        return 2;
    FreeConsole();
    return AttachConsole(number) && GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 0) ? 0 : 1;
}
