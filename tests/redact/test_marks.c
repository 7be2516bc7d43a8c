/* test_marks.c - classification markings hold an artifact back; near misses do not. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static enum withheld held(const char *text, bool overridden)
{
    struct redactor *r = redact_kit_new();
    struct artifact artifact = redact_kit_artifact(str_of(text));
    struct arena *a = arena_new();
    struct scan_result result;
    struct err err = ERR_NONE;

    artifact.mark_overridden = overridden;
    assert_true(redact_scan(r, &artifact, NULL, a, &result, NULL, &err));
    arena_free(a);
    redactor_free(r);
    return result.withheld;
}

static void check_all(const char *const *texts, size_t n, enum withheld want)
{
    for (size_t i = 0; i < n; i++)
        if (held(texts[i], false) != want)
            fail_msg("\"%s\" is \"%s\"", texts[i], withheld_name(held(texts[i], false)));
}

static void test_a_level_with_its_star_never_leaves(void **state)
{
    static const char *const texts[] = {
        "机密★10年\n",  "  绝密★长期\n", "秘密★6个月",
        "机 密 ★ 5 年", "机密★",         "機密☆会议开始前\n",
        "机密＊10年",   "机密*10年",     "x\ny\n打开 机密★1年 文件.doc\n",
        "机密级★10年",  "秘密 级 ★"};

    (void)state;
    check_all(texts, COUNT_OF(texts), WITHHELD_MARK);
    assert_int_equal(held("机密★10年\n", true), WITHHELD_MARK); /* nobody may let it pass */
}

static void test_other_markings_need_a_second_person(void **state)
{
    static const char *const texts[] = {
        "密级：机密\n",        "秘密等级: 秘密",     "机密\n正文",
        "\n\n  秘 密  \n标题", "报告\n（秘密）本段", "内部资料 注意保存\n",
        "内部文件，不得外传",  "工作秘密\n",         "核心商密★5年",
        "名称,密级,机密\n",    "机密级\n正文",       "密级：秘密级"};

    (void)state;
    check_all(texts, COUNT_OF(texts), WITHHELD_MARK_OVERRIDABLE);
    assert_int_equal(held("密级：机密\n", true), WITHHELD_NO);
}

static void test_near_misses_pass(void **state)
{
    static const char *const texts[] = {"内部错误 0x80070005 内部版本 19045 内部命令",
                                        "数据机密性与完整性校验通过。秘密共享算法。",
                                        "涉密部门现场支持记录。\n评分 ★★★★☆ 5年质保",
                                        "机密客户端 机密计算 绝密飞行（游戏）",
                                        "学习保密法，保守国家秘密，人人有责。",
                                        "机密 * 3",
                                        "密级：公开",
                                        "1\n2\n3\n4\n5\n6\n秘密\n",
                                        "内部资料库升级完成"};

    (void)state;
    check_all(texts, COUNT_OF(texts), WITHHELD_NO);
}

static void test_a_marked_name_holds_back_the_file(void **state)
{
    static const struct row {
        const char *origin;
        bool overridden;
        enum withheld want;
    } rows[] = {
        {"/var/机密★/a.log", false, WITHHELD_MARK},
        {"/var/机密★/a.log", true, WITHHELD_MARK},
        {"/var/\xbb\xfa\xc3\xdc\xa1\xef.log", false, WITHHELD_MARK}, /* in GBK */
        {"/var/内部资料，注意保存.txt", false, WITHHELD_MARK_OVERRIDABLE},
        {"/var/内部资料，注意保存.txt", true, WITHHELD_NO},
        {"/var/机密计算.log", false, WITHHELD_NO},
    };
    struct redactor *r = redact_kit_new();
    struct arena *a = arena_new();
    struct scan_result result;
    struct err err = ERR_NONE;

    (void)state;
    assert_int_equal(redact_text_mark(r, STR("机密★10年.txt")), WITHHELD_MARK);
    assert_int_equal(redact_text_mark(r, STR("机密性测试.txt")), WITHHELD_NO);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct artifact artifact = redact_kit_artifact(STR("plain\n"));
        artifact.origin = rows[i].origin;
        artifact.mark_overridden = rows[i].overridden;
        assert_true(redact_scan(r, &artifact, NULL, a, &result, NULL, &err));
        assert_int_equal(result.withheld, rows[i].want);
    }
    arena_free(a);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_level_with_its_star_never_leaves),
        cmocka_unit_test(test_other_markings_need_a_second_person),
        cmocka_unit_test(test_near_misses_pass),
        cmocka_unit_test(test_a_marked_name_holds_back_the_file),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
