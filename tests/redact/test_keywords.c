/* test_keywords.c - the site's word list: its forms, and mistakes that name the line. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static enum err_code learn(struct redactor *r, struct str file, unsigned *words, char *detail)
{
    struct err err = ERR_NONE;

    if (!redactor_learn_keywords(r, file, words, &err))
        snprintf(detail, ERR_DETAIL_MAX, "%s", err.detail);
    return err.code;
}

static void test_words_comments_blank_lines_bom_and_crlf(void **state)
{
    struct redactor *r = redact_kit_new();
    char detail[ERR_DETAIL_MAX];
    unsigned words = 0;

    (void)state;
    assert_int_equal(learn(r,
                           STR("\xef\xbb\xbf# our words\r\n\r\n  Falke \r\nNorth Wind\r\n"
                               "\xe9\x87\x91\xe4\xb8\x9d\xe9\x9b\x80\n#last\nQx"),
                           &words, detail),
                     E_NONE);
    assert_int_equal(words, 4);
    assert_true(redactor_decide(r, ENTITY_KEYWORD, REDACT_MASK, &(struct err){E_NONE, ""}));
    assert_string_equal(
        redact_kit_text(r, "FALKE, north wind, \xe9\x87\x91\xe4\xb8\x9d\xe9\x9b\x80!"),
        "****, ****, ****!");
    assert_string_equal(redact_kit_text(r, "our words # last"), "our words # last");
    assert_string_equal(redact_kit_text(r, "qx qxy"), "**** qxy"); /* short: whole words */
    redactor_free(r);
}

static void test_an_empty_file_has_no_words(void **state)
{
    struct redactor *r = redact_kit_new();
    char detail[ERR_DETAIL_MAX];
    unsigned words = 9;

    (void)state;
    assert_int_equal(learn(r, STR(""), &words, detail), E_NONE);
    assert_int_equal(words, 0);
    redactor_free(r);
}

static void test_a_mistake_names_its_line(void **state)
{
    static const struct row {
        const char *file, *line;
    } rows[] = {
        {"good\n\xd6\xd0\xce\xc4\n", "line 2 "},
        {"\xff\xfe"
         "a",
         "line 1 "},
        {"a\nb\n", "line 1 "},
    };
    struct redactor *r = redact_kit_new();
    char detail[ERR_DETAIL_MAX], *long_word = mem_new(400);
    unsigned words = 7;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(learn(r, str_of(rows[i].file), &words, detail), E_KEYWORDS);
        assert_memory_equal(detail, rows[i].line, strlen(rows[i].line));
        assert_int_equal(words, 7);
    }
    memset(long_word, 'x', 300);
    assert_int_equal(learn(r, str_of(long_word), &words, detail), E_KEYWORDS);
    assert_int_equal(learn(r, (struct str){"ab\0c\n", 5}, &words, detail), E_KEYWORDS);
    free(long_word);
    redactor_free(r);
}

static void test_ten_thousand_words_and_no_more(void **state)
{
    struct redactor *r = redact_kit_new();
    struct buf file = BUF_INIT(1 << 20);
    char detail[ERR_DETAIL_MAX];
    unsigned words = 0;

    (void)state;
    for (int i = 0; i < 10000; i++)
        buf_printf(&file, "keyword-%05d\n", i);
    assert_int_equal(learn(r, buf_str(&file), &words, detail), E_NONE);
    assert_int_equal(words, 10000);
    assert_true(redactor_decide(r, ENTITY_KEYWORD, REDACT_MASK, &(struct err){E_NONE, ""}));
    assert_string_equal(redact_kit_text(r, "a keyword-09999 b"), "a **** b");
    buf_puts(&file, "one more\n");
    assert_int_equal(learn(r, buf_str(&file), &words, detail), E_KEYWORDS);
    assert_memory_equal(detail, "line 10001 ", 11);
    buf_done(&file);
    redactor_free(r);
}

static void test_a_word_that_is_no_value_of_its_kind_is_refused(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    assert_false(redactor_learn_word(r, ENTITY_IPV4, STR("10.0.0"), &err));
    assert_int_equal(err.code, E_VALUE);
    err = ERR_NONE;
    assert_false(redactor_learn_word(r, ENTITY_HOST, STR("x"), &err));
    err = ERR_NONE;
    assert_true(redactor_learn_word(r, ENTITY_HOST, STR("localhost"), &err)); /* and ignored */
    assert_string_equal(redact_kit_text(r, "localhost"), "localhost");
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_comments_blank_lines_bom_and_crlf),
        cmocka_unit_test(test_an_empty_file_has_no_words),
        cmocka_unit_test(test_a_mistake_names_its_line),
        cmocka_unit_test(test_ten_thousand_words_and_no_more),
        cmocka_unit_test(test_a_word_that_is_no_value_of_its_kind_is_refused),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
