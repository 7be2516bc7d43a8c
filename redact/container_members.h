/* container_members.h - what is known of the members of an archive before it can be written.
 *
 * A tar says how long a member is before its data, and whether a member may leave at all is
 * known at its end only. So an archive is run more than once: a run that met a member it knew
 * nothing about is void, but has learned it. One run a level of nesting, and the last is not
 * void; pass 2 is that one again.
 *
 * Members are numbered as they are met, those of an inner archive behind it. A plan in order
 * to read again is fixed: what differs from it is a file that changed. */
#ifndef CASEPACK_REDACT_CONTAINER_MEMBERS_H
#define CASEPACK_REDACT_CONTAINER_MEMBERS_H

#include "redact/redact.h"

struct member_plan {
    uint64_t size;  /* of its redacted data */
    uint32_t inner; /* members behind it that are inside it */
    bool known;
    enum withheld withheld;
};

struct container_members {
    struct member_plan *members;
    size_t n, cap, next;
    bool is_void, fixed;
    struct withheld_member *withheld; /* of the latest run, names in the arena */
    size_t withheld_n, withheld_cap;
    struct arena *arena;
};

/* Puts what pass 2 needs into a result, in the plan's arena; and makes a fixed plan of it, which
 * fails at the first member when the result is not of an archive. */
void members_result(const struct container_members *p, struct scan_result *out);
struct container_members *members_of_result(const struct scan_result *result);

/* a must outlive it. */
struct container_members *members_new(struct arena *a);
void members_free(struct container_members *p);
void members_rerun(struct container_members *p);

/* The number of the next member; with a fixed plan that has none left, false. */
bool members_next(struct container_members *p, size_t *number);
/* Goes over what is inside of a member that is not opened. */
void members_skip(struct container_members *p, size_t number);
void members_learn(struct container_members *p, size_t number, uint64_t size,
                   enum withheld withheld);
void members_withhold(struct container_members *p, struct str path, struct str name,
                      enum withheld reason);

#endif
