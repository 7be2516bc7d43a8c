/* drives_windows.c - the drives that somebody put in, by their letters.
 *
 * USB sticks call themselves removable, USB disks do not: every drive but the system's own, discs
 * and network shares is offered. */
#include "tui/state.h"

static bool is_offered(char letter)
{
    const wchar_t root[] = {(wchar_t)letter, L':', L'\\', L'\0'};
    wchar_t windows[MAX_PATH + 1];
    UINT type = GetDriveTypeW(root);

    if (GetWindowsDirectoryW(windows, MAX_PATH + 1) == 0 || (windows[0] & ~0x20) == letter)
        return false;
    return type == DRIVE_REMOVABLE || type == DRIVE_FIXED;
}

size_t wizard_drives(struct wizard *w, const char **out, size_t max)
{
    DWORD drives =
        w->options->mounts ? 0 : GetLogicalDrives(); /* a test's list has none here */
    size_t n = 0;

    for (char letter = 'A'; n < max && letter <= 'Z'; letter++)
        if (drives >> (letter - 'A') & 1 && is_offered(letter))
            out[n++] = arena_printf(w->kept, "%c:/", letter);
    return n;
}
