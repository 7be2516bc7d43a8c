/* trusted.c - the keys that count. */
#include "cli/trusted.h"

#include "base/arena.h"

static bool add_key(struct trust *trust, const char *file, struct err *err)
{
    size_t cap = trust->n;
    struct public_key key;

    if (!public_key_read(file, &key, err))
        return false;
    trust->keys = mem_grow(trust->keys, &cap, trust->n + 1, sizeof *trust->keys);
    trust->keys[trust->n++] = key;
    return true;
}

bool trusted_open(struct trusted *t, const struct args *args, struct err *err)
{
    t->keys = keyring_open(args->value[OPT_KEY_DIR], err);
    return t->keys && trust_load(t->keys, args->value[OPT_TRUST], &t->trust, err) &&
           (!args_has(args, OPT_KEY) || add_key(&t->trust, args->value[OPT_KEY], err));
}

void trusted_close(struct trusted *t)
{
    trust_done(&t->trust);
    keyring_free(t->keys);
}
