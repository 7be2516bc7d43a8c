/* redact.h - the engine: what must not leave becomes an alias, everything else stays as it is.
 *
 * One redactor per case:
 *   redactor_new() -> learn facts, accounts, keywords -> learner_scan() each artifact
 * (pass 0: names that stand in it) -> redact_scan() each artifact (pass 1: hits and the hash of the redacted bytes) -> the user decides by kind -> scan again what is
 * affected
 *   -> redact_open() each artifact (pass 2: the same bytes again, for the writer).
 *
 * The same value of the same kind gets the same alias everywhere: in facts, in the SMBIOS
 * table, in all logs. Aliases are keyed (HMAC with the site key), so a bundle does not tell the
 * value. After the first scan a redactor is read-only until redactor_decide(): scans may run in
 * parallel. */
#ifndef CASEPACK_REDACT_REDACT_H
#define CASEPACK_REDACT_REDACT_H

#include "base/digest.h"
#include "base/lang.h"
#include "base/task.h"
#include "facts/artifact.h"
#include "facts/smbios_table.h"

enum entity_kind {
#define ENTITY(id, name, rule, action, zh, en) ENTITY_##id,
#include "redact/entities.def"
#undef ENTITY
    ENTITY_COUNT
};

enum redact_action {
    REDACT_ALIAS,     /* stable stand-in, valid in place */
    REDACT_MASK,      /* fixed mask that tells nothing */
    REDACT_KEEP,      /* leaves as it is */
    REDACT_DROP_LINE, /* the whole line is replaced by a note */
    REDACT_DROP_FILE, /* the file is withheld; masked in names and facts, which are no files */
    REDACT_ACTION_COUNT
};

struct entity_row {
    const char *name;          /* "ipv4": the word in JSON */
    unsigned rule;             /* 7xx, said on the phone */
    enum redact_action action; /* default, the safest */
    struct text2 title;
};
const struct entity_row *entity_row(enum entity_kind kind);
/* What is done with a kind at a disclosure level (0..3) when nobody says more: its default, but from
 * level 2 on serials and ids of the hardware leave in clear. */
enum redact_action entity_action(enum entity_kind kind, unsigned level);
/* The level from which on a policy may let a kind leave in clear; above 3: never. */
unsigned entity_clear_level(enum entity_kind kind);
/* The kind of entity that a class of facts and spans holds; false for CLASS_PUBLIC. */
bool entity_of_class(enum fact_class cls, enum entity_kind *kind);
const char *redact_action_name(enum redact_action action);

#define SITE_KEY_BYTES 32

struct redact_config {
    const uint8_t *site_key; /* SITE_KEY_BYTES, copied into locked memory */
    const char
        *case_number; /* part of the key derivation: cases cannot be joined; "" allowed */
    unsigned level;   /* disclosure level 0..3 (DOMAIN: L1 aliases, L2 serials in clear) */
};

struct redactor;
struct guard;

struct redactor *redactor_new(const struct redact_config *config, struct err *err) MUST_USE;
void redactor_free(struct redactor *r);

/* All values of a non-public class become known words, in every form they are written in.
 * Values shorter than 4 bytes and those for which is_placeholder says yes are not learned; the
 * machine's own host names are from 2 bytes on, unless they are two or three letters ("vm"): those go
 * only where names of hosts stand. */
bool redactor_learn_facts(struct redactor *r, const struct fact_list *facts,
                          bool (*is_placeholder)(void *ctx, const struct fact *f), void *ctx,
                          struct err *err) MUST_USE;
/* The values in the spans of an artifact with content (a memory module's serial in the SMBIOS
 * table), so that they go from the logs too. After the facts, which name the placeholders. */
bool redactor_learn_spans(struct redactor *r, const struct artifact *artifact,
                          struct err *err) MUST_USE;
/* Who can tell placeholders from serials and asset tags: "Not Available" in the place of one stays in
 * a table and is no known word. Asked from several threads at a time. Before the first span; ctx must
 * outlive r. */
typedef bool text_is_placeholder(void *ctx, struct str text);
void redactor_ask_placeholder(struct redactor *r, text_is_placeholder *is_placeholder,
                              void *ctx);
/* Who knows where values lie in an SMBIOS table (smbios_spans() of collect/): tables that are met
 * in files and archives are then redacted in place. Before the first scan. */
typedef void table_spans(const struct smbios_table *t, struct arena *a,
                         const struct span **spans, size_t *n);
void redactor_read_tables(struct redactor *r, table_spans *spans);
/* Where they lie in a file that is a table and nothing else; false when it is not. */
bool redactor_find_spans(const struct redactor *r, struct str file, struct arena *a,
                         const struct span **spans, size_t *n);
bool redactor_learn_word(struct redactor *r, enum entity_kind kind, struct str word,
                         struct err *err) MUST_USE;
/* One word a line, UTF-8, '#' comments; E_KEYWORDS names the line. *words counts. */
bool redactor_learn_keywords(struct redactor *r, struct str file, unsigned *words,
                             struct err *err) MUST_USE;
/* Pass 0 over all artifacts before the first is scanned: names first met behind a label, in a path or
 * in a table become known words, so that they go from all artifacts.
 *
 *   learner_new() -> learner_scan() each artifact -> redactor_learn_from()
 *
 * Artifacts may be shared out among several learners, one a thread; what comes of it does not depend
 * on how. Until the end nothing else is done with the redactor. */
struct learner;
struct learner *learner_new(struct redactor *r);

/* What pass 0 saw of an artifact, for who writes it without a review. */
struct finds_page;

struct redact_learned {
    bool is_text; /* no table and no archive, and nothing to withhold it for */
    uint64_t fingerprint;
    const struct finds_page *finds; /* the redactor's; see finds.h */
};

/* nth: the artifact's place among all, rising for one learner. out: NULL when it will be reviewed.
 * What cannot be read is no error: its scan says why. */
bool learner_scan(struct learner *l, size_t nth, const struct artifact *artifact,
                  struct fs_root *root, struct redact_learned *out,
                  const struct progress *progress, struct err *err) MUST_USE;
/* Frees them. */
void redactor_learn_from(struct redactor *r, struct learner **learners, size_t n);

bool redactor_decide(struct redactor *r, enum entity_kind kind, enum redact_action action,
                     struct err *err) MUST_USE;
enum redact_action redactor_action(const struct redactor *r, enum entity_kind kind);

/* Plants canaries of each kind in each encoding, each form of each learned word, and the examples of
 * the site's patterns, and needs all to be gone: E_SELF_TEST. Before the first scan. */
bool redactor_self_test(struct redactor *r, struct err *err) MUST_USE;

struct scan_hit {
    enum entity_kind kind;
    uint64_t nth;  /* hits of the same scan before it */
    uint64_t at;   /* byte offset in the original, in an archive in its member */
    uint64_t line; /* 1.. */
};

struct container_members; /* redact/container_members.h */

struct withheld_member { /* of an archive that leaves without it */
    struct str name;     /* redacted: "old/x.evtx", "inner.zip!/x.evtx" */
    enum withheld reason;
};

struct scan_result {
    enum withheld withheld;
    uint64_t hits[ENTITY_COUNT];
    uint64_t lines;
    uint64_t original_bytes;
    uint64_t redacted_bytes;
    uint8_t sha256[SHA256_BYTES]; /* of the redacted bytes: what was reviewed */
    uint8_t sm3[SM3_BYTES];
    const struct container_members *plan; /* of an archive, in the arena */
    const struct withheld_member *withheld_members;
    size_t withheld_members_n;
};

/* Pass 1 over one artifact; what the result points to lives in the arena. What cannot be understood
 * is withheld with its reason and is no error. The hits one by one: around.h. */
bool redact_scan(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                 struct arena *a, struct scan_result *out, const struct progress *progress,
                 struct err *err) MUST_USE;

/* Pass 2: the redacted bytes. The reader fails with E_REVIEW_CHANGED at its end when they are
 * not those of the result (by hash), so a writer never completes a file that was not reviewed.
 */
struct reader *redact_open(struct redactor *r, const struct artifact *artifact,
                           struct fs_root *root, const struct scan_result *reviewed,
                           struct err *err) MUST_USE;

/* Both passes in one, over a text that pass 0 found nothing against: counts come to out, without
 * hashes, as the bytes come. E_REVIEW_CHANGED at the end when they are others than
 * those that were learned from; what else goes wrong, its scan gives the reason for. */
struct reader *redact_open_learned(struct redactor *r, const struct artifact *artifact,
                                   struct fs_root *root, const struct redact_learned *learned,
                                   struct scan_result *out, struct err *err) MUST_USE;

/* The guard (below) looks at what the reader gives, as text: decoded and, in archives, unpacked.
 * E_SURVIVOR or E_MIXED_TEXT ends the reading. Before the first read. */
void redact_watch(struct reader *r, struct guard *g);

/* A short text (a path for index.tsv, a typed error message) through the same engine. */
bool redact_text(struct redactor *r, struct str in, struct buf *out, struct err *err) MUST_USE;

/* A classification marking in a short text, a file's name: the reason to withhold what bears it,
 * or WITHHELD_NO. */
enum withheld redact_text_mark(struct redactor *r, struct str in);

/* The facts as they may leave at this level: values of sensitive classes become aliases with
 * state "redacted", their length and character classes; placeholders stay. */
bool redact_facts(struct redactor *r, const struct fact_list *facts,
                  bool (*is_placeholder)(void *ctx, const struct fact *f), void *ctx,
                  struct fact_list *out, struct err *err) MUST_USE;

/* Guard: scans redacted bytes for every known word in every form by plain search, apart from
 * the engine. E_SURVIVOR names the artifact and the kind, never the value. */
struct guard;
struct guard *guard_new(const struct redactor *r);
void guard_free(struct guard *g);
/* Known words in text are our own as well: where is_own says that we wrote an artifact, they are
 * no survivors. Before the first guard_next(). */
void guard_own(struct guard *g, struct str text);
void guard_next(struct guard *g, const char *name, bool is_own); /* a new artifact begins */
/* In pieces; an empty piece ends the artifact: only then is its last word told from a longer
 * one. */
bool guard_add(struct guard *g, struct str redacted, struct err *err) MUST_USE;
/* The same artifact as its bytes lie there, beside the text that they were decoded to: what is of
 * another encoding than it was read in is seen here. The first text_n of them are text as they are,
 * which is not searched twice. Before the text's end, where a word that is seen in the bytes only
 * is E_MIXED_TEXT. */
void guard_add_raw(struct guard *g, struct str bytes, size_t text_n);

/* What came of the artifact, and what was found in it, is forgotten: it does not leave. */
void guard_forget(struct guard *g);

/* Whether a value that is kept would bring a survivor with it: another known word of which it is
 * made. *inner is the kind of that one. */
bool guard_finds_inside(const struct redactor *r, enum entity_kind kind, struct str value,
                        enum entity_kind *inner);

#endif
