/* stream.h - one artifact on its way: original bytes in, redacted bytes out, piece by piece.
 *
 *   stream_open() -> stream_next() until piece->n is 0 -> stream_close()
 *
 * Both passes use it, so that they cannot differ. What a stream does depends on what the bytes
 * are: text, an SMBIOS table, an archive, whose members are streams again. Nothing is kept but
 * what a scanner, a codec and an unpacker hold.
 *
 * Errors of stream_next(): E_TEXT_FORM (no text), E_FILE_TYPE, E_ARCHIVE, E_SMBIOS_FORM,
 * E_MARK, E_MARK_JUDGE, E_HELD_BACK, E_PATTERN, those of readers; with a guard E_SURVIVOR and
 * E_MIXED_TEXT (bytes that in another encoding are a known word). */
#ifndef CASEPACK_REDACT_STREAM_H
#define CASEPACK_REDACT_STREAM_H

#include "redact/container.h"
#include "redact/container_members.h"
#include "redact/engine.h"

struct stream;

/* The same for an artifact and all that is inside it. */
struct stream_job {
    struct redactor *r;
    hit_seen *seen; /* may be NULL */
    void *ctx;
    /* Learning: gets the decoded text in pieces, an empty one at the end of each text; nothing
     * is replaced then, and that text is what the stream gives. NULL otherwise. */
    void (*text)(void *ctx, const uint8_t *p, size_t n);
    struct finds_taker *taker;      /* of the text of the artifact itself; may be NULL */
    const struct finds_page *finds; /* taken down before; may be NULL */
    bool mark_overridden;           /* of the second tier, by a second person */
    struct container_members *plan; /* of the artifact */
    struct guard *guard;            /* sees the redacted text, decoded; may be NULL */
    bool masked; /* it sees the text with a mask for each hit: then only what stayed is found */
    struct container_budget budget;
    uint64_t lines;
    bool is_text;   /* the artifact itself, no table and no archive */
    enum mark mark; /* the gravest in it then, whatever was overridden */
};

struct stream *stream_open(struct stream_job *job, const struct artifact *artifact,
                           struct fs_root *root, struct err *err) MUST_USE;
/* What was given by a run that left the plan void is worth nothing: run again. */
bool stream_next(struct stream *s, struct str *piece, struct err *err) MUST_USE;
void stream_close(struct stream *s);

uint64_t stream_original_bytes(const struct stream *s); /* so far */
uint64_t stream_fingerprint(const struct stream *s);    /* of them; see hash.h */
/* For one that cannot go on: are the bytes of the artifact, up to its end, those of the fingerprint? */
bool stream_is(struct stream *s, uint64_t fingerprint);

/* What went wrong as the reason to withhold a file; false: an error of ours. */
bool stream_withheld_by(enum err_code code, enum withheld *reason);

#endif
