/* mounts.c - drives among the mounted file systems.
 *
 *   /dev/sdb1 /run/media/u/STICK\0402 vfat rw,nosuid 0 0 */
#include "tui/mounts.h"

#include "base/buf.h"

#define LINE_MAX_BYTES 4096

static bool is_octal(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '7')
            return false;
    return s.n == 3;
}

/* The kernel writes blank, tab, newline and backslash as \040 and so on. */
static const char *unescape(struct str path, struct arena *a)
{
    struct buf out = BUF_INIT(LINE_MAX_BYTES);
    const char *copy;

    for (size_t i = 0; i < path.n; i++) {
        struct str code = str_sub(path, i + 1, 3);

        if (path.p[i] == '\\' && is_octal(code)) {
            buf_putc(&out, (char)((code.p[0] - '0') * 64 + (code.p[1] - '0') * 8 +
                                  (code.p[2] - '0')));
            i += 3;
        } else {
            buf_putc(&out, path.p[i]);
        }
    }
    copy = arena_cstr(a, buf_str(&out));
    buf_done(&out);
    return copy;
}

static bool is_for_drives(struct str device, struct str point)
{
    return str_starts(device, "/dev/") &&
           (str_starts(point, "/media/") || str_starts(point, "/run/media/") ||
            str_starts(point, "/mnt/") || str_is(point, "/mnt"));
}

size_t mounts_of_drives(struct str mounts, struct arena *a, const char **out, size_t max)
{
    struct str line, device, point;
    size_t n = 0;

    while (n < max && str_next(&mounts, '\n', &line)) {
        if (line.n < LINE_MAX_BYTES && str_next(&line, ' ', &device) &&
            str_next(&line, ' ', &point) && is_for_drives(device, point))
            out[n++] = unescape(point, a);
    }
    return n;
}
