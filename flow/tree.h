/* tree.h - a file or a folder through the redaction engine, without a case (casepack redact).
 *
 * The engine knows this machine's own names, addresses and serials, the given keywords and what
 * SMBIOS tables in the tree hold. Links, pipes and devices are withheld. Names of files and
 * folders go through the engine as well, also those inside archives. Files are worked on in
 * parallel; what is written does not depend on how many at a time. Nothing but redacted bytes
 * is ever written, and a file that could not be finished is removed. */
#ifndef CASEPACK_FLOW_TREE_H
#define CASEPACK_FLOW_TREE_H

#include "base/task.h"
#include "facts/artifact.h"
#include "redact/redact.h"

#define TREE_MAX_FILES 200000
#define TREE_MAX_DEPTH 32
#define TREE_MAX_JOBS 64

struct tree_options {
    const char *in;  /* a file or a folder */
    const char *out; /* must not exist, nor lie in the folder in; not touched by a dry run */
    const char *root_dir;      /* whose facts are known words; NULL: this machine */
    const char *policy;        /* a name or a file; NULL: normal */
    int level;                 /* -1: that of the policy */
    const char *case_number;   /* takes part in the aliases; NULL: none */
    const char *keywords_file; /* NULL: none */
    const char *site_key_file; /* NULL: the key folder's alias key */
    const char *key_dir;       /* NULL: the default key folder */
    unsigned jobs;             /* files at a time; 0: one for each processor */
    bool dry_run;
};

struct tree_count {
    enum entity_kind kind;
    uint64_t hits;
};

#define TREE_TOKEN_CHARS 32

struct tree_file {
    const char *in;  /* below options.in, as it is */
    const char *out; /* below options.out; redacted, also of what is withheld */
    enum withheld withheld;
    uint64_t original_bytes;
    uint64_t redacted_bytes;
    const struct tree_count *counts;
    size_t counts_n;
    const struct withheld_member *members; /* of an archive, that it leaves without */
    size_t members_n;
    char token[TREE_TOKEN_CHARS + 1]; /* keyed hash of what is withheld; "" for none */
    struct redact_learned learned;
};

struct tree_result {
    struct tree_file *files; /* in the arena, in the order of the walk */
    size_t n;
    size_t withheld; /* files, and members of archives */
    uint64_t hits[ENTITY_COUNT];
    uint64_t bytes;
};

bool tree_redact(const struct tree_options *options, struct arena *a,
                 const struct progress *progress, struct tree_result *out,
                 struct err *err) MUST_USE;

#endif
