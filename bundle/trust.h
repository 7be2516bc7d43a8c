/* trust.h - whose signatures count, and what is demanded of them.
 *
 *   KEYDIR/trust/NAME.pub       a trusted minisign public key
 *   KEYDIR/trust/NAME.sm2.pub   the SM2 key of the same signer
 *   KEYDIR/trust/POLICY         one rule a line, # begins a comment:
 *
 *     casepack trust policy 1
 *     requires 0123456789ABCDEF officer sm2          signatures besides those of the site key
 *     revoked 0123456789ABCDEF
 *     seen CAS-00000-A0B0C0 3 0123456789ABCDEF 7 64-hex-digits
 *
 * "seen" is the highest number that was recorded of a case, machine and site key, with its bundle
 * id. Clocks are not trusted: an older number, or the same number of another bundle, is a replay. */
#ifndef CASEPACK_BUNDLE_TRUST_H
#define CASEPACK_BUNDLE_TRUST_H

#include "bundle/keys.h"

/* Who must have signed; bits. The words of "requires" and of case.txt. */
enum signer { SIGNER_SITE = 1, SIGNER_OFFICER = 2, SIGNER_SM2 = 4 };
/* Blank-separated words into bits; false when one is unknown. */
bool signers_of(struct str words, unsigned *out) MUST_USE;
void signers_text(unsigned signers, struct buf *out);

struct trust_demand {
    uint8_t key_id[KEY_ID_BYTES];
    unsigned signers;
};

#define CASE_NUMBER_MAX 64
struct trust_seen {
    char case_number[CASE_NUMBER_MAX + 1];
    unsigned machine;
    uint8_t key_id[KEY_ID_BYTES];
    unsigned seq;
    char bundle_id[2 * SHA256_BYTES + 1];
};

struct trust_policy {
    struct trust_demand *demands;
    uint8_t (*revoked)[KEY_ID_BYTES];
    struct trust_seen *seen;
    size_t demands_n, revoked_n, seen_n;
    size_t demands_cap, revoked_cap, seen_cap;
};

struct trust {
    struct public_key *keys;
    struct sm2_public *sm2;
    size_t n, sm2_n;
    size_t cap, sm2_cap;
    struct trust_policy policy;
};

/* Own keys and trust/ together. dir may add another trust folder (--trust DIR). A key that
 * cannot be read, or a policy line that is none, is an error. */
bool trust_load(const struct keyring *k, const char *dir, struct trust *out,
                struct err *err) MUST_USE;
/* One public key more, and the SM2 key beside it where there is one. */
bool trust_add(struct trust *t, const char *pub_file, struct err *err) MUST_USE;
void trust_done(struct trust *t);

unsigned trust_demands(const struct trust *t, const uint8_t *key_id);
bool trust_has_revoked(const struct trust *t, const uint8_t *key_id);

enum trust_order { TRUST_NEWER, TRUST_THE_SAME, TRUST_OLDER, TRUST_ANOTHER };
enum trust_order trust_compare(const struct trust *t, const struct trust_seen *number);

/* Into KEYDIR/trust. A key with STEM.rotation beside it is taken when a trusted key made that, and
 * takes over name and demands; the old one stays known. E_NOT_TRUSTED, E_REVOKED, E_KEY_EXISTS. */
bool keyring_trust(struct keyring *k, const char *pub_file, struct err *err) MUST_USE;
bool keyring_require(struct keyring *k, const uint8_t *key_id, unsigned signers,
                     struct err *err) MUST_USE;
bool keyring_revoke(struct keyring *k, const uint8_t *key_id, struct err *err) MUST_USE;
/* E_REVOKED when KEYDIR/trust says so. */
bool keyring_check_not_revoked(const struct keyring *k, const struct public_key *key,
                               struct err *err) MUST_USE;
/* Notes that this bundle was taken; E_REPLAY when it is not newer than or the same as before. */
bool keyring_record(struct keyring *k, const struct trust_seen *number,
                    struct err *err) MUST_USE;

#endif
