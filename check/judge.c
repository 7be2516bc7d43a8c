/* judge.c - the fields, the rules in their order, and the lists from placeholders.yaml. */
#include "check/judge_rules.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/enc.h"
#include "base/utf8.h"
#include "base/yaml.h"

#define TEMPLATE "placeholders.yaml"
#define WORD_BYTES 64
#define FOLD_BYTES 8192 /* NFKC makes at most 18 code points of one */

/* Over these lengths Microsoft's SMBIOS page advises against a value; real makers exceed them. */
#define NAME_BYTES 32
#define TEXT_BYTES 64

static const struct field_row {
    const char *name;
    enum field_kind kind;
    size_t advised_bytes; /* 0: no advice */
} fields[] = {
    {"bios.vendor", KIND_NAME, 0},
    {"bios.version", KIND_VERSION, 0},
    {"system.manufacturer", KIND_NAME, NAME_BYTES},
    {"system.product", KIND_PRODUCT, TEXT_BYTES},
    {"system.version", KIND_VERSION, 0},
    {"system.serial", KIND_SERIAL, 0},
    {"system.uuid", KIND_UUID, 0},
    {"system.sku", KIND_SKU, NAME_BYTES},
    {"system.family", KIND_FAMILY, TEXT_BYTES},
    {"baseboard.manufacturer", KIND_NAME, 0},
    {"baseboard.product", KIND_PRODUCT, NAME_BYTES},
    {"baseboard.version", KIND_VERSION, 0},
    {"baseboard.serial", KIND_SERIAL, 0},
    {"baseboard.asset", KIND_ASSET, 0},
    {"chassis.manufacturer", KIND_NAME, 0},
    {"chassis.type", KIND_ENCLOSURE, 0},
    {"chassis.version", KIND_VERSION, 0},
    {"chassis.serial", KIND_SERIAL, 0},
    {"chassis.asset", KIND_ASSET, 0},
    {"chassis.sku", KIND_SKU, 0},
    {"disk.serial", KIND_SERIAL, TEXT_BYTES},
};

/* The first rule that says yes decides. */
static const struct rule_row {
    const char *name;
    enum judgement judgement;
    unsigned kinds;
    judge_rule *says_yes;
} rules[] = {
    {"broken-index", JUDGE_MALFORMED, KIND_TEXT | KIND_UUID | KIND_ENCLOSURE, shape_is_marker},
    {"all-ff", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_all_ff},
    {"unprintable", JUDGE_MALFORMED, KIND_TEXT, shape_is_unprintable},
    {"shared-uuid", JUDGE_PLACEHOLDER, KIND_UUID, uuid_is_shared},
    {"no-uuid", JUDGE_MALFORMED, KIND_UUID, uuid_is_broken},
    {"no-enclosure", JUDGE_PLACEHOLDER, KIND_ENCLOSURE, words_are_no_enclosure},
    {"unexpanded", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_unexpanded},
    {"punctuation", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_punctuation},
    {"too-short", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_too_short},
    {"zero-or-x", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_zero_or_x},
    {"one-character", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_one_character},
    {"version", JUDGE_PLACEHOLDER, KIND_NUMBER, shape_is_version},
    {"date", JUDGE_PLACEHOLDER, KIND_NUMBER | KIND_NAME, shape_is_date},
    {"known", JUDGE_PLACEHOLDER, KIND_TEXT, words_are_whole},
    {"to-be-filled", JUDGE_PLACEHOLDER, KIND_TEXT, words_promise},
    {"to-be-filled", JUDGE_PLACEHOLDER, KIND_TEXT, words_have_part},
    {"template", JUDGE_PLACEHOLDER, KIND_TEXT, words_are_template},
    {"reserved", JUDGE_PLACEHOLDER, KIND_TEXT, words_have_word},
    {"sequence", JUDGE_PLACEHOLDER, KIND_TEXT, sequence_is_value},
    {"repeated", JUDGE_PLACEHOLDER, KIND_TEXT, sequence_repeats},
    {"field-name", JUDGE_PLACEHOLDER, KIND_TEXT, words_name_field},
    {"nothing", JUDGE_PLACEHOLDER, KIND_TEXT, words_say_nothing},
    {"zeros", JUDGE_PLACEHOLDER, KIND_NUMBER, shape_is_zeros},
    {"mask", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_mask},
    {"words", JUDGE_PLACEHOLDER, KIND_SERIAL, words_are_prose},
    {"not-ascii", JUDGE_MALFORMED, KIND_TEXT, shape_is_not_ascii},
    {"cut-off", JUDGE_MALFORMED, KIND_TEXT & ~(unsigned)KIND_NUMBER, shape_is_cut_off},
    {"no-name", JUDGE_MALFORMED, KIND_NAME, words_lack_name},
};

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, WORD_BYTES),
};

#define LIST(name)                                            \
    {                                                         \
        .key = #name,                                         \
        .value = {.type = CYAML_SEQUENCE,                     \
                  .flags = CYAML_FLAG_POINTER,                \
                  .data_size = sizeof(char *),                \
                  .sequence = {&word_schema, 1, 500}},        \
        .data_offset = offsetof(struct judge, name.words),    \
        .count_size = sizeof(((struct judge *)NULL)->name.n), \
        .count_offset = offsetof(struct judge, name.n),       \
    }

static const cyaml_schema_field_t judge_fields[] = {
    LIST(nothing),
    LIST(state),
    LIST(negation),
    LIST(field),
    LIST(frame),
    LIST(maker),
    LIST(nothing_abroad),
    LIST(state_abroad),
    LIST(field_abroad),
    LIST(whole),
    LIST(whole_serial),
    LIST(whole_not_product),
    LIST(part),
    LIST(promise),
    LIST(fill),
    LIST(word),
    LIST(template),
    LIST(company),
    LIST(row),
    LIST(uuid),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t judge_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct judge, judge_fields),
};

struct judge *judge_parse(struct str yaml, const char *file_name, struct err *err)
{
    void *judge;

    return yaml_load(yaml, file_name, &judge_schema, &judge, err) ? judge : NULL;
}

struct judge *judge_new(struct err *err)
{
    struct str text;

    if (!embed_find(TEMPLATE, &text))
        return err_null(err, E_INTERNAL, "%s is not in the program", TEMPLATE);
    return judge_parse(text, TEMPLATE, err);
}

void judge_free(struct judge *j)
{
    if (j)
        yaml_release(&judge_schema, j);
}

static const struct field_row *field_of(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (str_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

static size_t make_key(struct str value, char *key)
{
    size_t n = 0;

    for (size_t i = 0; i < value.n && n < JUDGE_KEY_MAX; i++) {
        char c = value.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if (is_key_byte(c))
            key[n++] = c;
    }
    return n;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* Full-width letters to ASCII, U+00C0..U+00FF to the letters without their accents. */
static void fold(struct str value, struct buf *out)
{
    static const char plain[] =
        "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
    struct buf folded = BUF_INIT(FOLD_BYTES);

    utf8_fold(value, &folded);
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(buf_str(&folded), &at);
        if (c >= 0xc0 && c <= 0xff)
            buf_putc(out, plain[c - 0xc0]);
        else
            utf8_put(out, c);
    }
    buf_done(&folded);
}

/* Text beyond ASCII, folded; false when it is no text. Too long to fold, it stays as it is. */
static bool decode(struct str value, struct buf *out)
{
    struct buf utf8 = BUF_INIT(FOLD_BYTES);
    bool is_utf8 = utf8_is_valid(value), ok = is_utf8 || enc_chinese(value, &utf8);
    struct str text = is_utf8 ? value : buf_str(&utf8);

    if (ok && text.n <= FOLD_BYTES / 8)
        fold(text, out);
    buf_done(&utf8);
    return ok;
}

static enum judgement ask_rules(const struct judge *j, const struct subject *s,
                                const char **rule)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        if ((rules[i].kinds & s->kind) && rules[i].says_yes(j, s)) {
            *rule = rules[i].name;
            return rules[i].judgement;
        }
    }
    return JUDGE_OK;
}

/* What is worth a word about a value that is fine. */
static const char *note_of(const struct field_row *row, const struct subject *s)
{
    if (row && row->advised_bytes > 0 && str_trim(s->raw).n > row->advised_bytes)
        return "long";
    return str_trim(s->raw).n < s->raw.n ? "blanks-around" : "";
}

enum judgement judge_value(const struct judge *j, struct str field, struct str value,
                           const char **rule)
{
    const struct field_row *row = field_of(field);
    char key[JUDGE_KEY_MAX];
    struct buf folded = BUF_INIT(FOLD_BYTES);
    struct subject s = {
        .raw = value, .value = str_trim(value), .kind = row ? row->kind : KIND_PRODUCT};

    *rule = value.n == 0 ? "empty" : "blank";
    if (s.value.n == 0)
        return JUDGE_EMPTY;
    s.is_text = is_ascii(s.value) || decode(s.value, &folded);
    if (str_trim(buf_str(&folded)).n > 0)
        s.value = str_trim(buf_str(&folded));
    s.key = (struct str){key, make_key(s.value, key)};
    enum judgement judgement = ask_rules(j, &s, rule);
    if (judgement == JUDGE_OK)
        *rule = note_of(row, &s);
    buf_done(&folded);
    return judgement;
}

const char *judgement_name(enum judgement judgement)
{
    static const char *const names[] = {"ok", "placeholder", "empty", "malformed"};

    return (size_t)judgement < COUNT_OF(names) ? names[judgement] : "malformed";
}

bool judge_knows_field(struct str field)
{
    return field_of(field) != NULL;
}
