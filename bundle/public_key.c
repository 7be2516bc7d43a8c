/* public_key.c - minisign's .pub form, key ids and spoken fingerprints. */
#include <string.h>

#include "base/arena.h"
#include "bundle/crypto.h"
#include "bundle/file.h"
#include "bundle/key_file.h"
#include "bundle/keys.h"
#include "bundle/spoken.h"

#define PUB_MAX_BYTES 2048
#define PUB_BYTES (2 + KEY_ID_BYTES + ED25519_PUBLIC_BYTES) /* "Ed" id key */
#define COMMENT "untrusted comment: "
#define FINGERPRINT_GROUPS 6
#define FINGERPRINT_SALT "casepack key fingerprint 1"

bool key_name_is_valid(struct str name)
{
    if (name.n == 0 || name.n >= KEY_NAME_MAX)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            return false;
    }
    return true;
}

void key_id_text(const uint8_t *id, char *out)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < KEY_ID_BYTES; i++) {
        uint8_t byte = id[KEY_ID_BYTES - 1 - i];

        out[2 * i] = digits[byte >> 4];
        out[2 * i + 1] = digits[byte & 15];
    }
    out[2 * KEY_ID_BYTES] = '\0';
}

bool key_id_of(struct str text, uint8_t *id)
{
    char lower[KEY_ID_TEXT] = "";
    uint8_t bytes[KEY_ID_BYTES];

    if (text.n != 2 * KEY_ID_BYTES)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (c >= 'a' && c <= 'f')
            return false;
        lower[i] = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    }
    if (!hex_to(str_of(lower), bytes, sizeof bytes))
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        id[i] = bytes[sizeof bytes - 1 - i];
    return true;
}

void public_key_text(const struct public_key *key, struct buf *out)
{
    uint8_t bytes[PUB_BYTES] = {'E', 'd'};
    char id[KEY_ID_TEXT];

    memcpy(bytes + 2, key->id, sizeof key->id);
    memcpy(bytes + 2 + sizeof key->id, key->key, sizeof key->key);
    key_id_text(key->id, id);
    buf_printf(out, COMMENT "minisign public key %s\n", id);
    base64_from(bytes, sizeof bytes, out);
    buf_putc(out, '\n');
}

void key_name_of_file(const char *file, const char *suffix, const uint8_t *id, char *out)
{
    struct str stem = str_of(path_last(file));

    if (str_ends(stem, suffix))
        stem = str_sub(stem, 0, stem.n - strlen(suffix));
    if (key_name_is_valid(stem)) {
        memcpy(out, stem.p, stem.n);
        out[stem.n] = '\0';
    } else {
        key_id_text(id, out);
    }
}

/* Written by hand or by minisign, so the end of the lines is taken as it comes. */
bool public_key_read(const char *file, struct public_key *out, struct err *err)
{
    struct err cause = ERR_NONE;
    struct buf text = BUF_INIT(PUB_MAX_BYTES);
    struct str rest, comment, line;
    uint8_t bytes[PUB_BYTES];
    struct public_key key = {.name = ""};
    bool ok = file_text(file, PUB_MAX_BYTES, &text, &cause);

    if (!ok) {
        err_set(err, cause.code == E_FS_ABSENT ? E_KEY_ABSENT : cause.code, "%s", file);
        goto out;
    }
    rest = buf_str(&text);
    ok = str_next(&rest, '\n', &comment) && str_starts(comment, COMMENT) &&
         str_next(&rest, '\n', &line) && base64_to(str_trim(line), bytes, sizeof bytes) &&
         str_trim(rest).n == 0 && bytes[0] == 'E' && bytes[1] == 'd';
    if (!ok) {
        err_set(err, E_KEY_FORM, "%s", file);
        goto out;
    }
    memcpy(key.id, bytes + 2, sizeof key.id);
    memcpy(key.key, bytes + 2 + sizeof key.id, sizeof key.key);
    key_name_of_file(file, ".pub", key.id, key.name);
    *out = key;
out:
    buf_done(&text);
    return ok;
}

static bool fingerprint(struct str key, struct buf *out, struct err *err)
{
    struct argon2id how = ARGON2ID_USUAL;
    uint8_t hash[64];

    if (!argon2id(&how, key, STR(FINGERPRINT_SALT), hash, sizeof hash, err))
        return false;
    /* 32 draws for 6 groups: that they run out has a chance of less than 2^-80. */
    return spoken_groups(hash, sizeof hash, FINGERPRINT_GROUPS, out) == FINGERPRINT_GROUPS ||
           err_set(err, E_CRYPTO, "%s", "fingerprint");
}

bool public_key_fingerprint(const struct public_key *key, struct buf *out, struct err *err)
{
    return fingerprint((struct str){(const char *)key->key, sizeof key->key}, out, err);
}

bool sm2_public_fingerprint(const struct sm2_public *key, struct buf *out, struct err *err)
{
    return fingerprint((struct str){(const char *)key->key, sizeof key->key}, out, err);
}
