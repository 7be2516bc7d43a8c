/* sysfs.h - files of sysfs, procfs and /etc as values with a state and the path they came from.
 *
 * Everything is taken from the arena of the fact list. A file that cannot be read is a state of
 * its value, never an error. Formats are those of printf and give a path inside the root. */
#ifndef CASEPACK_COLLECT_LINUX_SYSFS_H
#define CASEPACK_COLLECT_LINUX_SYSFS_H

#include "collect/collect.h"

struct sysfs {
    struct fs_root *root;
    struct fact_list *facts;
    struct arena *arena; /* of facts */
};

struct sysfs sysfs_of(const struct collect_target *target, struct collect_result *result);

struct attr {
    enum fact_state state; /* ok, empty, blank; or absent, denied, unreadable */
    struct str text;
    const char *path;
};

bool attr_was_read(const struct attr *attr); /* ok, empty or blank: there are bytes to trust */

/* First line of a file, and the whole of one of at most max bytes. */
struct attr sysfs_line(const struct sysfs *s, const char *format, ...) PRINTF_LIKE(2, 3);
struct attr sysfs_file(const struct sysfs *s, size_t max, const char *format, ...)
    PRINTF_LIKE(3, 4);

bool sysfs_is_there(const struct sysfs *s, const char *format, ...) PRINTF_LIKE(2, 3);

/* The path with all links resolved; NULL when it leads nowhere. */
const char *sysfs_real(const struct sysfs *s, const char *format, ...) PRINTF_LIKE(2, 3);

/* Last component of what a link says, also when its target is not part of a recording: the name
 * of a driver, of a bus. NULL when there is no such link. */
const char *sysfs_link_name(const struct sysfs *s, const char *format, ...) PRINTF_LIKE(2, 3);

/* Names in a folder; an empty list with a state other than ok when it cannot be read. */
enum fact_state sysfs_list(const struct sysfs *s, const char *path, struct fs_names *out);

/* Cuts the next word off a line of a table such as /etc/hosts; blanks and tabs separate, '#'
 * begins a comment. False at the end of the line. */
bool word_next(struct str *line, struct str *word);

/* Whether a fact of that key already has that text. */
bool fact_is_known(const struct sysfs *s, enum fact_key key, struct str text);

/* Last component of a path, and the path without it ("" at the top). */
const char *path_name(const char *path);
const char *path_parent(const struct sysfs *s, const char *path);

/* The attribute as a fact: its text without blanks around it, its state, its path. */
struct fact *fact_add_attr(const struct sysfs *s, enum fact_key key, unsigned instance,
                           const struct attr *attr);

/* A text or a state as a fact that came from the file at path. */
struct fact *fact_add_said(const struct sysfs *s, enum fact_key key, unsigned instance,
                           struct str text, const char *path);
struct fact *fact_add_missing(const struct sysfs *s, enum fact_key key, unsigned instance,
                              enum fact_state state, const char *path);

#endif
