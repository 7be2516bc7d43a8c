/* arena.c - chunks in a list; big requests get a chunk of their own. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES (32 * 1024)
#define ALIGN _Alignof(max_align_t)

struct chunk {
    struct chunk *next;
    size_t used, cap;
    _Alignas(max_align_t) char bytes[];
};

struct arena {
    struct chunk *head; /* the one that is filled; older and own-size chunks follow */
};

static _Noreturn void out_of_memory(void)
{
    fputs("casepack: E9002 Out of memory (Close other programs and start again.)\n", stderr);
    exit(6);
}

void *mem_new(size_t bytes)
{
    void *p = calloc(1, bytes ? bytes : 1);

    if (!p)
        out_of_memory();
    return p;
}

void *mem_new_room(size_t bytes, size_t zeroed)
{
    void *p = malloc(bytes);

    if (!p)
        out_of_memory();
    return memset(p, 0, zeroed);
}

void *mem_grow(void *p, size_t *cap, size_t need, size_t item_bytes)
{
    size_t want = *cap < 8 ? 8 : *cap;

    if (need <= *cap)
        return p;
    while (want < need)
        want = want > SIZE_MAX / 2 ? need : want * 2;
    if (want > SIZE_MAX / item_bytes)
        out_of_memory();
    void *grown = realloc(p, want * item_bytes);
    if (!grown)
        out_of_memory();
    memset((char *)grown + *cap * item_bytes, 0, (want - *cap) * item_bytes);
    *cap = want;
    return grown;
}

struct arena *arena_new(void)
{
    return mem_new(sizeof(struct arena));
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct chunk *c = a->head, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    free(a);
}

/* Zeroed memory is had from the system as it is, and pages that nobody writes to cost nothing. */
static struct chunk *chunk_new(size_t cap, bool zeroed)
{
    if (cap > SIZE_MAX - sizeof(struct chunk))
        out_of_memory();
    struct chunk *c = zeroed ? calloc(1, sizeof *c + cap) : malloc(sizeof *c + cap);
    if (!c)
        out_of_memory();
    *c = (struct chunk){.cap = cap};
    return c;
}

static void *take_own(struct arena *a, size_t bytes, bool zeroed)
{
    struct chunk *own = chunk_new(bytes, zeroed);

    own->used = bytes;
    if (a->head) {
        own->next = a->head->next;
        a->head->next = own;
    } else {
        a->head = own;
    }
    return own->bytes;
}

static void *take(struct arena *a, size_t bytes, bool zeroed)
{
    if (bytes > SIZE_MAX - ALIGN)
        out_of_memory();
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (bytes > CHUNK_BYTES / 4)
        return take_own(a, bytes, zeroed);
    if (!a->head || a->head->cap - a->head->used < bytes) {
        struct chunk *c = chunk_new(CHUNK_BYTES, false);
        c->next = a->head;
        a->head = c;
    }
    void *p = a->head->bytes + a->head->used;
    a->head->used += bytes;
    return zeroed ? memset(p, 0, bytes) : p;
}

void *arena_take(struct arena *a, size_t bytes)
{
    return take(a, bytes, true);
}

void *arena_copy(struct arena *a, const void *p, size_t n)
{
    void *copy = take(a, n, false);

    if (n > 0)
        memcpy(copy, p, n);
    return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){arena_cstr(a, s), s.n};
}

const char *arena_cstr(struct arena *a, struct str s)
{
    char *copy = take(a, s.n + 1, false);

    if (s.n > 0)
        memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return copy;
}

const char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        out_of_memory();
    char *text = arena_take(a, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)n + 1, format, args);
    va_end(args);
    return text;
}
