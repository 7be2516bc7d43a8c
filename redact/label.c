/* label.c - labels.def behind a hash of the first four bytes; the gap between label and value. */
#include "redact/label.h"

#include <pthread.h>

#include "redact/take.h"

#define GAP_MAX 80
#define BUCKET_BITS 12
#define BUCKETS (1 << BUCKET_BITS)
#define ENTRIES_MAX 2048
#define PLATE_LETTERS "ABCDEFGHJKLMNPQRSTUVWXYZ"

static const struct label labels[] = {
#define LABEL(text, kind, taker, gap) \
    {text, sizeof text - 1, ENTITY_##kind, take_##taker, GAP_##gap},
#include "redact/labels.def"
#undef LABEL
};

/* Of less than four bytes, or in front of nothing but a sign, quotes and blanks aside. */
#define SHORT_NEXT ":=\"' \t" /* right behind one */
static const struct label shorts[] = {
    {"sn", 2, ENTITY_SERIAL, take_serial, GAP_SIGN},
    {"qq", 2, ENTITY_IM, take_qq, GAP_SIGN},
    {"pw", 2, ENTITY_PASSWORD, take_secret, GAP_SIGN},
    {"pin", 3, ENTITY_PASSWORD, take_pin, GAP_SIGN},
    {"pass", 4, ENTITY_PASSWORD, take_secret, GAP_SIGN},
    {"key", 3, ENTITY_TOKEN, take_key, GAP_SIGN},
    {"sig", 3, ENTITY_TOKEN, take_key, GAP_SIGN},
};

/* A number plate begins with its province (GA 36-2018); the letter belongs to the head. */
static const char *const provinces[] = {"京", "津", "沪", "渝", "冀", "豫", "云", "辽",
                                        "黑", "湘", "皖", "鲁", "新", "苏", "浙", "赣",
                                        "鄂", "桂", "甘", "晋", "蒙", "陕", "吉", "闽",
                                        "贵", "粤", "青", "藏", "川", "宁", "琼"};
static struct label plates[COUNT_OF(provinces)];

#define FIRST_BYTES 8

struct entry {
    uint64_t first, mask; /* of its first bytes, folded; of those it has */
    uint16_t next;        /* 1 + index, in the order of falling lengths */
    const struct label *label;
};

uint8_t label_map[HEAD_MAP_SIZE];
struct look_heads label_heads;
static struct entry entries[ENTRIES_MAX];
static size_t entries_n;
static uint16_t buckets[BUCKETS];

/* ---- the tables ---------------------------------------------------------------------------*/

/* Letters in lower case; a few other bytes are merged: it is a filter. */
static uint64_t first_of(const uint8_t *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return v | UINT64_C(0x2020202020202020);
}

static uint16_t *bucket_of(const uint8_t *p)
{
    return &buckets[head_hash(head_of(p), BUCKET_BITS)];
}

/* Of head, at least HEAD_BYTES and of a longer one FIRST_BYTES bytes count. */
static void add_entry(const uint8_t *head, size_t n, const struct label *label)
{
    uint8_t first[FIRST_BYTES] = {0}, mask[FIRST_BYTES] = {0};
    struct entry entry = {.label = label};
    uint16_t *link;

    if (entries_n == ENTRIES_MAX)
        return; /* a test counts them */
    for (size_t i = 0; i < FIRST_BYTES && i < n; i++) {
        first[i] = head[i] | 0x20;
        mask[i] = 0xff;
    }
    memcpy(&entry.first, first, sizeof first);
    memcpy(&entry.mask, mask, sizeof mask);
    *head_slot(label_map, head) |= HEAD_LABEL;
    look_add_word(&label_heads, head, HEAD_BYTES, label->gap == GAP_TAIL);
    link = bucket_of(head);
    while (*link && entries[*link - 1].label->n >= label->n)
        link = &entries[*link - 1].next;
    entry.next = *link;
    entries[entries_n] = entry;
    *link = (uint16_t)++entries_n;
}

/* With all that its head may be: "sn:1", "sn = ", "sn\": ". */
static void add_short(const struct label *label)
{
    for (const char *next = SHORT_NEXT; *next; next++)
        for (unsigned second = 0; second < 256; second++) {
            uint8_t head[HEAD_BYTES + 2];

            if (*next != ':' && *next != '=' && !(second && strchr(":= \t", (int)second)))
                continue;
            memcpy(head, label->text, label->n);
            head[label->n] = (uint8_t)*next;
            head[label->n + 1] = (uint8_t)second;
            *head_slot(label_map, head) |= HEAD_LABEL | HEAD_SHORT;
        }
}

/* What may stand between a label and its value. */
enum gap_list { LIST_SIGNS, LIST_OPENS, LIST_CLOSES, LISTS };

static const struct str gap_signs[] = {
    TEXT("=>"),       TEXT(":="),       TEXT(":"),        TEXT("="),        TEXT(">"),
    TEXT("："),       TEXT("＝"),       TEXT("是"),       TEXT("为"),       TEXT("返回"),
    TEXT("改为"),     TEXT("更改为"),   TEXT("修改为"),   TEXT("重置为"),   TEXT("变更为"),
    TEXT("设置为"),   TEXT("设为"),     TEXT("已改为"),   TEXT("已更改为"), TEXT("已修改为"),
    TEXT("已重置为"), TEXT("已变更为"), TEXT("已设置为"), TEXT("已设为")};
static const struct str gap_opens[] = {TEXT("\\\""), TEXT("&quot;"), TEXT("%22"), TEXT("["),
                                       TEXT("("),    TEXT("<"),      TEXT("{"),   TEXT("（"),
                                       TEXT("【"),   TEXT("“"),      TEXT("「"),  TEXT("《")};
static const struct str gap_closes[] = {TEXT("\\\""), TEXT("&quot;"), TEXT("%22"), TEXT("\""),
                                        TEXT("'"),    TEXT("]"),      TEXT(")"),   TEXT("）"),
                                        TEXT("】"),   TEXT("」"),     TEXT("`")};

static const struct {
    const struct str *words;
    size_t n;
} gap_lists[LISTS] = {
    [LIST_SIGNS] = {gap_signs, COUNT_OF(gap_signs)},
    [LIST_OPENS] = {gap_opens, COUNT_OF(gap_opens)},
    [LIST_CLOSES] = {gap_closes, COUNT_OF(gap_closes)},
};

static uint8_t gap_firsts[256]; /* a bit for each list that has words with that first byte */

static void make_gap_firsts(void)
{
    for (unsigned list = 0; list < LISTS; list++)
        for (size_t k = 0; k < gap_lists[list].n; k++)
            gap_firsts[(uint8_t)gap_lists[list].words[k].p[0]] |= (uint8_t)(1u << list);
}

static void make_tables(void)
{
    look_start();
    make_gap_firsts();
    take_start();
    for (size_t i = 0; i < COUNT_OF(shorts); i++)
        add_short(&shorts[i]);
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        add_entry((const uint8_t *)labels[i].text, labels[i].n, &labels[i]);
    for (size_t i = 0; i < COUNT_OF(provinces); i++) {
        plates[i] = (struct label){provinces[i], 3, ENTITY_PLATE, take_plate, GAP_JOINED};
        for (const char *letter = PLATE_LETTERS; *letter; letter++) {
            uint8_t head[HEAD_BYTES];
            memcpy(head, provinces[i], 3);
            head[3] = (uint8_t)*letter;
            add_entry(head, HEAD_BYTES, &plates[i]);
        }
    }
}

void label_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_tables);
}

const struct label *label_of(struct str text)
{
    text = str_trim(text);
    if (text.n < HEAD_BYTES)
        return NULL;
    for (uint16_t e = *bucket_of((const uint8_t *)text.p); e; e = entries[e - 1].next) {
        const struct label *label = entries[e - 1].label;
        if (str_eq_nocase(text, str_of(label->text)))
            return label;
    }
    return NULL;
}

/* ---- the gap ------------------------------------------------------------------------------*/

/* Behind the first word of the list that stands at i; i when none does. */
static size_t skip_one(const struct text *t, size_t i, enum gap_list list)
{
    uint8_t c = text_at(t, i);

    for (size_t k = 0; gap_firsts[c] >> list & 1 && k < gap_lists[list].n; k++) {
        struct str word = gap_lists[list].words[k];
        if ((uint8_t)word.p[0] == c && text_has_all(t, i, word.p, word.n))
            return i + word.n;
    }
    return i;
}

static size_t skip_two(const struct text *t, size_t i, enum gap_list list)
{
    size_t next = skip_one(t, i, list);

    return next > i ? skip_one(t, next, list) : i;
}

static size_t skip_blanks(const struct text *t, size_t i)
{
    static const char wide_blank[] = "\xe3\x80\x80";
    size_t from = i;

    while (i - from < GAP_MAX) {
        if (is_blank(text_at(t, i)))
            i++;
        else if (text_has(t, i, wide_blank))
            i += 3;
        else
            break;
    }
    return i;
}

static void open_value(const struct text *t, size_t i, struct place *v)
{
    i = skip_two(t, skip_blanks(t, i), LIST_OPENS);
    v->quote = text_at(t, i) == '"' || text_at(t, i) == '\'' ? text_at(t, i) : 0;
    v->at = i + (v->quote != 0);
}

/* "Password\" value=", "\"password\",\"value\":": the value of a pair that the label is the key of. */
static size_t skip_value_word(const struct text *t, size_t i)
{
    static const char word[] = "value";
    size_t at = text_at(t, i) == ',' ? skip_blanks(t, i + 1) : i, quote;

    quote = text_at(t, at) == '"' || text_at(t, at) == '\'';
    if (!text_has(t, at + quote, word))
        return i;
    at += quote + strlen(word);
    return at + (quote && text_at(t, at) == t->p[at - strlen(word) - 1]);
}

/* "ComputerName    REG_SZ    pc7", as reg.exe prints it. */
static size_t skip_registry_type(const struct text *t, size_t i)
{
    static const char *const types[] = {"reg_sz ", "reg_expand_sz ", "reg_multi_sz "};

    for (size_t k = 0; k < COUNT_OF(types); k++)
        if (text_has(t, i, types[k]))
            return i + strlen(types[k]);
    return i;
}

/* "序列号(S/N)：", "Client Machine ID (CMID):": the label once more, in short. */
static size_t skip_short_form(const struct text *t, size_t i)
{
    enum { SHORT_FORM_MAX = 12 };
    static const char wide_open[] = "（", wide_close[] = "）";
    size_t open = text_at(t, i) == ' ' ? i + 1 : i, at, end;

    if (text_at(t, open) != '(' && !text_has(t, open, wide_open))
        return i;
    at = open + (t->p[open] == '(' ? 1 : strlen(wide_open));
    end = at;
    while (end - at < SHORT_FORM_MAX && (is_alpha(text_at(t, end)) || text_at(t, end) == '/'))
        end++;
    if (end == at)
        return i;
    if (text_at(t, end) == ')')
        return end + 1;
    return text_has(t, end, wide_close) ? end + strlen(wide_close) : i;
}

/* "Host Name . . . . . : pc7", "\"user\":\"x\"", "<Computer>x</Computer>" */
static bool sign_follows(const struct text *t, size_t i, struct place *v)
{
    i = skip_short_form(t, i);
    size_t at = skip_two(t, i, LIST_CLOSES), from = at;

    while (at - from < GAP_MAX && (is_blank(text_at(t, at)) || text_at(t, at) == '.'))
        at++;
    if (text_at(t, at) == '>' && at != from)
        return false;
    size_t end = at > i ? skip_registry_type(t, at) : at;
    if (end == at) {
        at = at > i ? skip_value_word(t, at) : at;
        end = skip_two(t, at, LIST_SIGNS);
    }
    if (end == at)
        return false;
    v->sign = true;
    open_value(t, end, v);
    return true;
}

/* "password is x", "password was reset to x", "password 'x'": no sign, and yet a value follows.
 * Returns where; i when none does. */
static size_t skip_verb(const struct text *t, size_t i)
{
    static const char *const verbs[] = {"is ",       "was ",    "has been ", "changed to ",
                                        "reset to ", "set to ", "is now "};
    size_t at = skip_blanks(t, i), from = at;

    if (at == i)
        return i;
    for (unsigned times = 0; times < 2; times++)
        for (size_t k = 0; k < COUNT_OF(verbs); k++)
            if (text_has(t, at, verbs[k])) {
                at += strlen(verbs[k]);
                break;
            }
    return at > from || text_at(t, at) == '\'' || text_at(t, at) == '"' ? at : i;
}

/* What a sentence tells by a verb: secrets and numbers, and names that are called so: "machine is
 * non-AOAC" says no name. */
static bool takes_verb(const struct label *label)
{
    static const bool kinds[ENTITY_COUNT] = {
        [ENTITY_PASSWORD] = true, [ENTITY_TOKEN] = true,      [ENTITY_SERIAL] = true,
        [ENTITY_UUID] = true,     [ENTITY_ACTIVATION] = true, [ENTITY_IMEI] = true,
    };

    return kinds[label->kind] || str_ends(str_of(label->text), "name");
}

/* "User name                    zhang", as net.exe prints: a name that is called so, in a column of
 * its own. Returns where the value begins; i when it is none. */
static size_t skip_column(const struct text *t, size_t i, const struct place *v,
                          const struct label *label)
{
    enum { COLUMN_MIN = 6 };
    size_t end = skip_blanks(t, i);
    bool begins_line = v->label_at == t->lo ? t->first : t->p[v->label_at - 1] == '\n';

    return begins_line && end - i >= COLUMN_MIN && str_ends(str_of(label->text), " name") ? end
                                                                                          : i;
}

static bool find_place(const struct text *t, size_t i, const struct label *label,
                       struct place *v)
{
    enum label_gap gap = label->gap;

    if (sign_follows(t, i, v))
        return true;
    size_t column = skip_column(t, i, v, label);
    v->sign = column > i;
    if (v->sign) {
        open_value(t, column, v);
        return true;
    }
    bool is_program =
        v->label_at > t->lo && t->p[v->label_at - 1] == '-'; /* "update-passwd is" */
    size_t verb = takes_verb(label) && !is_program ? skip_verb(t, i) : i;
    if (verb > i) {
        open_value(t, verb, v);
        return true;
    }
    if (gap == GAP_SIGN || gap == GAP_TAIL)
        return false;
    if (gap == GAP_BLANK && !is_blank(text_at(t, i)) && skip_blanks(t, i) == i)
        return false;
    open_value(t, i, v);
    return true;
}

/* ---- matching -----------------------------------------------------------------------------*/

static bool stands_alone(const struct text *t, size_t x, const struct label *label)
{
    if (label->gap != GAP_TAIL && is_alnum(t->p[x]) && alnum_before(t->p, x, t->lo))
        return false;
    return label->gap == GAP_JOINED || !is_alnum(t->p[x + label->n - 1]) ||
           !is_alnum(text_at(t, x + label->n));
}

static const struct label *short_at(const struct text *t, size_t x)
{
    for (size_t k = 0; k < COUNT_OF(shorts); k++) {
        uint8_t next = text_at(t, x + shorts[k].n);
        if (text_has(t, x, shorts[k].text) && next && strchr(SHORT_NEXT, next))
            return &shorts[k];
    }
    return NULL;
}

bool label_begins(const uint8_t *p)
{
    const struct text t = {.p = p, .hi = FIRST_BYTES};
    uint64_t first = first_of(p);

    for (uint16_t e = *bucket_of(p); e; e = entries[e - 1].next)
        if ((first & entries[e - 1].mask) == entries[e - 1].first)
            return true;
    return head_look_up(label_map, p) & HEAD_SHORT && short_at(&t, 0);
}

static unsigned match_short(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    const struct label *label = short_at(t, x);

    if (!label || (x > t->lo && is_alnum(t->p[x - 1])))
        return 0;
    size_t i = x + label->n, from;
    i += text_at(t, i) == '"' || text_at(t, i) == '\'';
    for (from = i; i - from < GAP_MAX && is_blank(text_at(t, i));)
        i++;
    if (text_at(t, i) != ':' && text_at(t, i) != '=')
        return 0;
    struct place v = {.kind = label->kind, .label_at = x, .sign = true};
    open_value(t, i + 1, &v);
    return v.at < t->hi ? label->take(t, &v, hits) : 0;
}

unsigned match_label(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    if (t->hi - x < HEAD_BYTES)
        return 0;
    uint64_t first = first_of(t->p + x);
    for (uint16_t e = *bucket_of(t->p + x); e; e = entries[e - 1].next) {
        const struct label *label = entries[e - 1].label;
        struct place v = {.kind = label->kind, .label_at = x, .chinese = t->p[x] >= 0x80};

        if ((first & entries[e - 1].mask) != entries[e - 1].first ||
            !text_has_all(t, x, label->text, label->n) || !stands_alone(t, x, label) ||
            !find_place(t, x + label->n, label, &v))
            continue;
        unsigned n = label->take(t, &v, hits);
        if (n)
            return n;
    }
    return head_look_up(label_map, t->p + x) & HEAD_SHORT ? match_short(t, x, hits) : 0;
}
