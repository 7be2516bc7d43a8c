/* stream_inside.h - the parts of a stream: what it reads from, and the three things it may be. */
#ifndef CASEPACK_REDACT_STREAM_INSIDE_H
#define CASEPACK_REDACT_STREAM_INSIDE_H

#include "redact/hash.h"
#include "redact/stream.h"

#define STREAM_LEVEL_MAX 4 /* archives in one another; a tar.gz is one */
#define STREAM_OUT_MAX (64 * 1024 * 1024)

struct stream {
    struct stream_job *job;
    const char *name;      /* for errors */
    struct str path;       /* redacted: ahead of the names of members, "" or "a.zip!/" */
    unsigned level;        /* archives around it, and itself when it is one */
    bool in_single;        /* all of a packed stream: a tar in it is one with it */
    struct reader *reader; /* of the original bytes; a member's is the container's */
    bool owns_reader;
    struct reader input; /* head, then reader */
    struct buf head;     /* read ahead to tell what it is */
    size_t head_at;
    uint64_t original;
    struct fingerprint fingerprint; /* of the file itself */
    struct buf out;
    bool ended;
    const struct span *spans; /* of a table or a text of ours */
    size_t spans_n;
    struct arena *arena; /* of spans that were found here; may be NULL */
    struct text_stream *text;
    struct box_stream *box;
    bool table; /* neither: head holds a table */
    bool is_void;
};

/* A stream over the data of a member, which reader gives. */
struct stream *stream_inside(struct stream_job *job, struct reader *reader, struct str path,
                             unsigned level, bool in_single);

/* Each runs until there is something in s->out, or the end. */
void text_stream_open(struct stream *s);
bool text_stream_next(struct stream *s, struct err *err) MUST_USE;
void text_stream_close(struct text_stream *t);

bool box_stream_open(struct stream *s, enum container_type type, struct err *err) MUST_USE;
bool box_stream_next(struct stream *s, struct err *err) MUST_USE;
void box_stream_close(struct box_stream *b);

#endif
