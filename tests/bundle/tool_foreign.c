/* tool_foreign.c - makes what other programs must be able to read, for test_foreign.sh.
 *
 *   tool_foreign sshsig MESSAGE OUT     OUT.sshsig, OUT.allowed; key folder OUT.keys
 *   tool_foreign sm2 MESSAGE OUT        OUT.sm2, OUT.pem
 *   tool_foreign age RECIPIENT IN OUT
 *   tool_foreign qr TEXT OUT            OUT.svg, OUT.txt (two columns) */
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "bundle/age.h"
#include "bundle/file.h"
#include "bundle/qr.h"
#include "bundle/sm2.h"
#include "bundle/sshsig.h"

#define FILE_MAX (64 * 1024 * 1024)
#define QR_MILLIMETRES 40

static bool put(const char *out, const char *suffix, struct str bytes, struct err *err)
{
    char path[FILE_PATH_MAX];
    int n = snprintf(path, sizeof path, "%s%s", out, suffix);

    return n > 0 && (size_t)n < sizeof path && file_put(path, FILE_REPLACE, bytes, 0600, err);
}

static bool make_sshsig(struct signing_key *key, struct str message, const char *out,
                        struct err *err)
{
    struct buf signature = BUF_INIT(4096), allowed = BUF_INIT(4096);
    bool ok = sshsig_make(key, message, &signature, err) &&
              sshsig_allowed_line(signing_key_public(key), "site", &allowed, err) &&
              put(out, ".sshsig", buf_str(&signature), err) &&
              put(out, ".allowed", buf_str(&allowed), err);

    buf_done(&signature);
    buf_done(&allowed);
    return ok;
}

static bool run_sshsig(char **words, struct err *err)
{
    struct buf message = BUF_INIT(FILE_MAX);
    char dir[FILE_PATH_MAX];
    struct keyring *keys;
    struct signing_key *key = NULL;

    snprintf(dir, sizeof dir, "%s.keys", words[1]);
    keys = keyring_open(dir, err);
    bool ok = keys && file_text(words[0], message.max, &message, err) &&
              keyring_new_key(keys, "site", (struct str){NULL, 0}, err);
    if (ok)
        key = keyring_open_key(keys, "site", (struct str){NULL, 0}, err);
    ok = key && make_sshsig(key, buf_str(&message), words[1], err);
    signing_key_free(key);
    keyring_free(keys);
    buf_done(&message);
    return ok;
}

static bool run_sm2(char **words, struct err *err)
{
    struct buf message = BUF_INIT(FILE_MAX), der = BUF_INIT(SM2_DER_MAX), pem = BUF_INIT(4096);
    struct sm2_key *key = sm2_key_new(err);
    bool ok = key && file_text(words[0], message.max, &message, err) &&
              sm2_sign(key, buf_str(&message), &der, err);

    if (ok) {
        sm2_public_pem(sm2_key_public(key), &pem);
        ok = put(words[1], ".sm2", buf_str(&der), err) &&
             put(words[1], ".pem", buf_str(&pem), err);
    }
    sm2_key_free(key);
    buf_done(&message);
    buf_done(&der);
    buf_done(&pem);
    return ok;
}

static bool run_age(char **words, struct err *err)
{
    struct buf plain = BUF_INIT(FILE_MAX), sealed = BUF_INIT(FILE_MAX);
    uint8_t recipient[X25519_BYTES];
    struct reader *r = NULL;

    if (age_recipient(str_of(words[0]), recipient, err) &&
        file_text(words[1], plain.max, &plain, err))
        r = age_reader(reader_of_mem(buf_str(&plain)), recipient, err);
    bool ok = r && reader_all(r, &sealed, err) && put(words[2], "", buf_str(&sealed), err);
    reader_close(r);
    buf_done(&plain);
    buf_done(&sealed);
    return ok;
}

static bool run_qr(char **words, struct err *err)
{
    struct buf svg = BUF_INIT(FILE_MAX), text = BUF_INIT(FILE_MAX);
    struct qr *qr = qr_new(str_of(words[0]), err);

    if (!qr)
        return false;
    qr_svg(qr, QR_MILLIMETRES, &svg);
    qr_two_columns(qr, 4, &text);
    bool ok =
        put(words[1], ".svg", buf_str(&svg), err) && put(words[1], ".txt", buf_str(&text), err);
    qr_free(qr);
    buf_done(&svg);
    buf_done(&text);
    return ok;
}

static const struct {
    const char *name;
    int words;
    bool (*run)(char **words, struct err *err);
} makers[] = {
    {"sshsig", 2, run_sshsig},
    {"sm2", 2, run_sm2},
    {"age", 3, run_age},
    {"qr", 2, run_qr},
};

int main(int argc, char **argv)
{
    struct err err = ERR_NONE;

    if (!digest_start(&err))
        return 1;
    for (size_t i = 0; i < COUNT_OF(makers); i++) {
        if (argc != makers[i].words + 2 || strcmp(argv[1], makers[i].name) != 0)
            continue;
        if (makers[i].run(argv + 2, &err))
            return 0;
        fprintf(stderr, "E%d %s\n", (int)err.code, err.detail);
        return 1;
    }
    fprintf(stderr, "%s", "usage: tool_foreign sshsig|sm2|age|qr ...\n");
    return 2;
}
