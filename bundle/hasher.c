/* hasher.c - the hashes of one file after the other, on a second thread beside the reading. */
#include "bundle/hasher.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/task.h"

#define BLOCKS 8

struct block {
    uint8_t p[HASHER_BLOCK];
    size_t n;
};

struct hasher {
    struct block *blocks; /* a ring: done_n <= put_n <= done_n + BLOCKS */
    uint64_t put_n, done_n;
    enum digest_kind near_kind, far_kind; /* of this thread (0: none) and of the other */
    struct digest *near, *far;
    struct task *task;
    bool stop;
    pthread_mutex_t lock; /* guards put_n, done_n, stop */
    pthread_cond_t filled, emptied;
};

static void hash_block(struct hasher *h, uint64_t i)
{
    const struct block *block = &h->blocks[i % BLOCKS];

    digest_add(h->far, block->p, block->n);
}

static bool work(void *ctx, const struct progress *progress, struct err *err)
{
    struct hasher *h = ctx;

    (void)progress;
    (void)err;
    pthread_mutex_lock(&h->lock);
    for (;;) {
        while (!h->stop && h->done_n == h->put_n)
            pthread_cond_wait(&h->filled, &h->lock);
        if (h->stop)
            break;
        pthread_mutex_unlock(&h->lock);
        hash_block(h, h->done_n);
        pthread_mutex_lock(&h->lock);
        h->done_n++;
        pthread_cond_signal(&h->emptied);
    }
    pthread_mutex_unlock(&h->lock);
    return true;
}

static void begin(struct hasher *h)
{
    h->near = h->near_kind ? digest_new(h->near_kind) : NULL;
    h->far = digest_new(h->far_kind);
}

struct hasher *hasher_new(unsigned kinds)
{
    struct hasher *h = mem_new(sizeof *h);
    struct err err = ERR_NONE;

    h->far_kind = kinds & DIGEST_SM3 ? DIGEST_SM3 : DIGEST_SHA256;
    h->near_kind = kinds & ~(unsigned)h->far_kind;
    h->blocks = mem_new(BLOCKS * sizeof *h->blocks);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->filled, NULL);
    pthread_cond_init(&h->emptied, NULL);
    begin(h);
    h->task = task_start(work, h, &err); /* without it, all is done in hasher_put() */
    return h;
}

void hasher_free(struct hasher *h)
{
    struct err err = ERR_NONE;

    if (!h)
        return;
    pthread_mutex_lock(&h->lock);
    h->stop = true;
    pthread_cond_signal(&h->filled);
    pthread_mutex_unlock(&h->lock);
    if (h->task)
        (void)!task_end(h->task, &err);
    digest_free(h->near);
    digest_free(h->far);
    pthread_cond_destroy(&h->filled);
    pthread_cond_destroy(&h->emptied);
    pthread_mutex_destroy(&h->lock);
    free(h->blocks);
    free(h);
}

/* Until at most left blocks are not hashed yet. */
static void wait_for(struct hasher *h, uint64_t left)
{
    pthread_mutex_lock(&h->lock);
    while (h->put_n - h->done_n > left)
        pthread_cond_wait(&h->emptied, &h->lock);
    pthread_mutex_unlock(&h->lock);
}

uint8_t *hasher_room(struct hasher *h)
{
    wait_for(h, BLOCKS - 1);
    return h->blocks[h->put_n % BLOCKS].p;
}

void hasher_put(struct hasher *h, size_t n)
{
    struct block *block = &h->blocks[h->put_n % BLOCKS];

    block->n = n;
    pthread_mutex_lock(&h->lock);
    h->put_n++;
    pthread_cond_signal(&h->filled);
    pthread_mutex_unlock(&h->lock);
    if (!h->task)
        hash_block(h, h->done_n++);
    if (h->near)
        digest_add(h->near, block->p, n);
}

static void give(const struct hasher *h, enum digest_kind kind, uint8_t *out)
{
    if (h->near_kind == kind)
        digest_get(h->near, kind, out);
    if (h->far_kind == kind)
        digest_get(h->far, kind, out);
}

void hasher_end(struct hasher *h, uint8_t *sha256, uint8_t *sm3)
{
    wait_for(h, 0);
    give(h, DIGEST_SHA256, sha256);
    give(h, DIGEST_SM3, sm3);
    digest_free(h->near);
    digest_free(h->far);
    begin(h);
}
