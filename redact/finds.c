/* finds.c - a place is 16 bits: how far behind the one before, and who.
 *
 *   bit 15 ............. 5  4 ...... 0
 *       | step in bytes   |   who   |      who FINDS_SKIP: a long step, and nothing there */
#include "redact/finds.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define WHO_BITS 5
#define FINDS_SKIP ((1u << WHO_BITS) - 1)
#define STEP_MAX ((1u << (16 - WHO_BITS)) - 1)
#define PLACES_MAX 8192 /* of a page; with more it is not taken down */

_Static_assert(FINDS_WHO_MAX < FINDS_SKIP, "a number for who");

struct finds_page {
    struct finds_page *next;
    uint64_t hash;
    uint16_t n;
    bool unknown;
    uint16_t places[];
};

struct finds_room {
    pthread_mutex_t lock;
    struct arena *arena;
    size_t left;
};

struct finds_taker {
    struct finds_room *room;
    struct finds_page *first, **link;
    size_t at; /* of the last place */
    size_t n;
    bool over; /* the page has more places */
    uint16_t places[PLACES_MAX];
};

struct finds_room *finds_room_new(size_t bytes)
{
    struct finds_room *room = mem_new(sizeof *room);

    pthread_mutex_init(&room->lock, NULL);
    room->arena = arena_new();
    room->left = bytes;
    return room;
}

void finds_room_free(struct finds_room *room)
{
    if (!room)
        return;
    pthread_mutex_destroy(&room->lock);
    arena_free(room->arena);
    free(room);
}

/* ---- taking down --------------------------------------------------------------------------*/

struct finds_taker *finds_start(struct finds_room *room)
{
    struct finds_taker *t = mem_new(sizeof *t);

    t->room = room;
    t->link = &t->first;
    return t;
}

static void add(struct finds_taker *t, size_t step, unsigned who)
{
    t->over |= t->n == PLACES_MAX;
    if (!t->over)
        t->places[t->n++] = (uint16_t)(step << WHO_BITS | who);
    t->at += step;
}

void finds_place(struct finds_taker *t, size_t at, unsigned who)
{
    while (at - t->at > STEP_MAX)
        add(t, STEP_MAX, FINDS_SKIP);
    add(t, at - t->at, who);
}

static struct finds_page *take_page(struct finds_room *room, size_t bytes)
{
    struct finds_page *page = NULL;

    pthread_mutex_lock(&room->lock);
    if (room->left >= bytes) {
        page = arena_take(room->arena, bytes);
        room->left -= bytes;
    }
    pthread_mutex_unlock(&room->lock);
    return page;
}

void finds_page(struct finds_taker *t, uint64_t hash)
{
    size_t n = t->over ? 0 : t->n, bytes = sizeof(struct finds_page) + n * sizeof *t->places;
    struct finds_page *page = t->link ? take_page(t->room, bytes) : NULL;

    if (page) {
        *page = (struct finds_page){.hash = hash, .n = (uint16_t)n, .unknown = t->over};
        memcpy(page->places, t->places, n * sizeof *t->places);
        *t->link = page;
        t->link = &page->next;
    } else {
        t->link = NULL; /* what follows has no page to stand behind */
    }
    t->n = t->at = 0;
    t->over = false;
}

const struct finds_page *finds_end(struct finds_taker *t)
{
    const struct finds_page *first = t->first;

    free(t);
    return first;
}

/* ---- reading ------------------------------------------------------------------------------*/

bool finds_open(const struct finds_page **next, uint64_t hash, struct finds_reader *r)
{
    const struct finds_page *page = *next;

    if (!page)
        return false;
    *next = page->next;
    *r = (struct finds_reader){page->places, page->places + page->n, 0};
    return !page->unknown && page->hash == hash;
}

bool finds_next(struct finds_reader *r, size_t end, size_t *at, unsigned *who)
{
    for (; r->p < r->end; r->p++) {
        size_t there = r->at + (*r->p >> WHO_BITS);

        if (there >= end)
            return false;
        r->at = there;
        *who = *r->p & FINDS_SKIP;
        if (*who == FINDS_SKIP)
            continue;
        *at = there;
        r->p++;
        return true;
    }
    return false;
}
