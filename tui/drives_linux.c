/* drives_linux.c - the drives that somebody put in, from the mount table. */
#include "tui/mounts.h"
#include "tui/state.h"

#define MOUNTS_MAX_BYTES (256 * 1024)

size_t wizard_drives(struct wizard *w, const char **out, size_t max)
{
    const char *file = w->options->mounts ? w->options->mounts : "/proc/self/mounts";
    struct buf text = BUF_INIT(MOUNTS_MAX_BYTES);
    struct err err = ERR_NONE;
    struct fs_root *root = fs_root_open(NULL, &err);
    size_t n = 0;

    /* Where mounts cannot be read there are no drives to offer; folders remain. */
    if (root && fs_read(root, file, MOUNTS_MAX_BYTES, FS_LINKS_INSIDE, &text, &err))
        n = mounts_of_drives(buf_str(&text), w->kept, out, max);
    fs_root_free(root);
    buf_done(&text);
    return n;
}
