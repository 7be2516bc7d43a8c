/* judge.c - the fields, the rules in their order, and the lists from placeholders.yaml. */
#include "check/judge_rules.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/yaml.h"

#define TEMPLATE "placeholders.yaml"
#define WORD_BYTES 64

static const struct field_row {
    const char *name;
    enum field_kind kind;
} fields[] = {
    {"bios.vendor", KIND_NAME},          {"bios.version", KIND_VERSION},
    {"system.manufacturer", KIND_NAME},  {"system.product", KIND_PRODUCT},
    {"system.version", KIND_VERSION},    {"system.serial", KIND_SERIAL},
    {"system.uuid", KIND_UUID},          {"system.sku", KIND_SKU},
    {"system.family", KIND_FAMILY},      {"baseboard.manufacturer", KIND_NAME},
    {"baseboard.product", KIND_PRODUCT}, {"baseboard.version", KIND_VERSION},
    {"baseboard.serial", KIND_SERIAL},   {"baseboard.asset", KIND_SERIAL},
    {"chassis.manufacturer", KIND_NAME}, {"chassis.type", KIND_ENCLOSURE},
    {"chassis.version", KIND_VERSION},   {"chassis.serial", KIND_SERIAL},
    {"chassis.asset", KIND_SERIAL},      {"chassis.sku", KIND_SKU},
    {"disk.serial", KIND_SERIAL},
};

/* The first rule that says yes decides. */
static const struct rule_row {
    const char *name;
    enum judgement judgement;
    unsigned kinds;
    bool (*says_yes)(const struct judge *j, const struct subject *s);
} rules[] = {
    {"broken-index", JUDGE_MALFORMED, KIND_TEXT | KIND_UUID | KIND_ENCLOSURE, shape_is_marker},
    {"all-ff", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_all_ff},
    {"unprintable", JUDGE_MALFORMED, KIND_TEXT, shape_is_unprintable},
    {"no-uuid", JUDGE_MALFORMED, KIND_UUID, uuid_is_broken},
    {"shared-uuid", JUDGE_PLACEHOLDER, KIND_UUID, uuid_is_shared},
    {"no-enclosure", JUDGE_PLACEHOLDER, KIND_ENCLOSURE, words_are_no_enclosure},
    {"unexpanded", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_unexpanded},
    {"punctuation", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_punctuation},
    {"too-short", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_too_short},
    {"zero-or-x", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_zero_or_x},
    {"one-character", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_one_character},
    {"version", JUDGE_PLACEHOLDER, KIND_SERIAL, shape_is_version},
    {"known", JUDGE_PLACEHOLDER, KIND_TEXT, words_are_whole},
    {"to-be-filled", JUDGE_PLACEHOLDER, KIND_TEXT, words_have_part},
    {"template", JUDGE_PLACEHOLDER, KIND_TEXT, words_are_template},
    {"reserved", JUDGE_PLACEHOLDER, KIND_TEXT, words_have_word},
    {"sequence", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_sequence},
    {"field-name", JUDGE_PLACEHOLDER, KIND_TEXT, words_name_field},
    {"nothing", JUDGE_PLACEHOLDER, KIND_TEXT, words_say_nothing},
    {"mask", JUDGE_PLACEHOLDER, KIND_TEXT, shape_is_mask},
    {"cut-off", JUDGE_MALFORMED, KIND_TEXT & ~KIND_SERIAL, shape_is_cut_off},
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
    LIST(nothing),   LIST(field),    LIST(frame),
    LIST(maker),     LIST(whole),    LIST(whole_serial),
    LIST(part),      LIST(word),     LIST(whole_not_product),
    LIST(company),   LIST(template), LIST(uuid),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t judge_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct judge, judge_fields),
};

struct judge *judge_new(struct err *err)
{
    struct str text;
    void *judge;

    if (!embed_find(TEMPLATE, &text))
        return err_null(err, E_INTERNAL, "%s is not in the program", TEMPLATE);
    return yaml_load(text, TEMPLATE, &judge_schema, &judge, err) ? judge : NULL;
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
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            key[n++] = c;
    }
    return n;
}

enum judgement judge_value(const struct judge *j, struct str field, struct str value,
                           const char **rule)
{
    const struct field_row *row = field_of(field);
    char key[JUDGE_KEY_MAX];
    struct subject s = {
        .raw = value, .value = str_trim(value), .kind = row ? row->kind : KIND_PRODUCT};

    *rule = "";
    if (s.value.n == 0) {
        *rule = value.n == 0 ? "empty" : "blank";
        return JUDGE_EMPTY;
    }
    s.key = (struct str){key, make_key(s.value, key)};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        if ((rules[i].kinds & s.kind) && rules[i].says_yes(j, &s)) {
            *rule = rules[i].name;
            return rules[i].judgement;
        }
    }
    return JUDGE_OK;
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
