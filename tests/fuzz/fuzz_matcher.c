/* fuzz_matcher.c - one matcher, chosen by the first byte, at every place of a text: its hits lie
 * where match.h says they may, and are the same wherever the text itself lies. */
#include "tests/fuzz/fuzz.h"

#include "tests/fuzz/scan_ways.h"

#define TEXT_MAX 4096
#define LABELS_IN_SEED 16

static match_at *const by_hand[] = {match_label, match_house_number};

#define MATCHERS (ANCHOR_COUNT + COUNT_OF(by_hand))

struct window { /* what a matcher sees, by itself in memory */
    uint8_t room[LOOK_BEFORE + SCAN_BACK + SCAN_AHEAD + LOOK_BEYOND];
    struct text text;
    size_t x;
};

static void cut_out(const struct text *t, size_t x, struct window *w)
{
    memset(w->room, 0, sizeof w->room);
    memcpy(w->room + LOOK_BEFORE, t->p + t->lo, t->hi - t->lo);
    w->text = *t;
    w->text.p = w->room + LOOK_BEFORE;
    w->text.lo = 0;
    w->text.hi = t->hi - t->lo;
    w->x = x - t->lo;
}

static void check_hits(const struct text *t, const struct hit *hits, unsigned n)
{
    FUZZ_REQUIRE(n <= MATCH_HITS);
    for (unsigned i = 0; i < n; i++) {
        FUZZ_REQUIRE(hits[i].kind < ENTITY_COUNT && hits[i].n > 0);
        FUZZ_REQUIRE(hits[i].at >= t->lo && hits[i].at < t->hi);
        FUZZ_REQUIRE(hits[i].n <= t->hi - hits[i].at);
    }
}

static bool may_ask(size_t which, const uint8_t *p)
{
    if (which >= ANCHOR_COUNT)
        return which > ANCHOR_COUNT ? is_digit(p[0]) : label_begins(p);
    struct look_range anchors = look_anchors[p[0]];
    return which >= anchors.from && which < anchors.to && scan_ways_asks((unsigned)which, p);
}

static const struct known *few_known(void)
{
    static struct known *known; /* for the life of the process */

    if (!known) {
        known = known_new();
        FUZZ_REQUIRE(known_add(known, ENTITY_HOST, STR("pc7")) &&
                     known_add(known, ENTITY_DOMAIN, STR("corp")) &&
                     known_add(known, ENTITY_IPV4, STR("1.2.3.4")) &&
                     known_add(known, ENTITY_MAC, STR("00005e0053af")));
    }
    return known;
}

static void ask_everywhere(size_t which, const uint8_t *p, size_t n)
{
    match_at *match =
        which < ANCHOR_COUNT ? scan_ways_matchers[which] : by_hand[which - ANCHOR_COUNT];
    static struct window w;

    for (size_t x = 0; x < n; x++) {
        struct text t = {.p = p,
                         .lo = x > SCAN_BACK ? x - SCAN_BACK : 0,
                         .hi = n - x > SCAN_AHEAD ? x + SCAN_AHEAD : n,
                         .first = x <= SCAN_BACK,
                         .known = few_known()};
        struct hit hits[MATCH_HITS], again[MATCH_HITS];

        if (!may_ask(which, p + x))
            continue;
        unsigned found = match(&t, x, hits);
        check_hits(&t, hits, found);
        cut_out(&t, x, &w);
        FUZZ_REQUIRE(match(&w.text, w.x, again) == found);
        for (unsigned i = 0; i < found; i++)
            FUZZ_REQUIRE(again[i].kind == hits[i].kind && again[i].n == hits[i].n &&
                         again[i].at + t.lo == hits[i].at);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0 || n > TEXT_MAX)
        return 0;
    look_start();
    label_start();
    uint8_t *room = mem_new(LOOK_BEFORE + n + LOOK_BEYOND);
    memcpy(room + LOOK_BEFORE, data + 1, n - 1);
    ask_everywhere(data[0] % MATCHERS, room + LOOK_BEFORE, n - 1);
    free(room);
    return 0;
}

/* ---- seeds: each matcher over a value of each form, each label before a value ----------------*/

static const char forms[] =
    "10.0.0.5:80 1.2.3.4.5 5.0.0.10.in-addr.arpa fe80::1 ::ffff:1.2.3.4 00:00:5e:00:53:af "
    "00-00-5E-00-53-AF 0000.5e00.53af mac=00005e0053af sn:AB12345X \"key\" : \"abEF1234ij\"\n"
    "Jan  2 03:04:05 pc7 sshd[7]: http://li:se9@nas7.zhao.lan/ a:1:aad3b435b51404eeaad3b435b514"
    "04ee:31d6cfe0d16ae931b73c59d7e0c089c0::: DESKTOP-2GNTRZD 0401-1900-12345 "
    "zhang@example.com\n"
    "C:\\Users\\li\\x \\\\fs-18\\y CORP\\zhang a\\nhost=pc7 /o=A/ou=B/cn=c 13800138000 "
    "（0317）88483979 学苑南路306号12号楼 机密★10年 秘密 * 长期 １０．０．０．５ "
    "ＳＮ：ＡＢ１２３４５Ｘ\n";

static const char *const label_texts[] = {
#define LABEL(text, kind, taker, gap) text,
#include "redact/labels.def"
#undef LABEL
};

bool fuzz_seed(unsigned i, struct buf *out)
{
    size_t first = (size_t)(i - MATCHERS) * LABELS_IN_SEED;

    if (i < MATCHERS) {
        buf_putc(out, (char)i);
        buf_puts(out, forms);
        return true;
    }
    buf_putc(out, (char)ANCHOR_COUNT); /* labels */
    for (size_t k = first; k < first + LABELS_IN_SEED && k < COUNT_OF(label_texts); k++)
        buf_printf(out, "%s: zhang.san7 %sAB12CD34 \"%s\": \"李建国\"\n", label_texts[k],
                   label_texts[k], label_texts[k]);
    return first < COUNT_OF(label_texts);
}
