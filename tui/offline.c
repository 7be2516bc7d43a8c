/* offline.c - a Windows that does not run, on one of the drives. */
#include <string.h>

#include "collect/provider.h"
#include "tui/state.h"

#define DRIVES_MAX 16

static bool is_windows(const char *dir)
{
    struct err err = ERR_NONE;
    struct collect_target target = {.root = fs_root_open(dir, &err)};
    bool is = target.root && strcmp(provider_of(&target)->name, "volume") == 0;

    fs_root_free(target.root);
    return is;
}

void offline_find(struct wizard *w)
{
    const char *drives[DRIVES_MAX];
    size_t n = wizard_drives(w, drives, DRIVES_MAX);

    for (size_t i = 0; i < n && !w->offline; i++)
        if (is_windows(drives[i]))
            w->offline = drives[i];
}

bool offline_take(struct wizard *w, bool yes)
{
    struct err err = ERR_NONE;

    if (w->is_offline == yes)
        return true;
    if (!flow_set_root(w->flow, yes ? w->offline : NULL, &err)) {
        wizard_fail(w, &err);
        return false;
    }
    w->is_offline = yes;
    return true;
}
