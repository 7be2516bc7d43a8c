/* plan.h - the release list: exactly what will be written, with the hashes of what was
 * reviewed.
 *
 *   plan_new() -> plan_add_bytes() / plan_add_stream() many -> plan_seal() -> bundle_write()
 *
 * plan_seal() sorts, makes MANIFEST.sm3 and MANIFEST.txt and so the bundle id; after it only
 * what stands outside the manifest may be added: release.txt and sig/ files (plan_attach). */
#ifndef CASEPACK_BUNDLE_PLAN_H
#define CASEPACK_BUNDLE_PLAN_H

#include "base/digest.h"
#include "base/reader.h"

#define PLAN_MAX_FILES 4096
#define PLAN_NAME_MAX 60 /* [a-z0-9._/-], plus README.txt, MANIFEST.txt, MANIFEST.sm3 */
/* 4 GiB less 64 MiB: however badly it packs, a zip stays within its 32-bit form. */
#define PLAN_MAX_BYTES (UINT64_C(4032) << 20)

/* Files with a meaning of their own. The manifest lists every file but itself, release.txt and
 * sig/; MANIFEST.sm3 lists the same files but itself. */
#define PLAN_MANIFEST "MANIFEST.txt"
#define PLAN_MANIFEST_SM3 "MANIFEST.sm3"
#define PLAN_CASE "case.txt"
#define PLAN_RELEASE "release.txt"
#define PLAN_SIGNATURES "sig/"
#define PLAN_SITE_SIGNATURE "sig/site.minisig"       /* over MANIFEST.txt */
#define PLAN_SSH_SIGNATURE "sig/site.sshsig"         /* over MANIFEST.txt, by the same key */
#define PLAN_SM2_SIGNATURE "sig/site.sm2"            /* over MANIFEST.txt, by its SM2 key */
#define PLAN_SM2_PUBLIC "sig/site.sm2.pem"           /* that key, for other programs */
#define PLAN_OFFICER_SIGNATURE "sig/officer.minisig" /* over release.txt, by a second person */
#define PLAN_RELEASE_SIGNATURE "sig/release.minisig" /* over release.txt, by the site key */

/* Lines that verify_bundle() reads. release.txt needs RELEASE_ID_LINE with the bundle id; when
 * RELEASE_SITE_LINE is there it must hold the SHA-256 of sig/site.minisig. case.txt names who must
 * sign (trust.h) and the number of the bundle. Date, operator and releaser are for people. */
#define RELEASE_DATE_LINE "日期 Date          "
#define RELEASE_OPERATOR_LINE "操作员 Operator    "
#define RELEASE_RELEASER_LINE "放行人 Releaser    "
#define RELEASE_ID_LINE "bundle id: "
#define RELEASE_SITE_LINE "site signature: "
#define CASE_SIGNERS_LINE "required signers: "
#define CASE_NUMBER_LINE "case: "
#define CASE_MACHINE_LINE "machine: "
#define CASE_SEQUENCE_LINE "sequence: "
#define CASE_SIGNERS_ONE "site"
#define CASE_SIGNERS_TWO "site officer"

struct plan_file {
    const char *name;
    uint64_t size_bytes;
    uint8_t sha256[SHA256_BYTES];
    uint8_t sm3[SM3_BYTES];
    /* Opens the bytes anew each time it is called. */
    struct reader *(*open)(void *ctx, struct err *err);
    void *ctx;
    struct str bytes; /* for small files made by us; then open is NULL */
};

struct plan;

struct plan *plan_new(void);
void plan_free(struct plan *p);
struct arena *plan_arena(struct plan *p);

/* bytes are copied. */
bool plan_add_bytes(struct plan *p, const char *name, struct str bytes,
                    struct err *err) MUST_USE;
/* size and hashes were found in pass 1; the writer fails when the stream does not give them. */
bool plan_add_stream(struct plan *p, const char *name, uint64_t size_bytes,
                     const uint8_t *sha256, const uint8_t *sm3,
                     struct reader *(*opener)(void *ctx, struct err *err), void *ctx,
                     struct err *err) MUST_USE;

/* SHA-256 over the manifest lines of all files added so far: what the ledger calls content. */
void plan_content(struct plan *p, uint8_t *sha256);

bool plan_seal(struct plan *p, struct err *err) MUST_USE;
bool plan_attach(struct plan *p, const char *name, struct str bytes, struct err *err) MUST_USE;
struct str plan_manifest(const struct plan *p);   /* MANIFEST.txt; after plan_seal */
const char *plan_bundle_id(const struct plan *p); /* 64 hex digits; after plan_seal */

size_t plan_count(const struct plan *p); /* sorted by name after plan_seal */
const struct plan_file *plan_at(const struct plan *p, size_t i);
uint64_t plan_bytes(const struct plan *p);

#endif
