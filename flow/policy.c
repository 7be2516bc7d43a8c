/* policy.c - a policy by schema, and what only a look at the whole can tell. */
#include "flow/policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/yaml.h"
#include "flow/state.h"

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789-"

const char *const policy_names[] = {"strict", "normal", "lab"};
const size_t policy_names_n = COUNT_OF(policy_names);

/* ---- schema -------------------------------------------------------------------------------- */

static const cyaml_strval_t kind_names[] = {
#define ENTITY(id, name, rule, action, zh, en) {name, ENTITY_##id},
#include "redact/entities.def"
#undef ENTITY
};

static const cyaml_strval_t action_names[] = {{"alias", REDACT_ALIAS},
                                              {"mask", REDACT_MASK},
                                              {"keep", REDACT_KEEP},
                                              {"drop-line", REDACT_DROP_LINE},
                                              {"drop-file", REDACT_DROP_FILE}};

static const cyaml_schema_field_t text2_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 1, 400),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 1, 400),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t kind_schema = {CYAML_VALUE_ENUM(
    CYAML_FLAG_STRICT, enum entity_kind, kind_names, CYAML_ARRAY_LEN(kind_names))};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_SEQUENCE("kinds", CYAML_FLAG_POINTER, struct policy_rule, kinds, &kind_schema,
                         1, ENTITY_COUNT),
    CYAML_FIELD_ENUM("action", CYAML_FLAG_STRICT, struct policy_rule, action, action_names,
                     CYAML_ARRAY_LEN(action_names)),
    CYAML_FIELD_MAPPING("why", CYAML_FLAG_OPTIONAL, struct policy_rule, why, text2_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t rule_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct policy_rule, rule_fields)};

#define PATTERN_TEXT(key, member, max) \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, struct site_pattern, member, 0, max)

static const cyaml_schema_field_t pattern_fields[] = {
    PATTERN_TEXT("name", name, SITE_NAME_MAX),
    CYAML_FIELD_ENUM("kind", CYAML_FLAG_STRICT, struct site_pattern, kind, kind_names,
                     CYAML_ARRAY_LEN(kind_names)),
    PATTERN_TEXT("literal", literal, SITE_LITERAL_MAX),
    PATTERN_TEXT("pattern", pattern, SITE_PATTERN_MAX),
    PATTERN_TEXT("example", example, SITE_EXAMPLE_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t pattern_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct site_pattern, pattern_fields)};

static const cyaml_schema_field_t policy_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct policy, name, 1, 32),
    CYAML_FIELD_MAPPING("title", CYAML_FLAG_DEFAULT, struct policy, title, text2_fields),
    CYAML_FIELD_MAPPING("about", CYAML_FLAG_DEFAULT, struct policy, about, text2_fields),
    CYAML_FIELD_UINT("version", CYAML_FLAG_DEFAULT, struct policy, version),
    CYAML_FIELD_UINT("level", CYAML_FLAG_DEFAULT, struct policy, level),
    CYAML_FIELD_BOOL("second_person", CYAML_FLAG_DEFAULT, struct policy, second_person),
    CYAML_FIELD_BOOL("smbios_as_hex", CYAML_FLAG_DEFAULT, struct policy, smbios_as_hex),
    CYAML_FIELD_BOOL("phone_report", CYAML_FLAG_DEFAULT, struct policy, phone_report),
    CYAML_FIELD_BOOL("qr", CYAML_FLAG_DEFAULT, struct policy, qr),
    CYAML_FIELD_BOOL("gm", CYAML_FLAG_DEFAULT, struct policy, gm),
    CYAML_FIELD_STRING_PTR("hotline", CYAML_FLAG_POINTER, struct policy, hotline, 0, 40),
    CYAML_FIELD_SEQUENCE("actions", CYAML_FLAG_POINTER, struct policy, actions, &rule_schema, 0,
                         ENTITY_COUNT),
    CYAML_FIELD_SEQUENCE("patterns", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct policy,
                         patterns, &pattern_schema, 0, SITE_RULES_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t policy_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct policy, policy_fields),
};

/* ---- what the schema cannot say ------------------------------------------------------------- */

struct source { /* what is being read */
    struct str text;
    const char *file_name;
};

/* The line of the n-th time that word stands below a key. */
static size_t line_of(const struct source *s, const char *key, struct str word, unsigned n,
                      size_t *column)
{
    struct yaml_place place = {1, 1};

    if (!yaml_find(s->text, str_of(key), 1, &place))
        return 1;
    for (; n > 0; n--)
        if (!yaml_find(s->text, word, place.line + 1, &place))
            break;
    *column = place.column;
    return place.line;
}

/* NULL when kind may be treated so. */
static const char *problem_of(const struct policy *p, enum entity_kind kind,
                              enum redact_action action)
{
    bool guessable = entity_row(kind)->action == REDACT_MASK;

    if (action == REDACT_ALIAS && guessable)
        return "an alias could be guessed back: mask, drop-line or drop-file";
    if (action == REDACT_KEEP && entity_clear_level(kind) > POLICY_MAX_LEVEL)
        return "it never leaves in clear";
    if (action == REDACT_KEEP && entity_clear_level(kind) > p->level)
        return "the level of this policy does not let it leave in clear";
    return NULL;
}

static bool actions_are_sound(const struct policy *p, const struct source *s, struct err *err)
{
    unsigned named[ENTITY_COUNT] = {0};
    size_t column;

    for (unsigned i = 0; i < p->actions_count; i++) {
        const struct policy_rule *rule = &p->actions[i];

        for (unsigned k = 0; k < rule->kinds_count; k++) {
            const char *name = entity_row(rule->kinds[k])->name;
            const char *problem = problem_of(p, rule->kinds[k], rule->action);

            if (++named[rule->kinds[k]] > 1)
                problem = "named twice";
            if (problem)
                return err_set(
                    err, E_YAML, "%s line %zu: kind %s, action %s: %s", s->file_name,
                    line_of(s, "actions", str_of(name), named[rule->kinds[k]], &column), name,
                    redact_action_name(rule->action), problem);
        }
    }
    return true;
}

static bool compile_patterns(struct policy *p, const struct source *s, struct err *err)
{
    const char *culprit;

    if (p->patterns_count)
        p->rules = site_rules_new();
    for (unsigned i = 0; i < p->patterns_count; i++) {
        struct err why = ERR_NONE;
        size_t line = 1, column = 1;

        if (site_rules_add(p->rules, &p->patterns[i], &culprit, &why))
            continue;
        if (culprit)
            line = line_of(s, "patterns", str_of(culprit), 1, &column);
        return err_set(err, E_YAML, "%s line %zu column %zu: %s", s->file_name, line, column,
                       why.detail);
    }
    return true;
}

static bool is_sound(struct policy *p, const struct source *s, struct err *err)
{
    size_t column;

    if (p->level > POLICY_MAX_LEVEL)
        return err_set(err, E_YAML, "%s line %zu: level: 0 to %d", s->file_name,
                       line_of(s, "level", STR(""), 0, &column), POLICY_MAX_LEVEL);
    if (p->is_site &&
        (policy_is_shipped(p->name) || strspn(p->name, NAME_CHARS) != strlen(p->name)))
        return err_set(err, E_YAML,
                       "%s line %zu: name: a-z 0-9 -, and not strict, normal or lab",
                       s->file_name, line_of(s, "name", STR(""), 0, &column));
    return actions_are_sound(p, s, err) && compile_patterns(p, s, err);
}

/* ---- loading -------------------------------------------------------------------------------- */

static const struct policy *parse(const struct source *s, bool is_site, struct err *err)
{
    struct policy *policy;
    void *loaded;

    if (!yaml_load(s->text, s->file_name, &policy_schema, &loaded, err))
        return NULL;
    policy = loaded;
    policy->is_site = is_site;
    digest_once(DIGEST_SHA256, s->text.p, s->text.n, policy->sha256);
    if (is_sound(policy, s, err))
        return policy;
    policy_free(policy);
    return NULL;
}

const struct policy *policy_from_text(struct str text, const char *file_name, struct err *err)
{
    return parse(&(struct source){text, file_name}, true, err);
}

static const struct policy *load_shipped(const char *name, struct err *err)
{
    char path[64];
    struct source s = {.file_name = path};

    snprintf(path, sizeof path, "policies/%s.yaml", name);
    if (!embed_find(path, &s.text))
        return err_null(err, E_INTERNAL, "%s", path);
    return parse(&s, false, err);
}

static const struct policy *load_file(const char *path, struct err *err)
{
    struct fs_root *live = fs_root_open(NULL, err);
    struct buf text = BUF_INIT(YAML_MAX_BYTES);
    const struct policy *policy = NULL;
    struct err why = ERR_NONE;

    if (!live)
        return NULL;
    if (flow_read_file(live, path, YAML_MAX_BYTES, &text, &why))
        policy = policy_from_text(buf_str(&text), path, err);
    else
        err_set(err, why.code == E_FS_ABSENT ? E_POLICY : why.code, "%s", path);
    fs_root_free(live);
    buf_done(&text);
    return policy;
}

bool policy_is_shipped(const char *name)
{
    for (size_t i = 0; i < policy_names_n; i++)
        if (strcmp(policy_names[i], name) == 0)
            return true;
    return false;
}

const struct policy *policy_load(const char *source, struct err *err)
{
    return policy_is_shipped(source) ? load_shipped(source, err) : load_file(source, err);
}

void policy_free(const struct policy *p)
{
    if (!p)
        return;
    site_rules_free(p->rules);
    yaml_release(&policy_schema, (void *)p);
}

/* ---- what it says --------------------------------------------------------------------------- */

static const struct policy_rule *rule_of(const struct policy *p, enum entity_kind kind)
{
    for (unsigned i = 0; i < p->actions_count; i++)
        for (unsigned k = 0; k < p->actions[i].kinds_count; k++)
            if (p->actions[i].kinds[k] == kind)
                return &p->actions[i];
    return NULL;
}

enum redact_action policy_action(const struct policy *p, enum entity_kind kind, unsigned level)
{
    const struct policy_rule *rule = rule_of(p, kind);

    if (!rule || (rule->action == REDACT_KEEP && level < entity_clear_level(kind)))
        return entity_action(kind, level);
    return rule->action;
}

struct text2 policy_why(const struct policy *p, enum entity_kind kind)
{
    const struct policy_rule *rule = rule_of(p, kind);

    return rule ? rule->why : (struct text2){NULL, NULL};
}

bool policy_apply(const struct policy *p, unsigned level, struct redactor *r, struct err *err)
{
    if (p->rules)
        redactor_use_rules(r, p->rules);
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (!redactor_decide(r, (enum entity_kind)kind,
                             policy_action(p, (enum entity_kind)kind, level), err))
            return false;
    return true;
}
