/* keyring.h - the key folder as the files of this folder see it. */
#ifndef CASEPACK_BUNDLE_KEYRING_H
#define CASEPACK_BUNDLE_KEYRING_H

#include "bundle/file.h"
#include "bundle/keys.h"

struct keyring {
    char dir[FILE_PATH_MAX];
};

#define TRUST_FOLDER "trust"
#define ROTATION_SUFFIX ".rotation"

/* A rotation that was cut off between its last two steps takes the second one. */
bool rotation_finish(const struct keyring *k, const char *name, struct err *err) MUST_USE;

/* The public keys of old, whose files begin with stem, into trust/ under a name of its own. */
bool keyring_keep_old(struct keyring *k, const struct public_key *old, const char *stem,
                      struct err *err) MUST_USE;

/* The name under which an old key stays known: NAME-ID, cut to what fits. */
void rotation_old_name(const struct public_key *old, char *out);
/* Whether text is the statement by which old gives its place to the key in new_pub. */
bool rotation_is_by(struct str text, struct str new_pub, const struct public_key *old);

#endif
