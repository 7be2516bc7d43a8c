/* fuzz_redact.c - a log through both passes of the redaction, and the guard behind it. */
#include "tests/fuzz/fuzz.h"

#include "redact/around.h"

#define OUT_MAX (64 * 1024 * 1024)

static struct redactor *make_redactor(void)
{
    static const uint8_t key[SITE_KEY_BYTES] = {1};
    struct redact_config config = {key, "", 1};
    struct err err = ERR_NONE;
    struct redactor *r;

    fuzz_start_digest();
    r = redactor_new(&config, &err);
    FUZZ_REQUIRE(r && redactor_learn_word(r, ENTITY_HOST, STR("reactor-pc7"), &err) &&
                 redactor_learn_word(r, ENTITY_USER, STR("zhangsan"), &err));
    return r;
}

/* Pass 2 gives what pass 1 promised, and nothing known is left in it, as text or as bytes. */
static void second_pass(struct redactor *r, const struct artifact *artifact,
                        const struct scan_result *scan, struct guard *guard)
{
    struct buf out = BUF_INIT(OUT_MAX);
    struct err err = ERR_NONE;
    struct reader *reader = redact_open(r, artifact, NULL, scan, &err);

    FUZZ_REQUIRE(reader);
    redact_watch(reader, guard);
    FUZZ_REQUIRE(reader_all(reader, &out, &err));
    FUZZ_REQUIRE(out.n == scan->redacted_bytes);
    guard_next(guard, artifact->stored, false);
    FUZZ_REQUIRE(guard_add(guard, buf_str(&out), &err));
    guard_forget(guard);
    reader_close(reader);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct artifact artifact = {.stored = "logs/0001.log",
                                .origin = "/var/log/x",
                                .size_bytes = n,
                                .content = {(const char *)data, n}};
    struct arena *a = arena_new();
    struct redactor *r = make_redactor();
    struct learner *l = learner_new(r);
    struct scan_result scan;
    struct err err = ERR_NONE;

    FUZZ_REQUIRE(learner_scan(l, 0, &artifact, NULL, NULL, NULL, &err));
    redactor_learn_from(r, &l, 1);
    struct guard *guard = guard_new(r);
    FUZZ_REQUIRE(redact_scan_tell(r, &artifact, NULL, guard, NULL, NULL, a, &scan, NULL, &err));
    if (scan.withheld == WITHHELD_NO)
        second_pass(r, &artifact, &scan, guard);
    guard_free(guard);
    redactor_free(r);
    arena_free(a);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const logs[] = {
        "Jan  2 03:04:05 reactor-pc7 sshd[7]: Accepted password for zhangsan from 192.0.2.17 "
        "port 22\n"
        "link 00:00:5e:00:53:af up, fe80::200:5eff:fe00:53af, 2001:db8::17%eth0\n",
        "mail to zhangsan@example.com, host=REACTOR-PC7.example.org:443 v1.2.3.4 10.0.0.0/8\n",
        "联系人：张三丰 手机13800138000 身份证11010519491231002X 密码：abc123XY\n"
        "姓名,单位,计算机名\n张三丰,金丝雀研究所,zhao-nas7\n京A·12345 (86-317)88483979\n",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"
        "http://li.si:se:cr9@nas7.zhao-nw.cn/?token=e6juPDFtTKVCHGK8 eyJhbGciOiJIUzI1NiJ9.e.x\n"
        "S-1-5-21-1-2-3-500 KTNPV-KTRK4-3RRR8-39X6W-W44T3 0401-1900-12345 机密★10年\n",
        "用户 zhangsan 在 reactor-pc7 登录 ::ffff:192.0.2.1 00-00-5E-00-53-AF 1.2.3.4.5\r\n",
    };

    if (i >= COUNT_OF(logs))
        return false;
    buf_puts(out, logs[i]);
    return true;
}
