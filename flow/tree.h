/* tree.h - a file or a folder through the redaction engine, without a case (casepack redact).
 *
 * The engine knows this machine's own names, addresses and serials and the given keywords. Links,
 * pipes and devices are withheld. Names of files and folders go through the engine as well. */
#ifndef CASEPACK_FLOW_TREE_H
#define CASEPACK_FLOW_TREE_H

#include "base/task.h"
#include "facts/artifact.h"
#include "redact/redact.h"

#define TREE_MAX_FILES 200000
#define TREE_MAX_DEPTH 32

struct tree_options {
    const char *in;            /* a file or a folder */
    const char *out;           /* must not exist; not touched by a dry run */
    const char *root_dir;      /* whose facts are known words; NULL: this machine */
    const char *policy;        /* NULL: normal */
    int level;                 /* -1: that of the policy */
    const char *case_number;   /* takes part in the aliases; NULL: none */
    const char *keywords_file; /* NULL: none */
    const char *site_key_file; /* NULL: the key folder's alias key */
    const char *key_dir;       /* NULL: the default key folder */
    bool dry_run;
};

struct tree_file {
    const char *in;  /* below options.in, as it is */
    const char *out; /* below options.out */
    enum withheld withheld;
    uint64_t original_bytes;
    uint64_t redacted_bytes;
};

struct tree_result {
    struct tree_file *files; /* in the arena */
    size_t n;
    size_t withheld;
    uint64_t hits[ENTITY_COUNT];
    uint64_t bytes;
};

bool tree_redact(const struct tree_options *options, struct arena *a,
                 const struct progress *progress, struct tree_result *out,
                 struct err *err) MUST_USE;

#endif
