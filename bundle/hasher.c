/* hasher.c - the hashes of one file after the other, of large ones on a second thread beside the
 * reading.
 *
 * A ring of blocks, and one lane for each hash: a lane takes the blocks in order, one thread at a
 * time, whichever has nothing better to do. A block is free again when every lane is past it. The
 * second thread comes with the first file that fills the ring: for less it is not worth it. */
#include "bundle/hasher.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/task.h"

#define BLOCKS 8
#define LANES 2

struct block {
    uint8_t p[HASHER_BLOCK];
    size_t n;
};

struct lane {
    enum digest_kind kind;
    struct digest *digest;
    uint64_t done_n;
    bool is_busy;
};

struct hasher {
    struct block *blocks;
    struct lane lanes[LANES]; /* the slower hash first */
    size_t lanes_n;
    uint64_t put_n; /* done_n of a lane <= put_n <= done_n + BLOCKS */
    bool stop;
    struct task *task;    /* NULL: no file was large so far */
    pthread_mutex_t lock; /* guards put_n, stop, and done_n and is_busy of the lanes */
    pthread_cond_t news;
};

/* Hashes the next block of a lane that nobody works at; the lock is held and given back in
 * between. False when there is none. */
static bool hash_one(struct hasher *h)
{
    for (size_t i = 0; i < h->lanes_n; i++) {
        struct lane *lane = &h->lanes[i];

        if (lane->is_busy || lane->done_n == h->put_n)
            continue;
        const struct block *block = &h->blocks[lane->done_n % BLOCKS];
        lane->is_busy = true;
        pthread_mutex_unlock(&h->lock);
        digest_add(lane->digest, block->p, block->n);
        pthread_mutex_lock(&h->lock);
        lane->is_busy = false;
        lane->done_n++;
        pthread_cond_broadcast(&h->news);
        return true;
    }
    return false;
}

static bool work(void *ctx, const struct progress *progress, struct err *err)
{
    struct hasher *h = ctx;

    (void)progress;
    (void)err;
    pthread_mutex_lock(&h->lock);
    while (!h->stop)
        if (!hash_one(h))
            pthread_cond_wait(&h->news, &h->lock);
    pthread_mutex_unlock(&h->lock);
    return true;
}

/* Until every lane has at most left blocks before it. */
static void wait_for(struct hasher *h, uint64_t left)
{
    pthread_mutex_lock(&h->lock);
    for (size_t i = 0; i < h->lanes_n; i++)
        while (h->put_n - h->lanes[i].done_n > left)
            if (!hash_one(h))
                pthread_cond_wait(&h->news, &h->lock);
    pthread_mutex_unlock(&h->lock);
}

/* ---- for the caller ------------------------------------------------------------------------- */

static void add_lane(struct hasher *h, unsigned kinds, enum digest_kind kind)
{
    if (kinds & kind)
        h->lanes[h->lanes_n++] = (struct lane){.kind = kind, .digest = digest_new(kind)};
}

struct hasher *hasher_new(unsigned kinds)
{
    struct hasher *h = mem_new(sizeof *h);

    add_lane(h, kinds, DIGEST_SM3);
    add_lane(h, kinds, DIGEST_SHA256);
    h->blocks = mem_new(BLOCKS * sizeof *h->blocks);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->news, NULL);
    return h;
}

void hasher_free(struct hasher *h)
{
    struct err err = ERR_NONE;

    if (!h)
        return;
    pthread_mutex_lock(&h->lock);
    h->stop = true;
    pthread_cond_broadcast(&h->news);
    pthread_mutex_unlock(&h->lock);
    if (h->task)
        (void)!task_end(h->task, &err);
    for (size_t i = 0; i < h->lanes_n; i++)
        digest_free(h->lanes[i].digest);
    pthread_cond_destroy(&h->news);
    pthread_mutex_destroy(&h->lock);
    free(h->blocks);
    free(h);
}

/* Without a second thread the caller hashes all, and nobody else looks at the lanes. */
static void get_help(struct hasher *h)
{
    struct err err = ERR_NONE;

    if (!h->task && h->put_n - h->lanes[0].done_n == BLOCKS)
        h->task = task_start(work, h, &err);
}

uint8_t *hasher_room(struct hasher *h)
{
    get_help(h);
    wait_for(h, BLOCKS - 1);
    return h->blocks[h->put_n % BLOCKS].p;
}

void hasher_put(struct hasher *h, size_t n)
{
    if (n == 0)
        return;
    h->blocks[h->put_n % BLOCKS].n = n;
    pthread_mutex_lock(&h->lock);
    h->put_n++;
    pthread_cond_broadcast(&h->news);
    pthread_mutex_unlock(&h->lock);
}

void hasher_end(struct hasher *h, uint8_t *sha256, uint8_t *sm3)
{
    wait_for(h, 0);
    for (size_t i = 0; i < h->lanes_n; i++) {
        struct lane *lane = &h->lanes[i];

        digest_get(lane->digest, lane->kind, lane->kind == DIGEST_SM3 ? sm3 : sha256);
        digest_free(lane->digest);
        lane->digest = digest_new(lane->kind);
    }
}
