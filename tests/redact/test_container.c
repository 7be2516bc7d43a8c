/* test_container.c - archives: unpacked, redacted, packed again; what cannot be is withheld. */
#include "tests/support/check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/archive_kit.h"
#include "tests/support/redact_kit.h"

#define OUT_MAX (64 << 20)

static const char text[] = "one alpha-pc up\r\ntwo 10.0.0.5 alpha-pc\n";
static const char evtx[] = "ElfFile\0 and more";

struct kit {
    struct redactor *r;
    struct arena *arena;
    struct scan_result result;
    struct buf in, out;
};

static void kit_init(struct kit *kit)
{
    *kit = (struct kit){.in = BUF_INIT(OUT_MAX), .out = BUF_INIT(OUT_MAX)};
    kit->r = redact_kit_new();
    kit->arena = arena_new();
    redact_kit_learn(kit->r, ENTITY_HOST, "alpha-pc");
    redact_kit_learn(kit->r, ENTITY_USER, "zhangsan");
}

static void kit_done(struct kit *kit)
{
    redactor_free(kit->r);
    arena_free(kit->arena);
    buf_done(&kit->in);
    buf_done(&kit->out);
}

static void add_to(struct buf *out, enum archive_kind kind, const char *name, struct str data)
{
    struct archive *a = archive_kit_begin(kind, out);

    archive_kit_add(a, name, data);
    archive_kit_end(a);
}

/* Both passes, the second one under a guard. */
static enum withheld run(struct kit *kit)
{
    struct artifact artifact = redact_kit_artifact(buf_str(&kit->in));
    struct guard *guard;
    struct err err = ERR_NONE;

    buf_clear(&kit->out);
    assert_true(redact_scan(kit->r, &artifact, NULL, kit->arena, &kit->result, NULL, &err));
    if (kit->result.withheld != WITHHELD_NO)
        return kit->result.withheld;
    guard = guard_new(kit->r);
    struct reader *reader = redact_open(kit->r, &artifact, NULL, &kit->result, &err);
    check_no_err(&err);
    redact_watch(reader, guard);
    assert_true(reader_all(reader, &kit->out, &err));
    reader_close(reader);
    guard_free(guard);
    assert_int_equal(kit->out.n, kit->result.redacted_bytes);
    return WITHHELD_NO;
}

/* The member is there and holds the redacted text. */
static void check_member(struct kit *kit, struct str archive, const char *name, struct str want)
{
    struct buf data = BUF_INIT(OUT_MAX);

    (void)kit;
    if (!archive_kit_get(archive, name, &data))
        fail_msg("no %s", name);
    assert_true(str_eq(buf_str(&data), want));
    buf_done(&data);
}

static struct str redacted(struct kit *kit, struct arena *a)
{
    return arena_str(a, str_of(redact_kit_text(kit->r, text)));
}

static void test_members_of_each_format_are_redacted(void **state)
{
    static const enum archive_kind kinds[] = {ARCHIVE_ZIP,     ARCHIVE_TAR,    ARCHIVE_TAR_GZ,
                                              ARCHIVE_TAR_BZ2, ARCHIVE_TAR_XZ, ARCHIVE_TAR_ZST};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct buf names = BUF_INIT(OUT_MAX);
        struct kit kit;

        kit_init(&kit);
        struct archive *a = archive_kit_begin(kinds[i], &kit.in);
        archive_kit_add(a, "logs/", STR(""));
        archive_kit_add(a, "logs/a.log", STR(text));
        archive_kit_add(a, "logs/empty.log", STR(""));
        archive_kit_add(a, "b.log", STR("nothing\n"));
        archive_kit_end(a);
        assert_int_equal(run(&kit), WITHHELD_NO);
        archive_kit_names(buf_str(&kit.out), &names);
        check_str(buf_str(&names), "logs/\nlogs/a.log\nlogs/empty.log\nb.log\n");
        check_member(&kit, buf_str(&kit.out), "logs/a.log", redacted(&kit, kit.arena));
        check_member(&kit, buf_str(&kit.out), "logs/empty.log", STR(""));
        check_member(&kit, buf_str(&kit.out), "b.log", STR("nothing\n"));
        assert_int_equal(kit.result.hits[ENTITY_HOST], 2);
        assert_int_equal(kit.result.lines, 3);
        assert_int_equal(kit.result.original_bytes, kit.in.n);
        buf_done(&names);
        kit_done(&kit);
    }
}

static void test_a_gzip_stays_one(void **state)
{
    static const char *const names[] = {"", "data"};
    struct buf data = BUF_INIT(OUT_MAX);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    add_to(&kit.in, ARCHIVE_GZ, "x", STR(text));
    assert_int_equal(run(&kit), WITHHELD_NO);
    assert_memory_equal(kit.out.p, "\x1f\x8b\x08\0\0\0\0\0", 8); /* no name, no time */
    assert_true(archive_kit_get(buf_str(&kit.out), names[1], &data));
    assert_true(str_eq(buf_str(&data), redacted(&kit, kit.arena)));
    buf_clear(&kit.in);
    add_to(&kit.in, ARCHIVE_GZ, "x", STR(""));
    assert_int_equal(run(&kit), WITHHELD_NO);
    buf_clear(&kit.in);
    add_to(&kit.in, ARCHIVE_GZ, "x", (struct str){evtx, sizeof evtx});
    assert_int_equal(run(&kit), WITHHELD_TYPE);
    buf_done(&data);
    kit_done(&kit);
}

static void test_a_packed_stream_stays_of_its_format(void **state)
{
    static const struct row {
        enum archive_kind kind;
        struct str magic;
    } rows[] = {{ARCHIVE_BZ2, {"BZh", 3}},
                {ARCHIVE_XZ, {"\xfd\x37zXZ\0", 6}},
                {ARCHIVE_ZST, {"\x28\xb5\x2f\xfd", 4}}};
    struct buf data = BUF_INIT(OUT_MAX);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct kit kit;

        kit_init(&kit);
        add_to(&kit.in, rows[i].kind, "x", STR(text));
        assert_int_equal(run(&kit), WITHHELD_NO);
        assert_memory_equal(kit.out.p, rows[i].magic.p, rows[i].magic.n);
        buf_clear(&data);
        assert_true(archive_kit_get(buf_str(&kit.out), "data", &data));
        assert_true(str_eq(buf_str(&data), redacted(&kit, kit.arena)));
        kit.in.n /= 2; /* cut */
        assert_int_equal(run(&kit), WITHHELD_ARCHIVE);
        buf_clear(&kit.in);
        add_to(&kit.in, rows[i].kind, "x", (struct str){evtx, sizeof evtx});
        assert_int_equal(run(&kit), WITHHELD_TYPE);
        kit_done(&kit);
    }
    buf_done(&data);
}

static void test_what_is_packed_twice_is_withheld(void **state)
{
    struct kit kit;
    struct buf inner = BUF_INIT(OUT_MAX);

    (void)state;
    kit_init(&kit);
    add_to(&inner, ARCHIVE_XZ, "x", STR(text));
    add_to(&kit.in, ARCHIVE_XZ, "x", buf_str(&inner));
    assert_int_equal(run(&kit), WITHHELD_ARCHIVE);
    buf_done(&inner);
    kit_done(&kit);
}

/* zip > tar.gz > zip > log, and beside each a log. */
static void test_archives_in_archives_are_redacted(void **state)
{
    struct buf inner = BUF_INIT(OUT_MAX), middle = BUF_INIT(OUT_MAX);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    add_to(&inner, ARCHIVE_ZIP, "deep.log", STR(text));
    struct archive *a = archive_kit_begin(ARCHIVE_TAR_GZ, &middle);
    archive_kit_add(a, "inner.zip", buf_str(&inner));
    archive_kit_add(a, "beside.log", STR(text));
    archive_kit_end(a);
    a = archive_kit_begin(ARCHIVE_ZIP, &kit.in);
    archive_kit_add(a, "first.log", STR(text));
    archive_kit_add(a, "middle.tar.gz", buf_str(&middle));
    archive_kit_add(a, "last.log", STR(text));
    archive_kit_end(a);
    assert_int_equal(run(&kit), WITHHELD_NO);
    assert_int_equal(kit.result.hits[ENTITY_HOST], 8);

    struct str want = redacted(&kit, kit.arena);
    check_member(&kit, buf_str(&kit.out), "first.log", want);
    check_member(&kit, buf_str(&kit.out), "last.log", want);
    buf_clear(&middle);
    buf_clear(&inner);
    assert_true(archive_kit_get(buf_str(&kit.out), "middle.tar.gz", &middle));
    check_member(&kit, buf_str(&middle), "beside.log", want);
    assert_true(archive_kit_get(buf_str(&middle), "inner.zip", &inner));
    check_member(&kit, buf_str(&inner), "deep.log", want);
    buf_done(&inner);
    buf_done(&middle);
    kit_done(&kit);
}

static void test_the_same_archive_gives_the_same_bytes(void **state)
{
    uint8_t first[SHA256_BYTES];
    struct kit kit;

    (void)state;
    kit_init(&kit);
    add_to(&kit.in, ARCHIVE_ZIP, "a.log", STR(text));
    assert_int_equal(run(&kit), WITHHELD_NO);
    memcpy(first, kit.result.sha256, sizeof first);
    assert_int_equal(run(&kit), WITHHELD_NO);
    assert_memory_equal(kit.result.sha256, first, sizeof first);
    kit_done(&kit);
}

static void test_names_and_owners_of_members_do_not_leave(void **state)
{
    struct buf names = BUF_INIT(OUT_MAX);
    struct kit kit;
    size_t at;

    (void)state;
    kit_init(&kit);
    add_to(&kit.in, ARCHIVE_TAR, "home/zhangsan/alpha-pc.log", STR("x\n"));
    assert_true(str_find(buf_str(&kit.in), "zhangsan", &at));
    assert_int_equal(run(&kit), WITHHELD_NO);
    assert_false(str_find(buf_str(&kit.out), "zhangsan", &at));
    assert_false(str_find(buf_str(&kit.out), "alpha-pc", &at));
    archive_kit_names(buf_str(&kit.out), &names);
    assert_true(str_starts(buf_str(&names), "home/U-"));
    buf_done(&names);
    kit_done(&kit);
}

static void test_names_in_gbk_are_read(void **state)
{
    struct buf names = BUF_INIT(OUT_MAX);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    redact_kit_learn(kit.r, ENTITY_KEYWORD, "\xe5\xbc\xa0\xe4\xb8\x89");
    setlocale(LC_ALL, "C"); /* names are bytes, and nobody says which */
    add_to(&kit.in, ARCHIVE_ZIP, "\xc8\xd5\xd6\xbe_\xd5\xc5\xc8\xfd.log", STR("x\n"));
    assert_int_equal(run(&kit), WITHHELD_NO);
    setlocale(LC_ALL, "C.UTF-8");
    archive_kit_names(buf_str(&kit.out), &names);
    assert_true(str_starts(buf_str(&names), "\xe6\x97\xa5\xe5\xbf\x97_"));
    assert_true(str_ends(buf_str(&names), ".log\n"));
    assert_null(strstr(buf_cstr(&names), "\xe5\xbc\xa0"));
    buf_done(&names);
    kit_done(&kit);
}

static void test_a_member_that_may_not_leave_is_left_out_and_told(void **state)
{
    static const enum archive_kind kinds[] = {ARCHIVE_ZIP,     ARCHIVE_TAR,    ARCHIVE_TAR_GZ,
                                              ARCHIVE_TAR_BZ2, ARCHIVE_TAR_XZ, ARCHIVE_TAR_ZST};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct buf names = BUF_INIT(OUT_MAX), inner = BUF_INIT(OUT_MAX);
        struct kit kit;

        kit_init(&kit);
        add_to(&inner, ARCHIVE_ZIP, "x.evtx", (struct str){evtx, sizeof evtx});
        struct archive *a = archive_kit_begin(kinds[i], &kit.in);
        archive_kit_add(a, "zhangsan/a.evtx", (struct str){evtx, sizeof evtx});
        archive_kit_add(a, "noise", (struct str){"a\0b\0\0\0c", 8});
        archive_kit_add(a, "all-withheld.zip", buf_str(&inner));
        archive_kit_add(a, "damaged.gz", STR("\x1f\x8b\x08\0 and no more"));
        archive_kit_add(a, "../../etc/x.log", STR("x\n"));
        if (kinds[i] != ARCHIVE_ZIP) /* there the end of the file tells a link */
            archive_kit_link(a, "link", "a.log");
        archive_kit_add(a, "a.log", STR(text));
        archive_kit_end(a);
        assert_int_equal(run(&kit), WITHHELD_NO);
        archive_kit_names(buf_str(&kit.out), &names);
        check_str(buf_str(&names), "a.log\n");
        check_member(&kit, buf_str(&kit.out), "a.log", redacted(&kit, kit.arena));
        assert_int_equal(kit.result.withheld_members_n, kinds[i] == ARCHIVE_ZIP ? 5 : 6);
        const struct withheld_member *m = kit.result.withheld_members;
        assert_true(str_starts(m[0].name, "U-") && str_ends(m[0].name, "/a.evtx"));
        assert_int_equal(m[0].reason, WITHHELD_TYPE);
        assert_int_equal(m[1].reason, WITHHELD_ENCODING);
        assert_int_equal(m[2].reason, WITHHELD_TYPE);
        assert_int_equal(m[3].reason, WITHHELD_ARCHIVE);
        assert_int_equal(m[4].reason, WITHHELD_ENCODING);
        if (kinds[i] != ARCHIVE_ZIP)
            assert_int_equal(m[5].reason, WITHHELD_KIND);
        buf_done(&names);
        buf_done(&inner);
        kit_done(&kit);
    }
}

static void test_a_kind_that_leaves_in_no_file_takes_its_member_along(void **state)
{
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit);
    struct archive *a = archive_kit_begin(ARCHIVE_TAR_XZ, &kit.in);
    archive_kit_add(a, "a.log", STR(text));
    archive_kit_add(a, "b.log", STR("nothing\n"));
    archive_kit_end(a);
    assert_true(redactor_decide(kit.r, ENTITY_HOST, REDACT_DROP_FILE, &err));
    assert_int_equal(run(&kit), WITHHELD_NO);
    assert_int_equal(kit.result.withheld_members_n, 1);
    assert_int_equal(kit.result.withheld_members[0].reason, WITHHELD_POLICY);
    check_str(kit.result.withheld_members[0].name, "a.log");
    check_member(&kit, buf_str(&kit.out), "b.log", STR("nothing\n"));
    kit_done(&kit);
}

static void test_a_member_with_a_marked_name_is_left_out(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit);
    struct archive *a = archive_kit_begin(ARCHIVE_TAR_GZ, &kit.in);
    archive_kit_add(a, "机密★10年/a.log", STR("plain\n"));
    archive_kit_add(a, "b.log", STR("plain\n"));
    archive_kit_end(a);
    assert_int_equal(run(&kit), WITHHELD_NO);
    assert_int_equal(kit.result.withheld_members_n, 1);
    assert_int_equal(kit.result.withheld_members[0].reason, WITHHELD_MARK);
    check_str(kit.result.withheld_members[0].name, "?");
    check_member(&kit, buf_str(&kit.out), "b.log", STR("plain\n"));
    kit_done(&kit);
}

static void test_what_is_encrypted_is_withheld(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit);
    add_to(&kit.in, ARCHIVE_ZIP_ENCRYPTED, "a.log", STR(text));
    assert_int_equal(run(&kit), WITHHELD_ARCHIVE);
    kit_done(&kit);
}

static void test_a_document_is_no_archive(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit);
    add_to(&kit.in, ARCHIVE_ZIP, "[Content_Types].xml", STR("<x/>"));
    assert_int_equal(run(&kit), WITHHELD_TYPE);
    kit_done(&kit);
}

static void test_a_cut_archive_is_withheld(void **state)
{
    static const enum archive_kind kinds[] = {ARCHIVE_ZIP, ARCHIVE_TAR_GZ, ARCHIVE_GZ};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct kit kit;
        uint64_t random = 9;
        struct buf noise = BUF_INIT(OUT_MAX);

        kit_init(&kit);
        for (int k = 0; k < 20000; k++)
            buf_printf(&noise, "%x\n", (unsigned)redact_kit_random(&random));
        add_to(&kit.in, kinds[i], "a.log", buf_str(&noise));
        kit.in.n /= 2;
        assert_int_equal(run(&kit), WITHHELD_ARCHIVE);
        buf_done(&noise);
        kit_done(&kit);
    }
}

static void test_four_archives_in_one_another_and_no_more(void **state)
{
    struct buf inner = BUF_INIT(OUT_MAX);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    buf_add_str(&inner, STR(text));
    for (int level = 1; level <= 5; level++) {
        buf_clear(&kit.in);
        add_to(&kit.in, level % 2 ? ARCHIVE_TAR_GZ : ARCHIVE_ZIP, "x", buf_str(&inner));
        assert_int_equal(run(&kit), level <= 4 ? WITHHELD_NO : WITHHELD_ARCHIVE);
        buf_clear(&inner);
        buf_add_str(&inner, buf_str(&kit.in));
    }
    buf_done(&inner);
    kit_done(&kit);
}

static void test_a_bomb_is_withheld(void **state)
{
    static const enum archive_kind kinds[] = {ARCHIVE_GZ, ARCHIVE_XZ, ARCHIVE_ZST};
    struct buf part = BUF_INIT(OUT_MAX), packed = BUF_INIT(OUT_MAX);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    while (part.n < 32 << 20)
        buf_puts(&part, "the same line again and again\n");
    struct archive *a = archive_kit_begin(ARCHIVE_TAR_GZ, &kit.in);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) { /* each is harmless by itself */
        buf_clear(&packed);
        add_to(&packed, kinds[i], "x", buf_str(&part));
        archive_kit_add(a, "x", buf_str(&packed));
        archive_kit_add(a, "y", buf_str(&packed));
    }
    archive_kit_end(a);
    assert_true(kit.in.n < 256 << 10);
    assert_int_equal(run(&kit), WITHHELD_ARCHIVE);
    buf_done(&part);
    buf_done(&packed);
    kit_done(&kit);
}

static void test_an_archive_that_changed_fails_pass_2(void **state)
{
    struct kit kit;
    struct err err = ERR_NONE;

    (void)state;
    kit_init(&kit);
    struct archive *a = archive_kit_begin(ARCHIVE_TAR, &kit.in);
    archive_kit_add(a, "a.log", STR(text));
    archive_kit_add(a, "b.log", STR(text));
    archive_kit_end(a);
    assert_int_equal(run(&kit), WITHHELD_NO);

    size_t at;
    assert_true(str_find(buf_str(&kit.in), "10.0.0.5", &at));
    for (int change = 0; change < 3; change++) {
        struct artifact artifact = redact_kit_artifact(buf_str(&kit.in));
        if (change == 1)
            kit.in.p[at] = '2';
        if (change == 2)
            memcpy(kit.in.p + at, "alpha-pc", 8);
        buf_clear(&kit.out);
        err = ERR_NONE;
        struct reader *r = redact_open(kit.r, &artifact, NULL, &kit.result, &err);
        assert_non_null(r);
        assert_int_equal(reader_all(r, &kit.out, &err), change == 0);
        assert_int_equal(err.code, change ? E_REVIEW_CHANGED : E_NONE);
        reader_close(r);
    }
    kit_done(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_of_each_format_are_redacted),
        cmocka_unit_test(test_a_gzip_stays_one),
        cmocka_unit_test(test_a_packed_stream_stays_of_its_format),
        cmocka_unit_test(test_what_is_packed_twice_is_withheld),
        cmocka_unit_test(test_archives_in_archives_are_redacted),
        cmocka_unit_test(test_the_same_archive_gives_the_same_bytes),
        cmocka_unit_test(test_names_and_owners_of_members_do_not_leave),
        cmocka_unit_test(test_names_in_gbk_are_read),
        cmocka_unit_test(test_a_member_that_may_not_leave_is_left_out_and_told),
        cmocka_unit_test(test_a_kind_that_leaves_in_no_file_takes_its_member_along),
        cmocka_unit_test(test_a_member_with_a_marked_name_is_left_out),
        cmocka_unit_test(test_what_is_encrypted_is_withheld),
        cmocka_unit_test(test_a_document_is_no_archive),
        cmocka_unit_test(test_a_cut_archive_is_withheld),
        cmocka_unit_test(test_four_archives_in_one_another_and_no_more),
        cmocka_unit_test(test_a_bomb_is_withheld),
        cmocka_unit_test(test_an_archive_that_changed_fails_pass_2),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
