/* verification.h - a verification under way, as verify.c and verify_signatures.c share it. */
#ifndef CASEPACK_BUNDLE_VERIFICATION_H
#define CASEPACK_BUNDLE_VERIFICATION_H

#include "bundle/locate.h"
#include "bundle/manifest.h"
#include "bundle/read.h"
#include "bundle/verify.h"

struct verification {
    struct located at;
    struct bundle *b;
    const struct trust *trust;
    struct arena *a;
    const struct progress *progress;
    struct err *err; /* set: the bundle cannot be read at all */
    struct verify_report out;
    size_t problems_cap, signatures_cap;
    struct manifest listed, listed_sm3;
};

/* file may be the reader's: the report outlives it. detail is a msgid. */
void verification_problem(struct verification *v, enum err_code code, const char *file,
                          const char *detail);
void verification_signature(struct verification *v, const struct verify_signature *s);
bool verification_has(const struct verification *v, const char *name);
/* The text of a file that must be there; false when it is not, which is then noted. */
bool verification_text(struct verification *v, const char *name, size_t max, struct buf *out);

/* Every signature of the bundle, those that are missing, and whether its number is a replay. */
void verify_signatures(struct verification *v, struct str manifest);
/* MANIFEST.txt, release.txt and the signatures that there are: what the manifest leaves out. */
bool verify_is_outside(const char *name);

#endif
