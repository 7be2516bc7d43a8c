/* policy.c - templates/policies/NAME.yaml by schema. */
#include "flow/policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/yaml.h"

const char *const policy_names[] = {"strict", "normal", "lab"};
const size_t policy_names_n = COUNT_OF(policy_names);

static const cyaml_schema_field_t text2_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 1, 400),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 1, 400),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t policy_fields[] = {
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
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t policy_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct policy, policy_fields),
};

static const char *known_name(const char *name)
{
    for (size_t i = 0; i < policy_names_n; i++)
        if (strcmp(policy_names[i], name) == 0)
            return policy_names[i];
    return NULL;
}

const struct policy *policy_load(const char *name, struct err *err)
{
    const char *known = known_name(name);
    char path[64];
    struct str text;
    void *loaded;

    if (!known)
        return err_null(err, E_POLICY, "%s", name);
    snprintf(path, sizeof path, "policies/%s.yaml", known);
    if (!embed_find(path, &text))
        return err_null(err, E_INTERNAL, "%s", path);
    if (!yaml_load(text, path, &policy_schema, &loaded, err))
        return NULL;
    struct policy *policy = loaded;
    policy->name = known;
    if (policy->level > POLICY_MAX_LEVEL) {
        policy_free(policy);
        return err_null(err, E_YAML, "%s: level above %d", path, POLICY_MAX_LEVEL);
    }
    return policy;
}

void policy_free(const struct policy *p)
{
    if (p)
        yaml_release(&policy_schema, (void *)p);
}
