/* finding.c - words of verdicts, and counting. */
#include "facts/finding.h"

#include "base/lang.h"

static const char *const names[VERDICT_COUNT] = {
    [VERDICT_OK] = "ok",
    [VERDICT_MUST_FIX] = "must-fix",
    [VERDICT_WARN] = "warn",
    [VERDICT_UNREAD] = "unread",
    [VERDICT_NOT_APPLICABLE] = "not-applicable",
};

unsigned finding_count(const struct finding_list *list, enum verdict verdict)
{
    unsigned count = 0;

    for (size_t i = 0; i < list->n; i++)
        count += list->items[i].verdict == verdict;
    return count;
}

const char *verdict_name(enum verdict verdict)
{
    return (size_t)verdict < VERDICT_COUNT ? names[verdict] : "unread";
}

bool verdict_of_name(struct str name, enum verdict *out)
{
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        if (str_is(name, names[i])) {
            *out = (enum verdict)i;
            return true;
        }
    }
    return false;
}

const char *reason_text(unsigned digit)
{
    static const char *const texts[] = {
        [REASON_PASS] = N_("passes"),
        [REASON_ABSENT] = N_("absent"),
        [REASON_EMPTY] = N_("empty"),
        [REASON_PLACEHOLDER] = N_("placeholder"),
        [REASON_MALFORMED] = N_("malformed or too long"),
        [REASON_DIFFER] = N_("two sources differ"),
        [REASON_NOT_AS_REQUIRED] = N_("disabled or not as required"),
        [REASON_UNREADABLE] = N_("cannot be read"),
    };

    return digit < COUNT_OF(texts) && texts[digit] ? texts[digit] : "";
}
