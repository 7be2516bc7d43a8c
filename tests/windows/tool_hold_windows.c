/* tool_hold_windows.c - keeps a file for itself until its input ends: tool_hold FILE.
 *
 * It says "held" once nobody else can open it, as services do with their logs. */
#include "base/wide_windows.h"

int main(int argc, char **argv)
{
    wchar_t *path = argc == 2 ? wide_path(argv[1]) : NULL;
    HANDLE h =
        path ? CreateFileW(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL)
             : INVALID_HANDLE_VALUE;

    free(path);
    if (h == INVALID_HANDLE_VALUE)
        return 1;
    puts("held");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    CloseHandle(h);
    return 0;
}
