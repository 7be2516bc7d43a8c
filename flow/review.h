/* review.h - the redaction of a case: keywords, what was found, what is done with it (50-53).
 *
 * A value is shown once however often it stands, with the first place where it stands. All of
 * them can be looked at, a million too: a list holds the texts of values only; the lines around
 * are read from the machine when they are shown. Facts come first, then files in their order. */
#ifndef CASEPACK_FLOW_REVIEW_H
#define CASEPACK_FLOW_REVIEW_H

#include "flow/flow.h"

struct flow_artifact { /* one artifact with its pass 1 result */
    const struct artifact *artifact;
    const struct scan_result *scan;
    const char *shown_origin; /* redacted, visible: for index.tsv and screens */
    bool left_out;            /* by the user, on screen 51 or 60 */
};

struct flow_kind { /* a line of screen 51; facts.json counts as one file */
    enum entity_kind kind;
    uint64_t hits;
    unsigned files;
    size_t values; /* different ones */
    size_t values_seen;
    enum redact_action action;
    bool is_mixed; /* some value has an action of its own */
    bool seen;
};

/* A value that was found, and the first place where it stands (52). */
struct flow_place {
    enum entity_kind kind;
    struct str text;           /* as it is written there, UTF-8 */
    const char *file;          /* name in the bundle */
    uint64_t line;             /* 0: not a line but a fact */
    const char *origin;        /* redacted, visible; the key of a fact */
    size_t artifact;           /* FLOW_NO_ARTIFACT for a fact */
    size_t more;               /* files beside this one where it stands */
    enum redact_action action; /* as decided, also when not searched again since */
    bool seen;
};
#define FLOW_NO_ARTIFACT SIZE_MAX

/* A line, cut near the value: as it is on the machine, for the screen only, and as it will be
 * written. What stands in for the value itself is flow_preview()'s. */
struct flow_cut {
    struct str lead, text, tail;
    struct str safe_lead, safe_tail;
};

/* A line around a place, as it is on the machine: for the screen only. */
struct flow_line {
    uint64_t number;
    struct str text; /* cut at FLOW_LINE_MAX bytes */
};
#define FLOW_LINE_MAX 400

/* Words of the site: UTF-8, 2..200 bytes; masked everywhere. They void the review. */
bool flow_keywords_file(struct flow *f, const char *path, unsigned *words,
                        struct err *err) MUST_USE;
bool flow_keyword(struct flow *f, struct str word, struct err *err) MUST_USE;
unsigned flow_keyword_count(const struct flow *f);
/* A line through the engine as it stands now (50, "try a line"). */
bool flow_try_line(struct flow *f, struct str line, struct buf *out, struct err *err) MUST_USE;

bool flow_review(struct flow *f, const struct progress *progress, struct err *err) MUST_USE;

size_t flow_kinds(const struct flow *f); /* kinds with at least one hit */
bool flow_kind_at(const struct flow *f, size_t i, struct flow_kind *out);
/* About a whole kind; takes back what was decided about its values. */
bool flow_decide(struct flow *f, enum entity_kind kind, enum redact_action action,
                 struct err *err) MUST_USE;

size_t flow_places(const struct flow *f, enum entity_kind kind);
bool flow_place_at(const struct flow *f, enum entity_kind kind, size_t i,
                   struct flow_place *out);
/* The first place from `from` on that was not looked at; flow_places() when there is none. */
size_t flow_unseen_place(const struct flow *f, enum entity_kind kind, size_t from);
/* The first place from `from` on, then from the start, whose value holds text, ASCII letters in any
 * case. */
bool flow_find_place(const struct flow *f, enum entity_kind kind, size_t from, struct str text,
                     size_t *out);
/* The line of a place, in the arena; of a fact its value. E_REVIEW_CHANGED when the value does
 * not stand there any more. */
bool flow_place_line(const struct flow *f, enum entity_kind kind, size_t i, struct arena *a,
                     struct flow_cut *out, struct err *err) MUST_USE;
/* Lines around a place, at most `around` before and behind it; none around a fact. */
bool flow_context(const struct flow *f, enum entity_kind kind, size_t i, unsigned around,
                  struct arena *a, struct flow_line **lines, size_t *n,
                  struct err *err) MUST_USE;

/* About one value, everywhere. The places stay as they are until flow_settle(). */
bool flow_decide_place(struct flow *f, enum entity_kind kind, size_t i,
                       enum redact_action action, struct err *err) MUST_USE;
/* A known value of another decision stands inside this one and would survive: this one cannot be
 * kept (E_SURVIVOR at the release) before that one is. *inner is its kind. */
bool flow_keeps_another(const struct flow *f, enum entity_kind kind, size_t i,
                        enum entity_kind *inner);
/* What would stand in the place of the value. */
void flow_preview(const struct flow *f, enum entity_kind kind, size_t i,
                  enum redact_action action, struct buf *out);
/* Takes back the last decision; false when there is none. */
bool flow_undo(struct flow *f, enum entity_kind *kind);
size_t flow_decisions(const struct flow *f);
/* Voids the review when decisions were made that it does not show yet. */
void flow_settle(struct flow *f);

void flow_mark_place(struct flow *f, enum entity_kind kind, size_t i);
void flow_mark_seen(struct flow *f, enum entity_kind kind); /* all its places */
bool flow_all_seen(const struct flow *f);

size_t flow_artifacts(const struct flow *f);
bool flow_artifact_at(const struct flow *f, size_t i, struct flow_artifact *out);
bool flow_leave_out(struct flow *f, size_t artifact, struct err *err) MUST_USE;

#endif
