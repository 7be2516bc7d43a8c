/* profile_pack.h - a profile by name, or from a folder on a USB drive when it is signed.
 *
 *   pack.txt       name: hall-7
 *                  version: 51
 *   checks.yaml    the rules; "profile" and "pack" say the same name and version
 *   issues.yaml    known issues
 *   sources.yaml   log sources
 *   MANIFEST.txt   SHA-256 and name of these four, a line each, sorted (sha256sum -c reads it)
 *   pack.minisig   over MANIFEST.txt, "casepack profile hall-7 51"
 *
 * Only bytes that were hashed are parsed; every file is read once. */
#ifndef CASEPACK_FLOW_PROFILE_PACK_H
#define CASEPACK_FLOW_PROFILE_PACK_H

#include "bundle/trust.h"
#include "check/check.h"
#include "check/issues.h"

struct profile_pack {
    struct profile *profile;
    struct known_issues *issues;
    struct buf sources; /* sources.yaml; empty for a profile that casepack ships */
    char signer[32];    /* name of the key, "" for a profile that casepack ships */
};

/* source is a name ("cmge"), a folder, or the pack.txt in it. E_PROFILE when it is none of them,
 * E_PROFILE_PACK when the pack is not signed by a key of trust, was altered, is older than what
 * casepack ships or takes its number; E_YAML for a mistake in it. out is set on success only. */
bool profile_pack_open(const char *source, const struct trust *trust, struct profile_pack *out,
                       struct err *err) MUST_USE;
void profile_pack_done(struct profile_pack *pack);

/* Makes MANIFEST.txt and pack.minisig anew, after everything in the folder was found right. */
bool profile_pack_sign(const char *folder, const struct signing_key *key,
                       struct err *err) MUST_USE;

#endif
