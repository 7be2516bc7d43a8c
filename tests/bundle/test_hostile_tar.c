/* test_hostile_tar.c - tars that permissive readers take for something else, packed by zstd.
 *
 * The canonical form is made here; each case spoils one thing in it. */
#include "tests/support/check.h"

#include <string.h>
#include <zstd.h>

#include "base/arena.h"
#include "bundle/read.h"
#include "tests/support/bundle_kit.h"

#define TAR_MAX (16 * 1024 * 1024)
#define BLOCK 512

struct file {
    const char *name;
    struct str data;
    char type;        /* 0: an ordinary file */
    const char *link; /* of a link */
    uint64_t stated;  /* 0: the real size */
    size_t field_at;  /* a header field to spoil */
    const char *field;
    bool dirty_padding;
};

static struct kit kit;
static const struct file plain[] = {{.name = "a.txt", .data = {"first", 5}},
                                    {.name = "b.txt", .data = {"second", 6}}};

/* As POSIX.1-1988 draws it and libarchive fills it. */
static void put_header(struct buf *out, const struct file *f)
{
    char head[BLOCK] = "", number[16];
    unsigned sum = 0;

    memcpy(head, f->name, strlen(f->name));
    memcpy(head + 100,
           "000644 \0"
           "000000 \0"
           "000000 ",
           23);
    snprintf(number, sizeof number, "%011llo",
             (unsigned long long)(f->stated ? f->stated : f->data.n));
    memcpy(head + 124, number, 11);
    memcpy(head + 135, " 02263523000 ", 13);
    head[156] = f->type ? f->type : '0';
    if (f->link)
        memcpy(head + 157, f->link, strlen(f->link));
    memcpy(head + 257,
           "ustar\0"
           "00",
           8);
    memcpy(head + 329,
           "000000 \0"
           "000000 ",
           15);
    if (f->field)
        memcpy(head + f->field_at, f->field, strlen(f->field) + 1);
    memset(head + 148, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)head[i];
    snprintf(number, sizeof number, "%06o", sum);
    memcpy(head + 148, number, 7);
    buf_add(out, head, sizeof head);
}

static void put_file(struct buf *out, const struct file *f)
{
    put_header(out, f);
    buf_add_str(out, f->data);
    buf_pad(out, f->dirty_padding ? 'x' : '\0', (BLOCK - f->data.n % BLOCK) % BLOCK);
}

static void put_files(struct buf *out, const struct file *files, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_file(out, &files[i]);
}

/* One frame with a window of 2 MiB and nothing in its header, as the writer makes it. */
static void pack(struct str tar, int window_log, bool with_check_sum, struct buf *out)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_inBuffer in = {tar.p, tar.n, 0};
    size_t cap = ZSTD_compressBound(tar.n) + 1024;
    char *room = buf_room(out, cap);
    ZSTD_outBuffer packed = {room, cap, 0};

    assert_non_null(c);
    assert_non_null(room);
    ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window_log);
    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, with_check_sum);
    /* The first call must not know how much there is. */
    assert_false(ZSTD_isError(ZSTD_compressStream2(c, &packed, &in, ZSTD_e_continue)));
    assert_int_equal(ZSTD_compressStream2(c, &packed, &in, ZSTD_e_end), 0);
    buf_grew(out, packed.pos);
    ZSTD_freeCCtx(c);
}

static const char *put(struct str bytes)
{
    const char *path = kit_path(&kit, "hostile.tar.zst");

    kit_put(path, bytes);
    return path;
}

static enum err_code open_code(struct str bytes)
{
    return kit_open_code(put(bytes));
}

static enum err_code tar_code(struct str tar)
{
    struct buf packed = BUF_INIT(TAR_MAX);

    pack(tar, 21, false, &packed);
    enum err_code code = open_code(buf_str(&packed));
    buf_done(&packed);
    return code;
}

/* The files with a proper end. */
static enum err_code files_code(const struct file *files, size_t n)
{
    struct buf tar = BUF_INIT(TAR_MAX);

    put_files(&tar, files, n);
    buf_pad(&tar, '\0', 2 * BLOCK);
    enum err_code code = tar_code(buf_str(&tar));
    buf_done(&tar);
    return code;
}

/* Without this the refusals below would say nothing. */
static void test_the_canonical_form_is_accepted(void **state)
{
    (void)state;
    assert_int_equal(files_code(plain, 2), E_NONE);
}

static void test_hostile_names_are_refused(void **state)
{
    static const char *const names[] = {"../../evil.txt",
                                        "/etc/evil.txt",
                                        "c:\\evil.txt",
                                        "a/./b",
                                        "a//b",
                                        "a/",
                                        "con",
                                        "a.txt.",
                                        "A.TXT",
                                        "a\nb",
                                        "",
                                        "caf\xc3\xa9.txt",
                                        "log_\xe2\x80\xaetxt.exe",
                                        "readme.txt",
                                        "-/../x"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct file f = plain[0];

        f.name = names[i];
        assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM);
    }
}

static void test_links_devices_folders_and_second_headers_are_refused(void **state)
{
    /* hard link, link, devices, folder, FIFO, contiguous, pax, GNU long name and link, sparse */
    static const char types[] = "1234567xgLKSVM\1";

    (void)state;
    for (size_t i = 0; i < sizeof types - 1; i++) {
        struct file files[] = {plain[0], plain[1]};

        files[0].type = types[i];
        assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
        files[0].link = "/etc/passwd";
        assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
    }
    struct file old = plain[0]; /* a regular file of the oldest tars */
    old.field_at = 156;
    old.field = "";
    assert_int_equal(files_code(&old, 1), E_BUNDLE_FORM);
}

static void test_other_header_fields_are_refused(void **state)
{
    static const struct {
        size_t at;
        const char *text;
    } fields[] = {{100, "000755 "},      {100, "004644 "}, {108, "001750 "}, {116, "000001 "},
                  {136, "02263523001 "}, {157, "x"},       {257, "ustar "},  {265, "root"},
                  {297, "root"},         {329, "000001 "}, {345, "etc"},     {500, "hidden"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        struct file f = plain[0];

        f.field_at = fields[i].at;
        f.field = fields[i].text;
        assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM);
    }
    struct file f = plain[0];
    f.field_at = 124; /* a size in base 256 */
    f.field = "\x80";
    assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM);
}

/* Behind the zero of a name another one. */
static void test_bytes_behind_a_name_are_refused(void **state)
{
    struct file f = plain[0];

    (void)state;
    f.field_at = 20;
    f.field = "evil.exe";
    assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM);
}

static void test_names_twice_or_out_of_order_are_refused(void **state)
{
    struct file files[] = {plain[1], plain[0]};

    (void)state;
    assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
    files[1] = files[0];
    assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
    files[0].name = "a";
    files[1].name = "a/b";
    assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
}

static void test_wrong_sizes_are_refused(void **state)
{
    struct file f = plain[0];

    (void)state;
    f.stated = 600; /* into what follows */
    assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM);
    f.stated = 3;
    assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM); /* bytes in the padding */
    f.stated = UINT64_C(077777777777);
    assert_int_equal(files_code(&f, 1), E_BUNDLE_FORM);
}

static void test_bytes_hidden_in_the_padding_are_refused(void **state)
{
    struct file files[] = {plain[0], plain[1]};

    (void)state;
    files[1].dirty_padding = true;
    assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
}

/* A permissive reader says "end of archive" to most of these. */
static void test_a_missing_or_long_end_is_refused(void **state)
{
    static const size_t ends[] = {0, 1, BLOCK, 2 * BLOCK - 1, 2 * BLOCK + 1, 3 * BLOCK, 10240};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct buf tar = BUF_INIT(TAR_MAX);

        put_files(&tar, plain, 2);
        buf_pad(&tar, '\0', ends[i]);
        assert_int_equal(tar_code(buf_str(&tar)), E_BUNDLE_FORM);
        buf_done(&tar);
    }
}

static void test_files_behind_the_end_are_refused(void **state)
{
    struct buf tar = BUF_INIT(TAR_MAX);

    (void)state;
    put_files(&tar, plain, 1);
    buf_pad(&tar, '\0', 2 * BLOCK);
    put_files(&tar, plain + 1, 1);
    buf_pad(&tar, '\0', 2 * BLOCK);
    assert_int_equal(tar_code(buf_str(&tar)), E_BUNDLE_FORM);
    buf_clear(&tar);
    put_files(&tar, plain, 1);
    buf_pad(&tar, '\0', BLOCK); /* one block of zeros, then more */
    put_files(&tar, plain + 1, 1);
    buf_pad(&tar, '\0', 2 * BLOCK);
    assert_int_equal(tar_code(buf_str(&tar)), E_BUNDLE_FORM);
    buf_done(&tar);
}

/* ---- zstd ----------------------------------------------------------------------------------- */

static struct buf good_tar(void)
{
    struct buf tar = BUF_INIT(TAR_MAX);

    put_files(&tar, plain, 2);
    buf_pad(&tar, '\0', 2 * BLOCK);
    return tar;
}

static void test_frames_of_another_form_are_refused(void **state)
{
    static const struct {
        int window_log;
        bool check_sum;
        enum err_code code;
    } frames[] = {{21, false, E_NONE},
                  {20, false, E_BUNDLE_FORM},
                  {23, false, E_BUNDLE_FORM},
                  {27, false, E_BUNDLE_FORM},
                  {21, true, E_BUNDLE_FORM}};
    struct buf tar = good_tar();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(frames); i++) {
        struct buf packed = BUF_INIT(TAR_MAX);

        pack(buf_str(&tar), frames[i].window_log, frames[i].check_sum, &packed);
        assert_int_equal(open_code(buf_str(&packed)), frames[i].code);
        buf_done(&packed);
    }
    buf_done(&tar);
}

/* Two frames, a frame that is skipped, loose bytes: before and behind. */
static void test_more_than_one_frame_is_refused(void **state)
{
    static const struct str more[] = {{"\x50\x2a\x4d\x18\4\0\0\0hide", 12},
                                      {"x", 1},
                                      {"\0", 1},
                                      {"\x28\xb5\x2f\xfd\0\x58\1\0\0", 9}};
    struct buf tar = good_tar(), packed = BUF_INIT(TAR_MAX);

    (void)state;
    pack(buf_str(&tar), 21, false, &packed);
    for (size_t i = 0; i < COUNT_OF(more); i++) {
        struct buf both = BUF_INIT(TAR_MAX);

        buf_add_str(&both, buf_str(&packed));
        buf_add_str(&both, more[i]);
        assert_int_equal(open_code(buf_str(&both)), E_BUNDLE_FORM);
        buf_clear(&both);
        buf_add_str(&both, more[i]);
        buf_add_str(&both, buf_str(&packed));
        assert_int_not_equal(open_code(buf_str(&both)), E_NONE);
        buf_done(&both);
    }
    buf_done(&tar);
    buf_done(&packed);
}

static void test_a_bomb_is_refused_in_little_memory(void **state)
{
    static char zeros[8 * 1024 * 1024];
    struct file files[] = {{.name = "a.txt", .data = {zeros, sizeof zeros}}, plain[1]};

    (void)state;
    assert_int_equal(files_code(files, 2), E_NONE); /* large, but honest */
    files[0].stated = UINT64_C(5) << 30;
    assert_int_equal(files_code(files, 2), E_BUNDLE_FORM);
}

static void test_too_many_entries_are_refused(void **state)
{
    struct buf tar = BUF_INIT(TAR_MAX);

    (void)state;
    for (unsigned i = 0; i <= 4096; i++) {
        char name[16];
        struct file f = {.name = name, .data = {"x", 1}};

        snprintf(name, sizeof name, "f%04u", i);
        put_file(&tar, &f);
    }
    buf_pad(&tar, '\0', 2 * BLOCK);
    assert_int_equal(tar_code(buf_str(&tar)), E_BUNDLE_FORM);
    buf_done(&tar);
}

static void test_random_damage_is_survived(void **state)
{
    struct buf tar = good_tar(), packed = BUF_INIT(TAR_MAX);

    (void)state;
    pack(buf_str(&tar), 21, false, &packed);
    for (size_t i = 0; i < 2000; i++) {
        struct buf spoiled = BUF_INIT(TAR_MAX);
        struct err err = ERR_NONE;
        uint8_t random[3];

        digest_random(random, sizeof random);
        buf_add_str(&spoiled, buf_str(&packed));
        spoiled.p[(random[0] << 8 | random[1]) % (int)spoiled.n] = (char)random[2];
        bundle_close(bundle_open(put(buf_str(&spoiled)), &err));
        buf_done(&spoiled);
    }
    buf_done(&tar);
    buf_done(&packed);
}

static int start(void **state)
{
    (void)state;
    kit_start(&kit);
    return 0;
}

static int end(void **state)
{
    (void)state;
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_canonical_form_is_accepted),
        cmocka_unit_test(test_hostile_names_are_refused),
        cmocka_unit_test(test_links_devices_folders_and_second_headers_are_refused),
        cmocka_unit_test(test_other_header_fields_are_refused),
        cmocka_unit_test(test_bytes_behind_a_name_are_refused),
        cmocka_unit_test(test_names_twice_or_out_of_order_are_refused),
        cmocka_unit_test(test_wrong_sizes_are_refused),
        cmocka_unit_test(test_bytes_hidden_in_the_padding_are_refused),
        cmocka_unit_test(test_a_missing_or_long_end_is_refused),
        cmocka_unit_test(test_files_behind_the_end_are_refused),
        cmocka_unit_test(test_frames_of_another_form_are_refused),
        cmocka_unit_test(test_more_than_one_frame_is_refused),
        cmocka_unit_test(test_a_bomb_is_refused_in_little_memory),
        cmocka_unit_test(test_too_many_entries_are_refused),
        cmocka_unit_test(test_random_damage_is_survived),
    };

    return cmocka_run_group_tests(tests, start, end);
}
