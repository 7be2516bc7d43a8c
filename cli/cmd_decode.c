/* cmd_decode.c - digits heard on the phone back into words, or the question to ask. */
#include "bundle/spoken_decode.h"
#include "cli/cli.h"
#include "cli/store.h"

static const char *const kind_words[SPOKEN_KINDS] = {
    [SPOKEN_REPORT] = N_("Report code"),          [SPOKEN_RECEIPT] = N_("Receipt code"),
    [SPOKEN_REQUEST] = N_("Request to the user"), [SPOKEN_BUNDLE] = N_("Bundle code"),
    [SPOKEN_FINGERPRINT] = N_("Key fingerprint"),
};

static const char *const fault_words[SPOKEN_FAULTS] = {
    [SPOKEN_FITS] = "",
    [SPOKEN_DIGIT_COUNT] = N_("not five digits"),
    [SPOKEN_CHECK_DIGIT] = N_("the check digit does not fit"),
    [SPOKEN_STATE] = N_("7 and 9 are never said in a report"),
    [SPOKEN_NUMBER] = N_("this code has no such group"),
    [SPOKEN_TWICE] = N_("said twice"),
    [SPOKEN_ORDER] = N_("said after a later group"),
};

/* What was decoded, and the profile when its pack is the one that was said. */
struct answer {
    struct heard heard;
    struct decoded code;
    struct profile *profile;
};

/* ---- a report's checks ------------------------------------------------------------------------ */

struct check_said {
    unsigned ordinal; /* 1.. */
    uint8_t reason;
    bool known; /* rule is that of the profile */
    struct rule_view rule;
    enum verdict verdict;
};

static enum verdict verdict_said(uint8_t reason, const struct rule_view *rule)
{
    if (reason == REASON_PASS)
        return VERDICT_OK;
    return reason == REASON_UNREADABLE ? VERDICT_UNREAD : rule->severity;
}

/* The i-th check. Without its rule only those up to the last one that says something count. */
static bool check_at(const struct answer *a, size_t i, struct check_said *out)
{
    const uint8_t *states = a->code.report_states;
    size_t said = REPORT_STATES_MAX;

    if (i >= REPORT_STATES_MAX)
        return false;
    *out = (struct check_said){.ordinal = (unsigned)i + 1, .reason = states[i]};
    out->known = a->profile && profile_rule(a->profile, i, &out->rule);
    if (out->known)
        out->verdict = verdict_said(out->reason, &out->rule);
    while (said > 0 && states[said - 1] == REASON_PASS)
        said--;
    return out->known || i < said;
}

static void put_check(const struct check_said *check, struct buf *out)
{
    const char *word = _(reason_text(check->reason));

    if (check->known)
        buf_printf(out, "%u  %-4s  %s  %s: %s\n", check->rule.number,
                   verdict_mark(check->verdict), verdict_word(check->verdict, lang_get()),
                   text2_now(&check->rule.title), word);
    else
        buf_printf(out, _("check %u: %s\n"), check->ordinal, word);
}

/* ---- what it says ----------------------------------------------------------------------------- */

static void put_report(const struct answer *a, struct buf *out)
{
    struct check_said check;

    if (a->profile)
        buf_printf(out, "%s  (%s %u)\n", text2_now(profile_title(a->profile)),
                   profile_name(a->profile), profile_version(a->profile));
    else
        buf_printf(out, _("Rule pack %02u is not here: checks by their place, no verdicts.\n"),
                   a->code.report_pack);
    for (size_t i = 0; check_at(a, i, &check); i++)
        put_check(&check, out);
}

static void put_receipt(const struct spoken_receipt *r, struct buf *out)
{
    buf_printf(out, "%s  %04u-%02u-%02u\n", _(activation_text(r->activation)), r->year,
               r->month, r->day);
    buf_printf(out, _("client %s, rule pack %02u\n"), client_name(r->client), r->pack);
}

static void put_request(const struct spoken_request *r, struct buf *out)
{
    if (r->kind != REQUEST_ITEMS) {
        buf_printf(out, _("case number %s\n"), r->case_number);
        return;
    }
    buf_puts(out, _("collect items"));
    for (size_t i = 0; i < r->items_n; i++)
        buf_printf(out, " %u", r->items[i]);
    buf_putc(out, '\n');
}

static void put_meaning(const struct answer *a, struct buf *out)
{
    switch (a->code.kind) {
    case SPOKEN_REPORT:
        put_report(a, out);
        break;
    case SPOKEN_RECEIPT:
        put_receipt(&a->code.receipt, out);
        break;
    case SPOKEN_REQUEST:
        put_request(&a->code.request, out);
        break;
    case SPOKEN_BUNDLE:
    case SPOKEN_FINGERPRINT:
        buf_printf(out, "%s\n", _("Heard well; compare it with the one that you have."));
        break;
    }
}

/* ---- what to ask ------------------------------------------------------------------------------ */

static void put_group_name(const struct answer *a, size_t i, struct buf *out)
{
    unsigned number = a->code.groups[i].number;

    if (number == HEARD_NO_NUMBER)
        buf_printf(out, _("The group at place %zu"), i + 1);
    else
        buf_printf(out, _("Group %u"), number);
}

static void put_question(const struct answer *a, struct buf *out)
{
    static const char *const changes[SPOKEN_CHANGES] = {
        [SPOKEN_NO_CHANGE] = "",
        [SPOKEN_MISHEARD] = N_("One digit was misheard (1 and 7, 6 and 9)."),
        [SPOKEN_OTHER_DIGIT] = N_("One digit is different."),
        [SPOKEN_SWAPPED] = N_("Two neighbours are swapped."),
        [SPOKEN_OTHER_NUMBER] = N_("The number of the group is different."),
    };
    const struct spoken_question *q = &a->code.question;
    char digits[HEARD_TEXT];

    buf_printf(out, "%s ", _("Ask:"));
    put_group_name(a, q->group, out);
    buf_puts(out, ": ");
    spoken_corrected(&a->heard, &a->code, digits);
    if (q->change == SPOKEN_OTHER_NUMBER)
        buf_printf(out, _("is its number %u?"), q->meant);
    else
        buf_printf(out, _("is it %s?"), digits);
    buf_printf(out, "  %s\n", _(changes[q->change]));
}

static void put_faults(const struct answer *a, struct buf *out)
{
    char digits[HEARD_TEXT];

    for (size_t i = 0; i < a->heard.n; i++) {
        const struct heard_group *group = &a->heard.groups[i];

        heard_text(group, digits);
        buf_puts(out, "  ");
        put_group_name(a, i, out);
        buf_printf(out, "  %s  %s %s\n", digits,
                   a->code.groups[i].fault == SPOKEN_FITS ? "[OK]" : "[X]",
                   a->code.groups[i].fault == SPOKEN_FITS
                       ? ""
                       : _(fault_words[a->code.groups[i].fault]));
    }
    for (unsigned n = 0; n < 10; n++)
        if (a->code.missing >> n & 1)
            buf_printf(out, _("Ask for group %u: it was not said.\n"), n);
    if (a->code.contradicts)
        buf_printf(out, "%s\n",
                   _("Each group fits, together they do not. Ask which groups there are, then "
                     "for all of them again."));
    if (a->code.question.change != SPOKEN_NO_CHANGE) {
        put_question(a, out);
        return;
    }
    for (size_t i = 0; i < a->heard.n; i++)
        if (a->code.groups[i].fault != SPOKEN_FITS) {
            buf_printf(out, "%s ", _("Ask to say it again:"));
            put_group_name(a, i, out);
            buf_putc(out, '\n');
        }
}

static bool print_text(const struct answer *a, struct err *err)
{
    struct buf text = BUF_INIT(64 * 1024);

    buf_printf(&text, "%s  %s\n", _(kind_words[a->code.kind]),
               a->code.valid ? _("valid") : _("NOT VALID"));
    if (a->code.valid)
        put_meaning(a, &text);
    else
        put_faults(a, &text);
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static json_t *json_of_groups(const struct answer *a)
{
    json_t *groups = json_array();
    char digits[HEARD_TEXT];

    for (size_t i = 0; i < a->heard.n; i++) {
        unsigned number = a->code.groups[i].number;

        heard_text(&a->heard.groups[i], digits);
        json_array_append_new(
            groups,
            json_pack("{s:o, s:s, s:s}", "number",
                      number == HEARD_NO_NUMBER ? json_null() : json_integer(number), "digits",
                      digits, "fault", spoken_fault_name(a->code.groups[i].fault)));
    }
    return groups;
}

static json_t *json_of_missing(const struct answer *a)
{
    json_t *missing = json_array();

    for (unsigned n = 0; n < 10; n++)
        if (a->code.missing >> n & 1)
            json_array_append_new(missing, json_integer(n));
    return missing;
}

static json_t *json_of_question(const struct answer *a)
{
    const struct spoken_question *q = &a->code.question;
    unsigned number;
    char digits[HEARD_TEXT];

    if (q->change == SPOKEN_NO_CHANGE)
        return json_null();
    number = q->change == SPOKEN_OTHER_NUMBER ? q->meant : a->code.groups[q->group].number;
    spoken_corrected(&a->heard, &a->code, digits);
    return json_pack("{s:i, s:o, s:s, s:s}", "place", (int)q->group + 1, "number",
                     number == HEARD_NO_NUMBER ? json_null() : json_integer(number), "digits",
                     digits, "change", spoken_change_name(q->change));
}

static json_t *json_of_checks(const struct answer *a)
{
    json_t *checks = json_array();
    struct check_said check;

    for (size_t i = 0; check_at(a, i, &check); i++)
        json_array_append_new(
            checks, check.known ? json_pack("{s:i, s:s, s:i}", "rule", (int)check.rule.number,
                                            "verdict", verdict_name(check.verdict), "reason",
                                            (int)check.reason)
                                : json_pack("{s:i, s:i}", "check", (int)check.ordinal, "reason",
                                            (int)check.reason));
    return checks;
}

static json_t *json_of_request(const struct spoken_request *r)
{
    json_t *items = json_array();

    for (size_t i = 0; i < r->items_n; i++)
        json_array_append_new(items, json_integer(r->items[i]));
    return json_pack("{s:s, s:o}", "case", r->case_number, "items", items);
}

static json_t *json_of_meaning(const struct answer *a)
{
    const struct spoken_receipt *r = &a->code.receipt;
    char date[32];

    switch (a->code.kind) {
    case SPOKEN_REPORT:
        return json_pack("{s:i, s:s?, s:o}", "pack", (int)a->code.report_pack, "profile",
                         a->profile ? profile_name(a->profile) : NULL, "checks",
                         json_of_checks(a));
    case SPOKEN_RECEIPT:
        snprintf(date, sizeof date, "%04u-%02u-%02u", r->year, r->month, r->day);
        return json_pack("{s:s, s:s, s:s, s:i}", "activation", activation_name(r->activation),
                         "client", client_name(r->client), "date", date, "pack", (int)r->pack);
    case SPOKEN_REQUEST:
        return json_of_request(&a->code.request);
    case SPOKEN_BUNDLE:
    case SPOKEN_FINGERPRINT:
        break;
    }
    return json_object();
}

static bool print_json(const struct answer *a, struct err *err)
{
    return cli_json(json_pack("{s:s, s:b, s:o, s:o, s:b, s:o, s:o}", "code",
                              spoken_kind_name(a->code.kind), "valid", a->code.valid, "groups",
                              json_of_groups(a), "missing", json_of_missing(a), "contradicts",
                              a->code.contradicts, "question", json_of_question(a), "says",
                              a->code.valid ? json_of_meaning(a) : json_null()),
                    err);
}

/* ---- command ---------------------------------------------------------------------------------- */

static bool hear_words(const struct args *args, struct heard *out, struct err *err)
{
    struct buf text = BUF_INIT(4096);

    for (size_t i = 0; i < args->words_n; i++)
        buf_printf(&text, "%s ", args->words[i]);
    bool ok = buf_failed(&text) ? err_set(err, E_VALUE, "%s", args->words[0])
                                : spoken_hear(buf_str(&text), out, err);
    buf_done(&text);
    return ok;
}

/* Keeps the profile when its pack is the one that was said. */
static void take_profile(struct answer *a, struct profile *profile)
{
    if (!a->profile && profile && profile_version(profile) % 100 == a->code.report_pack)
        a->profile = profile;
    else
        profile_free(profile);
}

/* The profile, when the report was judged by a pack that is here. */
static bool find_profile(const struct args *args, struct answer *a, struct err *err)
{
    struct profile_pack pack = {.profile = NULL};
    const char *name;

    if (!a->code.valid || a->code.kind != SPOKEN_REPORT)
        return true;
    if (args_has(args, OPT_PROFILE)) {
        if (!cli_profile(args, &pack, err))
            return false;
        take_profile(a, pack.profile);
        pack.profile = NULL;
        profile_pack_done(&pack);
        return true;
    }
    for (size_t i = 0; (name = profile_shipped(i)); i++) {
        struct profile *profile = profile_load(name, err);
        if (!profile)
            return false;
        take_profile(a, profile);
    }
    return true;
}

/* The error names the first bad group as it was typed, else the kind of the code. */
static bool valid(const struct answer *a, const struct args *args, struct err *err)
{
    if (a->code.valid)
        return true;
    for (size_t i = 0; i < a->heard.n; i++)
        if (a->code.groups[i].fault != SPOKEN_FITS && a->heard.n == args->words_n)
            return err_set(err, E_SPOKEN, "%s", args->words[i]);
    return err_set(err, E_SPOKEN, "%s", spoken_kind_name(a->code.kind));
}

/* ---- into the desk's database ------------------------------------------------------------------ */

/* The groups as they are read back: a report's are numbered, the others stand in their order. */
static void put_code(const struct answer *a, struct buf *out)
{
    char digits[HEARD_TEXT];

    if (a->code.kind == SPOKEN_REPORT) {
        spoken_report_code(a->code.report_pack, a->code.report_states, REPORT_STATES_MAX, out);
        return;
    }
    for (size_t i = 0; i < a->heard.n; i++) {
        heard_text(&a->heard.groups[i], digits);
        buf_printf(out, "%s%s", i > 0 ? " " : "", digits);
    }
}

static void put_signature(const struct answer *a, struct buf *out)
{
    struct check_said check;

    for (size_t i = 0; a->code.kind == SPOKEN_REPORT && check_at(a, i, &check); i++)
        if (check.known && check.verdict == VERDICT_MUST_FIX)
            buf_printf(out, "%s%u=%u", out->n > 0 ? " " : "", check.rule.number, check.reason);
}

/* --db: what was said on the phone opens the case, or joins it. */
static bool note(const struct args *args, const struct answer *a, struct err *err)
{
    struct buf code = BUF_INIT(256), signature = BUF_INIT(4096);
    bool ok;

    if (!args_has(args, OPT_DB))
        return true;
    put_code(a, &code);
    put_signature(a, &signature);
    const struct store_call call = {.case_number = args->value[OPT_CASE],
                                    .kind = spoken_kind_name(a->code.kind),
                                    .code = buf_cstr(&code),
                                    .signature = buf_cstr(&signature)};
    ok = cli_store_hear(args, &call, err);
    buf_done(&code);
    buf_done(&signature);
    return ok;
}

bool cmd_decode(const struct args *args, int *code, struct err *err)
{
    struct answer a = {.profile = NULL};

    if (!hear_words(args, &a.heard, err))
        return false;
    spoken_decode(&a.heard, &a.code);
    bool ok = find_profile(args, &a, err) &&
              (args_has(args, OPT_JSON) ? print_json(&a, err) : print_text(&a, err)) &&
              valid(&a, args, err) && note(args, &a, err);
    (void)code;
    profile_free(a.profile);
    return ok;
}
