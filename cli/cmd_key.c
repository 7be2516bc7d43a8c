/* cmd_key.c - key new, key show, key trust, key sign. */
#include <string.h>

#include "base/secret.h"
#include "cli/cli.h"

static bool print_key(const struct public_key *key, const struct args *args, struct err *err)
{
    struct buf text = BUF_INIT(4096), fingerprint = BUF_INIT(256);
    char id[KEY_ID_TEXT];
    bool ok = public_key_fingerprint(key, &fingerprint, err);

    key_id_text(key->id, id);
    if (ok && args_has(args, OPT_JSON)) {
        public_key_text(key, &text);
        ok = cli_json(json_pack("{s:s, s:s, s:s, s:s}", "name", key->name, "key_id", id,
                                "fingerprint", buf_cstr(&fingerprint), "public_key",
                                buf_cstr(&text)),
                      err);
    } else if (ok) {
        buf_printf(&text, "%s  %s\n%s %s\n\n", key->name, id, _("Fingerprint:"),
                   buf_cstr(&fingerprint));
        public_key_text(key, &text);
        ok = cli_print(buf_str(&text), err);
    }
    buf_done(&text);
    buf_done(&fingerprint);
    return ok;
}

static bool key_show(struct keyring *keys, const char *name, const struct args *args,
                     struct err *err)
{
    struct public_key key;

    if (args->words_n == 2)
        return public_key_read(args->words[1], &key, err) && print_key(&key, args, err);
    return keyring_public(keys, name, &key, err) && print_key(&key, args, err);
}

static bool key_new(struct keyring *keys, const char *name, const struct args *args,
                    struct err *err)
{
    const char *file = args->value[OPT_PASSPHRASE_FILE];
    struct str passphrase = {NULL, 0};
    char *secret = NULL;

    if (args->words_n == 2)
        return err_set(err, E_USAGE, "%s", args->words[1]);
    if (file && !cli_passphrase(file, &secret, &passphrase, err))
        return false;
    bool ok = keyring_new_key(keys, name, passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    return ok && key_show(keys, name, args, err);
}

static bool key_trust(struct keyring *keys, const char *name, const struct args *args,
                      struct err *err)
{
    (void)name;
    if (args->words_n != 2)
        return err_set(err, E_USAGE, "%s", "casepack key trust FILE");
    return keyring_trust(keys, args->words[1], err) && key_show(keys, name, args, err);
}

static bool key_sign(struct keyring *keys, const char *name, const struct args *args,
                     struct err *err)
{
    const char *file = args->value[OPT_PASSPHRASE_FILE];
    struct str passphrase = {NULL, 0};
    char *secret = NULL;

    if (args->words_n != 2)
        return err_set(err, E_USAGE, "%s", "casepack key sign FOLDER");
    if (file && !cli_passphrase(file, &secret, &passphrase, err))
        return false;
    struct signing_key *key = args_has(args, OPT_KEY)
                                  ? signing_key_open(args->value[OPT_KEY], passphrase, err)
                                  : keyring_open_key(keys, name, passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    bool ok = key && profile_pack_sign(args->words[1], key, err) &&
              print_key(signing_key_public(key), args, err);
    signing_key_free(key);
    return ok;
}

static const struct {
    const char *name;
    bool (*run)(struct keyring *keys, const char *name, const struct args *args,
                struct err *err);
} verbs[] = {{"new", key_new}, {"show", key_show}, {"trust", key_trust}, {"sign", key_sign}};

bool cmd_key(const struct args *args, int *code, struct err *err)
{
    const char *name = args_has(args, OPT_NAME) ? args->value[OPT_NAME] : "site";
    size_t verb = 0;

    (void)code;
    while (verb < COUNT_OF(verbs) && strcmp(verbs[verb].name, args->words[0]) != 0)
        verb++;
    if (verb == COUNT_OF(verbs))
        return err_set(err, E_USAGE, "casepack key %s (new, show, trust, sign)",
                       args->words[0]);
    struct keyring *keys = keyring_open(args->value[OPT_KEY_DIR], err);
    bool ok = keys && verbs[verb].run(keys, name, args, err);
    keyring_free(keys);
    return ok;
}
