/* selftest.c - canaries: one of each kind in each encoding, every form of every word that was
 * learned, the example of each pattern of the site. */
#include "redact/encoding_char.h"
#include "redact/encoding_trail.h"
#include "redact/engine.h"

#define FEED_BYTES 7 /* odd and small: canaries lie across the pieces */
#define OUT_MAX (64 * 1024 * 1024)

struct canary {
    enum entity_kind kind;
    const char *learned; /* NULL: found by its form and what stands before it */
    const char *before;
    const char *text; /* what must be gone */
};

static const struct canary canaries[] = {
    {ENTITY_KEYWORD, "falkenhorst", "", "FalkenHorst"},
    {ENTITY_KEYWORD, "\xe9\x87\x91\xe4\xb8\x9d\xe9\x9b\x80", "",
     "\xe9\x87\x91\xe4\xb8\x9d\xe9\x9b\x80"},
    {ENTITY_EMAIL, NULL, "", "kanarie.vogel@canary.example.net"},
    {ENTITY_UUID, "9f1c3a52-77d0-4e0b-8c55-3d2a4b6c8e01", "",
     "523A1C9F-D077-0B4E-8C55-3D2A4B6C8E01"},
    {ENTITY_UUID, "9f1c3a5277d04e0b8c553d2a4b6c8e02", "",
     "9f1c3a52-77d0-4e0b-8c55-3d2a4b6c8e02"},
    {ENTITY_IPV6, NULL, "", "2001:db8:77:1::4d2"},
    {ENTITY_IPV6, NULL, "", "fe80::21b:21ff:fe61:9d4f"},
    {ENTITY_MAC, NULL, "", "00:1b:21:61:9d:4f"},
    {ENTITY_MAC, NULL, "", "00-1B-21-61-9D-50"},
    {ENTITY_MAC, NULL, "", "001b.2161.9d51"},
    {ENTITY_MAC, "00:1b:21:61:9d:52", "", "001b21619d52"},
    {ENTITY_IPV4, NULL, "", "10.77.31.5"},
    {ENTITY_IPV4, NULL, "", "203.0.113.77"},
    {ENTITY_SERIAL, "KANARIE-0815-X7", "", "kanarie-0815-x7"},
    {ENTITY_HOST, "kanarie-pc", "", "KANARIE-PC"},
    {ENTITY_HOST, NULL, "", "DESKTOP-C4N4RY7"},
    {ENTITY_DOMAIN, "kanarie.example.org", "", "Kanarie.Example.org"},
    {ENTITY_USER, "kanarienvogel", "", "kanarienvogel"},
    {ENTITY_OEM, "OEM-KANARIE-9", "", "OEM-KANARIE-9"},
    {ENTITY_PRIVATE_KEY, NULL, "-----BEGIN PRIVATE KEY-----\\n",
     "S2FuYXJpZW52b2dlbEthbmFyaWVu"},
    {ENTITY_PRIVATE_KEY, NULL, "", "-----BEGIN RSA PRIVATE KEY-----"},
    {ENTITY_PASSWORD, NULL, "password=", "kanarie!77vogel"},
    {ENTITY_TOKEN, NULL, "https://x/?token=", "kAn4r1evog3lkAn4r1e"},
    {ENTITY_RECOVERY_KEY, NULL, "", "111111-222222-333333-444444-555555-666666-111111-000011"},
    {ENTITY_PRODUCT_KEY, NULL, "", "KTNPV-KTRK4-3RRR8-39X6W-W44T3"},
    {ENTITY_EXCHANGE_DN, NULL, "", "/o=kanarie/ou=vogel/cn=Recipients/cn=zeisig77"},
    {ENTITY_SID, NULL, "", "S-1-5-21-1004336348-1177238915-682003330-512"},
    {ENTITY_RESIDENT_ID, NULL, "", "11010519491231002X"},
    {ENTITY_ORG_CODE, NULL, "", "91350100M000100Y43"},
    {ENTITY_BANK_CARD, NULL, "", "4111111111111111"},
    {ENTITY_PASSPORT, NULL, "护照 ", "G12345678"},
    {ENTITY_IMEI, NULL, "imei=", "490154203237518"},
    {ENTITY_MOBILE, NULL, "", "13800138000"},
    {ENTITY_LANDLINE, NULL, "", "010-62345678"},
    {ENTITY_PLATE, NULL, "", "京A12345"},
    {ENTITY_IM, NULL, "QQ：", "123456789"},
    {ENTITY_GPS, NULL, "纬度：", "39.123456"},
    {ENTITY_ACTIVATION, NULL, "", "0401-1900-12345"},
    {ENTITY_PRODUCT_ID, NULL, "", "00330-80000-00000-AA123"},
    {ENTITY_SERIAL, NULL, "序列号：", "KANARIE0816"},
    {ENTITY_SSID, NULL, "SSID=", "Kanarie-5G"},
    {ENTITY_ADDRESS, NULL, "地址：", "北京市海淀区白头翁路1号"},
    {ENTITY_ORG, NULL, "单位：", "白头翁研究所"},
    {ENTITY_PERSON, NULL, "联系人：", "金灵雀"},
    {ENTITY_HOST, NULL, "主机名：", "kanarie-nas"},
    {ENTITY_USER, NULL, "账号：", "kanarie77"},
};

struct collected {
    struct redactor *r;
    struct buf out;
};

static void into_gap(void *ctx, const uint8_t *p, size_t n)
{
    buf_add(&((struct collected *)ctx)->out, p, n);
}

static void into_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct collected *c = ctx;

    (void)at;
    if (c->r->scan_actions[hit->kind] != REDACT_KEEP)
        redactor_replace(c->r, hit, text_str(around, hit->at, hit->at + hit->n), &c->out);
}

static void scan_in_pieces(struct redactor *r, struct str in, const struct scan_sink *sink)
{
    struct scan_source source;

    redactor_ready(r);
    source = redactor_source(r);
    struct scanner *s = scanner_new(&source, sink);
    for (size_t at = 0; at < in.n; at += FEED_BYTES) {
        struct str part = str_sub(in, at, FEED_BYTES);
        scanner_feed(s, (const uint8_t *)part.p, part.n);
    }
    scanner_end(s);
    scanner_free(s);
}

static void run_engine(struct redactor *r, struct str in, struct collected *c)
{
    struct scan_sink sink = {into_gap, into_hit, c, NULL};

    scan_in_pieces(r, in, &sink);
}

/* ---- one of each kind, in each encoding ------------------------------------------------------*/

static const struct form_row {
    const char *name, *mark;
    enum encoding encoding;
} forms[] = {
    {"UTF-8", "", ENCODING_UTF8},
    {"GB18030", "", ENCODING_GB18030},
    {"UTF-16LE", "\xff\xfe", ENCODING_UTF16LE},
    {"UTF-16BE", "\xfe\xff", ENCODING_UTF16BE},
};

static void encode(struct str text, enum encoding encoding, struct buf *out)
{
    const uint8_t *p = (const uint8_t *)text.p;
    bool big = encoding == ENCODING_UTF16BE;
    char *to = buf_room(out, 2 * text.n);

    if (!to)
        return;
    if (encoding == ENCODING_UTF8)
        buf_add_str(out, text);
    else
        buf_grew(out, encoding == ENCODING_GB18030
                          ? gb_encode(p, text.n, (uint8_t *)to)
                          : utf16_encode(p, text.n, big, (uint8_t *)to));
}

static bool is_left(struct str out, struct str word)
{
    for (size_t at = 0; at + word.n <= out.n; at++)
        if (str_eq_nocase(str_sub(out, at, word.n), word))
            return true;
    return false;
}

/* The way of a file: read, decoded, scanned, written again. Nothing of it is to be understood as
 * anything but text. */
static bool run_file(struct redactor *own, struct str file, struct buf *out, struct err *err)
{
    const struct artifact artifact = {
        .stored = "self-test", .size_bytes = file.n, .content = file};
    struct arena *a = arena_new();
    struct scan_result scan;
    bool ok =
        redact_scan(own, &artifact, NULL, a, &scan, NULL, err) && scan.withheld == WITHHELD_NO;
    struct reader *reader = ok ? redact_open(own, &artifact, NULL, &scan, err) : NULL;

    ok = reader && reader_all(reader, out, err);
    reader_close(reader);
    arena_free(a);
    return ok;
}

static bool test_form(struct redactor *own, const struct form_row *form, struct str text,
                      struct err *err)
{
    struct buf in = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX), word = BUF_INIT(OUT_MAX);
    struct err why = ERR_NONE;

    buf_puts(&in, form->mark);
    encode(text, form->encoding, &in);
    bool ok =
        run_file(own, buf_str(&in), &out, &why) || err_set(err, E_SELF_TEST, "%s", form->name);
    for (size_t i = 0; i < COUNT_OF(canaries) && ok; i++) {
        buf_clear(&word);
        encode(str_of(canaries[i].text), form->encoding, &word);
        if (is_left(buf_str(&out), buf_str(&word)))
            ok = err_set(err, E_SELF_TEST, "%s, %s", entity_row(canaries[i].kind)->name,
                         form->name);
    }
    buf_done(&in);
    buf_done(&out);
    buf_done(&word);
    return ok;
}

static bool every_kind_is_planted(struct err *err)
{
    bool planted[ENTITY_COUNT] = {false};

    for (size_t i = 0; i < COUNT_OF(canaries); i++)
        planted[canaries[i].kind] = true;
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (!planted[kind])
            return err_set(err, E_SELF_TEST, "%s", entity_row((enum entity_kind)kind)->name);
    return true;
}

/* A redactor of its own with the canaries' words, the default actions and the same keys. */
static bool test_kinds(struct redactor *r, struct err *err)
{
    struct redactor *own = redactor_with_keys(r->keys);
    struct buf in = BUF_INIT(OUT_MAX);
    bool ok = every_kind_is_planted(err);

    for (size_t i = 0; i < COUNT_OF(canaries); i++) {
        if (canaries[i].learned)
            known_add(own->known, canaries[i].kind, str_of(canaries[i].learned));
        buf_printf(&in, "line %zu [%s%s] end\r\n", i, canaries[i].before, canaries[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(forms) && ok; i++)
        ok = test_form(own, &forms[i], buf_str(&in), err);
    own->keys = NULL; /* the caller's */
    redactor_free(own);
    buf_done(&in);
    return ok;
}

/* ---- each form of each word ------------------------------------------------------------------*/

static void plant_form(void *ctx, const struct form *form)
{
    struct buf *in = ctx;

    buf_puts(in, "known \"");
    buf_add_str(in, form->text);
    buf_puts(in, "\"\n");
}

/* Every form of every learned word through this redactor, looked for by the guard. */
static bool test_words(struct redactor *r, struct err *err)
{
    struct collected c = {r, BUF_INIT(OUT_MAX)};
    struct buf in = BUF_INIT(OUT_MAX);
    struct guard *g = guard_new(r);
    struct err why = ERR_NONE;
    bool ok = true;

    known_forms(r->known, plant_form, &in);
    run_engine(r, buf_str(&in), &c);
    guard_next(g, "self-test", false);
    if (buf_failed(&in) || buf_failed(&c.out))
        ok = err_set(err, E_MEMORY, "%s", "");
    else if (!guard_add(g, buf_str(&c.out), &why) || !guard_add(g, STR(""), &why))
        ok = err_set(err, E_SELF_TEST, "%s", why.detail);
    guard_free(g);
    buf_done(&in);
    buf_done(&c.out);
    return ok;
}

/* ---- patterns of the site -------------------------------------------------------------------*/

struct wanted {
    uint64_t from, end;
    uint64_t covered; /* bytes of it in hits, which do not overlap */
};

static void no_gap(void *ctx, const uint8_t *p, size_t n)
{
    (void)ctx;
    (void)p;
    (void)n;
}

static void cover(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct wanted *w = ctx;
    uint64_t from = at > w->from ? at : w->from;
    uint64_t end = at + hit->n < w->end ? at + hit->n : w->end;

    (void)around;
    w->covered += end > from ? end - from : 0;
}

/* The value of each example is found where it stands. */
static bool test_rules(struct redactor *r, struct err *err)
{
    for (size_t i = 0; i < site_rules_count(r->rules); i++) {
        struct str example = site_rules_example(r->rules, i);
        struct str value = site_rules_value(r->rules, i);
        size_t at = (size_t)(value.p - example.p);
        struct wanted w = {.from = at, .end = at + value.n};
        struct scan_sink sink = {no_gap, cover, &w, NULL};

        scan_in_pieces(r, example, &sink);
        if (w.covered != value.n)
            return err_set(err, E_SELF_TEST, "pattern %zu", i + 1);
    }
    return true;
}

bool redactor_self_test(struct redactor *r, struct err *err)
{
    return test_kinds(r, err) && test_words(r, err) && test_rules(r, err);
}
