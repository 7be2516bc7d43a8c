/* artifact.h - something to carry: found and measured, not copied.
 *
 * A collector that understands a format marks where values of which class lie in it (spans);
 * the redaction then needs no knowledge of the format. Offsets are bytes into the content. */
#ifndef CASEPACK_FACTS_ARTIFACT_H
#define CASEPACK_FACTS_ARTIFACT_H

#include "base/fs.h"
#include "facts/fact.h"

enum artifact_kind {
    ARTIFACT_TEXT,  /* scanned as text */
    ARTIFACT_TABLE, /* an SMBIOS table in dump form: only spans and known values, lengths kept
                     */
};

enum withheld {
    WITHHELD_NO,
    WITHHELD_ENCODING,  /* no text, or in no encoding that is read */
    WITHHELD_DENIED,    /* no permission to read */
    WITHHELD_KIND,      /* a link, a FIFO, a device */
    WITHHELD_TOO_LARGE, /* over the source's cap */
    WITHHELD_CHANGED,   /* differs from what was reviewed */
    WITHHELD_UNREADABLE,
    WITHHELD_BY_USER,
    WITHHELD_TYPE,             /* a binary format */
    WITHHELD_ARCHIVE,          /* damaged, encrypted, too deep or too dense */
    WITHHELD_MARK,             /* a classification marking: never leaves */
    WITHHELD_MARK_OVERRIDABLE, /* a marking that a second person may let pass */
    WITHHELD_POLICY,           /* a kind that the policy lets leave in no file */
    WITHHELD_PATTERN,          /* a pattern of the site took too many steps on it */
    WITHHELD_AGAIN,            /* redacted, it would spell a known value again */
    WITHHELD_COUNT
};

struct span {
    size_t at;
    size_t n;
    enum fact_class cls;
};

#define ARTIFACT_NAME_MAX 60

struct artifact {
    char stored[ARTIFACT_NAME_MAX + 1]; /* our own name: "logs/0001.log" */
    const char *origin;                 /* path on the machine; "" for content made by us */
    unsigned item;                      /* number of the collect item it belongs to */
    enum artifact_kind kind;
    uint64_t size_bytes;      /* as seen when collected; what was added later is not read */
    struct str content;       /* p NULL: read origin through the root */
    const struct span *spans; /* sorted, not overlapping */
    size_t spans_n;
    enum withheld withheld;
    bool mark_overridden; /* a second person let a marking of the second tier pass */
};

struct artifact_list;

struct artifact_list *artifact_list_new(void);
void artifact_list_free(struct artifact_list *list);
struct arena *artifact_list_arena(struct artifact_list *list);
struct artifact *artifact_add(struct artifact_list *list); /* zeroed; stays valid */
size_t artifact_count(const struct artifact_list *list);
struct artifact *artifact_at(const struct artifact_list *list, size_t i);

/* The original bytes, cut at size_bytes. root may be NULL when there is content. */
struct reader *artifact_open(const struct artifact *a, struct fs_root *root,
                             struct err *err) MUST_USE;
/* The same without the first `from` bytes. */
struct reader *artifact_open_from(const struct artifact *a, struct fs_root *root, uint64_t from,
                                  struct err *err) MUST_USE;

const char *withheld_name(enum withheld reason); /* "encoding": the word in JSON */
const char *withheld_text(enum withheld reason); /* msgid: a sentence for people */

#endif
