/* fuzz_manifest.c - manifests and seals: what is accepted is what would be written. */
#include "bundle/manifest.h"
#include "bundle/seal.h"
#include "tests/fuzz/fuzz.h"

static void check_manifest(struct str text, enum digest_kind kind, struct arena *a)
{
    struct buf again = BUF_INIT(MANIFEST_MAX_BYTES);
    struct manifest m;
    struct err err = ERR_NONE;

    if (!manifest_parse(text, kind, "MANIFEST.txt", a, &m, &err)) {
        FUZZ_REQUIRE(err.code == E_BUNDLE_FORM);
        return;
    }
    for (size_t i = 0; i < m.n; i++) {
        manifest_add(&again, kind, m.rows[i].name, m.rows[i].hash);
        FUZZ_REQUIRE(manifest_find(&m, m.rows[i].name) == &m.rows[i]);
    }
    FUZZ_REQUIRE(str_eq(text, buf_str(&again)));
    buf_done(&again);
}

static void check_seal(struct str text, struct arena *a)
{
    struct buf again = BUF_INIT(SEAL_MAX_BYTES);
    struct seal seal;

    if (!seal_parse(text, a, &seal))
        return;
    seal_text(&seal, &again);
    FUZZ_REQUIRE(str_eq(text, buf_str(&again)));
    buf_done(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n};
    struct arena *a = arena_new();

    check_manifest(text, DIGEST_SHA256, a);
    check_manifest(text, DIGEST_SM3, a);
    check_seal(text, a);
    arena_free(a);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    const uint8_t hash[SHA256_BYTES] = {1, 2, 0xfe};
    struct seal_piece pieces[] = {{4096, {3}}, {77, {4}}};
    struct seal seal = {.bundle_id = "", .size_bytes = 4173, .pieces = pieces};

    if (i > 3)
        return false;
    if (i < 2) {
        enum digest_kind kind = i == 0 ? DIGEST_SHA256 : DIGEST_SM3;

        manifest_add(out, kind, "README.txt", hash);
        manifest_add(out, kind, "case.txt", hash);
        manifest_add(out, kind, "logs/0001.log", hash);
        return true;
    }
    hex_from(hash, sizeof hash, seal.bundle_id);
    seal.pieces_n = i == 3 ? COUNT_OF(pieces) : 0;
    seal_text(&seal, out);
    return true;
}
