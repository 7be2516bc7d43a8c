/* container.h - hostile bytes as a file that is opened as a bundle and read to its end. */
#ifndef CASEPACK_TESTS_FUZZ_CONTAINER_H
#define CASEPACK_TESTS_FUZZ_CONTAINER_H

#include "bundle/read.h"
#include "tests/fuzz/fuzz.h"

static char container_folder[] = "/tmp/casepack-fuzz-XXXXXX";
static char container_path[64];

static inline void container_remove(void)
{
    remove(container_path);
    remove(container_folder);
}

static inline void container_put(const void *p, size_t n)
{
    FILE *f;

    if (!container_path[0]) {
        fuzz_start_digest();
        FUZZ_REQUIRE(mkdtemp(container_folder));
        snprintf(container_path, sizeof container_path, "%s/in", container_folder);
        atexit(container_remove);
    }
    f = fopen(container_path, "wb");
    FUZZ_REQUIRE(f && fwrite(p, 1, n, f) == n && fclose(f) == 0);
}

/* Every entry gives what it says, or a fault. Returns whether the form was accepted; *size is
 * what the entries say in sum, each rounded up to unit. */
static inline bool container_read_all(uint64_t unit, uint64_t *size, size_t *entries)
{
    const struct bundle_pass pass = {.kinds = DIGEST_SHA256 | DIGEST_SM3, .item = "fuzz"};
    struct err err = ERR_NONE;
    struct bundle *b = bundle_open_hashed(container_path, &pass, &err);
    struct buf text = BUF_INIT(16 * 1024 * 1024);
    bool accepted = b != NULL;

    FUZZ_REQUIRE(accepted != err_is_set(&err));
    *size = *entries = 0;
    for (size_t i = 0; b && i < bundle_entries(b); i++) {
        const struct bundle_entry *e = bundle_entry_at(b, i);
        struct reader *r = bundle_read(b, i, &err);
        uint8_t hash[SHA256_BYTES];

        buf_clear(&text);
        if (r && reader_all(r, &text, &err) && !e->fault) {
            digest_once(DIGEST_SHA256, text.p, text.n, hash);
            FUZZ_REQUIRE(text.n == e->size_bytes);
            FUZZ_REQUIRE(memcmp(hash, e->sha256, sizeof hash) == 0);
        }
        reader_close(r);
        err = ERR_NONE;
        *size += (e->size_bytes + unit - 1) / unit * unit;
        ++*entries;
    }
    bundle_close(b);
    buf_done(&text);
    return accepted;
}

#endif
