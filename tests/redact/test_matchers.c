/* test_matchers.c - what each kind finds, and the near misses it leaves alone. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

struct row {
    const char *text;
    const char *kinds;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct redactor *r = redact_kit_new();

    for (size_t i = 0; i < n; i++) {
        const char *kinds = redact_kit_kinds(r, rows[i].text);
        if (strcmp(kinds, rows[i].kinds) != 0)
            fail_msg("\"%s\" gives \"%s\", not \"%s\"", rows[i].text, kinds, rows[i].kinds);
        if (!*rows[i].kinds)
            assert_string_equal(redact_kit_text(r, rows[i].text), rows[i].text);
    }
    redactor_free(r);
}

static void test_ipv4_addresses_are_found(void **state)
{
    static const struct row rows[] = {
        {"10.0.0.5", "ipv4"},
        {"from 192.168.1.7 port 22", "ipv4"},
        {"172.16.3.4:8080", "ipv4"},
        {"10.1.0.0/16 via 10.1.0.1", "ipv4 ipv4"},
        {"(10.0.0.5)", "ipv4"},
        {"ip=10.0.0.5,", "ipv4"},
        {"10.0.0.1-10.0.0.9", "ipv4 ipv4"},
        {"The host is 10.0.0.5.", "ipv4"},
        {"\xe5\x9c\xb0\xe5\x9d\x80"
         "10.0.0.5\xe5\x8f\xb7",
         "ipv4"}, /* CJK on both sides */
        {"package~~10.29.118.237, state", "ipv4"},
        {"root@10.0.0.5", "ipv4"},
        {"5.0.0.10.in-addr.arpa", "ipv4"},
        {"user version 5 from 10.0.0.5", "ipv4"},
        {"114.114.114.114", "ipv4"},
        {"connecting to...10.0.0.5...", "ipv4"},
        {"ntp.10.0.0.5", "ipv4"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_versions_masks_and_loopback_are_no_addresses(void **state)
{
    static const struct row rows[] = {
        {"Version 8.1.8.0", ""},
        {"version: 8.1.8.0", ""},
        {"Version=8.1.8.0", ""},
        {"ver 8.1.8.0", ""},
        {"v8.1.8.0", ""},
        {"build 8.1.8.0", ""},
        {"driver 8.1.8.0", ""},
        {"foo.dll 8.1.8.0", ""},
        {"FileVersion=\"8.1.8.0\"", ""},
        {"\xe7\x89\x88\xe6\x9c\xac\xef\xbc\x9a"
         "8.1.8.0",
         ""},
        {"10.0.19041.1", ""},
        {"1.2.3.4.5", ""},
        {"1.2.3", ""},
        {"01.2.3.4", ""},
        {"1.2.3.4-5", ""},
        {"2-1.2.3.4", ""},
        {"2.0.0.1+dfsg", ""},
        {"8.1.8.0~rc1", ""},
        {"1.2.3.4_5", ""},
        {"a1.2.3.4", ""},
        {"127.0.0.1", ""},
        {"127.0.1.1", ""},
        {"0.0.0.0", ""},
        {"255.255.255.0", ""},
        {"255.255.255.255", ""},
        {"224.0.0.251", ""},
        {"239.255.255.250", ""},
        {"256.1.1.1", ""},
        {"1.3.6.1.4.1.311", ""},
        {"1..2.3.4", ""},
        {"libx.so.1.2.3.4", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_an_address_of_this_machine_is_one_even_after_version(void **state)
{
    struct redactor *r = redact_kit_new();

    (void)state;
    redact_kit_learn(r, ENTITY_IPV4, "8.1.8.9");
    assert_string_equal(redact_kit_kinds(r, "Version 8.1.8.9"), "ipv4");
    assert_string_equal(redact_kit_kinds(r, "Version 8.1.8.0"), "");
    assert_string_equal(redact_kit_kinds(r, "host-8-1-8-9.pool"), "ipv4");
    redactor_free(r);
}

static void test_ipv6_addresses_are_found(void **state)
{
    static const struct row rows[] = {
        {"fe80::1926:5e63:182e:4aac", "ipv6"},
        {"for fe80::b785:73ac:9df3:ba35 on eno1.*.", "ipv6"},
        {"[2001:db8::1]:443", "ipv6"},
        {"fe80::1%eth0", "ipv6"},
        {"2408:8207:4795:6e17:7e74:9b3c:13f8:4709", "ipv6"},
        {"FD00:A1B:9719:F576:907D:B579:D1F8:B94A", "ipv6"},
        {"::ffff:10.0.0.5", "ipv6"},
        {"2001:db8::/32", "ipv6"},
        {"ip:fe80::1", "ipv6"},
        {"from 2001:db8::7: refused", "ipv6"},
        {"It is 2001:db8::7.", "ipv6"},
        {"ff02::1:ff61:9d4f", "ipv6"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_times_names_and_loopback_are_no_ipv6(void **state)
{
    static const struct row rows[] = {
        {"12:34:56", ""},
        {"22:15:29:606", ""},
        {"Foo::Bar", ""},
        {"std::chrono::duration", ""},
        {"Foo::Bar::baz()", ""},
        {"a::b", ""},
        {"dead::beef", ""},
        {"::1", ""},
        {"::", ""},
        {"[::]:22", ""},
        {"Bad::Add", ""},
        {"0000:00:1f.2", ""},
        {"2024-01-02T03:04:05", ""},
        {"01:44:49.924", ""},
        {"ff02::1", ""},
        {"ff02::fb", ""},
        {"xyz::1234:abcd", ""},
        {"1:2", ""},
        {"50:01:43:80:12:34:56:78", ""},
        {"aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_mac_addresses_are_found(void **state)
{
    static const struct row rows[] = {
        {"00:1b:21:61:9d:4f", "mac"},
        {"MAC=00-1B-21-61-9D-4F", "mac"},
        {"HWaddr:00:1b:21:61:9d:4f", "mac"},
        {"MAC:00-1B-21-61-9D-4F,", "mac"},
        {"001b.2161.9d4f", "mac"},
        {"mac=001b21619d4f", "mac"},
        {"BSSID: 001b21619d4f", "mac"},
        {"\"mac\":\"001b21619d4f\"", "mac"},
        {"01:00:1b:21:61:9d:4f", "mac"}, /* DHCP client id */
        {"33:33:ff:61:9d:4f", "mac"},
        {"\xe5\x9c\xb0\xe5\x9d\x80"
         "00-1B-21-61-9D-4F\xef\xbc\x8c",
         "mac"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_dates_zeros_and_fingerprints_are_no_mac(void **state)
{
    static const struct row rows[] = {
        {"00:00:00:00:00:00", ""},
        {"ff:ff:ff:ff:ff:ff", ""},
        {"FF-FF-FF-FF-FF-FF", ""},
        {"00-00-00-00-00-00-00-E0", ""},
        {"24-03-05-10-11-12", ""},
        {"21-04-02-05-14-51", ""},
        {"01:00:5e:00:00:fb", ""},
        {"33:33:00:00:00:01", ""},
        {"0000.0000.0000", ""},
        {"1234.5678.9012", ""},
        {"hmac=001b21619d4f", ""},
        {"001b21619d4f", ""},
        {"x00:1b:21:61:9d:4f", ""},
        {"00:1b:21:61:9d:4fg", ""},
        {"00:1b:21:61:9d", ""},
        {"00:1b-21:61:9d:4f", ""},
        {"MD5:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_a_known_mac_is_found_where_its_form_alone_says_nothing(void **state)
{
    struct redactor *r = redact_kit_new();

    (void)state;
    redact_kit_learn(r, ENTITY_MAC, "24-03-05-10-11-12");
    assert_string_equal(redact_kit_kinds(r, "24-03-05-10-11-12"), "mac");
    assert_string_equal(redact_kit_kinds(r, "240305101112"), "mac");
    assert_string_equal(redact_kit_kinds(r, "enx240305101112: up"), "mac");
    assert_string_equal(redact_kit_kinds(r, "2403.0510.1112"), "mac");
    redactor_free(r);
}

static void test_email_addresses_are_found(void **state)
{
    static const struct row rows[] = {
        {"zhang.san@kejidz.example.cn", "email"},
        {"<mailto:A.B+c@X-Y.example.COM>", "email"},
        {"to=<a_b@c.cn>, relay", "email"},
        {"mail a@b.cn.", "email"},
        {"a@b.cn.2024", "email"},
        {"\xe9\x82\xae\xe7\xae\xb1"
         "a@b.cn\xef\xbc\x8c",
         "email"},
        {"user@1000.service", ""},
        {"getty@tty1.service", ""},
        {"systemd-fsck@dev-sda1.device", ""},
        {"debian-kernel@lists.debian.org", ""},
        {"a@b", ""},
        {"@b.cn", ""},
        {"a@.cn", ""},
        {"x @ y.cn", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_hosts_and_domains_show_by_their_form(void **state)
{
    static const struct row rows[] = {
        {"host DESKTOP-2GNTRZD up", "host"},
        {"desktop-y87mzh5 avahi", "host"},
        {"WIN-ABCDEFGH123", "host"},
        {"LAPTOP-AB12CD34", "host"},
        {"DESKTOP-2GNTRZD_act.log", "host"},
        {"srv7.corp.local", "host domain"},
        {"printer.lan", "host"},
        {"https://wiki.intra/x", "host"},
        {"\\\\fs-18\\wsus$\\a.cab", "host"},
        {"desktop-session", ""},
        {"desktop-manager", ""},
        {"DESKTOP-2GNTRZDX", ""},
        {"/etc/rc.local", ""},
        {"jdk.internal.misc", ""},
        {"com.sun.internal", ""},
        {"~/.local/share", ""},
        {"local.example", ""},
        {"\\\\?\\C:\\x", ""},
        {"\\\\.\\PhysicalDrive0", ""},
        {"\\\\Device\\\\Harddisk0", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_users_in_paths_are_found(void **state)
{
    static const struct row rows[] = {
        {"/home/zhangsan/.ssh", "user"},
        {"HOME=/home/li.si", "user"},
        {"C:\\Users\\zhangsan\\AppData", "user"},
        {"C:\\Users\\Zhang San\\AppData", "user"},
        {"\"C:\\\\Users\\\\zhangsan\\\\x\"", "user"},
        {"c:\\users\\\xe5\xbc\xa0\xe4\xb8\x89\\x", "user"},
        {"C:/Users/zhangsan/x", "user"},
        {"C:\\Documents and Settings\\zhangsan\\x", "user"},
        {"file:///home/zhangsan/x", "user"},
        {"C:\\Users\\Public\\Documents", ""},
        {"C:\\Users\\All Users\\x", ""},
        {"C:\\Users\\Default\\NTUSER.DAT", ""},
        {"C:\\Users\\%USERNAME%\\x", ""},
        {"https://www.kernel.org/home/index", ""},
        {"/home/", ""},
        {"/homework/x", ""},
        {"/users/x", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void test_what_support_needs_stays(void **state)
{
    static const struct row rows[] = {
        {"error 0x80070005 0xC004F074 KB4098963", ""},
        {"amd64_microsoft-windows-ntfs_31bf3856ad364e35_10.0.19041.2602_none_c7e1e1df584fca69",
         ""},
        {"PCI\\VEN_8086&DEV_85E0&SUBSYS_10A3FDA0&REV_1F", ""},
        {"{4d36e972-e325-11ce-bfc1-08002be10318}", ""},
        {"d41d8cd98f00b204e9800998ecf8427e", ""},
        {"NT AUTHORITY\\NETWORK SERVICE S-1-5-20 BUILTIN\\Administrators", ""},
        {"https://docs.microsoft.com/zh-cn/windows-hardware/drivers/bringup/smbios", ""},
        {"CAS-01582-96KK8K 1736803788735 133539430335176041", ""},
        {"To Be Filled By O.E.M.", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ipv4_addresses_are_found),
        cmocka_unit_test(test_versions_masks_and_loopback_are_no_addresses),
        cmocka_unit_test(test_an_address_of_this_machine_is_one_even_after_version),
        cmocka_unit_test(test_ipv6_addresses_are_found),
        cmocka_unit_test(test_times_names_and_loopback_are_no_ipv6),
        cmocka_unit_test(test_mac_addresses_are_found),
        cmocka_unit_test(test_dates_zeros_and_fingerprints_are_no_mac),
        cmocka_unit_test(test_a_known_mac_is_found_where_its_form_alone_says_nothing),
        cmocka_unit_test(test_email_addresses_are_found),
        cmocka_unit_test(test_hosts_and_domains_show_by_their_form),
        cmocka_unit_test(test_users_in_paths_are_found),
        cmocka_unit_test(test_what_support_needs_stays),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
