/* trusted.h - whose signatures count: the key folder, --trust DIR and --key PUBKEY together. */
#ifndef CASEPACK_CLI_TRUSTED_H
#define CASEPACK_CLI_TRUSTED_H

#include "bundle/trust.h"
#include "cli/args.h"

struct trusted {
    struct keyring *keys;
    struct trust trust;
};

bool trusted_open(struct trusted *t, const struct args *args, struct err *err) MUST_USE;
void trusted_close(struct trusted *t);

#endif
