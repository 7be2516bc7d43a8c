/* profile.c - checks.yaml by schema, and what only a look at the whole can tell. */
#include "check/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/yaml.h"

#define TEXT_MAX 600
#define FOUND_FILE "found.yaml"
#define REMEDIES_FILE "remedies.yaml"
#define PATH_MAX_BYTES 256

/* ---- schema ------------------------------------------------------------------------------ */

static const cyaml_strval_t predicate_names[] = {
#define PREDICATE(id, name, function, argument) {name, PREDICATE_##id},
#include "check/predicates.def"
#undef PREDICATE
};

static const cyaml_strval_t key_names[] = {
#define FACT_KEY(id, name, type, cls, wmic, linux_hand) {name, KEY_##id},
#include "facts/keys.def"
#undef FACT_KEY
};

static const cyaml_strval_t instance_names[] = {{"first", INSTANCE_FIRST},
                                                {"system-disk", INSTANCE_SYSTEM_DISK},
                                                {"any", INSTANCE_ANY},
                                                {"path", INSTANCE_PATH}};

static const cyaml_strval_t severity_names[] = {{"must-fix", VERDICT_MUST_FIX},
                                                {"warn", VERDICT_WARN}};

static const cyaml_strval_t weight_names[] = {{"rule", WEIGHT_RULE}, {"note", WEIGHT_NOTE}};

static const cyaml_strval_t reason_names[] = {{"pass", REASON_PASS},
                                              {"absent", REASON_ABSENT},
                                              {"empty", REASON_EMPTY},
                                              {"placeholder", REASON_PLACEHOLDER},
                                              {"malformed", REASON_MALFORMED},
                                              {"differ", REASON_DIFFER},
                                              {"not-as-required", REASON_NOT_AS_REQUIRED},
                                              {"unreadable", REASON_UNREADABLE}};

#define ENUM(key, type, member, names) \
    CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT, type, member, names, CYAML_ARRAY_LEN(names))
#define ENUM_OR_FIRST(key, type, member, names)                                         \
    CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, type, member, names, \
                     CYAML_ARRAY_LEN(names))

static const cyaml_schema_field_t text2_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 1, TEXT_MAX),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 1, TEXT_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t text2_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct text2, text2_fields)};

#define TEXT2(key, type, member) \
    CYAML_FIELD_MAPPING(key, CYAML_FLAG_DEFAULT, type, member, text2_fields)

static const cyaml_schema_field_t remedy_fields[] = {
    CYAML_FIELD_STRING_PTR("key", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct remedy, key,
                           1, 64),
    CYAML_FIELD_STRING_PTR("why", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct remedy, why,
                           1, 64),
    ENUM("reason", struct remedy, reason, reason_names),
    CYAML_FIELD_SEQUENCE("steps", CYAML_FLAG_POINTER, struct remedy, steps, &text2_schema, 1,
                         5),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t remedy_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct remedy, remedy_fields)};

static const cyaml_schema_value_t number_schema = {
    CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)};

static const cyaml_schema_field_t must_fields[] = {
    ENUM("is", struct must, is, predicate_names),
    CYAML_FIELD_UINT("bytes", CYAML_FLAG_OPTIONAL, struct must, bytes),
    CYAML_FIELD_SEQUENCE("numbers", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct must,
                         numbers, &number_schema, 1, 64),
    ENUM_OR_FIRST("weight", struct must, weight, weight_names),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t must_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct must, must_fields)};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_UINT("number", CYAML_FLAG_DEFAULT, struct rule, number),
    ENUM("key", struct rule, key, key_names),
    ENUM_OR_FIRST("instances", struct rule, instances, instance_names),
    CYAML_FIELD_STRING_PTR("path", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule, path,
                           1, PATH_MAX_BYTES),
    ENUM("severity", struct rule, severity, severity_names),
    CYAML_FIELD_UINT("smbios_type", CYAML_FLAG_OPTIONAL, struct rule, smbios_type),
    CYAML_FIELD_UINT("smbios_offset", CYAML_FLAG_OPTIONAL, struct rule, smbios_offset),
    CYAML_FIELD_SEQUENCE("must", CYAML_FLAG_POINTER, struct rule, must, &must_schema, 1, 16),
    TEXT2("title", struct rule, title),
    TEXT2("condition", struct rule, condition),
    TEXT2("why", struct rule, why),
    TEXT2("engineer", struct rule, engineer),
    CYAML_FIELD_SEQUENCE("remedies", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct rule,
                         remedies, &remedy_schema, 1, 32),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t rule_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rule, rule_fields)};

static const cyaml_schema_field_t profile_fields[] = {
    CYAML_FIELD_STRING_PTR("profile", CYAML_FLAG_POINTER, struct profile_data, profile, 1, 32),
    CYAML_FIELD_UINT("pack", CYAML_FLAG_DEFAULT, struct profile_data, pack),
    TEXT2("title", struct profile_data, title),
    CYAML_FIELD_SEQUENCE("rules", CYAML_FLAG_POINTER, struct profile_data, rules, &rule_schema,
                         1, 64),
    CYAML_FIELD_SEQUENCE("remedies", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct profile_data, remedies, &remedy_schema, 1, 128),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t profile_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct profile_data, profile_fields)};

static const cyaml_schema_field_t common_fields[] = {
    CYAML_FIELD_SEQUENCE("remedies", CYAML_FLAG_POINTER, struct remedies_data, remedies,
                         &remedy_schema, 1, 128),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t common_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct remedies_data, common_fields)};

static const cyaml_schema_field_t found_fields[] = {
    CYAML_FIELD_STRING_PTR("is", CYAML_FLAG_POINTER, struct found, is, 1, 64),
    TEXT2("text", struct found, text),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t found_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct found, found_fields)};

static const cyaml_schema_field_t words_fields[] = {
    CYAML_FIELD_SEQUENCE("found", CYAML_FLAG_POINTER, struct found_data, found, &found_schema,
                         1, 64),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t words_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct found_data, words_fields)};

/* ---- what the schema cannot say ---------------------------------------------------------- */

/* The line on which "number: N" of a rule stands. */
static unsigned line_of_rule(struct str yaml, unsigned number)
{
    unsigned line = 0;
    struct str text;

    while (str_next(&yaml, '\n', &text)) {
        struct str key, value;
        uint64_t n;
        line++;
        text = str_trim(text);
        if (str_starts(text, "- "))
            text = str_trim(str_sub(text, 2, text.n));
        if (str_next(&text, ':', &key) && str_is(key, "number") &&
            str_next(&text, '#', &value) && str_number(str_trim(value), &n) && n == number)
            return line;
    }
    return 0;
}

static bool argument_fits(const struct must *must)
{
    switch (predicate_row(must->is)->argument) {
    case ARG_BYTES:
        return must->bytes > 0 && must->numbers_count == 0;
    case ARG_NUMBERS:
        return must->numbers_count > 0 && must->bytes == 0;
    default:
        return must->bytes == 0 && must->numbers_count == 0;
    }
}

/* NULL when the rule is right, else the key that is wrong. */
static const char *problem_of_rule(const struct profile *p, unsigned i)
{
    const struct profile_data *data = p->data;
    const struct rule *rule = &data->rules[i];

    if (rule->number < 100 || rule->number > 999)
        return "number: three digits are said on the phone";
    for (unsigned before = 0; before < i; before++)
        if (data->rules[before].number == rule->number)
            return "number: used twice";
    if ((rule->path != NULL) != (rule->instances == INSTANCE_PATH))
        return "path: goes with instances: path";
    if (rule->smbios_type > 255 || rule->smbios_offset > 255)
        return "smbios_type, smbios_offset: 0 to 255";
    for (unsigned m = 0; m < rule->must_count; m++) {
        const struct must *must = &rule->must[m];
        bool all = must->is == PREDICATE_ANY_PHYSICAL_ENABLED;
        if (!argument_fits(must))
            return "must: argument missing or not wanted";
        if (all != (rule->instances == INSTANCE_ANY))
            return "must: this predicate and these instances do not fit";
    }
    for (size_t r = 0; r < COUNT_OF(reason_names); r++)
        if (!profile_remedy(p, rule, (enum reason)reason_names[r].val, ""))
            return "remedies: one reason has no steps";
    return NULL;
}

static bool is_sound(const struct profile *p, struct str yaml, const char *file_name,
                     struct err *err)
{
    const struct profile_data *data = p->data;

    if (data->pack < 10 || data->pack > 99)
        return err_set(err, E_YAML, "%s: pack: two digits, profile and version", file_name);
    for (unsigned i = 0; i < data->rules_count; i++) {
        const char *problem = problem_of_rule(p, i);
        if (problem)
            return err_set(err, E_YAML, "%s: line %u: rule %u: %s", file_name,
                           line_of_rule(yaml, data->rules[i].number), data->rules[i].number,
                           problem);
    }
    return true;
}

/* ---- public ------------------------------------------------------------------------------ */

static bool load_template(const char *file, const cyaml_schema_value_t *schema, void **out,
                          struct err *err)
{
    struct str text;

    if (!embed_find(file, &text))
        return err_set(err, E_INTERNAL, "%s is not in the program", file);
    return yaml_load(text, file, schema, out, err);
}

struct profile *profile_parse(struct str yaml, const char *name, const char *file_name,
                              struct err *err)
{
    struct profile *p = mem_new(sizeof(*p));
    void *data = NULL;

    if (!yaml_load(yaml, file_name, &profile_schema, &data, err))
        goto fail;
    p->data = data;
    if (!str_is(str_of(p->data->profile), name)) {
        err_set(err, E_YAML, "%s: profile: %s, but the folder is %s", file_name,
                p->data->profile, name);
        goto fail;
    }
    if (!load_template(REMEDIES_FILE, &common_schema, &data, err))
        goto fail;
    p->common = data;
    if (!is_sound(p, yaml, file_name, err) ||
        !load_template(FOUND_FILE, &words_schema, &data, err))
        goto fail;
    p->words = data;
    p->judge = judge_new(err);
    if (!p->judge)
        goto fail;
    return p;
fail:
    profile_free(p);
    return NULL;
}

const char *profile_shipped(size_t i)
{
    static const char *const names[] = {"cmge", "oem8", "kylin", "uos"};

    return i < COUNT_OF(names) ? names[i] : NULL;
}

bool profile_name_is_valid(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!((name.p[i] >= 'a' && name.p[i] <= 'z') ||
              (name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '-'))
            return false;
    return name.n > 0 && name.n <= 32;
}

struct profile *profile_load(const char *name, struct err *err)
{
    struct buf path = BUF_INIT(128);
    struct profile *p = NULL;
    struct str yaml;

    buf_printf(&path, "profiles/%s/checks.yaml", name);
    if (!profile_name_is_valid(str_of(name)) || !embed_find(buf_cstr(&path), &yaml))
        err_set(err, E_PROFILE, "%s", name);
    else
        p = profile_parse(yaml, name, buf_cstr(&path), err);
    buf_done(&path);
    return p;
}

void profile_free(struct profile *p)
{
    if (!p)
        return;
    if (p->data)
        yaml_release(&profile_schema, p->data);
    if (p->common)
        yaml_release(&common_schema, p->common);
    if (p->words)
        yaml_release(&words_schema, p->words);
    judge_free(p->judge);
    free(p);
}

const char *profile_name(const struct profile *p)
{
    return p->data->profile;
}

unsigned profile_version(const struct profile *p)
{
    return p->data->pack;
}

const struct text2 *profile_title(const struct profile *p)
{
    return &p->data->title;
}

size_t profile_rules(const struct profile *p)
{
    return p->data->rules_count;
}

bool profile_rule(const struct profile *p, size_t i, struct rule_view *out)
{
    if (i >= p->data->rules_count)
        return false;
    const struct rule *rule = &p->data->rules[i];
    const struct fact_key_row *row = fact_key_row(rule->key);

    *out = (struct rule_view){
        .number = rule->number,
        .key = rule->key,
        .severity = rule->severity,
        .title = rule->title,
        .condition = rule->condition,
        .why = rule->why,
        .smbios_type = (uint8_t)rule->smbios_type,
        .smbios_offset = (uint8_t)rule->smbios_offset,
        .hand_windows = row->hand_windows,
        .hand_linux = row->hand_linux,
        .hand_powershell = fact_hand_powershell(rule->key),
        .hand_sysfs = fact_hand_sysfs(rule->key),
    };
    return true;
}

bool profile_rule_by_number(const struct profile *p, unsigned number, struct rule_view *out)
{
    for (size_t i = 0; i < p->data->rules_count; i++)
        if (p->data->rules[i].number == number)
            return profile_rule(p, i, out);
    return false;
}

const struct rule *profile_rule_of(const struct profile *p, unsigned number)
{
    for (unsigned i = 0; i < p->data->rules_count; i++)
        if (p->data->rules[i].number == number)
            return &p->data->rules[i];
    return NULL;
}

static bool remedy_fits(const struct remedy *r, const char *key, enum reason reason,
                        const char *why)
{
    return r->reason == reason && (!r->key || str_starts(str_of(key), r->key)) &&
           (!r->why || strcmp(r->why, why) == 0);
}

const struct remedy *profile_remedy(const struct profile *p, const struct rule *rule,
                                    enum reason reason, const char *why)
{
    const char *key = fact_key_row(rule->key)->name;
    const struct {
        const struct remedy *remedies;
        unsigned n;
    } lists[] = {{rule->remedies, rule->remedies_count},
                 {p->data->remedies, p->data->remedies_count},
                 {p->common->remedies, p->common->remedies_count}};

    for (size_t l = 0; l < COUNT_OF(lists); l++)
        for (unsigned i = 0; i < lists[l].n; i++)
            if (remedy_fits(&lists[l].remedies[i], key, reason, why))
                return &lists[l].remedies[i];
    return NULL;
}

const struct text2 *profile_found(const struct profile *p, const char *is)
{
    for (unsigned i = 0; i < p->words->found_count; i++)
        if (strcmp(p->words->found[i].is, is) == 0)
            return &p->words->found[i].text;
    return NULL;
}
