/* fuzz_tar.c - a tar as it may lie in a tar.zst: what is accepted has no byte to spare. */
#include <zstd.h>

#include "tests/fuzz/container.h"

#define BLOCK 512
#define PACKED_MAX (1024 * 1024)

static void put_packed(const void *p, size_t n)
{
    static char packed[PACKED_MAX];
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_inBuffer in = {p, n, 0};
    ZSTD_outBuffer out = {packed, sizeof packed, 0};

    FUZZ_REQUIRE(c && !ZSTD_isError(ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, 21)));
    ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, 1);
    /* The first call must not know how much there is: then the frame does not say it either. */
    FUZZ_REQUIRE(!ZSTD_isError(ZSTD_compressStream2(c, &out, &in, ZSTD_e_continue)));
    FUZZ_REQUIRE(ZSTD_compressStream2(c, &out, &in, ZSTD_e_end) == 0);
    container_put(packed, out.pos);
    ZSTD_freeCCtx(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    uint64_t size;
    size_t entries;

    container_put(data, n); /* as a container of whatever form */
    container_read_all(1, &size, &entries);
    put_packed(data, n);
    if (container_read_all(BLOCK, &size, &entries))
        FUZZ_REQUIRE(n == size + (entries + 2) * BLOCK);
    return 0;
}

static void put_file(struct buf *out, const char *name, const char *text)
{
    char head[BLOCK] = "", number[24];
    unsigned sum = 0;
    size_t n = strlen(text);

    memcpy(head, name, strlen(name));
    memcpy(head + 100, "000644 \0000000000 \0000000000 ", 23);
    snprintf(number, sizeof number, "%011zo", n);
    memcpy(head + 124, number, 11);
    memcpy(head + 135, " 02263523000 ", 13);
    head[156] = '0';
    memcpy(head + 257, "ustar\00000", 8);
    memcpy(head + 329, "000000 \0000000000 ", 15);
    memset(head + 148, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)head[i];
    snprintf(number, sizeof number, "%06o", sum);
    memcpy(head + 148, number, 7);
    buf_add(out, head, sizeof head);
    buf_puts(out, text);
    buf_pad(out, '\0', (BLOCK - n % BLOCK) % BLOCK);
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    if (i > 1)
        return false;
    put_file(out, "MANIFEST.txt", "SHA256 (a.txt) = 00\n");
    put_file(out, "a.txt", "");
    if (i == 1)
        put_file(out, "logs/0001.log", "2026-01-02 03:04:05 client: refused\n");
    buf_pad(out, '\0', 2 * BLOCK);
    return true;
}
