/* test_lang.c - the catalogue inside, and catalogues that are not whole. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/lang.h"
#include "base/mo.h"

/* A catalogue of two texts, "no" and "yes", in either byte order. */
static size_t make_catalogue(char *out, bool big)
{
    static const uint32_t words[] = {0x950412de, 0,  2, 28, 44, 0, 60, /* header */
                                     2,          60, 3, 63,            /* originals */
                                     3,          67, 3, 71};           /* translations */
    static const char texts[] = "no\0yes\0\xE5\x90\xA6\0\xE6\x98\xAF";

    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t byte = 0; byte < 4; byte++)
            out[4 * i + byte] = (char)(words[i] >> 8 * (big ? 3 - byte : byte));
    memcpy(out + sizeof words, texts, sizeof texts);
    return sizeof words + sizeof texts;
}

static void test_both_byte_orders_are_read(void **state)
{
    char bytes[100];
    struct mo mo;

    (void)state;
    for (int big = 0; big < 2; big++) {
        size_t n = make_catalogue(bytes, big);
        assert_true(mo_init(&mo, (struct str){bytes, n}));
        assert_string_equal(mo_find(&mo, "no"), "\xE5\x90\xA6");
        assert_string_equal(mo_find(&mo, "yes"), "\xE6\x98\xAF");
        assert_null(mo_find(&mo, "maybe"));
        assert_null(mo_find(&mo, ""));
    }
}

static void test_a_cut_catalogue_only_has_fewer_texts(void **state)
{
    char bytes[100];
    size_t whole = make_catalogue(bytes, false);

    (void)state;
    for (size_t n = 0; n < whole; n++) {
        char *exact = malloc(n > 0 ? n : 1); /* so that a sanitizer sees a step too far */
        struct mo mo;
        assert_non_null(exact);
        memcpy(exact, bytes, n);
        if (mo_init(&mo, (struct str){exact, n}))
            assert_null(mo_find(&mo, "yes"));
        free(exact);
    }
}

static void test_no_flipped_byte_leads_out_of_the_catalogue(void **state)
{
    char bytes[100];
    size_t n = make_catalogue(bytes, false);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        for (int value = 0; value < 256; value += 51) {
            char *copy = malloc(n);
            struct mo mo;
            assert_non_null(copy);
            memcpy(copy, bytes, n);
            copy[i] = (char)value;
            if (mo_init(&mo, (struct str){copy, n})) {
                const char *text = mo_find(&mo, "yes");
                assert_true(!text || strlen(text) < n);
            }
            free(copy);
        }
    }
}

static void test_the_embedded_catalogue_is_whole(void **state)
{
    struct str bytes;
    struct mo mo;

    (void)state;
    assert_true(embed_find("po/zh_CN.mo", &bytes));
    assert_true(mo_init(&mo, bytes));
    assert_true(str_starts(str_of(mo_find(&mo, "")), "Project-Id-Version"));
    assert_false(embed_find("po/xx.mo", &bytes));
}

static void test_a_text_without_translation_stays_english(void **state)
{
    (void)state;
    assert_string_equal(lang_text_in(LANG_ZH, "no such text"), "no such text");
    assert_string_equal(lang_text_in(LANG_ZH, ""), "");
    assert_string_equal(lang_text_in(LANG_EN, "Stopped by the user"), "Stopped by the user");
}

static void test_pairs_follow_the_language(void **state)
{
    const struct text2 pair = {"\xE6\x98\xAF", "yes"}, half = {NULL, NULL};

    (void)state;
    lang_set(LANG_ZH);
    assert_string_equal(text2_now(&pair), "\xE6\x98\xAF");
    assert_string_equal(text2_now(&half), "");
    lang_set(LANG_EN);
    assert_int_equal(lang_get(), LANG_EN);
    assert_string_equal(text2_now(&pair), "yes");
}

static void test_language_names(void **state)
{
    enum lang lang = LANG_EN;

    (void)state;
    assert_true(lang_of("zh_CN.UTF-8", &lang) && lang == LANG_ZH);
    assert_true(lang_of("en", &lang) && lang == LANG_EN);
    assert_true(lang_of("zh-CN", &lang) && lang == LANG_ZH);
    assert_true(lang_of("C.UTF-8", &lang) && lang == LANG_EN);
    assert_false(lang_of("de_DE", &lang));
    assert_false(lang_of("", &lang));
    assert_string_equal(lang_name(LANG_ZH), "zh");
}

static void test_the_environment_decides_in_its_order(void **state)
{
    (void)state;
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
    assert_int_equal(lang_from_env(), LANG_ZH);
    setenv("LANG", "en_US.UTF-8", 1);
    assert_int_equal(lang_from_env(), LANG_EN);
    setenv("LC_MESSAGES", "zh_CN", 1);
    assert_int_equal(lang_from_env(), LANG_ZH);
    setenv("LC_ALL", "C", 1);
    assert_int_equal(lang_from_env(), LANG_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_byte_orders_are_read),
        cmocka_unit_test(test_a_cut_catalogue_only_has_fewer_texts),
        cmocka_unit_test(test_no_flipped_byte_leads_out_of_the_catalogue),
        cmocka_unit_test(test_the_embedded_catalogue_is_whole),
        cmocka_unit_test(test_a_text_without_translation_stays_english),
        cmocka_unit_test(test_pairs_follow_the_language),
        cmocka_unit_test(test_language_names),
        cmocka_unit_test(test_the_environment_decides_in_its_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
