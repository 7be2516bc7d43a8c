/* container_members.c - an array of members and a place in it. */
#include "redact/container_members.h"

#include <stdlib.h>
#include <string.h>

struct container_members *members_new(struct arena *a)
{
    struct container_members *p = mem_new(sizeof *p);

    p->arena = a;
    return p;
}

void members_free(struct container_members *p)
{
    if (!p)
        return;
    free(p->members);
    free(p->withheld);
    free(p);
}

void members_result(const struct container_members *p, struct scan_result *out)
{
    struct container_members *copy;

    if (p->n) {
        copy = arena_take(p->arena, sizeof *copy);
        copy->members = arena_copy(p->arena, p->members, p->n * sizeof *p->members);
        copy->n = p->n;
        out->plan = copy;
    }
    out->withheld_members_n = p->withheld_n;
    if (p->withheld_n)
        out->withheld_members =
            arena_copy(p->arena, p->withheld, p->withheld_n * sizeof *p->withheld);
}

/* What is withheld then is known; names of it are made again and thrown away. */
struct container_members *members_of_result(const struct scan_result *result)
{
    struct container_members *p = members_new(NULL);
    size_t n = result->plan ? result->plan->n : 0;

    p->fixed = true;
    p->members = n ? mem_grow(NULL, &p->cap, n, sizeof *p->members) : NULL;
    if (n)
        memcpy(p->members, result->plan->members, n * sizeof *p->members);
    p->n = n;
    return p;
}

void members_rerun(struct container_members *p)
{
    p->next = 0;
    p->is_void = false;
    p->withheld_n = 0;
}

bool members_next(struct container_members *p, size_t *number)
{
    if (p->next == p->n) {
        if (p->fixed)
            return false;
        p->members = mem_grow(p->members, &p->cap, p->n + 1, sizeof *p->members);
        p->members[p->n++] = (struct member_plan){0};
    }
    *number = p->next++;
    return true;
}

void members_skip(struct container_members *p, size_t number)
{
    p->next = number + 1 + p->members[number].inner;
}

/* What was met inside a member that is withheld is forgotten: it will not be met again. */
void members_learn(struct container_members *p, size_t number, uint64_t size,
                   enum withheld withheld)
{
    struct member_plan *m = &p->members[number];

    if (withheld != WITHHELD_NO && p->next == p->n)
        p->n = p->next = number + 1;
    *m = (struct member_plan){size, (uint32_t)(p->next - number - 1), true, withheld};
}

void members_withhold(struct container_members *p, struct str path, struct str name,
                      enum withheld reason)
{
    if (!p->arena)
        return;
    const char *full = arena_printf(p->arena, "%.*s%.*s", STR_ARG(path), STR_ARG(name));

    p->withheld =
        mem_grow(p->withheld, &p->withheld_cap, p->withheld_n + 1, sizeof *p->withheld);
    p->withheld[p->withheld_n++] = (struct withheld_member){str_of(full), reason};
}
