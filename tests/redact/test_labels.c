/* test_labels.c - how a value may follow its label, and labels of single programs; near misses. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static void test_a_value_may_follow_in_many_ways(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"the password is Abc123!x", "password"},
        {"password was reset to Tz7788qq", "password"},
        {"new password 'Hx#99001' set", "password"},
        {"密码改为Tz77aabb，请登录", "password"},
        {"密码重置为 Tz66aabb", "password"},
        {"主机名更改为 caiwu-07", "host"},
        {"Volume Serial Number is 5E6F-7A8B", "serial"},
        {"<add key=\"Password\" value=\"Kx88#mm\"/>", "password"},
        {"{\"key\":\"password\",\"value\":\"Vv55aabb\"}", "password"},
        {"ComputerName    REG_SZ    YFB-PC81", "host"},
        {"MachineGuid    REG_SZ    8a7b6c5d-1122-3344-5566-77889900aabb", "uuid"},
        {"&quot;password&quot;:&quot;Ee77#ff88&quot;", "password"},
        {"password%22%3A%22Gg66hh77%22", "password"},
        /* a verb says what is, and seldom a name */
        {"password is required", ""},
        {"the password is not set", ""},
        {"PASSWORD IS EXPIRED", ""},
        {"Tracker: Machine is non-AOAC.", ""},
        {"user is locked-out", ""},
        {"server was set to x86-64", ""},
        {"token is invalid", ""},
        {"密码改为随机生成", ""},
        {"<add key=\"timeout\" value=\"Kx88mm\"/>", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_secrets_in_commands(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"mysql -uroot -pS3cretPw1 -h db", "password"},
        {"mysqldump -u bak -p'Dump 77' all", "password"},
        {"net user li.si P@ssw0rd9 /add", "password user"},
        {"net user Administrator P@ssw0rd9", "password"},
        {"IDENTIFIED BY 'geheim'", "password"},
        {"验证码：837261", "password"},
        {"密钥：8f7e6d5c4b3a", "token"},
        {"\"cookie\":\"sid=a8f3; theme=dark\"", "token"},
        {"problem identified by \"jamesh\"", ""},
        {"update-passwd is single-threaded", ""},
        {"mysql -u root -p -h db", ""},
        {"mysql --port=3306 started", ""},
        {"mysql -P3306 -h x", ""},
        {"net user li.si", "user"},
        {"net user /domain", ""},
        {"targeting cookie, id=3, group=x", ""},
        {"密钥 XXXXX-XXXXX-XXXXX-XXXXX-AB12C", ""},
        {"密钥管理服务 8001", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_people_sign_and_stand_in_records(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"承办人：周永康", "person"},
        {"值班员: 冯雪松", "person"},
        {"编制：杨思远 审核：何志强 批准：梁轩", "person person person"},
        {"{\"realName\":\"赵志强\"}", "person"},
        {"Full Name: 陈丽华", "person"},
        {"{\"name\":\"李建国\",\"phone\":\"13800138000\"}", "mobile person"},
        {"户名：滨海精密机械有限公司", "org"},
        {"审核：通过 批准：同意 校对：无误", ""},
        {"机器人：关闭", ""},
        {"{\"name\":\"文件夹\",\"size\":3}", ""},
        {"{\"name\":\"李建国纪念馆平面图\",\"type\":1}", ""},
        {"owner: 全部用户", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_hosts_users_and_domains_of_single_programs(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"uid=1000(wangwu) gid=1000", "user"},
        {"FAILED LOGIN (1) on '/dev/tty1' FOR 'zhaoliu', Authentication failure", "user"},
        {"LOGIN ON tty1 BY zhaoliu", "user"},
        {"/var/spool/cron/crontabs/zhaoliu", "user"},
        {"PSComputerName : YFB-PC80", "host"},
        {"节点：YFB-PC78", "host"},
        {"boot of ip-10-77-3-7 done", "host"},
        {"域:               YFZX", "domain"},
        {"帐户域:\t\tYFZX", "domain"},
        {"search corp-a.cn corp-b.cn", "domain domain"},
        {"DHCPOFFER on 10.0.0.5 to 00:1b:21:61:9d:4f (caiwu-pc) via eth0", "mac ipv4 host"},
        {"option host-name \"caiwu-pc\";", "host"},
        {"CN=zhang.san,OU=Dept,DC=corp,DC=cn", "domain user"},
        {"printed on IP_10.0.0.5", "ipv4"},
        {"report owned by li.si7 on", "user"},
        {"x owned by lisi on \\\\caiwu-pc was printed", "host user"},
        {"node ::= ALIAS; refs owned by others on a list", ""},
        {"Last login: Mon Mar  3 09:14:22 2025", ""},
        {"CN=Users,OU=Dept ZIP_8.8.4.4", ""},
        {"f(x) via g", ""},
        {"域：WORKGROUP", ""},
        {"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7dZ0q8Hk3Jm2Lp9 zhang.wu@PC-LAB07",
         "host user"},
        {"li.si@nas-bak07:~$ ls", "host user"},
        {"memcpy@GLIBC_2.14 serial@fe201000 git@sha256", ""},
        {"uid=0(root) gid=0(root)", ""},
        {"SELinux user: user_u, user unconfined_u", ""},
        {"节点：正常 node: ready", ""},
        {"chip-10-77-3-7 ip-10-77-3", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_places_of_accounts(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"machine a login zhang.w password Tz8#kkq1", "password user"},
        {"psexec \\\\PC07 -u lw07 -p Tz8#kkq2 cmd", "password host user"},
        {"schtasks /create /tn x /ru lw08 /rp Tz8#kkq3", "password user"},
        {"mkdir -p build/release1 && cp -p a1 b1", ""},
        {"runas /user:lw09 notepad.exe", "user"},
        {"Login incorrect: [lw10/Tz8#kkq4] (from client ap)", "password user"},
        {"vsftpd: [lw11] OK LOGIN: Client \"::1\"", "user"},
        {"lw12:$6$Zt7Qmn1p$kd83Hq0s9LmZx7Vb2Nc4Te6Ry8Uw1:19000:0:99999:7:::", "token"},
        {"lw13   pts/0        :0    Mon Mar  3 10:01", "user"},
        {"lw14    tty1                      Mon Mar  3 09:11", "user"},
        {"reboot   system boot  6.1.0-18     Mon Mar  3 09:11", ""},
        {"drwx------ 14 lw15 lw16 4096 Mar  3 10:01 .", "user user"},
        {"-rw-r--r-- 1 root www-data 220 Mar  3 10:01 x", ""},
        {"x:x:1001:1001:陈静文,,,:/home/root:/bin/sh", "person"},
        {"User name                    lw17", "user"},
        {"User name                    Full name", ""},
        {"Access denied for user 'root'@'::1' (using password: YES)", ""},
        {"DHCPACK(br0) 10.3.3.1 00:1b:21:61:9d:50 lab-pc7", "mac ipv4 host"},
        {"  lab-pc8 (ipv4:10.3.3.2:52111) connect to service pub", "ipv4 host"},
        {"10.3.3.3    pc9.lab.lan lab-pc9", "ipv4 host host domain"},
        {"1 HIER_DIRECT/10.3.3.4 -", "ipv4"},
        {"Plugin /usr/lib/pppd/2.4.9.1/pppol2tp.so loaded", ""},
        {"Profile Lab-7F on interface WLAN:", "ssid"},
        {"Profile loaded", ""},
        {"序列号(S/N)：PF9ABC12", "serial"},
        {"Client Machine ID (CMID): 8a7b6c5d-1122-33ab-5566-77889900aabb", "uuid"},
        {"经办人签字：王秀梅", "person"},
        {"数字签名：正常", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_numbers_of_machines_and_places(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"ID_SERIAL_SHORT=S3Z9NB0K123457B", "serial"},
        {"/dev/disk/by-id/ata-WDC_WD10EZEX-08WN4A0_WD-WCC6Y3ABCDEF-part1", "serial"},
        {"/dev/disk/by-id/nvme-eui.0025385b71b0a1c2", "serial"},
        {"  iSerial                 3 4C530001230101116392", "serial"},
        {"USBSTOR\\Disk&Ven_A&Prod_B&Rev_1.00\\4C530001230101116393&0", "serial"},
        {"USBSTOR#Disk&Ven_A&Prod_B#60A44C3FACC9E0&0#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}",
         "serial"},
        {"learned 001b-2161-9d4f on GE1/0/1", "mac"},
        {"/org/bluez/hci0/dev_00_1A_7D_DA_71_13", "mac"},
        {"DUID : 00-01-00-01-2A-3B-4C-5D-00-1B-21-61-9D-4F", "mac"},
        {"duid 00:03:00:01:00:1b:21:61:9d:4f", "mac"},
        {"All User Profile     : Lab77-Guest", "ssid"},
        {"\"lat\":31.230412,\"lng\":121.473701", "gps gps"},
        {"坐标：31.230413,121.473702", "gps gps"},
        {"经纬度：39.904200,116.407400", "gps gps"},
        {"Serial Number: SerNum7", ""},
        {"Asset Tag: A1_AssetTagNum2", ""},
        {"SN=OEM_Define4", ""},
        {"Asset Tag: Type2 - Board Asset Tag", ""},
        {"SN=MB-1234567890", ""},
        {"SN=ATN9876543210", ""},
        {"Serial Number: 012345678900", ""},
        {"Serial Number: MB-1234567891", "serial"},
        {"Serial Number: SerNumX0815", "serial"},
        {"VMware-56 4d 1a 2b 3c 4d 5e 6f-70 81 92 a3 b4 c5 d6 e7", "serial"},
        {"IMEI1: 861234567890128", "imei"},
        {"VMware-56 4d and more", ""},
        {"纳税人识别号：91370202MA3C1A2B3X", "org-code"},
        {"电话0411-84701234/84701235", "landline"},
        {"USBSTOR\\Disk&Ven_A&Prod_B\\7&1A2B3C4D&0", ""},
        {"/dev/disk/by-id/", ""},
        {"iSerial                 0", ""},
        {"8a7b6c5d-1122-33ab-5566-77889900aabb 1234-5678-9012", ""},
        {"00-02-00-01-2A-3B-4C-5D-00-1B-21-61-9D-4F", ""},
        {"location=3.5 坐标：12,40", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

static void test_underlines_part_the_words_of_names(void **state)
{
    static const struct redact_kit_row rows[] = {
        {"10.9.8.7_caiwu.log", "ipv4"},
        {"backup_192.168.3.4_20250303.tar", "ipv4"},
        {"log_00-1B-21-61-9D-4F.txt", "mac"},
        {"张三丰_13800138000_报修.docx", "mobile"},
        {"李四_110101199003077758.jpg", "resident-id"},
        {"libx_10.2.3.4_amd64.deb", ""},
        {"msil_system.x_b03f5f7f11d50a3a_10.0.0.0_none_1", ""},
        {"libfoo_8.8.4.4_x.so", ""},
        {"id_13800138000_7", ""},
    };

    (void)state;
    REDACT_KIT_CHECK_ROWS(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_may_follow_in_many_ways),
        cmocka_unit_test(test_secrets_in_commands),
        cmocka_unit_test(test_people_sign_and_stand_in_records),
        cmocka_unit_test(test_hosts_users_and_domains_of_single_programs),
        cmocka_unit_test(test_places_of_accounts),
        cmocka_unit_test(test_numbers_of_machines_and_places),
        cmocka_unit_test(test_underlines_part_the_words_of_names),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
