/* activation.c - presence and length of the activation files of Kylin and UOS.
 *
 * They are credentials: no more is looked at, none is opened. An instance for each file that is
 * known. */
#include "collect/linux/sources.h"
#include "collect/linux/sysfs.h"

/* In a fixed order: the place is the instance of the facts. */
static const char *const files[] = {
    "/etc/.kyinfo",
    "/etc/.kyactivation",
    "/etc/LICENSE",
    "/etc/.kyhwid",
    "/var/lib/uos-license/.license.json",
    "/var/uos/.license.key",
};

bool linux_activation(const struct collect_target *target, struct collect_result *out,
                      struct err *err)
{
    const struct sysfs s = sysfs_of(target, out);

    (void)err;
    for (unsigned i = 0; i < COUNT_OF(files); i++) {
        struct err failed = ERR_NONE;
        struct fs_info info;
        bool there = fs_stat(s.root, files[i], FS_NO_LINKS, &info, &failed);

        if (there && info.type == FS_REGULAR) {
            fact_add_said(&s, KEY_ACTIVATION_FILE, i, str_of(files[i]), files[i]);
            fact_add_number(s.facts, KEY_ACTIVATION_FILE_BYTES, i, info.size_bytes,
                            fact_source_file(s.facts, files[i]));
        } else {
            enum fact_state state = there ? FACT_UNREADABLE : collect_state_of(&failed);

            fact_add_missing(&s, KEY_ACTIVATION_FILE, i, state, files[i]);
            fact_add_missing(&s, KEY_ACTIVATION_FILE_BYTES, i, state, files[i]);
        }
    }
    return true;
}
