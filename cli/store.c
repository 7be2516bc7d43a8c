/* store.c - the database by --db, and what it answers. */
#include "cli/store.h"

#include "base/date.h"
#include "bundle/spoken_message.h"
#include "cli/cli.h"
#include "cli/desk.h"
#include "desk/queries.h"

bool cli_store_open(const struct args *args, struct arena *a, struct store *out,
                    struct err *err)
{
    char *today = arena_take(a, DATE_BYTES);

    if (!args_has(args, OPT_DB))
        return err_set(err, E_USAGE, "%s", "--db FILE");
    date_today(today);
    return store_open(out, args->value[OPT_DB],
                      args_has(args, OPT_DATE) ? args->value[OPT_DATE] : today, err);
}

bool cli_store_hear(const struct args *args, const struct store_call *call, struct err *err)
{
    struct store store = {0};
    struct arena *a = arena_new();
    bool joined;
    bool ok = (call->case_number && case_number_is_valid(str_of(call->case_number))) ||
              err_set(err, E_VALUE, "--case %s (" CASE_NUMBER_FORMS ")",
                      call->case_number ? call->case_number : "");

    ok = ok && cli_store_open(args, a, &store, err) && store_hear(&store, call, &joined, err);
    store_close(&store);
    arena_free(a);
    return ok;
}

/* Each machine of the case with its facts, as they were taken in. */
static bool add_facts(struct store *s, json_t *all, struct err *err)
{
    json_t *machine;
    size_t i;
    bool ok = true;

    json_array_foreach(json_object_get(all, "machines"), i, machine)
    {
        struct fact_list *facts = fact_list_new();
        const char *id = json_string_value(json_object_get(machine, "bundle_id"));
        ok = ok && queries_facts(s, id, facts, err);
        json_t *whole = ok ? json_of_facts(facts) : NULL;
        (void)json_object_set(machine, "facts", json_object_get(whole, "facts"));
        json_decref(whole);
        fact_list_free(facts);
    }
    return ok;
}

static bool print_json(struct store *s, const struct query_answers *answers, struct err *err)
{
    json_t *all = queries_json(answers);

    if (!add_facts(s, all, err)) {
        json_decref(all);
        return false;
    }
    return cli_json(all, err);
}

/* Asking makes no database, and a case that cannot be is a slip of the finger. */
static bool can_be_asked(const struct args *args, struct err *err)
{
    const char *db = args->value[OPT_DB], *number = args->value[OPT_CASE];

    if (!sql_is_there(db))
        return err_set(err, E_FS_ABSENT, "%s", db);
    return !number || str_is(str_of(number), "-") || case_number_is_valid(str_of(number)) ||
           err_set(err, E_VALUE, "--case %s (" CASE_NUMBER_FORMS ")", number);
}

bool cli_report_store(const struct args *args, struct err *err)
{
    struct query_answers answers;
    struct store store = {0};
    struct arena *a = arena_new();
    bool ok = can_be_asked(args, err) && cli_store_open(args, a, &store, err) &&
              queries_ask(&store, args->value[OPT_CASE], a, &answers, err);

    if (ok && args_has(args, OPT_HTML))
        ok = cli_html_doc(queries_page(&answers, lang_get()), args->value[OPT_HTML], err);
    else if (ok)
        ok = args_has(args, OPT_JSON) ? print_json(&store, &answers, err)
                                      : cli_print_doc(queries_page(&answers, lang_get()), err);
    store_close(&store);
    arena_free(a);
    return ok;
}
