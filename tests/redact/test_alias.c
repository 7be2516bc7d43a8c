/* test_alias.c - aliases keep class, length and neighbours, and never meet. */
#include "tests/support/check.h"

#include "redact/alias.h"
#include "redact/chars.h"
#include "tests/support/redact_kit.h"

struct kit {
    struct keyed *keys;
    struct known *known;
    struct alias_book *book;
};

static void kit_init(struct kit *kit, uint8_t first_key_byte, const char *case_number)
{
    uint8_t key[SITE_KEY_BYTES] = {first_key_byte};

    kit->keys = keyed_new(key, case_number);
    kit->known = known_new();
    kit->book = alias_book_new(kit->keys, kit->known, NULL);
}

static void kit_done(struct kit *kit)
{
    alias_book_free(kit->book);
    known_free(kit->known);
    keyed_free(kit->keys);
}

/* The alias in one of four buffers in turn. */
static const char *alias(struct kit *kit, enum entity_kind kind, const char *text)
{
    static struct buf out[4];
    static unsigned turn;
    struct buf *b = &out[turn++ % 4];

    buf_done(b);
    b->max = 4096;
    alias_for(kit->book, kind, str_of(text), b);
    return buf_cstr(b);
}

static void check_same_alias(struct kit *kit, enum entity_kind kind, const char *a,
                             const char *b)
{
    assert_string_equal(alias(kit, kind, a), alias(kit, kind, b));
}

static void test_the_form_of_a_value_does_not_change_its_alias(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    check_same_alias(&kit, ENTITY_HOST, "Alpha-PC", "ALPHA-pc");
    check_same_alias(&kit, ENTITY_USER, "zhang.san", "Zhang.San");
    check_same_alias(&kit, ENTITY_EMAIL, "A@B.cn", "a@b.CN");
    check_same_alias(&kit, ENTITY_IPV6, "2001:db8:0:0:0:0:0:7", "2001:db8::7");
    kit_done(&kit);
}

static void check_digits(const char *a, const char *b)
{
    struct value v, w;

    assert_true(value_of(ENTITY_SERIAL, str_of(a), &v) &&
                value_of(ENTITY_SERIAL, str_of(b), &w));
    assert_int_equal(v.n, w.n);
    assert_memory_equal(v.p, w.p, v.n);
}

static void test_separators_and_case_are_kept(void **state)
{
    struct kit kit;
    const char *dashes, *colons, *dotted;

    (void)state;
    kit_init(&kit, 1, "");
    dashes = alias(&kit, ENTITY_MAC, "00-1B-21-61-9D-4F");
    colons = alias(&kit, ENTITY_MAC, "00:1b:21:61:9d:4f");
    dotted = alias(&kit, ENTITY_MAC, "001b.2161.9d4f");
    check_digits(dashes, colons);
    check_digits(dotted, colons);
    assert_memory_equal(dashes, "00-1B-21-", 9);
    assert_memory_equal(colons, "00:1b:21:", 9);
    assert_memory_equal(dotted, "001b.21", 7);
    assert_memory_equal(alias(&kit, ENTITY_MAC, "enx001b21619d4f"), "enx001b21", 9);
    check_digits(alias(&kit, ENTITY_UUID, "12345678-9abc-def0-1122-334455667788"),
                 alias(&kit, ENTITY_UUID, "123456789ABCDEF01122334455667788"));
    kit_done(&kit);
}

static void test_a_serial_keeps_length_classes_and_punctuation(void **state)
{
    static const char *const serials[] = {"S4DXNF0M123456",
                                          "wd-wcc6Y4w9KV5C",
                                          "  AB-12  ",
                                          "0025_38FB_9CFA_E89C",
                                          "7",
                                          "A",
                                          "---",
                                          "a/b.c"};
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    for (size_t i = 0; i < COUNT_OF(serials); i++) {
        const char *in = serials[i], *out = alias(&kit, ENTITY_SERIAL, in);

        assert_int_equal(strlen(in), strlen(out));
        for (size_t k = 0; in[k]; k++) {
            uint8_t a = (uint8_t)in[k], b = (uint8_t)out[k];
            assert_int_equal(is_digit(a), is_digit(b));
            assert_int_equal(is_upper(a), is_upper(b));
            assert_int_equal(is_lower(a), is_lower(b));
            if (!is_alnum(a))
                assert_int_equal(a, b);
        }
    }
    check_digits(alias(&kit, ENTITY_SERIAL, "ab12cd34"),
                 alias(&kit, ENTITY_SERIAL, "AB12CD34"));
    assert_string_equal(alias(&kit, ENTITY_SERIAL, "\xe5\xba\x8f"), "###");
    kit_done(&kit);
}

static int by_text(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

static void check_no_doubles(char (*list)[16], size_t n)
{
    qsort(list, n, sizeof *list, by_text);
    for (size_t i = 1; i < n; i++)
        assert_memory_not_equal(list[i - 1], list[i], 16);
}

static void test_a_hundred_thousand_values_have_as_many_aliases(void **state)
{
    static const struct row {
        enum entity_kind kind;
        const char *prefix;
    } rows[] = {{ENTITY_SERIAL, ""}, {ENTITY_SERIAL, "S"}, {ENTITY_OEM, "x-"}};
    enum { N = 100000 };
    char(*list)[16] = mem_new(N * sizeof *list);
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    for (size_t row = 0; row < COUNT_OF(rows); row++) {
        for (unsigned i = 0; i < N; i++) {
            char text[32];
            memset(list[i], 0, sizeof list[i]);
            snprintf(text, sizeof text, "%s%06u", rows[row].prefix, i);
            snprintf(list[i], sizeof list[i], "%s", alias(&kit, rows[row].kind, text));
        }
        check_no_doubles(list, N);
    }
    for (unsigned i = 0; i < N; i++) {
        uint8_t mac[6] = {0, 0x1b, 0x21, (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i};
        uint8_t v4[4] = {10, (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i};
        memset(list[i], 0, sizeof list[i]);
        alias_mac(kit.keys, mac, (uint8_t *)list[i]);
        alias_ipv4(kit.keys, NULL, v4, (uint8_t *)list[i] + 8);
    }
    check_no_doubles(list, N);
    for (unsigned i = 0; i < N; i++) /* the addresses alone */
        memset(list[i], 0, 8);
    check_no_doubles(list, N);
    kit_done(&kit);
    free(list);
}

static void test_sixty_thousand_names_have_as_many_aliases(void **state)
{
    enum { N = 60000 }; /* enough that six characters meet sometimes */
    char(*list)[16] = mem_new(N * sizeof *list);
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    for (unsigned i = 0; i < N; i++) {
        char text[32];
        memset(list[i], 0, sizeof list[i]);
        snprintf(text, sizeof text, "user%u", i);
        snprintf(list[i], sizeof list[i], "%s", alias(&kit, ENTITY_USER, text));
    }
    check_no_doubles(list, N);
    kit_done(&kit);
    free(list);
}

static unsigned common_bits(const uint8_t *a, const uint8_t *b, unsigned bits)
{
    unsigned n = 0;

    while (n < bits && ((a[n / 8] ^ b[n / 8]) >> (7 - n % 8) & 1) == 0)
        n++;
    return n;
}

static void test_ipv4_neighbours_stay_neighbours_inside_their_class(void **state)
{
    static const struct row {
        uint8_t net[2];
        unsigned bits;
    } rows[] = {
        {{10, 0}, 8}, {{172, 16}, 12}, {{192, 168}, 16}, {{169, 254}, 16}, {{100, 64}, 10}};
    uint64_t seed = 7;
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    for (size_t row = 0; row < COUNT_OF(rows); row++)
        for (int i = 0; i < 200; i++) {
            uint32_t host = 0xffffffffu >> rows[row].bits;
            uint32_t net = (uint32_t)rows[row].net[0] << 24 | (uint32_t)rows[row].net[1] << 16;
            uint8_t in[2][4], out[2][4];
            for (int k = 0; k < 2; k++) {
                uint32_t v = net | (redact_kit_random(&seed) & host);
                if (i % 2) /* the same /24 */
                    v = k ? (v & 0xff) | (uint32_t)in[0][0] << 24 | (uint32_t)in[0][1] << 16 |
                                (uint32_t)in[0][2] << 8
                          : v;
                for (int b = 0; b < 4; b++)
                    in[k][b] = (uint8_t)(v >> (24 - 8 * b));
                alias_ipv4(kit.keys, NULL, in[k], out[k]);
                uint8_t first[4] = {rows[row].net[0], rows[row].net[1], 0, 0};
                assert_true(common_bits(out[k], first, 32) >= rows[row].bits);
            }
            /* Prefixes up to /24; inside a /24 the map is a permutation. */
            unsigned common = common_bits(in[0], in[1], 24);
            assert_int_equal(common_bits(out[0], out[1], 24), common);
        }
    kit_done(&kit);
}

static void test_neighbours_that_are_remembered_change_no_address(void **state)
{
    struct keyed_memo memo = {0};
    uint64_t seed = 12;
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    for (int i = 0; i < 2000; i++) {
        uint8_t in[16], alone[16], beside[16];

        for (size_t k = 0; k < sizeof in; k++) /* few nets */
            in[k] = (uint8_t)(100 + redact_kit_random(&seed) % 3);
        alias_ipv4(kit.keys, NULL, in, alone);
        alias_ipv4(kit.keys, &memo, in, beside);
        assert_memory_equal(alone, beside, 4);
        alias_ipv6(kit.keys, NULL, in, alone);
        alias_ipv6(kit.keys, &memo, in, beside);
        assert_memory_equal(alone, beside, 16);
    }
    kit_done(&kit);
}

static void test_public_addresses_stay_public_and_ends_stay(void **state)
{
    uint64_t seed = 11;
    struct kit kit;
    uint8_t out[4];

    (void)state;
    kit_init(&kit, 1, "");
    for (int i = 0; i < 2000; i++) {
        uint8_t in[4] = {(uint8_t)(11 + redact_kit_random(&seed) % 80),
                         (uint8_t)redact_kit_random(&seed), (uint8_t)redact_kit_random(&seed),
                         (uint8_t)(i % 3   ? i
                                   : i % 2 ? 0
                                           : 255)};
        alias_ipv4(kit.keys, NULL, in, out);
        assert_true(out[0] != 0 && out[0] != 10 && out[0] != 127 && out[0] < 224);
        assert_false(out[0] == 192 && out[1] == 168);
        assert_false(out[0] == 172 && out[1] >= 16 && out[1] < 32);
        assert_int_equal(in[3] == 0, out[3] == 0);
        assert_int_equal(in[3] == 255, out[3] == 255);
    }
    kit_done(&kit);
}

static void test_an_ipv6_id_made_from_a_mac_follows_its_alias(void **state)
{
    struct kit kit;
    uint8_t mac[6] = {0x00, 0x1b, 0x21, 0x61, 0x9d, 0x4f}, mac_out[6], out[16];
    struct value v;

    (void)state;
    kit_init(&kit, 1, "");
    alias_mac(kit.keys, mac, mac_out);
    assert_true(value_of(ENTITY_IPV6, STR("fe80::21b:21ff:fe61:9d4f"), &v));
    alias_ipv6(kit.keys, NULL, v.p, out);
    assert_memory_equal(out, v.p, 13);
    assert_memory_equal(out + 13, mac_out + 3, 3);
    assert_memory_equal(alias(&kit, ENTITY_IPV6, "fd00:a1b::7"), "fd", 2);
    assert_string_equal(alias(&kit, ENTITY_IPV6, "::ffff:10.0.0.7") + 7,
                        alias(&kit, ENTITY_IPV4, "10.0.0.7"));
    kit_done(&kit);
}

static void test_table_bytes_and_text_of_a_uuid_agree(void **state)
{
    uint8_t in[UUID_BYTES], table[UUID_BYTES], text[UUID_BYTES], out[UUID_BYTES];
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    assert_true(uuid_parse(STR("12345678-9abc-def0-1122-334455667788"), in));
    alias_uuid_bytes(kit.book, in, out);
    assert_true(uuid_parse(
        str_of(alias(&kit, ENTITY_UUID, "12345678-9abc-def0-1122-334455667788")), text));
    assert_memory_equal(out, text, UUID_BYTES);
    uuid_swap(in); /* as it stands in the table */
    alias_uuid_bytes(kit.book, in, table);
    uuid_swap(table);
    assert_memory_equal(table, text, UUID_BYTES);
    kit_done(&kit);
}

static void test_a_mail_address_joins_the_aliases_of_user_and_domain(void **state)
{
    struct kit kit;
    char want[128];

    (void)state;
    kit_init(&kit, 1, "");
    snprintf(want, sizeof want, "%s@%s.example", alias(&kit, ENTITY_USER, "zhangsan"),
             alias(&kit, ENTITY_DOMAIN, "corp.cn"));
    assert_string_equal(alias(&kit, ENTITY_EMAIL, "zhangsan@corp.cn"), want);
    kit_done(&kit);
}

static void test_a_full_host_name_joins_the_aliases_of_host_and_domain(void **state)
{
    struct kit kit;
    char want[128];

    (void)state;
    kit_init(&kit, 1, "");
    snprintf(want, sizeof want, "%s.%s", alias(&kit, ENTITY_HOST, "pc1"),
             alias(&kit, ENTITY_DOMAIN, "corp.lan"));
    assert_string_equal(alias(&kit, ENTITY_HOST, "PC1.corp.lan"), want);
    snprintf(want, sizeof want, "%s.local", alias(&kit, ENTITY_HOST, "pc1"));
    assert_string_equal(alias(&kit, ENTITY_HOST, "pc1.local"), want);
    kit_done(&kit);
}

static void test_a_made_up_host_name_keeps_its_prefix(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit, 1, "");
    assert_memory_equal(alias(&kit, ENTITY_HOST, "DESKTOP-2GNTRZD"), "DESKTOP-", 8);
    assert_int_equal(strlen(alias(&kit, ENTITY_HOST, "DESKTOP-2GNTRZD")), 15);
    assert_memory_equal(alias(&kit, ENTITY_HOST, "win-abcdefgh123"), "win-", 4);
    assert_memory_equal(alias(&kit, ENTITY_HOST, "alpha"), "H-", 2);
    assert_int_equal(strlen(alias(&kit, ENTITY_HOST, "alpha")), 8);
    kit_done(&kit);
}

static void test_another_key_or_case_changes_every_alias(void **state)
{
    static const struct row {
        enum entity_kind kind;
        const char *text;
    } rows[] = {
        {ENTITY_HOST, "alpha"},
        {ENTITY_USER, "zhangsan"},
        {ENTITY_DOMAIN, "corp.cn"},
        {ENTITY_EMAIL, "a@b.cn"},
        {ENTITY_IPV4, "10.1.2.3"},
        {ENTITY_IPV6, "2001:db8::7:8"},
        {ENTITY_MAC, "00:1b:21:61:9d:4f"},
        {ENTITY_SERIAL, "S4DXNF0M123456"},
        {ENTITY_OEM, "BLOB1234"},
        {ENTITY_UUID, "123456789abcdef01122334455667788"},
    };
    struct kit a, b, c;

    (void)state;
    kit_init(&a, 1, "");
    kit_init(&b, 2, "");
    kit_init(&c, 1, "CAS-00000-A0B0C0");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *with_a = alias(&a, rows[i].kind, rows[i].text);
        assert_string_not_equal(with_a, rows[i].text);
        assert_string_not_equal(with_a, alias(&b, rows[i].kind, rows[i].text));
        assert_string_not_equal(with_a, alias(&c, rows[i].kind, rows[i].text));
    }
    kit_done(&a);
    kit_done(&b);
    kit_done(&c);
}

static void test_no_alias_is_another_known_value(void **state)
{
    struct kit kit;
    char text[8];

    (void)state;
    kit_init(&kit, 1, "");
    for (unsigned i = 0; i < 500; i++) { /* half of the serials of three digits are known */
        snprintf(text, sizeof text, "%03u", i);
        assert_true(known_add(kit.known, ENTITY_SERIAL, str_of(text)));
    }
    for (unsigned i = 0; i < 100; i++) {
        snprintf(text, sizeof text, "%03u", i);
        const char *got = alias(&kit, ENTITY_SERIAL, text);
        assert_false(known_has(kit.known, ENTITY_SERIAL, got, 3));
    }
    kit_done(&kit);
}

/* What was redacted before is redacted again beside what was not: "U-7K2Q4M" is a name there. */
static void test_no_alias_is_a_known_name(void **state)
{
    static const enum entity_kind kinds[] = {ENTITY_USER, ENTITY_HOST, ENTITY_DOMAIN};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct kit before, again;
        struct value v;

        kit_init(&before, 1, "");
        kit_init(&again, 1, "");
        const char *first = alias(&before, kinds[i], "zhangsan7");
        assert_true(known_add(again.known, kinds[i], str_of(first)));
        assert_true(value_of(kinds[i], str_of(alias(&again, kinds[i], "zhangsan7")), &v));
        assert_false(known_has(again.known, kinds[i], v.p, v.n));
        kit_done(&before);
        kit_done(&again);
    }
}

static void test_no_adapter_gets_the_address_of_another(void **state)
{
    enum { N = 16384 }; /* about sixteen of them would */
    struct kit kit;
    struct value got;
    char text[32];

    (void)state;
    kit_init(&kit, 1, "");
    for (unsigned i = 0; i < N; i++) {
        snprintf(text, sizeof text, "02:00:00:00:%02x:%02x", i / 256, i % 256);
        assert_true(known_add(kit.known, ENTITY_MAC, str_of(text)));
    }
    for (unsigned i = 0; i < N; i++) {
        snprintf(text, sizeof text, "02:00:00:00:%02x:%02x", i / 256, i % 256);
        assert_true(value_of(ENTITY_MAC, str_of(alias(&kit, ENTITY_MAC, text)), &got));
        assert_false(known_has(kit.known, ENTITY_MAC, got.p, got.n));
    }
    kit_done(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_form_of_a_value_does_not_change_its_alias),
        cmocka_unit_test(test_separators_and_case_are_kept),
        cmocka_unit_test(test_a_serial_keeps_length_classes_and_punctuation),
        cmocka_unit_test(test_a_hundred_thousand_values_have_as_many_aliases),
        cmocka_unit_test(test_sixty_thousand_names_have_as_many_aliases),
        cmocka_unit_test(test_ipv4_neighbours_stay_neighbours_inside_their_class),
        cmocka_unit_test(test_public_addresses_stay_public_and_ends_stay),
        cmocka_unit_test(test_neighbours_that_are_remembered_change_no_address),
        cmocka_unit_test(test_an_ipv6_id_made_from_a_mac_follows_its_alias),
        cmocka_unit_test(test_table_bytes_and_text_of_a_uuid_agree),
        cmocka_unit_test(test_a_mail_address_joins_the_aliases_of_user_and_domain),
        cmocka_unit_test(test_a_full_host_name_joins_the_aliases_of_host_and_domain),
        cmocka_unit_test(test_a_made_up_host_name_keeps_its_prefix),
        cmocka_unit_test(test_another_key_or_case_changes_every_alias),
        cmocka_unit_test(test_no_alias_is_another_known_value),
        cmocka_unit_test(test_no_alias_is_a_known_name),
        cmocka_unit_test(test_no_adapter_gets_the_address_of_another),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
