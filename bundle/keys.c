/* keys.c - NAME.key, the secret half of a signing key.
 *
 *   untrusted comment: casepack secret key
 *   kdf: argon2id 65536 KiB 3 passes      ("kdf: none" without a passphrase)
 *   key id: 8 bytes as hex
 *   public: 32 bytes as hex
 *   salt: 16 bytes as hex                 (zeros with "kdf: none")
 *   nonce: 12 bytes as hex                (zeros with "kdf: none")
 *   seed: 32 bytes as hex, sealed by ChaCha20-Poly1305 under the Argon2id key; plain with none
 *   tag: 16 bytes as hex                  (zeros with "kdf: none")
 *   checksum: first 8 bytes of the SHA-256 of all lines above, as hex
 *
 * The lines up to "nonce" are authenticated with the seed. The checksum tells a damaged file
 * from a wrong passphrase. Everything that holds a seed lies in secret memory. */
#include "bundle/keys.h"

#include <string.h>

#include "base/arena.h"
#include "base/secret.h"
#include "bundle/file.h"
#include "bundle/key_file.h"

#define TEXT_MAX 1023
#define SALT_BYTES 16
#define CHECKSUM_BYTES 8
#define FIRST_LINE "untrusted comment: casepack secret key\n"
#define KDF_NONE "kdf: none\n"
#define KDF_ARGON "kdf: argon2id 65536 KiB 3 passes\n"
#define CHECKSUM_LINE "checksum: "

struct signing_key {
    struct public_key public_key;
    uint8_t seed[ED25519_SEED_BYTES];
};

/* The file taken apart; in secret memory. */
struct key_parts {
    uint8_t id[KEY_ID_BYTES];
    uint8_t public_key[ED25519_PUBLIC_BYTES];
    uint8_t salt[SALT_BYTES];
    uint8_t nonce[AEAD_NONCE_BYTES];
    uint8_t seed[ED25519_SEED_BYTES];
    uint8_t tag[AEAD_TAG_BYTES];
    bool sealed;
    size_t header; /* bytes of text up to and with the line "nonce" */
    char text[TEXT_MAX + 1];
};

static const struct {
    const char *name;
    size_t at, n;
} fields[] = {
#define FIELD(name, member)                                                                \
    {                                                                                      \
        name, offsetof(struct key_parts, member), sizeof((struct key_parts *)NULL)->member \
    }
    FIELD("key id: ", id),   FIELD("public: ", public_key), FIELD("salt: ", salt),
    FIELD("nonce: ", nonce), FIELD("seed: ", seed),         FIELD("tag: ", tag),
#undef FIELD
};
#define HEADER_FIELDS 4

/* A buf over the secret text; it holds all that fits and never moves. */
static struct buf secret_buf(struct key_parts *parts)
{
    return (struct buf){.p = parts->text, .cap = TEXT_MAX + 1, .max = TEXT_MAX};
}

static void put_fields(struct buf *text, const struct key_parts *parts, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        buf_puts(text, fields[i].name);
        buf_hex(text, (const uint8_t *)parts + fields[i].at, fields[i].n);
        buf_putc(text, '\n');
    }
}

static void checksum(struct str lines, char *hex)
{
    uint8_t hash[SHA256_BYTES];

    digest_once(DIGEST_SHA256, lines.p, lines.n, hash);
    hex_from(hash, CHECKSUM_BYTES, hex);
}

/* The seed of parts sealed or opened in place under the passphrase. */
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
    bool ok =
        stretch(parts, passphrase, key, err) &&
        aead_seal(key, parts->nonce, header, parts->seed, sizeof parts->seed, parts->tag, err);

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
    if (ok &&
        !aead_open(key, parts->nonce, header, parts->seed, sizeof parts->seed, parts->tag))
        ok = err_set(err, E_PASSPHRASE, "%s", file);
    secret_free(key, AEAD_KEY_BYTES);
    return ok;
}

bool key_file_make(const char *key_path, const char *pub_path, struct str passphrase,
                   struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    struct buf text = secret_buf(parts), pub = BUF_INIT(1024);
    struct public_key key = {.name = ""};
    char sum[2 * CHECKSUM_BYTES + 1];
    bool ok = false;

    digest_random(parts->seed, sizeof parts->seed);
    digest_random(parts->id, sizeof parts->id);
    parts->sealed = passphrase.n > 0;
    if (parts->sealed) {
        digest_random(parts->salt, sizeof parts->salt);
        digest_random(parts->nonce, sizeof parts->nonce);
    }
    if (!ed25519_public(parts->seed, parts->public_key, err))
        goto out;
    memcpy(key.id, parts->id, sizeof key.id);
    memcpy(key.key, parts->public_key, sizeof key.key);
    buf_puts(&text, FIRST_LINE);
    buf_puts(&text, parts->sealed ? KDF_ARGON : KDF_NONE);
    put_fields(&text, parts, 0, HEADER_FIELDS);
    if (parts->sealed && !seal_seed(parts, passphrase, buf_str(&text), err))
        goto out;
    put_fields(&text, parts, HEADER_FIELDS, COUNT_OF(fields));
    checksum(buf_str(&text), sum);
    buf_printf(&text, CHECKSUM_LINE "%s\n", sum);
    public_key_text(&key, &pub);
    /* The secret comes last: where there is one, its public half is there too. */
    ok = file_put(pub_path, FILE_REPLACE, buf_str(&pub), 0644, err) &&
         file_put(key_path, FILE_NEW, buf_str(&text), 0600, err);
out:
    buf_done(&pub);
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
    size_t digits = 2 * fields[field].n;

    if (!take(rest, fields[field].name) ||
        !hex_to(str_sub(*rest, 0, digits), (uint8_t *)parts + fields[field].at,
                fields[field].n))
        return false;
    *rest = str_sub(*rest, digits, rest->n);
    return take(rest, "\n");
}

static bool parse(struct str text, struct key_parts *parts)
{
    struct str rest = text;
    char sum[2 * CHECKSUM_BYTES + 1];

    if (!take(&rest, FIRST_LINE))
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

bool key_file_is_sealed(const char *file, bool *sealed, struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    bool ok = load(file, parts, err);

    if (ok)
        *sealed = parts->sealed;
    secret_free(parts, sizeof *parts);
    return ok;
}

/* The .pub beside file is the one whose name the key takes, and must be its other half. */
static bool check_halves(const struct key_parts *parts, const char *file,
                         struct public_key *out, struct err *err)
{
    char pub[FILE_PATH_MAX];
    uint8_t derived[ED25519_PUBLIC_BYTES];
    struct str stem = str_of(file);

    if (str_ends(stem, ".key"))
        stem = str_sub(stem, 0, stem.n - strlen(".key"));
    if (snprintf(pub, sizeof pub, "%.*s.pub", STR_ARG(stem)) >= (int)sizeof pub)
        return err_set(err, E_VALUE, "%s", file);
    if (!public_key_read(pub, out, err) || !ed25519_public(parts->seed, derived, err))
        return false;
    if (memcmp(derived, parts->public_key, sizeof derived) != 0 ||
        memcmp(derived, out->key, sizeof derived) != 0 ||
        memcmp(parts->id, out->id, sizeof parts->id) != 0)
        return err_set(err, E_KEY_FORM, "%s", pub);
    return true;
}

struct signing_key *signing_key_open(const char *file, struct str passphrase, struct err *err)
{
    struct key_parts *parts = secret_new(sizeof *parts);
    struct signing_key *key = secret_new(sizeof *key);
    bool ok = load(file, parts, err) && open_seed(parts, passphrase, file, err) &&
              check_halves(parts, file, &key->public_key, err);

    if (ok) {
        memcpy(key->seed, parts->seed, sizeof key->seed);
    } else {
        signing_key_free(key);
        key = NULL;
    }
    secret_free(parts, sizeof *parts);
    return key;
}

void signing_key_free(struct signing_key *key)
{
    secret_free(key, sizeof *key);
}

const struct public_key *signing_key_public(const struct signing_key *key)
{
    return &key->public_key;
}

bool signing_key_sign(const struct signing_key *key, const void *message, size_t n,
                      uint8_t *signature, struct err *err)
{
    return ed25519_sign(key->seed, key->public_key.key, message, n, signature, err);
}
