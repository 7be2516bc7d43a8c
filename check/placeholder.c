/* placeholder.c - facts on one side, fields of the judge on the other. */
#include "check/placeholder.h"

struct str check_field_of(enum fact_key key)
{
    const struct fact_key_row *row = fact_key_row(key);
    struct str name = row ? str_of(row->name) : (struct str){NULL, 0};

    if (str_starts(name, "smbios."))
        name = str_sub(name, sizeof("smbios.") - 1, name.n);
    return judge_knows_field(name) ? name : (struct str){NULL, 0};
}

static bool says_nothing(const struct judge *judge, struct str field, struct str text)
{
    const char *rule;
    enum judgement judgement = judge_value(judge, field, text, &rule);

    return judgement == JUDGE_PLACEHOLDER || judgement == JUDGE_EMPTY;
}

bool check_is_no_number(void *judge, struct str text)
{
    return says_nothing(judge, STR("system.serial"), text) &&
           says_nothing(judge, STR("chassis.asset"), text);
}

bool check_is_placeholder(void *judge, const struct fact *f)
{
    struct str field = check_field_of(f->key);

    if (f->state != FACT_OK)
        return f->text.n == 0 || str_trim(f->text).n == 0;
    return field.n > 0 && says_nothing(judge, field, f->text);
}
