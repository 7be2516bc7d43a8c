/* test_kinds.c - each kind of the catalogue: texts that hold it, and near misses that do not. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static void test_secrets_behind_a_label_are_found(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"Server=db1;Uid=li.si;Pwd=aB3$xY9!;Database=x", "password host user"},
        {"\"DefaultPassword\"=\"geheim77\"", "password"},
        {"<password>geheim77</password>", "password"},
        {"密码：abc123XY", "password"},
        {"账号 zhao.liu 密码 Zz%12ab", "password user"},
        {"curl -u li.si:secret9 x", "password user"},
        {"net use Z: \\\\x /user:corp\\li.si geheim77", "password host user"},
        {"sshpass -p geheim77 ssh x", "password"},
        {"http://li.si:se:cr9@10.1.2.3:3128/", "password ipv4 user"},
        {"jdbc:mysql://li.si:geheim@10.1.2.3/db", "password ipv4 user"},
        {"GET /a?id=4&token=e6juPDFtTKVCHGK8 200", "token"},
        {"?access_token=e6juPDFtTKVCHGK8", "token"},
        {"Authorization: Basic dXNlcjpwYXNz", "token"},
        {"Authorization: Bearer mF_9.B5f-4.1JqMqqqq", "token"},
        {"Cookie: sid=abc; lang=zh", "token"},
        {"NTLM: 8846f7eaee8fb117ad06bdd830b7586c", "token"},
        {"a:500:aad3b435b51404eeaad3b435b51404ee:8846f7eaee8fb117ad06bdd830b7586c:::",
         "token token"},
        {"api_key = 9aF2bC7dE1 ok", "token"},
        {"key=wJalrXUtnFEMIK7MDENGbPxRfiCY", "token"},
        {"id AKIAIOSFODNN7EXAMPLE x", "token"},
        {"x ghp_16C7e42F292c6912E7710c838347Ae178B4a y", "token"},
        {"x sk-9s8d7f6g5h4j3k2l1m0nQWER y", "token"},
        {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
         "token"},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_what_only_speaks_of_secrets_stays(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"password: ********", ""},
        {"password: null", ""},
        {"Password required   Yes", ""},
        {"密码策略：已启用", ""},
        {"密码：已修改", ""},
        {"Failed password for root from", ""},
        {"PWD=/usr/lib ; COMMAND=x", ""},
        {"passwd: files systemd", ""},
        {"PublicKeyToken=31bf3856ad364e35", ""},
        {"sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709", ""},
        {"token: expired", ""},
        {"?code=0x80070005", ""},
        {"https://go.microsoft.com/fwlink/?LinkID=247835", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_keys_in_groups_are_told_from_masks_and_dates(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"密钥 KTNPV-KTRK4-3RRR8-39X6W-W44T3 ok", "product-key"},
        {"XXXXX-XXXXX-XXXXX-XXXXX-ABCDE", ""},
        {"111111-222222-333333-444444-555555-666666-111111-000011", "recovery-key"},
        {"111112-222222-333333-444444-555555-666666-111111-000011", ""},
        {"00330-80000-00000-AA123", "product-id"},
        {"SN 0401-1900-12345.", "activation"},
        {"2024-0312-12345", ""},
        {"0401-1900-12345-9", ""},
        {"AB03241127709", "activation"},
        {"AB03991127709", ""},
        {"XAB03241127709", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_ids_of_people_are_told_by_their_check_digits(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"11010519491231002X", "resident-id"},
        {"11010519491231002x,", "resident-id"},
        {"身份证11010519491231002X号", "resident-id"},
        {"110105194912310021", ""},                      /* check digit */
        {"11010519491331002X", ""},                      /* month */
        {"00010519491231002X", ""},                      /* province */
        {"身份证号：110105194912310021", "resident-id"}, /* a slip of the pen */
        {"身份证 110105491231002", "resident-id"},       /* of before 1999 */
        {"110105491231002", ""},
        {"91350100M000100Y43", "org-code"},
        {"91350100M000100Y44", ""},
        {"统一社会信用代码：91350100M000100Y44", "org-code"},
        {"4111111111111111", "bank-card"},
        {"4111 1111 1111 1111", "bank-card"},
        {"4111111111111112", ""},
        {"银行卡号：6222021435178100907", "bank-card"},
        {"护照 G12345678", "passport"},
        {"EA1234567", "passport"},
        {"G12345678", ""},
        {"imei=490154203237518 x", "imei"},
        {"490154203237518", ""},
        {"133368452099414091", ""},   /* FILETIME */
        {"-6008397446568765070", ""}, /* a block number */
        {"1746501542609", ""},        /* milliseconds */
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_telephones_in_all_forms(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"手机13800138000号", "mobile"},
        {"+86 138 0013 8000", "mobile"},
        {"86-13800138000", "mobile"},
        {"008613800138000", "mobile"},
        {"138-0013-8000", "mobile"},
        {"113800138000", ""},
        {"138001380001", ""},
        {"12800138000", ""},
        {"14400138000", ""},
        {"0755-2601779", "landline"},
        {"010 62345678", "landline"},
        {"(0317)88483979", "landline"},
        {"（0317）88483979", "landline"},
        {"(86-317)88483979", "landline"},
        {"+86-10-62345678", "landline"},
        {"0317-88483979-8001", "landline"},
        {"电话：88483979", "landline"},
        {"热线 400-810-8888", ""},
        {"电话：95588", ""},
        {"2024-0312", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_plates_places_and_messengers(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"车牌 京A·12345", "plate"},
        {"苏A·D36331", "plate"},
        {"京A1234警", "plate"},
        {"京ABCDEF", ""},
        {"QQ：123456789", "im"},
        {"微信 wxid_a1b2c3d4e5", "im"},
        {"纬度：39.123456", "gps"},
        {"机器在北京市海淀区学苑南路306号12号楼1320室，", "address"},
        {"地址：广东省深圳市南山区科创大道146号 开户", "address"},
        {"MAC 地址 无", ""},
        {"第12号机器", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_people_and_organisations_behind_labels(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"联系人：张三丰 手机", "person"},
        {"姓名:李四", "person"},
        {"发件人： 欧阳明月", "person"},
        {"请联系王经理处理", "person"},
        {"联系人电话", ""},
        {"管理员 权限不足", ""},
        {"用户界面错误", ""},
        {"单位：金丝雀研究所", "org"},
        {"由金丝雀电子有限公司提供", "org"},
        {"单位：神州网信技术有限公司", ""},
        {"单位 不存在", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_hosts_and_users_behind_labels(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"主机名：zhao-nas7", "host"},
        {"   Host Name . . . . . . . . : zhao-nas7", "host"},
        {"<Computer>ZHAO-NAS7</Computer>", "host"},
        {"Jun 14 15:16:02 nas7 sshd(pam_unix)[19937]: x", "host"},
        {"2026-01-02T03:04:05.678+08:00 nas7 cron[1]: x", "host"},
        {"Linux nas7 6.1.0-demo #1 SMP", "host"},
        {"\\\\nas-7\\share\\x", "host"},
        {"server=https://nas7.zhao-nw.cn:8443/a", "host"},
        {"changed from \"nas7\" to \"nas8\"", "host host"},
        {"server=10.1.2.3", "ipv4"},
        {"Server: nginx/1.2", ""},
        {"host: localhost", ""},
        {"https://docs.microsoft.com/zh-cn/x", ""},
        {"Invalid user zhaoliu from 10.1.2.3", "ipv4 user"},
        {"TargetUserName: zhaoliu", "user"},
        {"用户名=zhaoliu", "user"},
        {"DESKTOP-A1B2C3D\\zhaoliu logged on", "host user"},
        {"user NT AUTHORITY\\SYSTEM", ""},
        {"user interface failed", ""},
        {"session opened for user root by", ""},
        {"S-1-5-21-1004336348-1177238915-682003330-512", "sid"},
        {"S-1-5-18 S-1-5-32-544 S-1-1-0", ""},
        {"/o=zhao/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=ab-li",
         "exchange-dn"},
        {"SSID='会议室 5' freq", "ssid"},
        {"MachineGuid: 8ed8585a-20f1-9c3d-f1b1-0e724e387e01", "uuid"},
        {"class {4d36e972-e325-11ce-bfc1-08002be10318}", ""},
        {"SerialNumber=KZCHHCG", "serial"},
        {"USB\\VID_0951&PID_1666\\5QM017LQLG", "serial"},
        {"USB\\VID_0951&PID_1666\\6&1a2b&0&1", ""},
        {"Serial Number: To be filled by O.E.M.", ""},
        {"案例 CAS-09056-WEN7WT", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_full_width_forms_are_the_same_values(void **state)
{
    struct redactor *r = redact_kit_new();
    char narrow[128];

    (void)state;
    snprintf(narrow, sizeof narrow, "%s", redact_kit_text(r, "13800138000"));
    assert_string_equal(redact_kit_text(r, "１３８００１３８０００"), narrow);
    snprintf(narrow, sizeof narrow, "%s", redact_kit_text(r, "10.0.0.5"));
    assert_string_equal(redact_kit_text(r, "１０．０．０．５"), narrow);
    redactor_free(r);
}

static void test_forms_of_one_number_share_an_alias(void **state)
{
    static const char *const forms[][3] = {
        {"13800138000", "+86 138 0013 8000", "86-13800138000"},
        {"0317-88483979", "(0317)88483979", "(86-317)88483979"},
        {"4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111"},
        {"11010519491231002X", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ"}};
    struct redactor *r = redact_kit_new();
    char first[128];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        snprintf(first, sizeof first, "%s", redact_kit_text(r, forms[i][0]));
        assert_string_equal(redact_kit_text(r, forms[i][1]), first);
        assert_string_equal(redact_kit_text(r, forms[i][2]), first);
    }
    redactor_free(r);
}

static void test_a_private_key_goes_to_its_end_and_lines_stay(void **state)
{
    struct redactor *r = redact_kit_new();
    struct buf in = BUF_INIT(1 << 20), want = BUF_INIT(1 << 20);

    (void)state;
    buf_puts(&in, "a\n-----BEGIN RSA PRIVATE KEY-----\n");
    buf_puts(&want, "a\n<私钥>\n");
    for (int i = 0; i < 100; i++) {
        buf_puts(&in, "MIIEowIBAAKCAQEAqj7JFfbMHkpf0lQ1H8TTQDWJF7LA3HM4xItZcxruyUUBrhlR\r\n");
        buf_puts(&want, "\r\n");
    }
    buf_puts(&in, "-----END RSA PRIVATE KEY-----\nb\n");
    buf_puts(&want, "\nb\n");
    assert_string_equal(redact_kit_text(r, buf_cstr(&in)), buf_cstr(&want));
    assert_string_equal(
        redact_kit_text(
            r, "\"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n\""),
        "\"<私钥>\\n\"");
    assert_string_equal(redact_kit_text(r, "-----BEGIN CERTIFICATE-----\nMIIE\n"),
                        "-----BEGIN CERTIFICATE-----\nMIIE\n");
    assert_non_null(strstr(redact_kit_text(r, "-----BEGIN PRIVATE KEY-----\nabc\n[9] go on"),
                           "[9] go on")); /* no end: what cannot belong to it stays */
    buf_done(&in);
    buf_done(&want);
    redactor_free(r);
}

static void test_a_token_of_any_length_goes_as_a_whole(void **state)
{
    struct redactor *r = redact_kit_new();
    struct buf in = BUF_INIT(1 << 20);

    (void)state;
    buf_puts(&in, "Bearer eyJhbGciOiJIUzI1NiJ9.");
    for (int i = 0; i < 400; i++)
        buf_puts(&in, "aB3dE5fG7h");
    buf_puts(&in, ".x9Y8 end");
    assert_string_equal(redact_kit_text(r, buf_cstr(&in)), "Bearer <令牌> end");
    buf_done(&in);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secrets_behind_a_label_are_found),
        cmocka_unit_test(test_what_only_speaks_of_secrets_stays),
        cmocka_unit_test(test_keys_in_groups_are_told_from_masks_and_dates),
        cmocka_unit_test(test_ids_of_people_are_told_by_their_check_digits),
        cmocka_unit_test(test_telephones_in_all_forms),
        cmocka_unit_test(test_plates_places_and_messengers),
        cmocka_unit_test(test_people_and_organisations_behind_labels),
        cmocka_unit_test(test_hosts_and_users_behind_labels),
        cmocka_unit_test(test_full_width_forms_are_the_same_values),
        cmocka_unit_test(test_forms_of_one_number_share_an_alias),
        cmocka_unit_test(test_a_private_key_goes_to_its_end_and_lines_stay),
        cmocka_unit_test(test_a_token_of_any_length_goes_as_a_whole),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
