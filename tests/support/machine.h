/* machine.h - recorded machines for tests: a text that describes a tree becomes a folder.
 *
 * tests/machines/NAME.tree, or lines given one by one; made-up data only:
 *   # comment
 *   in /sys/devices/pci0000:00     where the paths below that do not begin with "/" stand
 *   net/eth0/flags = 0x1003        a line of a file, with its end; again: one line more
 *   vpd_pg80 := \x00\x80\x00\x02AB bytes of a file, without
 *   /sys/block/sda -> ../devices   a link
 *   /sys/class/net/                an empty folder
 * \xHH is a byte. Folders on the way are made. */
#ifndef CASEPACK_TESTS_SUPPORT_MACHINE_H
#define CASEPACK_TESTS_SUPPORT_MACHINE_H

#include "collect/collect.h"

struct machine {
    char dir[256]; /* in TMPDIR, removed by machine_done */
    char at[300];  /* what --root takes: the folder; where that holds no links, its text */
    char in[512];
    struct fs_root *root;
    struct collect_result result; /* of machine_facts */
};

/* name NULL begins with an empty folder. A mistake fails the test. */
void machine_init(struct machine *m, const char *name);
void machine_line(struct machine *m, const char *line);
void machine_text(struct machine *m, struct str lines);
void machine_bytes(struct machine *m, const char *path, struct str bytes); /* a file's bytes */
void machine_spoil(struct machine *m, const char *path); /* that file is to be had no longer */
/* That file or folder may not be read by who has no rights. */
void machine_deny(struct machine *m, const char *path);
/* The test asks as somebody without rights from now on, or as itself again. */
void machine_ask_without_rights(bool on);
void machine_done(struct machine *m);

/* Skips the test where a machine is its text: who opened m->at before sees no later change, and
 * nothing else stands in m->dir. */
void machine_needs_folder(const struct machine *m);

/* What the sources of one item find there now; lives until the next call or machine_done. */
const struct fact_list *machine_facts(struct machine *m, unsigned item);

/* Asks the sources of an item of any target; none may fail. */
void ask_item(const struct collect_target *target, unsigned item, struct collect_result *out);

/* The one fact must be there with that state, and that text when it is ok. */
const struct fact *check_fact(const struct fact_list *facts, enum fact_key key,
                              unsigned instance, enum fact_state state, const char *text);

/* The instance whose fact of that key has that text: the disk named "sda". */
unsigned instance_of(const struct fact_list *facts, enum fact_key key, const char *text);

#endif
