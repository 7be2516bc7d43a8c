/* test_learn_scan.c - names met in one artifact go from all of them. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static void learn(struct redactor *r, const char *text)
{
    struct artifact artifact = redact_kit_artifact(str_of(text));
    struct err err = ERR_NONE;

    assert_true(redact_learn_scan(r, &artifact, NULL, NULL, &err));
}

static void test_a_name_behind_a_label_goes_from_everywhere(void **state)
{
    static const struct row {
        const char *seen, *elsewhere, *name;
    } rows[] = {
        {"Invalid user zhao.liu from 10.1.2.3\n", "file zhao.liu_old.log", "zhao.liu"},
        {"open C:\\Users\\zhaoliu77\\x\n", "by zhaoliu77", "zhaoliu77"},
        {"主机名：zhao-nas7\n", "ZHAO-NAS7 down", "ZHAO-NAS7"},
        {"Jun 14 15:16:02 oldpc0311v cron[3]: x\n", "was oldpc0311v", "oldpc0311v"},
        {"联系人：张三丰\n", "昨天张三丰到现场", "张三丰"},
        {"单位：金丝雀电子研究所\n", "去金丝雀电子研究所换主板", "金丝雀电子研究所"},
        {"mail zhaoliu77@zhao-nw.cn\n", "at nas9.zhao-nw.cn", "zhao-nw.cn"},
        {"BIOS SerialNumber=KZCHHCG \n", "got KZCHHCG", "KZCHHCG"},
        {"mac 00:1b:21:61:9d:4f\n", "enx001b21619d4f up", "001b21619d4f"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct redactor *r = redact_kit_new();
        learn(r, rows[i].seen);
        if (strstr(redact_kit_text(r, rows[i].elsewhere), rows[i].name))
            fail_msg("%s", rows[i].name);
        redactor_free(r);
    }
}

static void test_words_of_everybody_are_not_learned(void **state)
{
    static const char *const seen[] = {"user: service\n", "host: backend\n", "Server: nginx\n",
                                       "Invalid user test from 10.1.2.3\n", "用户：管理员\n"};
    const char *text = "the service of a backend by nginx is a test, 管理员";
    struct redactor *r = redact_kit_new();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(seen); i++)
        learn(r, seen[i]);
    assert_string_equal(redact_kit_text(r, text), text);
    redactor_free(r);
}

static void test_cells_below_a_label_are_learned(void **state)
{
    static const char *const tables[] = {
        "编号,使用人,计算机名,硬盘序列号\r\n1,张三丰,zhao-nas7,5QM06MQUX1\r\n",
        "编号\t使用人\t计算机名\t硬盘序列号\n1\t张三丰\tzhao-nas7\t5QM06MQUX1\n",
        "\"编号\";\"使用人\";\"计算机名\";\"硬盘序列号\"\n1;\"张三丰\";zhao-nas7;5QM06MQUX1\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        struct redactor *r = redact_kit_new();
        learn(r, tables[i]);
        const char *out = redact_kit_text(r, "x 张三丰 zhao-nas7 5QM06MQUX1 x");
        assert_null(strstr(out, "张三丰"));
        assert_null(strstr(out, "zhao-nas7"));
        assert_null(strstr(out, "5QM06MQUX1"));
        redactor_free(r);
    }
}

static void test_columns_without_separators_are_read_by_their_place(void **state)
{
    struct redactor *r = redact_kit_new();

    (void)state;
    learn(r, "Model          SerialNumber    Size\r\r\n"
             "SAMSUNG X      5QM06MQUX1      256\r\r\n\r\r\nSerialNumber  \r\r\nTHTF6246938369 "
             " \r\r\n");
    assert_null(strstr(redact_kit_text(r, "a 5QM06MQUX1"), "5QM06MQUX1"));
    assert_null(strstr(redact_kit_text(r, "a THTF6246938369"), "THTF6246938369"));
    assert_string_equal(redact_kit_text(r, "SAMSUNG X 256"), "SAMSUNG X 256");
    redactor_free(r);
}

static void test_a_stand_in_address_is_never_a_real_one(void **state)
{
    struct redactor *r = redact_kit_new();
    struct buf text = BUF_INIT(1 << 16);

    (void)state;
    for (int i = 1; i < 200; i++)
        buf_printf(&text, "from 10.20.30.%d\n", i);
    learn(r, buf_cstr(&text));
    for (int i = 1; i < 200; i++) {
        char real[64], out[64];
        snprintf(real, sizeof real, "from 10.20.30.%d\n", i);
        snprintf(out, sizeof out, "%s", redact_kit_text(r, real));
        assert_null(strstr(buf_cstr(&text), out));
    }
    buf_done(&text);
    redactor_free(r);
}

static void test_what_is_no_text_teaches_nothing(void **state)
{
    struct redactor *r = redact_kit_new();
    struct artifact artifact = redact_kit_artifact(STR("\0\1\2\3\0\1\2\377\376"));
    struct err err = ERR_NONE;

    (void)state;
    assert_true(redact_learn_scan(r, &artifact, NULL, NULL, &err));
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_behind_a_label_goes_from_everywhere),
        cmocka_unit_test(test_words_of_everybody_are_not_learned),
        cmocka_unit_test(test_cells_below_a_label_are_learned),
        cmocka_unit_test(test_columns_without_separators_are_read_by_their_place),
        cmocka_unit_test(test_a_stand_in_address_is_never_a_real_one),
        cmocka_unit_test(test_what_is_no_text_teaches_nothing),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
