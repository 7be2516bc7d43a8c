/* verify.h - is this bundle genuine and whole? Names each file that is not.
 *
 * Every file is compared with its SHA-256 in MANIFEST.txt, which the signatures cover. Its SM3 in
 * MANIFEST.sm3, a file like the others, is computed too where somebody relies on SM3: where trust
 * holds an SM2 key. SM3 takes four times as long as SHA-256.
 *
 * verify_bundle() reads in constant memory. A problem of the bundle is a line of the report and
 * genuine = false; err is only for "cannot be read at all" (E_FS_*). */
#ifndef CASEPACK_BUNDLE_VERIFY_H
#define CASEPACK_BUNDLE_VERIFY_H

#include "base/arena.h"
#include "base/task.h"
#include "bundle/read.h"
#include "bundle/trust.h"

struct verify_problem {
    enum err_code code;
    const char *file;   /* in the bundle; "" for the container itself */
    const char *detail; /* "altered", "missing", "not in the manifest" ... (msgid) */
};

struct verify_signature {
    const char *file;   /* "sig/site.minisig" ... */
    const char *over;   /* "MANIFEST.txt" or "release.txt" */
    const char *signer; /* name of the trusted key, "" when unknown */
    char key_id[2 * KEY_ID_BYTES + 1];
    const char *comment; /* the trusted comment; "" where there is none */
    bool good;
    bool trusted;
};

struct verify_report {
    bool genuine;
    char bundle_id[2 * SHA256_BYTES + 1]; /* "" when there is no manifest */
    bool sealed;                          /* a NAME.ok stood beside it and agreed */
    bool has_sm3;                         /* the files were compared with MANIFEST.sm3 too */
    uint64_t size_bytes;
    size_t files;
    struct verify_problem *problems;
    size_t problems_n;
    struct verify_signature *signatures;
    size_t signatures_n;
    struct str release; /* release.txt as it was verified; empty when there is none */
    bool has_number;    /* case, machine and sequence, signed by a trusted key */
    struct trust_seen number;
};

/* Strings and arrays live in the arena. */
bool verify_bundle(const char *path, const struct trust *trust, struct arena *a,
                   const struct progress *progress, struct verify_report *out,
                   struct err *err) MUST_USE;
/* The same, and a genuine bundle stays open: its texts are those that were verified, whatever is in
 * their place by now. *opened is NULL for any other; the caller closes it. */
bool verify_open(const char *path, const struct trust *trust, struct arena *a,
                 const struct progress *progress, struct verify_report *out,
                 struct bundle **opened, struct err *err) MUST_USE;

#endif
