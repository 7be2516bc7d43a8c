/* reader.h - bytes pulled from somewhere: a file of the machine, memory, the redaction engine.
 *
 * reader_read() until *got is 0 (the end), then reader_close(). A reader that failed stays
 * failed. Whoever opens a reader closes it, unless it was handed to one that says it takes
 * ownership. */
#ifndef CASEPACK_BASE_READER_H
#define CASEPACK_BASE_READER_H

#include "base/err.h"

struct reader;

struct reader_ops {
    bool (*read)(struct reader *r, void *p, size_t cap, size_t *got, struct err *err);
    void (*close)(struct reader *r);
};

struct reader {
    const struct reader_ops *ops; /* first member of each kind of reader */
};

bool reader_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err) MUST_USE;
void reader_close(struct reader *r); /* NULL is harmless */

/* Reads the bytes at data, which must outlive the reader. */
struct reader *reader_of_mem(struct str data);

/* Everything up to the end into out; E_TOO_LARGE when out's cap is reached. */
bool reader_all(struct reader *r, struct buf *out, struct err *err) MUST_USE;

#endif
