/* cmd_key.c - keys of one's own and keys that are trusted. */
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "bundle/sshsig.h"
#include "cli/cli.h"

/* ---- key show -------------------------------------------------------------------------------- */

/* A public key with all that is said or copied of it. */
struct shown {
    struct public_key key;
    char id[KEY_ID_TEXT];
    struct buf fingerprint, text, allowed;
    bool has_sm2;
    struct buf sm2_fingerprint, sm2_pem;
};

static bool shown_sm2(struct shown *s, const char *pub_file, struct err *err)
{
    struct err cause = ERR_NONE;
    struct sm2_public sm2;
    char path[4096];

    if (!sm2_public_beside(pub_file, path, err))
        return false;
    if (!sm2_public_read(path, &sm2, &cause))
        return cause.code == E_KEY_ABSENT || err_set(err, cause.code, "%s", cause.detail);
    s->has_sm2 = true;
    sm2_public_pem(sm2.key, &s->sm2_pem);
    return sm2_public_fingerprint(&sm2, &s->sm2_fingerprint, err);
}

static bool shown_init(struct shown *s, const char *pub_file, struct err *err)
{
    const struct buf empty = BUF_INIT(4096);

    *s = (struct shown){.fingerprint = empty,
                        .text = empty,
                        .allowed = empty,
                        .sm2_fingerprint = empty,
                        .sm2_pem = empty};
    if (!public_key_read(pub_file, &s->key, err))
        return false;
    key_id_text(s->key.id, s->id);
    public_key_text(&s->key, &s->text);
    return public_key_fingerprint(&s->key, &s->fingerprint, err) &&
           sshsig_allowed_line(&s->key, s->key.name, &s->allowed, err) &&
           shown_sm2(s, pub_file, err);
}

static void shown_done(struct shown *s)
{
    buf_done(&s->fingerprint);
    buf_done(&s->text);
    buf_done(&s->allowed);
    buf_done(&s->sm2_fingerprint);
    buf_done(&s->sm2_pem);
}

static json_t *json_of_key(const struct shown *s)
{
    json_t *all = json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", s->key.name, "key_id", s->id,
                            "fingerprint", buf_cstr(&s->fingerprint), "public_key",
                            buf_cstr(&s->text), "allowed_signer", buf_cstr(&s->allowed));

    if (s->has_sm2) {
        json_object_set_new(all, "sm2_fingerprint", json_string(buf_cstr(&s->sm2_fingerprint)));
        json_object_set_new(all, "sm2_public_key", json_string(buf_cstr(&s->sm2_pem)));
    }
    return all;
}

static bool print_shown(const struct shown *s, struct err *err)
{
    struct buf out = BUF_INIT(16 * 1024);

    buf_printf(&out, "%s  %s\n%s %s\n\n%s\n%s\n%s", s->key.name, s->id, _("Fingerprint:"),
               buf_cstr(&s->fingerprint), buf_cstr(&s->text),
               _("For ssh-keygen's file of allowed signers:"), buf_cstr(&s->allowed));
    if (s->has_sm2)
        buf_printf(&out, "\nSM2\n%s %s\n\n%s", _("Fingerprint:"), buf_cstr(&s->sm2_fingerprint),
                   buf_cstr(&s->sm2_pem));
    bool ok = cli_print(buf_str(&out), err);
    buf_done(&out);
    return ok;
}

static bool show_file(const char *pub_file, const struct args *args, struct err *err)
{
    struct shown s;
    bool ok =
        shown_init(&s, pub_file, err) &&
        (args_has(args, OPT_JSON) ? cli_json(json_of_key(&s), err) : print_shown(&s, err));

    shown_done(&s);
    return ok;
}

/* The .pub of the key --name. */
static bool own_file(const struct keyring *keys, const char *name, char *out, struct err *err)
{
    if (!keyring_stem(keys, name, out, err))
        return false;
    memcpy(out + strlen(out), ".pub", sizeof ".pub");
    return true;
}

static bool key_show(struct keyring *keys, const char *name, const struct args *args,
                     struct err *err)
{
    char path[4096 + 8];

    if (args->words_n == 2)
        return show_file(args->words[1], args, err);
    return own_file(keys, name, path, err) && show_file(path, args, err);
}

/* ---- own keys ---------------------------------------------------------------------------------- */

/* --passphrase-file; {NULL, 0} without it. The caller frees secret. */
static bool passphrase_of(const struct args *args, char **secret, struct str *out,
                          struct err *err)
{
    const char *file = args->value[OPT_PASSPHRASE_FILE];

    *secret = NULL;
    *out = (struct str){NULL, 0};
    return !file || cli_passphrase(file, secret, out, err);
}

/* With --gm the SM2 pair too, also beside a signing key that is there already. */
static bool make_keys(struct keyring *keys, const char *name, bool gm, struct str passphrase,
                      struct err *err)
{
    char stem[4096];
    bool make_first = !gm || !keyring_has(keys, name);

    return keyring_stem(keys, name, stem, err) &&
           (!make_first || keyring_new_key(keys, name, passphrase, err)) &&
           (!gm || sm2_files_make(stem, passphrase, err));
}

static bool key_new(struct keyring *keys, const char *name, const struct args *args,
                    struct err *err)
{
    struct str passphrase;
    char *secret;

    if (args->words_n == 2)
        return err_set(err, E_USAGE, "%s", args->words[1]);
    if (!passphrase_of(args, &secret, &passphrase, err))
        return false;
    bool ok = make_keys(keys, name, args_has(args, OPT_GM), passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    return ok && key_show(keys, name, args, err);
}

static bool key_rotate(struct keyring *keys, const char *name, const struct args *args,
                       struct err *err)
{
    struct str passphrase;
    char *secret;

    if (args->words_n == 2)
        return err_set(err, E_USAGE, "%s", args->words[1]);
    if (!passphrase_of(args, &secret, &passphrase, err))
        return false;
    bool ok = keyring_rotate(keys, name, passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    return ok && key_show(keys, name, args, err);
}

static bool print_signer(const struct public_key *key, const struct args *args, struct err *err)
{
    char id[KEY_ID_TEXT], line[KEY_NAME_MAX + KEY_ID_TEXT + 4];

    key_id_text(key->id, id);
    snprintf(line, sizeof line, "%s  %s\n", key->name, id);
    return args_has(args, OPT_JSON)
               ? cli_json(json_pack("{s:s, s:s}", "name", key->name, "key_id", id), err)
               : cli_print(str_of(line), err);
}

static bool key_sign(struct keyring *keys, const char *name, const struct args *args,
                     struct err *err)
{
    struct str passphrase;
    char *secret;

    if (args->words_n != 2)
        return err_set(err, E_USAGE, "%s", "casepack key sign FOLDER");
    if (!passphrase_of(args, &secret, &passphrase, err))
        return false;
    struct signing_key *key = args_has(args, OPT_KEY)
                                  ? signing_key_open(args->value[OPT_KEY], passphrase, err)
                                  : keyring_open_key(keys, name, passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    bool ok = key && profile_pack_sign(args->words[1], key, err) &&
              print_signer(signing_key_public(key), args, err);
    signing_key_free(key);
    return ok;
}

/* ---- trust ------------------------------------------------------------------------------------- */

/* --require officer,sm2 into bits. */
static bool required(const struct args *args, unsigned *signers, struct err *err)
{
    struct buf words = BUF_INIT(256);

    *signers = 0;
    if (!args_has(args, OPT_REQUIRE))
        return true;
    for (const char *c = args->value[OPT_REQUIRE]; *c; c++)
        buf_putc(&words, *c == ',' ? ' ' : *c);
    bool ok = signers_of(buf_str(&words), signers) ||
              err_set(err, E_VALUE, "--require %s (officer, sm2)", args->value[OPT_REQUIRE]);
    buf_done(&words);
    return ok;
}

static bool key_trust(struct keyring *keys, const char *name, const struct args *args,
                      struct err *err)
{
    struct public_key key;
    unsigned signers;

    if (args->words_n != 2)
        return err_set(err, E_USAGE, "%s", "casepack key trust FILE");
    return required(args, &signers, err) && keyring_trust(keys, args->words[1], err) &&
           public_key_read(args->words[1], &key, err) &&
           (signers == 0 || keyring_require(keys, key.id, signers, err)) &&
           key_show(keys, name, args, err);
}

/* A key id, a public key file, or the own key --name. */
static bool key_revoke(struct keyring *keys, const char *name, const struct args *args,
                       struct err *err)
{
    const char *word = args->words_n == 2 ? args->words[1] : NULL;
    struct public_key key = {.name = ""};
    char id[KEY_ID_TEXT], line[64];

    if (!word ? !keyring_public(keys, name, &key, err)
              : !key_id_of(str_of(word), key.id) && !public_key_read(word, &key, err))
        return false;
    if (!keyring_revoke(keys, key.id, err))
        return false;
    key_id_text(key.id, id);
    if (args_has(args, OPT_JSON))
        return cli_json(json_pack("{s:s}", "revoked", id), err);
    snprintf(line, sizeof line, "%s %s\n", _("Revoked:"), id);
    return cli_print(str_of(line), err);
}

/* ---- the verbs ---------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    bool (*run)(struct keyring *keys, const char *name, const struct args *args,
                struct err *err);
} verbs[] = {{"new", key_new},       {"show", key_show},     {"trust", key_trust},
             {"rotate", key_rotate}, {"revoke", key_revoke}, {"sign", key_sign}};

bool cmd_key(const struct args *args, int *code, struct err *err)
{
    const char *name = args_has(args, OPT_NAME) ? args->value[OPT_NAME] : "site";
    size_t verb = 0;

    (void)code;
    while (verb < COUNT_OF(verbs) && strcmp(verbs[verb].name, args->words[0]) != 0)
        verb++;
    if (verb == COUNT_OF(verbs))
        return err_set(err, E_USAGE, "casepack key %s (new, show, trust, rotate, revoke, sign)",
                       args->words[0]);
    struct keyring *keys = keyring_open(args->value[OPT_KEY_DIR], err);
    bool ok = keys && verbs[verb].run(keys, name, args, err);
    keyring_free(keys);
    return ok;
}
