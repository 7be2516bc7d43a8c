/* sshsig.c - OpenSSH signatures in one canonical form.
 *
 * Every field has a fixed length, so a signature is written from a key and 64 bytes, and checked
 * by taking those two out of their places, writing it again and comparing. */
#include "bundle/sshsig.h"

#include <string.h>

#include "bundle/crypto.h"

#define BEGIN_LINE "-----BEGIN SSH SIGNATURE-----\n"
#define END_LINE "-----END SSH SIGNATURE-----\n"
#define LINE_CHARS 70
#define MAGIC "SSHSIG"
#define VERSION 1
#define NAMESPACE "casepack"
#define HASH "sha512"
#define KEY_TYPE "ssh-ed25519"

#define TEXT_BYTES(literal) (4 + sizeof(literal) - 1) /* length and text, RFC 4251 5 */
#define KEY_BLOB_BYTES (TEXT_BYTES(KEY_TYPE) + 4 + ED25519_PUBLIC_BYTES)
#define SIGNATURE_BLOB_BYTES (TEXT_BYTES(KEY_TYPE) + 4 + ED25519_SIGNATURE_BYTES)
#define KEY_AT (sizeof(MAGIC) - 1 + 4 + 4 + TEXT_BYTES(KEY_TYPE) + 4)
#define BLOB_BYTES                                                                         \
    (sizeof(MAGIC) - 1 + 4 + 4 + KEY_BLOB_BYTES + TEXT_BYTES(NAMESPACE) + TEXT_BYTES("") + \
     TEXT_BYTES(HASH) + 4 + SIGNATURE_BLOB_BYTES)
#define SIGNATURE_AT (BLOB_BYTES - ED25519_SIGNATURE_BYTES)
_Static_assert(SSHSIG_SIGNED_BYTES == sizeof(MAGIC) - 1 + TEXT_BYTES(NAMESPACE) +
                                          TEXT_BYTES("") + TEXT_BYTES(HASH) + 4 + SHA512_BYTES,
               "what is signed");
#define BASE64_CHARS ((BLOB_BYTES + 2) / 3 * 4)

/* A fixed run of bytes that is filled from the front. */
struct wire {
    uint8_t *p;
    size_t n;
};

static void put(struct wire *w, const void *p, size_t n)
{
    memcpy(w->p + w->n, p, n);
    w->n += n;
}

static void put_u32(struct wire *w, uint32_t value)
{
    const uint8_t bytes[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16),
                             (uint8_t)(value >> 8), (uint8_t)value};

    put(w, bytes, sizeof bytes);
}

static void put_string(struct wire *w, const void *p, size_t n)
{
    put_u32(w, (uint32_t)n);
    put(w, p, n);
}

static void put_text(struct wire *w, const char *text)
{
    put_string(w, text, strlen(text));
}

static void put_key(struct wire *w, const uint8_t *public_key)
{
    put_text(w, KEY_TYPE);
    put_string(w, public_key, ED25519_PUBLIC_BYTES);
}

void sshsig_signed_bytes(struct str message, uint8_t *out)
{
    struct wire w = {out, 0};
    uint8_t hash[SHA512_BYTES];

    digest_once(DIGEST_SHA512, message.p, message.n, hash);
    put(&w, MAGIC, sizeof(MAGIC) - 1);
    put_text(&w, NAMESPACE);
    put_text(&w, "");
    put_text(&w, HASH);
    put_string(&w, hash, sizeof hash);
}

static void blob_bytes(const uint8_t *public_key, const uint8_t *signature, uint8_t *out)
{
    struct wire w = {out, 0};

    put(&w, MAGIC, sizeof(MAGIC) - 1);
    put_u32(&w, VERSION);
    put_u32(&w, KEY_BLOB_BYTES);
    put_key(&w, public_key);
    put_text(&w, NAMESPACE);
    put_text(&w, "");
    put_text(&w, HASH);
    put_u32(&w, SIGNATURE_BLOB_BYTES);
    put_text(&w, KEY_TYPE);
    put_string(&w, signature, ED25519_SIGNATURE_BYTES);
}

void sshsig_text(const uint8_t *public_key, const uint8_t *signature, struct buf *out)
{
    uint8_t blob[BLOB_BYTES];
    struct buf base64 = BUF_INIT(BASE64_CHARS);

    blob_bytes(public_key, signature, blob);
    base64_from(blob, sizeof blob, &base64);
    buf_puts(out, BEGIN_LINE);
    for (size_t at = 0; at < base64.n; at += LINE_CHARS) {
        buf_add_str(out, str_sub(buf_str(&base64), at, LINE_CHARS));
        buf_putc(out, '\n');
    }
    buf_puts(out, END_LINE);
    buf_done(&base64);
}

bool sshsig_make(const struct signing_key *key, struct str message, struct buf *out,
                 struct err *err)
{
    uint8_t toward[SSHSIG_SIGNED_BYTES], signature[ED25519_SIGNATURE_BYTES];

    sshsig_signed_bytes(message, toward);
    if (!signing_key_sign(key, toward, sizeof toward, signature, err))
        return false;
    sshsig_text(signing_key_public(key)->key, signature, out);
    return buf_failed(out) ? err_set(err, E_TOO_LARGE, "%s", "signature") : true;
}

/* Takes the armor off; every line but the last has its 70 characters. */
static bool unarmor(struct str text, char *base64)
{
    size_t n = 0;

    if (!str_starts(text, BEGIN_LINE) || !str_ends(text, END_LINE))
        return false;
    text = str_sub(text, strlen(BEGIN_LINE), text.n);
    while (n < BASE64_CHARS) {
        size_t line = BASE64_CHARS - n < LINE_CHARS ? BASE64_CHARS - n : LINE_CHARS;

        if (text.n <= line || text.p[line] != '\n')
            return false;
        memcpy(base64 + n, text.p, line);
        n += line;
        text = str_sub(text, line + 1, text.n);
    }
    return str_is(text, END_LINE);
}

static bool parse(struct str text, uint8_t *blob)
{
    char base64[BASE64_CHARS];
    uint8_t again[BLOB_BYTES];

    if (!unarmor(text, base64) ||
        !base64_to((struct str){base64, sizeof base64}, blob, BLOB_BYTES))
        return false;
    blob_bytes(blob + KEY_AT, blob + SIGNATURE_AT, again);
    return memcmp(blob, again, sizeof again) == 0;
}

bool sshsig_check(struct str text, struct str message, const struct public_key *keys, size_t n,
                  const struct public_key **signer, struct err *err)
{
    uint8_t blob[BLOB_BYTES], toward[SSHSIG_SIGNED_BYTES];

    if (!parse(text, blob))
        return err_set(err, E_BUNDLE_FORM, "%s", "SSHSIG");
    sshsig_signed_bytes(message, toward);
    for (size_t i = 0; i < n; i++) {
        if (memcmp(keys[i].key, blob + KEY_AT, ED25519_PUBLIC_BYTES) != 0)
            continue;
        if (!ed25519_verify(keys[i].key, toward, sizeof toward, blob + SIGNATURE_AT))
            return err_set(err, E_SIGNATURE, "%s", keys[i].name);
        *signer = &keys[i];
        return true;
    }
    return err_set(err, E_NOT_TRUSTED, "%s", "SSHSIG");
}

static bool principal_is_valid(struct str principal)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789.@_-";

    if (principal.n == 0 || principal.n > 64)
        return false;
    for (size_t i = 0; i < principal.n; i++)
        if (!memchr(allowed, principal.p[i], sizeof allowed - 1))
            return false;
    return true;
}

bool sshsig_allowed_line(const struct public_key *key, const char *principal, struct buf *out,
                         struct err *err)
{
    uint8_t blob[KEY_BLOB_BYTES];
    struct wire w = {blob, 0};

    if (!principal_is_valid(str_of(principal)))
        return err_set(err, E_VALUE, "%s (A-Z a-z 0-9 . @ _ -)", principal);
    put_key(&w, key->key);
    buf_printf(out, "%s namespaces=\"%s\" %s ", principal, NAMESPACE, KEY_TYPE);
    base64_from(blob, sizeof blob, out);
    buf_putc(out, '\n');
    return true;
}
