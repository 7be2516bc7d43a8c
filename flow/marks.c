/* marks.c - an array in the order of adding, and a table of its indices with open addressing. */
#include "flow/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define FIRST_SLOTS 256

struct mark {
    uint8_t bytes[MARK_BYTES];
};

struct marks {
    struct mark *all;
    size_t n, cap;
    uint32_t *slots; /* 1 + index, 0 free; slots_n is a power of two */
    size_t slots_n;
};

struct marks *marks_new(void)
{
    struct marks *m = mem_new(sizeof *m);

    m->slots_n = FIRST_SLOTS;
    m->slots = mem_new(m->slots_n * sizeof *m->slots);
    return m;
}

void marks_free(struct marks *m)
{
    if (!m)
        return;
    free(m->all);
    free(m->slots);
    free(m);
}

void marks_clear(struct marks *m)
{
    m->n = 0;
    memset(m->slots, 0, m->slots_n * sizeof *m->slots);
}

/* The slot that holds mark, or the free one where it belongs. A keyed hash is random already. */
static uint32_t *slot_of(const struct marks *m, const uint8_t *mark)
{
    size_t at;

    memcpy(&at, mark, sizeof at);
    for (;; at++) {
        uint32_t *slot = &m->slots[at & (m->slots_n - 1)];

        if (*slot == 0 || memcmp(m->all[*slot - 1].bytes, mark, MARK_BYTES) == 0)
            return slot;
    }
}

static void grow(struct marks *m)
{
    free(m->slots);
    m->slots_n *= 2;
    m->slots = mem_new(m->slots_n * sizeof *m->slots);
    for (size_t i = 0; i < m->n; i++)
        *slot_of(m, m->all[i].bytes) = (uint32_t)i + 1;
}

bool marks_has(const struct marks *m, const uint8_t mark[MARK_BYTES])
{
    return *slot_of(m, mark) != 0;
}

void marks_add(struct marks *m, const uint8_t mark[MARK_BYTES])
{
    uint32_t *slot = slot_of(m, mark);

    if (*slot != 0)
        return;
    m->all = mem_grow(m->all, &m->cap, m->n + 1, sizeof *m->all);
    memcpy(m->all[m->n++].bytes, mark, MARK_BYTES);
    *slot = (uint32_t)m->n;
    if (2 * m->n > m->slots_n)
        grow(m);
}

size_t marks_count(const struct marks *m)
{
    return m->n;
}

const uint8_t *marks_at(const struct marks *m, size_t i)
{
    return m->all[i].bytes;
}
