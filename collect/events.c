/* events.c - what events of activation say, as facts and as lines of text. */
#include "collect/events.h"

#include "collect/collect.h"

#define TEXT_MAX_BYTES (8 * 1024 * 1024)
#define HOSTS_MAX 1024

enum { RENAMED = 6011, STATUS = 1003, FAILED = 8198, NOT_ACQUIRED = 8200 };

#define EVENTS(log, text, provider, ...)                         \
    {(log), (text), (provider), (const uint32_t[]){__VA_ARGS__}, \
     sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)},
static const struct event_query queries[] = {
#include "collect/events.def"
};
#undef EVENTS

const struct event_query *event_queries(size_t *n)
{
    *n = COUNT_OF(queries);
    return queries;
}

bool event_is_wanted(const struct event_query *query, struct str provider, uint32_t id)
{
    for (size_t i = 0; i < query->ids_n; i++)
        if (query->ids[i] == id)
            return str_eq_nocase(provider, str_of(query->provider));
    return false;
}

static void put_time(struct buf *out, int64_t time_s)
{
    char text[32] = "(no time)";
    struct tm tm;

    if (gmtime_r(&(time_t){(time_t)time_s}, &tm))
        (void)!strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%SZ", &tm);
    buf_puts(out, text);
}

/* The code of a failure: the first "0x" with eight digits in the data of the event. */
static struct str code_of(const struct event *e)
{
    uint64_t number;
    size_t at;

    for (size_t i = 0; i < e->strings_n; i++)
        for (struct str s = e->strings[i]; str_find(s, "0x", &at); s = str_sub(s, at + 2, s.n))
            if (str_sub(s, at, 10).n == 10 && str_number(str_sub(s, at, 10), &number))
                return str_sub(s, at, 10);
    return (struct str){NULL, 0};
}

static struct fact_source source_of(struct fact_list *facts, const struct event_query *query,
                                    const struct event *e)
{
    const char *path = e ? arena_printf(fact_list_arena(facts), "%s.evtx, record %llu",
                                        query->log, (unsigned long long)e->record)
                         : arena_printf(fact_list_arena(facts), "%s.evtx", query->log);

    return fact_source_file(facts, path);
}

/* ---- facts -------------------------------------------------------------------------------- */

/* "8198: 3 times, last 2026-01-02 03:04:05Z 0xC004F074". */
static void count_fact(struct fact_list *facts, const struct event_query *query,
                       const struct event_list *list, uint32_t id)
{
    struct buf text = BUF_INIT(256);
    const struct event *last = NULL;
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].id == id) {
            last = &list->items[i];
            n++;
        }
    }
    if (!last)
        return;
    buf_printf(&text, "%u: %zu times, last ", id, n);
    put_time(&text, last->time_s);
    buf_printf(&text, " %.*s", STR_ARG(code_of(last)));
    fact_add_text(facts, KEY_ACTIVATION_EVENT, fact_instances(facts, KEY_ACTIVATION_EVENT),
                  str_trim(buf_str(&text)), source_of(facts, query, last));
    buf_done(&text);
}

/* A line of event 1003: "2: SKU, 1, 1 [(0 [0x00000000, 1, 0], ...": result, state (1 licensed),
 * reason. Only those of Windows itself count, by the id of the application. */
static const char *licence_state(const struct event *e)
{
    static const char windows[] = "55c92734-d682-4d71-983e-d6ec3f16059f";
    size_t at;

    if (e->strings_n < 2 || !str_eq_nocase(e->strings[0], str_of(windows)))
        return NULL;
    return str_find(e->strings[1], "[0x00000000, 1, ", &at) ? "licensed" : "not-licensed";
}

static const char *state_by(const struct event *e)
{
    if (e->id == STATUS)
        return licence_state(e);
    return e->id == FAILED || e->id == NOT_ACQUIRED ? "failed" : NULL;
}

/* The last event that tells decides; with it goes the last code of a failure. */
static void state_facts(struct fact_list *facts, const struct event_query *query,
                        const struct event_list *list)
{
    const struct event *told = NULL, *failed = NULL;
    const char *state = NULL;

    for (size_t i = 0; i < list->n; i++) {
        const struct event *e = &list->items[i];
        const char *says = state_by(e);

        if (says) {
            told = e;
            state = says;
        }
        if (says && e->id != STATUS)
            failed = e;
    }
    if (state)
        fact_add_text(facts, KEY_ACTIVATION_STATE, 0, str_of(state),
                      source_of(facts, query, told));
    else
        fact_add_state(facts, KEY_ACTIVATION_STATE, 0, FACT_ABSENT,
                       source_of(facts, query, NULL));
    if (failed)
        fact_add_text(facts, KEY_ACTIVATION_CODE, 0, code_of(failed),
                      source_of(facts, query, failed));
    else
        fact_add_state(facts, KEY_ACTIVATION_CODE, 0, FACT_ABSENT,
                       source_of(facts, query, NULL));
}

static void add_host(struct fact_list *facts, struct str name, struct fact_source source)
{
    unsigned n = fact_instances(facts, KEY_OS_HOST);

    name = str_trim(name);
    for (unsigned i = 0; i < n; i++)
        if (str_eq_nocase(fact_find(facts, KEY_OS_HOST, i)->text, name))
            return;
    if (name.n > 0 && n < HOSTS_MAX)
        fact_add_text(facts, KEY_OS_HOST, n, name, source);
}

/* Each event names the computer as it was called then. */
static void host_facts(struct fact_list *facts, const struct event_query *query,
                       const struct event_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct event *e = &list->items[i];
        struct fact_source source = source_of(facts, query, e);

        add_host(facts, e->computer, source);
        for (size_t k = 0; e->id == RENAMED && k < e->strings_n; k++)
            add_host(facts, e->strings[k], source);
    }
}

static void all_missing(struct fact_list *facts, const struct event_query *query,
                        enum fact_state state)
{
    fact_add_state(facts, KEY_ACTIVATION_STATE, 0, state, source_of(facts, query, NULL));
    fact_add_state(facts, KEY_ACTIVATION_EVENT, 0, state, source_of(facts, query, NULL));
}

void events_facts(event_source *source, void *ctx, struct fact_list *facts)
{
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        const struct event_query *query = &queries[i];
        struct event_list list = {.n = 0};
        struct err err = ERR_NONE;
        bool is_licensing = query->ids[0] != RENAMED;

        if (source(ctx, query, a, &list, &err)) {
            host_facts(facts, query, &list);
            for (size_t k = 0; is_licensing && k < query->ids_n; k++)
                count_fact(facts, query, &list, query->ids[k]);
            if (is_licensing)
                state_facts(facts, query, &list);
        } else if (is_licensing) {
            all_missing(facts, query, collect_state_of(&err));
        }
    }
    arena_free(a);
}

/* ---- lines -------------------------------------------------------------------------------- */

/* One line whatever the text holds: each run of blanks and control characters is one blank. */
static void put_flat(struct buf *out, struct str text)
{
    bool blank = false;

    text = str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        bool is_blank = (unsigned char)text.p[i] <= ' ' || text.p[i] == 0x7f;

        if (!is_blank)
            buf_putc(out, text.p[i]);
        else if (!blank)
            buf_putc(out, ' ');
        blank = is_blank;
    }
}

static void put_line(struct buf *out, const struct event *e)
{
    static const char *const levels[] = {"info", "critical", "error", "warning", "info"};

    put_time(out, e->time_s);
    buf_printf(out, "  %u  %s  record %llu  ", e->id,
               e->level < COUNT_OF(levels) ? levels[e->level] : "other",
               (unsigned long long)e->record);
    put_flat(out, e->computer);
    for (size_t i = 0; i < e->strings_n; i++) {
        buf_puts(out, i == 0 ? "  " : " | ");
        put_flat(out, e->strings[i]);
    }
    buf_putc(out, '\n');
}

static bool add_text(const struct event_query *query, const struct event_list *list,
                     struct artifact_list *out, struct err *err)
{
    struct buf text = BUF_INIT(TEXT_MAX_BYTES);
    bool good;

    buf_printf(&text, "# %s, %s: the last %zu events looked for, %zu unreadable\n", query->log,
               query->provider, list->n, list->unreadable);
    for (size_t i = 0; i < list->n; i++)
        put_line(&text, &list->items[i]);
    good = !buf_failed(&text) || err_set(err, E_TOO_LARGE, "%s", query->log);
    if (good) {
        struct artifact *a = artifact_add(out);

        snprintf(a->stored, sizeof(a->stored), "events-%s.txt", query->text);
        a->origin = "";
        a->item = COLLECT_ITEM_OS;
        a->kind = ARTIFACT_TEXT;
        a->content = arena_str(artifact_list_arena(out), buf_str(&text));
        a->size_bytes = a->content.n;
    }
    buf_done(&text);
    return good;
}

/* A log that cannot be read is told by the facts. */
bool events_texts(event_source *source, void *ctx, struct artifact_list *out, struct err *err)
{
    struct arena *a = arena_new();
    bool good = true;

    for (size_t i = 0; i < COUNT_OF(queries) && good; i++) {
        struct event_list list = {.n = 0};
        struct err failed = ERR_NONE;

        if (source(ctx, &queries[i], a, &list, &failed) && list.n > 0)
            good = add_text(&queries[i], &list, out, err);
    }
    arena_free(a);
    return good;
}
