/* trusted.c - the keys that count. */
#include "cli/trusted.h"

bool trusted_open(struct trusted *t, const struct args *args, struct err *err)
{
    t->keys = keyring_open(args->value[OPT_KEY_DIR], err);
    return t->keys && trust_load(t->keys, args->value[OPT_TRUST], &t->trust, err) &&
           (!args_has(args, OPT_KEY) || trust_add(&t->trust, args->value[OPT_KEY], err));
}

void trusted_close(struct trusted *t)
{
    trust_done(&t->trust);
    keyring_free(t->keys);
}
