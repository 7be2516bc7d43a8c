/* fuzz_scan.c - the plain look and the fast ones, whole texts and pieces: the same hits and bytes;
 * and no look passes by what a matcher would find. */
#include "tests/fuzz/fuzz.h"

#include "tests/fuzz/scan_ways.h"

static struct redactor *make_redactor(bool knows)
{
    static const struct word {
        enum entity_kind kind;
        const char *text;
    } words[] = {
        {ENTITY_HOST, "reactor-pc7"}, {ENTITY_HOST, "ab"},        {ENTITY_USER, "zhangsan"},
        {ENTITY_KEYWORD, "falke"},    {ENTITY_KEYWORD, "金丝雀"}, {ENTITY_KEYWORD, "-x-"},
        {ENTITY_IPV4, "10.0.0.5"},    {ENTITY_IPV6, "::5"},       {ENTITY_MAC, "00005e0053af"},
    };
    static const uint8_t key[SITE_KEY_BYTES] = {1};
    struct redact_config config = {key, "", 1};
    struct err err = ERR_NONE;
    struct redactor *r;

    FUZZ_REQUIRE(digest_start(&err));
    r = redactor_new(&config, &err);
    for (size_t i = 0; r && knows && i < COUNT_OF(words); i++)
        FUZZ_REQUIRE(redactor_learn_word(r, words[i].kind, str_of(words[i].text), &err));
    FUZZ_REQUIRE(r);
    return r;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct redactor *r, *first;
    struct str text = {(const char *)data, n};
    size_t piece = n ? 1 + (size_t)data[0] * data[n - 1] : 1;
    struct scan_said plain, other;

    if (!r) { /* for the life of the process */
        r = make_redactor(true);
        first = make_redactor(false);
    }
    look_start();
    scan_in_way(r, look_way(LOOK_PLAIN), n + 1, text, &plain);
    for (int way = LOOK_PLAIN; way < LOOK_BEST; way++) {
        const struct looker *look = look_way((enum look_way)way);
        if (!look)
            continue;
        scan_in_way(r, look, piece, text, &other);
        FUZZ_REQUIRE(scan_said_same(&plain, &other));
        scan_said_done(&other);
        scan_again(first, str_sub(text, n / 3, n), r, look, piece, text, &other);
        FUZZ_REQUIRE(scan_said_same(&plain, &other));
        scan_said_done(&other);
        scan_again(first, text, r, look, piece, text, &other);
        FUZZ_REQUIRE(scan_said_same(&plain, &other));
        scan_said_done(&other);
        FUZZ_REQUIRE(scan_ways_first_missed(r, look, text) == n);
    }
    scan_said_done(&plain);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const texts[] = {
        "Jan  2 03:04:05 reactor-pc7 sshd[7]: Accepted password for zhangsan from 10.0.0.5 "
        "port 2\n"
        "2026-01-31T03:04:05 pc9 x: 00:00:5e:00:53:af 00-00-5E-00-53-AF 0000.5e00.53af ::5\n"
        "mac=00005e0053af bssid: \"00005e0053af\" 2001:db8::17%eth0 ip:fe80::1 "
        "[::ffff:1.2.3.4]\n",
        "zhang@example.com http://li:se9@nas7.zhao.lan/?token=e6juPDFtTKVCHGK8&sig=abcDEF123\n"
        "C:\\Users\\li si\\x \\\\fs-18\\y CORP\\zhang /home/li/.x DESKTOP-2GNTRZD "
        "srv7.corp.local\n"
        "/o=A/ou=B/cn=c sn: AB12345X \"key\" : \"abcdEFGH12345678ijkl\" pin=1234 falkefalke "
        "-x-\n",
        "联系人：张三丰 手机13800138000 138 0013 8000 (0317)88483979 010-62345678 "
        "+86-10-62345678\n"
        "身份证11010519491231002X 91350100M000100Y43 6222 0210 0111 6245 702 E12345678 "
        "京A·12345\n"
        "学苑南路306号12号楼 机密★10年 秘密 * 长期 机密＊ １０．０．０．５ ＭＡＣ "
        "金丝雀研究所\n",
        "S-1-5-21-1-2-3-500 KTNPV-KTRK4-3RRR8-39X6W-W44T3 0401-1900-12345 "
        "00330-80000-00000-AA123\n"
        "000000-000011-000022-000033-000044-000055-000066-000077 sk-abcdefghij0123456789abcd\n"
        "a:1:aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0:::\n",
    };

    if (i >= COUNT_OF(texts))
        return false;
    buf_puts(out, texts[i]);
    return true;
}
