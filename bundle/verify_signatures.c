/* verify_signatures.c - who signed, who had to, and whether this is a replay.
 *
 * Which signatures are required follows from those that there always are, from case.txt, which is
 * signed itself, and from what the trust store demands of the key that signed. A required one that
 * is missing is a failure, whatever the others say; a file in sig/ that has no row is refused. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "bundle/minisig.h"
#include "bundle/plan.h"
#include "bundle/sshsig.h"
#include "bundle/verification.h"

#define SIGNATURE_MAX_BYTES 4096
#define RELEASE_MAX_BYTES (4 * 1024 * 1024)
#define CASE_MAX_BYTES (1024 * 1024)
#define ID_DIGITS (2 * SHA256_BYTES)
#define SIGNER_ALONE 8 /* the operator, where no second person signs */

/* What is known while the rows are gone through, in their order. */
struct signing {
    struct verification *v;
    const struct public_key *site;     /* who signed the manifest; NULL: nobody trusted */
    const struct sm2_public *sm2;      /* the SM2 key that signed it too */
    const struct public_key *releaser; /* who signed release.txt */
    unsigned required;                 /* signers */
    struct str manifest, release;
    struct buf site_text; /* the file that release.txt names by its hash */
};

typedef enum err_code check_signature(struct signing *s, struct str text, struct str message,
                                      struct verify_signature *out);

static check_signature check_site, check_sshsig, check_sm2, check_sm2_public, check_release;

static const struct signature_row {
    const char *file, *over;
    check_signature *check;
    unsigned by; /* required when one of these signers is */
} rows[] = {
    {PLAN_SITE_SIGNATURE, PLAN_MANIFEST, check_site, SIGNER_SITE},
    {PLAN_SSH_SIGNATURE, PLAN_MANIFEST, check_sshsig, SIGNER_SITE},
    {PLAN_SM2_SIGNATURE, PLAN_MANIFEST, check_sm2, SIGNER_SM2},
    {PLAN_SM2_PUBLIC, PLAN_SM2_SIGNATURE, check_sm2_public, SIGNER_SM2},
    {PLAN_OFFICER_SIGNATURE, PLAN_RELEASE, check_release, SIGNER_OFFICER},
    {PLAN_RELEASE_SIGNATURE, PLAN_RELEASE, check_release, SIGNER_ALONE},
};

bool verify_is_outside(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].file, name) == 0)
            return true;
    return strcmp(name, PLAN_MANIFEST) == 0 || strcmp(name, PLAN_RELEASE) == 0;
}

/* ---- one kind of signature each ----------------------------------------------------------------- */

static void signed_by(struct verify_signature *out, const char *name, const uint8_t *key_id)
{
    out->signer = name;
    key_id_text(key_id, out->key_id);
}

static enum err_code check_minisig(struct signing *s, struct str text, struct str message,
                                   struct verify_signature *out,
                                   const struct public_key **signer)
{
    const struct trust *trust = s->v->trust;
    uint8_t key_id[KEY_ID_BYTES] = {0};
    struct err cause = ERR_NONE;
    struct str comment;

    bool ok =
        minisig_check(text, message, trust->keys, trust->n, signer, &comment, key_id, &cause);
    key_id_text(key_id, out->key_id);
    if (!ok)
        return cause.code;
    out->signer = (*signer)->name;
    out->comment = arena_cstr(s->v->a, comment);
    return trust_has_revoked(trust, key_id) ? E_REVOKED : E_NONE;
}

static enum err_code check_site(struct signing *s, struct str text, struct str message,
                                struct verify_signature *out)
{
    return check_minisig(s, text, message, out, &s->site);
}

static enum err_code check_release(struct signing *s, struct str text, struct str message,
                                   struct verify_signature *out)
{
    return check_minisig(s, text, message, out, &s->releaser);
}

/* By the same key as the manifest's first signature. */
static enum err_code check_sshsig(struct signing *s, struct str text, struct str message,
                                  struct verify_signature *out)
{
    const struct public_key *signer;
    struct err cause = ERR_NONE;

    if (!sshsig_check(text, message, s->site, s->site ? 1 : 0, &signer, &cause))
        return cause.code;
    signed_by(out, signer->name, signer->id);
    return E_NONE;
}

/* By an SM2 key that goes by the name of the key that signed the manifest. */
static enum err_code check_sm2(struct signing *s, struct str text, struct str message,
                               struct verify_signature *out)
{
    enum err_code code = E_NOT_TRUSTED;

    for (size_t i = 0; s->site && i < s->v->trust->sm2_n; i++) {
        const struct sm2_public *key = &s->v->trust->sm2[i];
        struct err cause = ERR_NONE;

        if (strcmp(key->name, s->site->name) != 0)
            continue;
        if (sm2_check(text, message, key->key, &cause)) {
            s->sm2 = key;
            signed_by(out, key->name, key->id);
            return E_NONE;
        }
        code = cause.code;
    }
    return code;
}

/* The key as it is trusted here, in its one form: a convenience for other programs, no proof. */
static enum err_code check_sm2_public(struct signing *s, struct str text, struct str message,
                                      struct verify_signature *out)
{
    struct buf pem = BUF_INIT(SIGNATURE_MAX_BYTES);

    (void)message;
    if (!s->sm2)
        return E_NOT_TRUSTED;
    sm2_public_pem(s->sm2->key, &pem);
    bool same = str_eq(buf_str(&pem), text);
    buf_done(&pem);
    signed_by(out, s->sm2->name, s->sm2->id);
    return same ? E_NONE : E_ALTERED;
}

/* ---- the rows --------------------------------------------------------------------------------- */

static const struct {
    enum err_code code, as;
    const char *detail;
    bool other_file_too; /* which of the two was altered, nobody can say */
} faults[] = {
    {E_NOT_TRUSTED, E_NOT_TRUSTED, N_("signed by a key that is not trusted here"), false},
    {E_REVOKED, E_REVOKED, N_("signed by a key that was revoked"), false},
    {E_ALTERED, E_ALTERED, N_("altered"), false},
    {E_BUNDLE_FORM, E_SIGNATURE, N_("not the form of a signature"), false},
    {E_SIGNATURE, E_SIGNATURE, N_("the signature is not good"), true},
};

static void bad_signature(struct verification *v, enum err_code code,
                          const struct signature_row *row)
{
    size_t i = 0;

    while (i + 1 < COUNT_OF(faults) && faults[i].code != code)
        i++;
    verification_problem(v, faults[i].as, row->file, faults[i].detail);
    if (faults[i].other_file_too)
        verification_problem(v, E_SIGNATURE, row->over, N_("does not fit its signature"));
}

static void check_row(struct signing *s, const struct signature_row *row, struct buf *text)
{
    struct str message = strcmp(row->over, PLAN_RELEASE) == 0 ? s->release : s->manifest;
    struct verify_signature out = {
        .file = row->file, .over = row->over, .signer = "", .key_id = "", .comment = ""};

    if (!verification_text(s->v, row->file, SIGNATURE_MAX_BYTES, text))
        return;
    enum err_code code = row->check(s, buf_str(text), message, &out);
    out.good = out.trusted = code == E_NONE;
    /* The names lie in the trust store, which the report may outlive. */
    out.signer = out.good ? arena_cstr(s->v->a, str_of(out.signer)) : "";
    if (!out.good)
        bad_signature(s->v, code, row);
    verification_signature(s->v, &out);
}

static void check_rows(struct signing *s)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct signature_row *row = &rows[i];
        struct buf text = BUF_INIT(SIGNATURE_MAX_BYTES);

        if (verification_has(s->v, row->file))
            check_row(s, row, i == 0 ? &s->site_text : &text);
        else if (s->required & row->by)
            verification_problem(s->v, E_STRIPPED, row->file, N_("missing"));
        buf_done(&text);
        if (i == 0 && s->site)
            s->required |= trust_demands(s->v->trust, s->site->id);
    }
}

/* ---- release.txt ------------------------------------------------------------------------------ */

/* How many lines of text begin so, and what follows in the last of them. */
static size_t count_lines(struct str text, const char *start, struct str *value)
{
    struct str line;
    size_t n = 0;

    *value = (struct str){NULL, 0};
    while (str_next(&text, '\n', &line)) {
        if (!str_starts(line, start))
            continue;
        *value = str_sub(line, strlen(start), line.n);
        n++;
    }
    return n;
}

/* The release is one of this bundle and of this signature of the operator. */
static void check_release_names(struct signing *s)
{
    struct verification *v = s->v;
    uint8_t hash[SHA256_BYTES];
    char hex[ID_DIGITS + 1];
    struct str value;

    if (count_lines(s->release, RELEASE_ID_LINE, &value) != 1 ||
        !str_is(value, v->out.bundle_id))
        verification_problem(v, E_SIGNATURE, PLAN_RELEASE, N_("a release of another bundle"));
    digest_once(DIGEST_SHA256, s->site_text.p, s->site_text.n, hash);
    hex_from(hash, sizeof hash, hex);
    size_t n = count_lines(s->release, RELEASE_SITE_LINE, &value);
    if (n > 1 || (n == 1 && !str_is(value, hex)))
        verification_problem(v, E_SIGNATURE, PLAN_RELEASE,
                             N_("a release of another signature"));
}

/* Who signed release.txt: a second person, or the same where one person may release. */
static void check_releaser(const struct signing *s)
{
    struct verification *v = s->v;
    bool two = verification_has(v, PLAN_OFFICER_SIGNATURE);

    if (two && verification_has(v, PLAN_RELEASE_SIGNATURE))
        verification_problem(v, E_SIGNATURE, PLAN_RELEASE_SIGNATURE,
                             N_("one signature too many"));
    if (!s->site || !s->releaser)
        return;
    bool same = memcmp(s->site->key, s->releaser->key, sizeof s->site->key) == 0;
    if (two && same)
        verification_problem(v, E_SIGNATURE, PLAN_OFFICER_SIGNATURE,
                             N_("the operator's own key, not a second person's"));
    if (!two && !same)
        verification_problem(v, E_SIGNATURE, PLAN_RELEASE_SIGNATURE,
                             N_("not the key that signed the manifest"));
}

/* ---- case.txt: who must sign, and the number of the bundle -------------------------------------- */

static unsigned required_by_case(struct verification *v, struct str text)
{
    unsigned signers = 0;
    struct str words;

    if (count_lines(text, CASE_SIGNERS_LINE, &words) > 0 && !signers_of(words, &signers))
        verification_problem(v, E_BUNDLE_FORM, PLAN_CASE,
                             N_("asks for a signature that this program does not know"));
    return signers;
}

/* "machine: 3/10" and its like; false when the bundle has no number. */
static bool number_of(struct str text, struct trust_seen *out)
{
    struct str name, machines, machine, seq;
    uint64_t m, n;

    if (count_lines(text, CASE_NUMBER_LINE, &name) != 1 || name.n == 0 ||
        name.n > CASE_NUMBER_MAX || memchr(name.p, ' ', name.n) ||
        count_lines(text, CASE_MACHINE_LINE, &machines) != 1 ||
        !str_next(&machines, '/', &machine) || !str_number(machine, &m) || m < 1 || m > 999 ||
        count_lines(text, CASE_SEQUENCE_LINE, &seq) != 1 || !str_number(seq, &n) || n < 1 ||
        n > UINT32_MAX)
        return false;
    memcpy(out->case_number, name.p, name.n);
    out->machine = (unsigned)m;
    out->seq = (unsigned)n;
    return true;
}

static void check_number(const struct signing *s, struct str text)
{
    static const char *const replays[] = {
        [TRUST_OLDER] = N_("older than a bundle taken before"),
        [TRUST_ANOTHER] = N_("another bundle with the number of one taken before"),
    };
    struct verification *v = s->v;
    struct trust_seen number = {.case_number = ""};

    if (!s->site || !number_of(text, &number))
        return;
    memcpy(number.key_id, s->site->id, sizeof number.key_id);
    snprintf(number.bundle_id, sizeof number.bundle_id, "%s", v->out.bundle_id);
    v->out.number = number;
    v->out.has_number = true;
    enum trust_order order = trust_compare(v->trust, &number);
    if (order == TRUST_OLDER || order == TRUST_ANOTHER)
        verification_problem(v, E_REPLAY, PLAN_CASE, replays[order]);
}

/* ---- all of it ---------------------------------------------------------------------------------- */

static void find_required(struct signing *s, struct str case_text)
{
    s->required = SIGNER_SITE | required_by_case(s->v, case_text);
    if (verification_has(s->v, PLAN_SM2_SIGNATURE) || verification_has(s->v, PLAN_SM2_PUBLIC))
        s->required |= SIGNER_SM2;
    if (!(s->required & SIGNER_OFFICER) && !verification_has(s->v, PLAN_OFFICER_SIGNATURE))
        s->required |= SIGNER_ALONE;
}

void verify_signatures(struct verification *v, struct str manifest)
{
    struct buf release = BUF_INIT(RELEASE_MAX_BYTES), case_text = BUF_INIT(CASE_MAX_BYTES);
    struct signing s = {
        .v = v, .manifest = manifest, .site_text = BUF_INIT(SIGNATURE_MAX_BYTES)};
    struct err cause = ERR_NONE;
    bool released = verification_text(v, PLAN_RELEASE, RELEASE_MAX_BYTES, &release);

    v->out.release = arena_str(v->a, buf_str(&release));
    s.release = v->out.release;
    if (verification_has(v, PLAN_CASE) &&
        !bundle_text(v->b, PLAN_CASE, CASE_MAX_BYTES, &case_text, &cause))
        buf_clear(&case_text); /* named as altered with the other files */
    find_required(&s, buf_str(&case_text));
    check_rows(&s);
    if (released)
        check_release_names(&s);
    check_releaser(&s);
    check_number(&s, buf_str(&case_text));
    buf_done(&release);
    buf_done(&case_text);
    buf_done(&s.site_text);
}
