/* activation.c - presence and length of the activation files of Kylin and UOS. */
#include "collect/linux/activation.h"

/* In a fixed order: the place is the instance of the facts. */
static const char *const files[] = {
    "/etc/.kyinfo",
    "/etc/.kyactivation",
    "/etc/LICENSE",
    "/etc/.kyhwid",
    "/var/lib/uos-license/.license.json",
    "/var/uos/.license.key",
};

void activation_facts(const struct sysfs *s)
{
    for (unsigned i = 0; i < COUNT_OF(files); i++) {
        struct err err = ERR_NONE;
        struct fs_info info;
        bool there = fs_stat(s->root, files[i], FS_NO_LINKS, &info, &err);

        if (there && info.type == FS_REGULAR) {
            fact_add_said(s, KEY_ACTIVATION_FILE, i, str_of(files[i]), files[i]);
            fact_add_number(s->facts, KEY_ACTIVATION_FILE_BYTES, i, info.size_bytes,
                            fact_source_file(s->facts, files[i]));
        } else {
            enum fact_state state = there ? FACT_UNREADABLE : collect_state_of(&err);

            fact_add_missing(s, KEY_ACTIVATION_FILE, i, state, files[i]);
            fact_add_missing(s, KEY_ACTIVATION_FILE_BYTES, i, state, files[i]);
        }
    }
}
