/* console_windows.c - the console by its own calls; pipes and files as they are. */
#include "base/console.h"

#include <string.h>

#include "base/wide_windows.h"

#define LINE_CHARS 512
#define LOOK_MS 50
#define WAIT_MS_MAX 500 /* between two looks at whether to end */
#define EVENTS_LOOKED_AT 128

static volatile LONG end_asked, window_closed;

static HANDLE handle_of(int fd)
{
    return (HANDLE)_get_osfhandle(fd);
}

/* Runs in a thread of its own. When the window closes the system ends the process as soon as this
 * returns, or after five seconds: enough to put the console back. */
static BOOL WINAPI ask_to_end(DWORD event)
{
    if (event == CTRL_CLOSE_EVENT)
        InterlockedExchange(&window_closed, 1);
    InterlockedExchange(&end_asked, 1);
    if (event == CTRL_CLOSE_EVENT)
        Sleep(INFINITE);
    return TRUE;
}

void console_watch_end(void)
{
    InterlockedExchange(&end_asked, 0);
    SetConsoleCtrlHandler(ask_to_end, TRUE);
}

/* A handler that waits for the end may keep the list of handlers locked: who took it out of there
 * would wait as well. */
void console_unwatch_end(void)
{
    if (!window_closed)
        SetConsoleCtrlHandler(ask_to_end, FALSE);
}

bool console_end_asked(void)
{
    return end_asked != 0;
}

/* A pipe tells only when asked again. */
static bool pipe_has_bytes(HANDLE h, int wait_ms)
{
    DWORD bytes = 0;

    for (int waited = 0; waited <= wait_ms; waited += LOOK_MS) {
        if (!PeekNamedPipe(h, NULL, 0, NULL, &bytes, NULL) || bytes > 0)
            return true; /* its end is something to read too */
        Sleep(LOOK_MS);
    }
    return false;
}

static bool has_line(HANDLE h)
{
    INPUT_RECORD records[EVENTS_LOOKED_AT];
    DWORD n = 0;

    if (!PeekConsoleInputW(h, records, EVENTS_LOOKED_AT, &n))
        return true;
    for (DWORD i = 0; i < n; i++)
        if (records[i].EventType == KEY_EVENT && records[i].Event.KeyEvent.bKeyDown &&
            records[i].Event.KeyEvent.wVirtualKeyCode == VK_RETURN)
            return true;
    return false;
}

/* The console's own editor shows what is typed only while a line is being read: who waits for
 * ever reads at once. Beside other work a line is looked for that was typed already. */
static bool console_has_line(HANDLE h, int wait_ms)
{
    for (int waited = 0; waited <= wait_ms; waited += LOOK_MS) {
        if (has_line(h))
            return true;
        Sleep(LOOK_MS);
    }
    return wait_ms < 0;
}

bool console_wait(int fd, int wait_ms)
{
    HANDLE h = handle_of(fd);

    if (GetFileType(h) == FILE_TYPE_PIPE)
        return pipe_has_bytes(h, wait_ms < 0 ? WAIT_MS_MAX : wait_ms);
    return isatty(fd) ? console_has_line(h, wait_ms) : true;
}

/* A line as the console's own editor took it; Ctrl-Z at its start is the end, as everywhere. */
static long read_line(HANDLE h, char *p, size_t n)
{
    wchar_t wide[LINE_CHARS + 1];
    DWORD got = 0;

    if (n < 3) { /* no room: the line is over */
        *p = '\n';
        return 1;
    }
    if (!ReadConsoleW(h, wide, n / 3 < LINE_CHARS ? (DWORD)(n / 3) : LINE_CHARS, &got, NULL))
        return 0;
    if (got == 0) /* Ctrl-C: the handler knows */
        return -1;
    wide[got] = L'\0';
    if (wide[0] == 0x1a)
        return 0;
    char *utf8 = wide_to_utf8(wide);
    size_t bytes = strlen(utf8);
    memcpy(p, utf8, bytes);
    SecureZeroMemory(wide, sizeof wide);
    SecureZeroMemory(utf8, bytes);
    free(utf8);
    return (long)bytes;
}

long console_read(int fd, char *p, size_t n)
{
    return isatty(fd) ? read_line(handle_of(fd), p, n) : (long)read(fd, p, n);
}

bool console_set_echo(int fd, bool on)
{
    HANDLE h = handle_of(fd);
    DWORD mode;

    if (!GetConsoleMode(h, &mode))
        return false;
    mode = on ? mode | ENABLE_ECHO_INPUT : mode & ~(DWORD)ENABLE_ECHO_INPUT;
    return SetConsoleMode(h, mode | ENABLE_LINE_INPUT);
}
