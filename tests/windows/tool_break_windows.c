/* tool_break_windows.c - Ctrl-Break, or the closed window, at the console of another program:
 * tool_break NAME.EXE break|close.
 *
 * A console tells its programs by a thread that it starts in each, at kernel32's CtrlRoutine with
 * the number of what happened. That of Wine does so for Ctrl-C alone, and so this does it. */
#include <tlhelp32.h>

#include "base/str.h"
#include "base/wide_windows.h"

#define WAIT_MS 1000

static const struct {
    const char *name;
    DWORD number;
} events[] = {{"break", CTRL_BREAK_EVENT}, {"close", CTRL_CLOSE_EVENT}};

/* A running program of that name; NULL: none. */
static HANDLE open_program(const wchar_t *name)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    DWORD found = 0;

    for (BOOL more = Process32FirstW(all, &entry); more; more = Process32NextW(all, &entry))
        if (_wcsicmp(entry.szExeFile, name) == 0)
            found = entry.th32ProcessID;
    CloseHandle(all);
    return found ? OpenProcess(PROCESS_ALL_ACCESS, FALSE, found) : NULL;
}

static bool send_event(HANDLE program, DWORD event)
{
    LPTHREAD_START_ROUTINE routine = (LPTHREAD_START_ROUTINE)(void *)GetProcAddress(
        GetModuleHandleW(L"kernel32"), "CtrlRoutine");
    HANDLE thread = routine ? CreateRemoteThread(program, NULL, 0, routine,
                                                 (void *)(uintptr_t)event, 0, NULL)
                            : NULL;

    if (!thread)
        return false;
    WaitForSingleObject(thread, WAIT_MS); /* that of a closed window never ends */
    CloseHandle(thread);
    return true;
}

int main(int argc, char **argv)
{
    wchar_t *name = argc == 3 ? wide_of(argv[1]) : NULL;
    HANDLE program = name ? open_program(name) : NULL;
    bool told = false;

    free(name);
    for (size_t i = 0; program && i < COUNT_OF(events); i++)
        if (strcmp(argv[2], events[i].name) == 0)
            told = send_event(program, events[i].number);
    if (program)
        CloseHandle(program);
    return told ? 0 : 1;
}
