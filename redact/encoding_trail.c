/* encoding_trail.c - a queue of pieces in one array that moves up when its front half is free. */
#include "redact/encoding_trail.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void trail_done(struct trail *t)
{
    free(t->pieces);
    *t = (struct trail){0};
}

static struct trail_piece *append(struct trail *t)
{
    if (t->head > 64 && t->head > t->tail / 2) {
        t->tail -= t->head;
        memmove(t->pieces, t->pieces + t->head, t->tail * sizeof *t->pieces);
        t->head = 0;
    }
    t->pieces = mem_grow(t->pieces, &t->cap, t->tail + 1, sizeof *t->pieces);
    return &t->pieces[t->tail++];
}

void trail_add(struct trail *t, enum encoding form, size_t n)
{
    struct trail_piece *last = t->tail > t->head ? &t->pieces[t->tail - 1] : NULL;

    if (n == 0)
        return;
    if (last && last->form == form && last->raw_n == 0)
        last->n += n;
    else
        *append(t) = (struct trail_piece){.n = n, .form = form};
}

void trail_add_raw(struct trail *t, enum encoding form, size_t n, const void *raw, size_t raw_n)
{
    struct trail_piece *piece = append(t);

    *piece = (struct trail_piece){.n = n, .form = form, .raw_n = (uint8_t)raw_n};
    memcpy(piece->raw, raw, raw_n);
}

const struct trail_piece *trail_front(const struct trail *t)
{
    return t->head < t->tail ? &t->pieces[t->head] : NULL;
}

void trail_take(struct trail *t, size_t n)
{
    struct trail_piece *front = &t->pieces[t->head];

    front->n -= n;
    if (front->n == 0)
        t->head++;
    if (t->head == t->tail)
        t->head = t->tail = 0;
}
