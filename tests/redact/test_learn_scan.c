/* test_learn_scan.c - names met in one artifact go from all of them. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static void learn(struct redactor *r, const char *text)
{
    struct artifact artifact = redact_kit_artifact(str_of(text));

    redact_kit_learn_scan(r, &artifact);
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

    (void)state;
    redact_kit_learn_scan(r, &artifact);
    redactor_free(r);
}

/* Many ways to write one serial: only the first few are remembered, which are those of the first
 * artifacts, whoever read them. */
static void learn_shared_out(struct redactor *r, size_t learners_n)
{
    struct learner *learners[3];
    struct err err = ERR_NONE;

    for (size_t i = 0; i < learners_n; i++)
        learners[i] = learner_new(r);
    for (size_t nth = 0; nth < 24; nth++) {
        char text[128];
        snprintf(text, sizeof text,
                 "SerialNumber: KZCH%.*s-%.*s\nfrom 10.20.%zu.9 user=zhaoliu%zu\n",
                 (int)(nth % 12), "HCG772190SXQ", (int)(12 - nth % 12),
                 &"HCG772190SXQ"[nth % 12], nth, 100 - nth);
        struct artifact artifact = redact_kit_artifact(str_of(text));
        assert_true(learner_scan(learners[nth * 7 % 5 % learners_n], nth, &artifact, NULL, NULL,
                                 NULL, &err));
    }
    redactor_learn_from(r, learners, learners_n);
}

static void test_it_is_all_the_same_how_many_learn(void **state)
{
    struct redactor *alone = redact_kit_new();

    (void)state;
    learn_shared_out(alone, 1);
    for (size_t n = 2; n <= 3; n++) {
        struct redactor *many = redact_kit_new();

        learn_shared_out(many, n);
        for (size_t cut = 0; cut < 12; cut++) {
            char text[128], out[256];
            snprintf(text, sizeof text, "x KZCH%.*s-%s, zhaoliu%zu, 10.20.%zu.9.\n", (int)cut,
                     "HCG772190SXQ", &"HCG772190SXQ"[cut], 100 - cut, cut);
            snprintf(out, sizeof out, "%s", redact_kit_text(alone, text));
            assert_string_not_equal(out, text);
            assert_string_equal(redact_kit_text(many, text), out);
        }
        redactor_free(many);
    }
    redactor_free(alone);
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
        cmocka_unit_test(test_it_is_all_the_same_how_many_learn),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
