/* key_file.c - secret keys sealed and opened. */
#include "bundle/key_file.h"

#include <string.h>

#include "base/secret.h"
#include "bundle/crypto.h"
#include "bundle/crypto_sm2.h"
#include "bundle/file.h"

#define TEXT_MAX 1023
#define SALT_BYTES 16
#define CHECKSUM_BYTES 8
#define KDF_NONE "kdf: none\n"
#define KDF_ARGON "kdf: argon2id 65536 KiB 3 passes\n"
#define CHECKSUM_LINE "checksum: "

const struct key_kind key_kind_ed25519 = {"untrusted comment: casepack secret key\n",
                                          ED25519_PUBLIC_BYTES};
const struct key_kind key_kind_sm2 = {"untrusted comment: casepack SM2 secret key\n",
                                      SM2_PUBLIC_BYTES};
static const struct key_kind *const kinds[] = {&key_kind_ed25519, &key_kind_sm2};

/* The file taken apart; in secret memory. */
struct key_parts {
    const struct key_kind *kind;
    struct key_secret key;
    uint8_t salt[SALT_BYTES];
    uint8_t nonce[AEAD_NONCE_BYTES];
    uint8_t tag[AEAD_TAG_BYTES];
    bool sealed;
    size_t header; /* bytes of text up to and with the line "nonce" */
    char text[TEXT_MAX + 1];
};

static const struct field {
    const char *name;
    size_t at, n;
} fields[] = {
#define FIELD(name, member)                                                                \
    {                                                                                      \
        name, offsetof(struct key_parts, member), sizeof((struct key_parts *)NULL)->member \
    }
    FIELD("key id: ", key.id), {"public: ", offsetof(struct key_parts, key.public_key), 0},
    FIELD("salt: ", salt),     FIELD("nonce: ", nonce),
    FIELD("seed: ", key.seed), FIELD("tag: ", tag),
#undef FIELD
};
#define HEADER_FIELDS 4

/* The public key is the one field whose length depends on the kind. */
static size_t field_bytes(const struct key_parts *parts, size_t field)
{
    return fields[field].n > 0 ? fields[field].n : parts->kind->public_bytes;
}

/* A buf over the secret text; it holds all that fits and never moves. */
static struct buf secret_buf(struct key_parts *parts)
{
    return (struct buf){.p = parts->text, .cap = TEXT_MAX + 1, .max = TEXT_MAX};
}

static void put_fields(struct buf *text, const struct key_parts *parts, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        buf_puts(text, fields[i].name);
        buf_hex(text, (const uint8_t *)parts + fields[i].at, field_bytes(parts, i));
        buf_putc(text, '\n');
    }
}

static void checksum(struct str lines, char *hex)
{
    uint8_t hash[SHA256_BYTES];

    digest_once(DIGEST_SHA256, lines.p, lines.n, hash);
    hex_from(hash, CHECKSUM_BYTES, hex);
}

static bool stretch(const struct key_parts *parts, struct str passphrase, uint8_t *key,
                    struct err *err)
{
    struct argon2id how = ARGON2ID_USUAL;
    struct str salt = {(const char *)parts->salt, sizeof parts->salt};

    return argon2id(&how, passphrase, salt, key, AEAD_KEY_BYTES, err);
}

static bool seal_seed(struct key_parts *parts, struct str passphrase, struct str header,
                      struct err *err)
{
    uint8_t *key = secret_new(AEAD_KEY_BYTES);
    bool ok = stretch(parts, passphrase, key, err) &&
              aead_seal(key, parts->nonce, header, parts->key.seed, sizeof parts->key.seed,
                        parts->tag, err);

    secret_free(key, AEAD_KEY_BYTES);
    return ok;
}

static bool open_seed(struct key_parts *parts, struct str passphrase, const char *file,
                      struct err *err)
{
    struct str header = {parts->text, parts->header};

    if (!parts->sealed)
        return true;
    if (passphrase.n == 0)
        return err_set(err, E_PASSPHRASE_NEEDED, "%s", file);
    uint8_t *key = secret_new(AEAD_KEY_BYTES);
    bool ok = stretch(parts, passphrase, key, err);
    if (ok && !aead_open(key, parts->nonce, header, parts->key.seed, sizeof parts->key.seed,
                         parts->tag))
        ok = err_set(err, E_PASSPHRASE, "%s", file);
    secret_free(key, AEAD_KEY_BYTES);
    return ok;
}

bool key_file_put(const char *path, const struct key_kind *kind, const struct key_secret *key,
                  struct str passphrase, struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    struct buf text = secret_buf(parts);
    char sum[2 * CHECKSUM_BYTES + 1];
    bool ok = false;

    parts->kind = kind;
    parts->key = *key;
    parts->sealed = passphrase.n > 0;
    if (parts->sealed) {
        digest_random(parts->salt, sizeof parts->salt);
        digest_random(parts->nonce, sizeof parts->nonce);
    }
    buf_puts(&text, kind->first_line);
    buf_puts(&text, parts->sealed ? KDF_ARGON : KDF_NONE);
    put_fields(&text, parts, 0, HEADER_FIELDS);
    if (parts->sealed && !seal_seed(parts, passphrase, buf_str(&text), err))
        goto out;
    put_fields(&text, parts, HEADER_FIELDS, COUNT_OF(fields));
    checksum(buf_str(&text), sum);
    buf_printf(&text, CHECKSUM_LINE "%s\n", sum);
    ok = file_put(path, FILE_NEW, buf_str(&text), 0600, err);
out:
    secret_free(parts, sizeof *parts);
    return ok;
}

/* Cuts the text start off *rest. */
static bool take(struct str *rest, const char *start)
{
    size_t n = strlen(start);

    if (!str_starts(*rest, start))
        return false;
    *rest = str_sub(*rest, n, rest->n);
    return true;
}

static bool take_field(struct str *rest, size_t field, struct key_parts *parts)
{
    size_t n = field_bytes(parts, field);

    if (!take(rest, fields[field].name) ||
        !hex_to(str_sub(*rest, 0, 2 * n), (uint8_t *)parts + fields[field].at, n))
        return false;
    *rest = str_sub(*rest, 2 * n, rest->n);
    return take(rest, "\n");
}

static bool take_kind(struct str *rest, struct key_parts *parts)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (take(rest, kinds[i]->first_line)) {
            parts->kind = kinds[i];
            return true;
        }
    }
    return false;
}

static bool parse(struct str text, struct key_parts *parts)
{
    struct str rest = text;
    char sum[2 * CHECKSUM_BYTES + 1];

    if (!take_kind(&rest, parts))
        return false;
    parts->sealed = take(&rest, KDF_ARGON);
    if (!parts->sealed && !take(&rest, KDF_NONE))
        return false;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (!take_field(&rest, i, parts))
            return false;
        if (i + 1 == HEADER_FIELDS)
            parts->header = (size_t)(rest.p - text.p);
    }
    checksum(str_sub(text, 0, (size_t)(rest.p - text.p)), sum);
    return take(&rest, CHECKSUM_LINE) && take(&rest, sum) && str_is(rest, "\n");
}

static bool load(const char *file, struct key_parts *parts, struct err *err)
{
    struct err cause = ERR_NONE;
    size_t n = 0;

    if (!file_get(file, parts->text, TEXT_MAX, &n, &cause)) {
        if (cause.code == E_FS_ABSENT)
            return err_set(err, E_KEY_ABSENT, "%s", file);
        return err_set(err, cause.code == E_FS_TOO_LARGE ? E_KEY_FORM : cause.code, "%s", file);
    }
    return parse((struct str){parts->text, n}, parts) || err_set(err, E_KEY_FORM, "%s", file);
}

bool key_file_is_sealed(const char *path, bool *sealed, struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    bool ok = load(path, parts, err);

    if (ok)
        *sealed = parts->sealed;
    secret_free(parts, sizeof *parts);
    return ok;
}

bool key_file_id(const char *path, uint8_t *id, struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    bool ok = load(path, parts, err);

    if (ok)
        memcpy(id, parts->key.id, KEY_ID_BYTES);
    secret_free(parts, sizeof *parts);
    return ok;
}

bool key_file_get(const char *path, const struct key_kind *kind, struct str passphrase,
                  struct key_secret *out, struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    bool ok = load(path, parts, err) &&
              (parts->kind == kind || err_set(err, E_KEY_FORM, "%s", path)) &&
              open_seed(parts, passphrase, path, err);

    if (ok)
        *out = parts->key;
    secret_free(parts, sizeof *parts);
    return ok;
}
