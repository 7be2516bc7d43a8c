/* sign.c - the keys of a case and what is signed with them (screen 70). */
#include <stdio.h>
#include <string.h>

#include "bundle/key_file.h"
#include "bundle/minisig.h"
#include "bundle/sshsig.h"
#include "flow/state.h"

#define SITE_KEY "site"
#define SHEET_MAX_BYTES (4 * 1024 * 1024)

bool flow_uses_sm2(const struct flow *f)
{
    return f->options.gm || f->policy->gm;
}

bool flow_key_state(const struct flow *f, bool *exists, bool *sealed, struct err *err)
{
    *exists = f->options.key_file || keyring_has(f->keys, SITE_KEY);
    *sealed = false;
    if (f->options.key_file)
        return key_file_is_sealed(f->options.key_file, sealed, err);
    return !*exists || keyring_is_sealed(f->keys, SITE_KEY, sealed, err);
}

/* What the files of the site's keys begin with. */
static bool site_stem(const struct flow *f, char *out, struct err *err)
{
    return f->options.key_file ? key_stem(f->options.key_file, out, err)
                               : keyring_stem(f->keys, SITE_KEY, out, err);
}

bool flow_site_public(struct flow *f, struct err *err)
{
    char stem[4096], path[4096];

    if (f->options.key_file || keyring_has(f->keys, SITE_KEY))
        return site_stem(f, stem, err) && key_path_of(stem, ".pub", path, err) &&
               public_key_read(path, &f->site, err);
    if (!f->fresh)
        f->fresh = signing_key_new(SITE_KEY, err);
    if (!f->fresh)
        return false;
    f->site = *signing_key_public(f->fresh);
    return true;
}

bool flow_trust_own(const struct flow *f, struct trust *t, struct err *err)
{
    char stem[4096], path[4096];

    return site_stem(f, stem, err) && key_path_of(stem, ".pub", path, err) &&
           trust_add(t, path, err);
}

static struct signing_key *open_site_key(struct flow *f, struct str passphrase, struct err *err)
{
    if (f->options.key_file)
        return signing_key_open(f->options.key_file, passphrase, err);
    if (!keyring_has(f->keys, SITE_KEY) && f->fresh &&
        !keyring_store_key(f->keys, SITE_KEY, f->fresh, passphrase, err))
        return NULL;
    return keyring_open_key(f->keys, SITE_KEY, passphrase, err);
}

/* The release list names the key: another one, or one that was revoked, does not sign it. */
static bool may_sign(const struct flow *f, const struct signing_key *site, struct err *err)
{
    const struct public_key *key = signing_key_public(site);

    if (memcmp(key->id, f->site.id, sizeof key->id) != 0 ||
        memcmp(key->key, f->site.key, sizeof key->key) != 0)
        return err_set(err, E_REVIEW_CHANGED, "%s.pub", key->name);
    return keyring_check_not_revoked(f->keys, key, err);
}

static bool attach(struct flow *f, const char *name, const struct buf *text, struct err *err)
{
    return buf_failed(text) ? err_set(err, E_TOO_LARGE, "%s", name)
                            : plan_attach(f->plan, name, buf_str(text), err);
}

static bool attach_sshsig(struct flow *f, const struct signing_key *site, struct err *err)
{
    struct buf text = BUF_INIT(4096);
    bool ok = sshsig_make(site, plan_manifest(f->plan), &text, err) &&
              attach(f, PLAN_SSH_SIGNATURE, &text, err);

    buf_done(&text);
    return ok;
}

/* The site's SM2 key is made on first use, like its other one, but only in the key folder. */
static struct sm2_key *open_sm2(struct flow *f, struct str passphrase, struct err *err)
{
    char stem[4096];

    if (!site_stem(f, stem, err))
        return NULL;
    if (!f->options.key_file && !sm2_files_are_there(stem) &&
        !sm2_files_make(stem, passphrase, err))
        return NULL;
    return sm2_files_open(stem, passphrase, err);
}

static bool attach_sm2(struct flow *f, const struct sm2_key *key, struct err *err)
{
    struct buf der = BUF_INIT(SM2_DER_MAX), pem = BUF_INIT(4096);
    bool ok = sm2_sign(key, plan_manifest(f->plan), &der, err);

    if (ok) {
        sm2_public_pem(sm2_key_public(key), &pem);
        ok = attach(f, PLAN_SM2_SIGNATURE, &der, err) && attach(f, PLAN_SM2_PUBLIC, &pem, err);
    }
    buf_done(&der);
    buf_done(&pem);
    return ok;
}

/* The operator signs the manifest; then whoever releases signs the sheet that names both. */
static bool attach_minisigs(struct flow *f, const struct signing_key *site, struct err *err)
{
    const struct signing_key *releaser = f->officer ? f->officer : site;
    const char *counter_name = f->officer ? PLAN_OFFICER_SIGNATURE : PLAN_RELEASE_SIGNATURE;
    struct buf signature = BUF_INIT(4096), counter = BUF_INIT(4096);
    struct buf sheet = BUF_INIT(SHEET_MAX_BYTES);
    char comment[128];

    snprintf(comment, sizeof comment, "casepack v1 case:%s machine:%u seq:%u",
             flow_case_or_none(f), f->info.machine, f->ledger.seq);
    bool ok = minisig_make(site, plan_manifest(f->plan), comment, &signature, err);
    if (ok) {
        document_release(f, buf_str(&signature), &sheet);
        ok = minisig_make(releaser, buf_str(&sheet), comment, &counter, err) &&
             attach(f, PLAN_SITE_SIGNATURE, &signature, err) &&
             attach(f, PLAN_RELEASE, &sheet, err) && attach(f, counter_name, &counter, err);
    }
    buf_done(&signature);
    buf_done(&counter);
    buf_done(&sheet);
    return ok;
}

bool flow_sign(struct flow *f, struct str passphrase, struct err *err)
{
    if (!flow_guard(f, STEP_SIGNED, err))
        return false;
    if (f->step >= STEP_SIGNED)
        return true;
    struct signing_key *site = open_site_key(f, passphrase, err);
    struct sm2_key *sm2 = NULL;
    bool ok = site && may_sign(f, site, err);

    /* Every key is open before the first signature hangs on the plan: a wrong passphrase leaves
     * it as it was. */
    if (ok && flow_uses_sm2(f)) {
        sm2 = open_sm2(f, passphrase, err);
        ok = sm2 != NULL;
    }
    ok = ok && attach_minisigs(f, site, err) && attach_sshsig(f, site, err) &&
         (!sm2 || attach_sm2(f, sm2, err));
    signing_key_free(site);
    sm2_key_free(sm2);
    if (ok)
        f->step = STEP_SIGNED;
    return ok;
}
