/* minisig.c - minisign files in one canonical form. */
#include "bundle/minisig.h"

#include <string.h>

#include "bundle/crypto.h"

#define UNTRUSTED_LINE "untrusted comment: signature from casepack\n"
#define TRUSTED_START "trusted comment: "
#define COMMENT_MAX 200
#define SIGNATURE_BYTES (2 + KEY_ID_BYTES + ED25519_SIGNATURE_BYTES) /* "ED" id signature */
#define BASE64_CHARS(n) (((n) + 2) / 3 * 4)

/* What the second signature is over. */
struct signed_comment {
    uint8_t bytes[ED25519_SIGNATURE_BYTES + COMMENT_MAX];
    size_t n;
};

static bool comment_is_valid(struct str comment)
{
    if (comment.n == 0 || comment.n > COMMENT_MAX)
        return false;
    for (size_t i = 0; i < comment.n; i++)
        if (comment.p[i] < ' ' || comment.p[i] > '~')
            return false;
    return true;
}

static struct signed_comment join(const uint8_t *signature, struct str comment)
{
    struct signed_comment c;

    memcpy(c.bytes, signature, ED25519_SIGNATURE_BYTES);
    memcpy(c.bytes + ED25519_SIGNATURE_BYTES, comment.p, comment.n);
    c.n = ED25519_SIGNATURE_BYTES + comment.n;
    return c;
}

bool minisig_make(const struct signing_key *key, struct str message,
                  const char *trusted_comment, struct buf *out, struct err *err)
{
    struct str comment = str_of(trusted_comment);
    uint8_t hash[BLAKE2B_BYTES], first[SIGNATURE_BYTES] = {'E', 'D'};
    uint8_t second[ED25519_SIGNATURE_BYTES];
    uint8_t *signature = first + 2 + KEY_ID_BYTES;

    if (!comment_is_valid(comment))
        return err_set(err, E_INTERNAL, "%s", "trusted comment");
    digest_once(DIGEST_BLAKE2B, message.p, message.n, hash);
    memcpy(first + 2, signing_key_public(key)->id, KEY_ID_BYTES);
    if (!signing_key_sign(key, hash, sizeof hash, signature, err))
        return false;
    struct signed_comment both = join(signature, comment);
    if (!signing_key_sign(key, both.bytes, both.n, second, err))
        return false;
    buf_puts(out, UNTRUSTED_LINE);
    base64_from(first, sizeof first, out);
    buf_puts(out, "\n" TRUSTED_START);
    buf_add_str(out, comment);
    buf_putc(out, '\n');
    base64_from(second, sizeof second, out);
    buf_putc(out, '\n');
    return buf_failed(out) ? err_set(err, E_TOO_LARGE, "%s", "signature") : true;
}

struct minisig {
    uint8_t first[SIGNATURE_BYTES];
    struct str comment;
    uint8_t second[ED25519_SIGNATURE_BYTES];
};

static bool take(struct str *rest, const char *start)
{
    if (!str_starts(*rest, start))
        return false;
    *rest = str_sub(*rest, strlen(start), rest->n);
    return true;
}

/* A line of base64 for exactly n bytes. */
static bool take_base64(struct str *rest, uint8_t *out, size_t n)
{
    if (!base64_to(str_sub(*rest, 0, BASE64_CHARS(n)), out, n))
        return false;
    *rest = str_sub(*rest, BASE64_CHARS(n), rest->n);
    return take(rest, "\n");
}

/* NULL, or what is wrong with the form. */
static const char *parse(struct str rest, struct minisig *out)
{
    if (!take(&rest, UNTRUSTED_LINE))
        return "line 1";
    if (!take_base64(&rest, out->first, sizeof out->first))
        return "line 2";
    if (out->first[0] != 'E' || out->first[1] != 'D')
        return "algorithm";
    if (!take(&rest, TRUSTED_START) || !str_next(&rest, '\n', &out->comment) || !rest.p ||
        !comment_is_valid(out->comment))
        return "line 3";
    if (!take_base64(&rest, out->second, sizeof out->second) || rest.n > 0)
        return "line 4";
    return NULL;
}

static bool is_by(const struct public_key *key, const struct minisig *sig, const uint8_t *hash)
{
    const uint8_t *signature = sig->first + 2 + KEY_ID_BYTES;
    struct signed_comment both = join(signature, sig->comment);

    return ed25519_verify(key->key, hash, BLAKE2B_BYTES, signature) &&
           ed25519_verify(key->key, both.bytes, both.n, sig->second);
}

bool minisig_check(struct str text, struct str message, const struct public_key *keys, size_t n,
                   const struct public_key **signer, struct str *trusted_comment,
                   uint8_t *key_id, struct err *err)
{
    struct minisig sig;
    const char *fault = parse(text, &sig);
    uint8_t hash[BLAKE2B_BYTES];
    bool known = false;

    if (fault)
        return err_set(err, E_BUNDLE_FORM, "signature, %s", fault);
    memcpy(key_id, sig.first + 2, KEY_ID_BYTES);
    digest_once(DIGEST_BLAKE2B, message.p, message.n, hash);
    for (size_t i = 0; i < n; i++) {
        if (memcmp(keys[i].id, key_id, KEY_ID_BYTES) != 0)
            continue;
        known = true;
        if (is_by(&keys[i], &sig, hash)) {
            *signer = &keys[i];
            *trusted_comment = sig.comment;
            return true;
        }
    }
    char id[KEY_ID_TEXT];
    key_id_text(key_id, id);
    return known ? err_set(err, E_SIGNATURE, "%s", id) : err_set(err, E_NOT_TRUSTED, "%s", id);
}
