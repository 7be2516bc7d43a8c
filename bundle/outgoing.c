/* outgoing.c - a file of the plan on its way out. */
#include "bundle/outgoing.h"

#include <string.h>

bool outgoing_open(struct outgoing *o, const struct plan_file *file, struct err *err)
{
    *o = (struct outgoing){.file = file};
    o->reader = file->open ? file->open(file->ctx, err) : reader_of_mem(file->bytes);
    if (!o->reader)
        return false;
    o->digest = digest_new(DIGEST_SHA256);
    return true;
}

void outgoing_close(struct outgoing *o)
{
    reader_close(o->reader);
    digest_free(o->digest);
    o->reader = NULL;
    o->digest = NULL;
}

/* Nothing comes any more, and all of it together has the hash of the review. */
static bool is_as_reviewed(struct outgoing *o, struct err *err)
{
    uint8_t hash[SHA256_BYTES];
    char more;
    size_t got = 0;

    if (!reader_read(o->reader, &more, 1, &got, err))
        return false;
    digest_get(o->digest, DIGEST_SHA256, hash);
    return (got == 0 && memcmp(hash, o->file->sha256, sizeof hash) == 0) ||
           err_set(err, E_REVIEW_CHANGED, "%s", o->file->name);
}

bool outgoing_fill(struct outgoing *o, void *p, size_t cap, size_t *got, bool *last,
                   struct outgoing_count *count, struct err *err)
{
    uint64_t left = o->file->size_bytes - o->passed;
    size_t want = left < cap ? (size_t)left : cap, n = 0, some;
    char *to = p;

    if (!progress_step(count->progress, "write", count->done, count->total))
        return err_set(err, E_STOPPED, "%s", o->file->name);
    while (n < want) {
        if (!reader_read(o->reader, to + n, want - n, &some, err))
            return false;
        if (some == 0)
            return err_set(err, E_REVIEW_CHANGED, "%s", o->file->name);
        n += some;
    }
    digest_add(o->digest, p, n);
    o->passed += n;
    count->done += n;
    *got = n;
    *last = o->passed == o->file->size_bytes;
    return !*last || is_as_reviewed(o, err);
}
