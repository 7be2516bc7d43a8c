/* fuzz_archive.c - an archive of the type that the first byte says, read and written again: what
 * was written holds the same members with the same data. */
#include "tests/fuzz/fuzz.h"

#include "base/arena.h"
#include "redact/container.h"
#include "tests/support/archive_kit.h"

#define OUT_MAX (64 * 1024 * 1024)
#define MEMBER_MAX (1024 * 1024)
#define TYPES (CONTAINER_TAR + 1)

/* One line a member, into said; the archive again into out. False when it is damaged. */
static bool copy(enum container_type type, struct str in, struct buf *said, struct buf *out)
{
    struct container_budget budget = {.packed = in.n};
    struct buf data = BUF_INIT(MEMBER_MAX);
    struct err err = ERR_NONE;
    struct reader *from = reader_of_mem(in);
    struct container *c = container_open(type, from, &budget, out, &err);
    struct container_member m;
    bool more = true, good = c != NULL;

    while (good && (good = container_next(c, &m, &more, &err)) && more) {
        if (!m.name.p || m.type == MEMBER_OTHER || m.encrypted)
            continue;
        struct buf name = BUF_INIT(3 * CONTAINER_NAME_MAX);
        buf_add_str(&name, m.name);
        buf_clear(&data);
        good = m.type == MEMBER_FOLDER || reader_all(container_data(c), &data, &err);
        buf_printf(said, "%d %s %zu\n", (int)m.type, buf_cstr(&name), data.n);
        buf_add_str(said, buf_str(&data));
        good = good && container_begin(c, buf_str(&name), data.n, &err) &&
               (data.n == 0 || container_write(c, buf_str(&data), &err));
        buf_done(&name);
    }
    good = good && container_end(c, &err);
    container_close(c);
    reader_close(from);
    buf_done(&data);
    FUZZ_REQUIRE(good != err_is_set(&err));
    return good && !buf_failed(said);
}

static void check(enum container_type type, struct str in, struct str want, struct str want_out)
{
    struct buf said = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX);

    FUZZ_REQUIRE(copy(type, in, &said, &out));
    FUZZ_REQUIRE(str_eq(buf_str(&said), want));
    FUZZ_REQUIRE(!want_out.p || str_eq(buf_str(&out), want_out));
    buf_done(&said);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct buf said = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX);
    enum container_type type = (enum container_type)(n ? data[0] % TYPES : 0);
    struct str in = {(const char *)data + 1, n ? n - 1 : 0};

    if (copy(type, in, &said, &out) && said.n) {
        check(type, in, buf_str(&said), buf_str(&out));
        check(type, buf_str(&out), buf_str(&said), (struct str){NULL, 0});
    }
    buf_done(&said);
    buf_done(&out);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const struct seed {
        enum container_type type;
        enum archive_kind kind;
    } seeds[] = {
        {CONTAINER_GZIP, ARCHIVE_GZ},
        {CONTAINER_BZIP2, ARCHIVE_BZ2},
        {CONTAINER_XZ, ARCHIVE_XZ},
        {CONTAINER_ZSTD, ARCHIVE_ZST},
        {CONTAINER_ZIP, ARCHIVE_ZIP},
        {CONTAINER_TAR, ARCHIVE_TAR},
        {CONTAINER_ZIP, ARCHIVE_ZIP_ENCRYPTED},
        {CONTAINER_GZIP, ARCHIVE_TAR_GZ},
    };

    if (i >= COUNT_OF(seeds))
        return false;
    buf_putc(out, (char)seeds[i].type);
    struct archive *a = archive_kit_begin(seeds[i].kind, out);
    archive_kit_add(a, "var/log/a.log", STR("one\ntwo\n"));
    if (!container_is_single(seeds[i].type)) {
        archive_kit_add(a, "var/empty/", STR(""));
        archive_kit_add(a, "var/日志.txt", STR("\xd5\xc5\xc8\xfd\n"));
    }
    archive_kit_end(a);
    return true;
}
