/* events.c - the events that collect/events.def asks for, by wevtapi; never a whole log. */
#include "collect/events.h"

#include "base/wide_windows.h"
#include "collect/windows/sources.h"

#define BATCH 16
#define NEXT_MS 5000
#define EPOCH_1601_S 11644473600LL
#define TICKS_PER_S 10000000LL

/* What is kept of one query, newest first as they are asked. */
struct reading {
    const struct event_query *query;
    struct arena *a;
    EVT_HANDLE from_system, user; /* what EvtRender() is to give */
    struct event_list *out;
};

/* "*[System[Provider[@Name='X'] and (EventID=8198 or EventID=1003)]]" */
static wchar_t *path_of(const struct event_query *query)
{
    struct buf text = BUF_INIT(16 * 1024);
    wchar_t *wide;

    buf_printf(&text, "*[System[Provider[@Name='%s'] and (", query->provider);
    for (size_t i = 0; i < query->ids_n; i++)
        buf_printf(&text, "%sEventID=%u", i ? " or " : "", query->ids[i]);
    buf_puts(&text, ")]]");
    wide = wide_of(buf_cstr(&text));
    buf_done(&text);
    return wide;
}

/* The values of an event, in memory of the caller; NULL when they cannot be had. */
static EVT_VARIANT *values_of(EVT_HANDLE context, EVT_HANDLE event, DWORD *n)
{
    DWORD bytes = 0;
    EVT_VARIANT *values;

    *n = 0;
    if (!EvtRender(context, event, EvtRenderEventValues, 0, NULL, &bytes, n) &&
        GetLastError() != ERROR_INSUFFICIENT_BUFFER)
        return NULL;
    values = mem_new(bytes + sizeof *values);
    if (EvtRender(context, event, EvtRenderEventValues, bytes, values, &bytes, n))
        return values;
    free(values);
    return NULL;
}

static struct str text_of(const EVT_VARIANT *v, struct arena *a)
{
    switch (v->Type & EVT_VARIANT_TYPE_MASK) {
    case EvtVarTypeString:
        return v->StringVal ? wide_to_str(a, v->StringVal) : (struct str){NULL, 0};
    case EvtVarTypeUInt32:
    case EvtVarTypeHexInt32:
        return str_of(arena_printf(a, "0x%08X", (unsigned)v->UInt32Val));
    case EvtVarTypeInt32:
        return str_of(arena_printf(a, "%d", (int)v->Int32Val));
    default:
        return (struct str){NULL, 0};
    }
}

static int64_t time_of(const EVT_VARIANT *v)
{
    return v->Type == EvtVarTypeFileTime ? (int64_t)v->FileTimeVal / TICKS_PER_S - EPOCH_1601_S
                                         : 0;
}

static bool take_system(struct reading *r, EVT_HANDLE handle, struct event *out)
{
    DWORD n;
    EVT_VARIANT *v = values_of(r->from_system, handle, &n);
    bool good = v && n > EvtSystemComputer;

    if (good) {
        out->id = v[EvtSystemEventID].UInt16Val;
        out->level = v[EvtSystemLevel].ByteVal;
        out->record = v[EvtSystemEventRecordId].UInt64Val;
        out->time_s = time_of(&v[EvtSystemTimeCreated]);
        out->provider = text_of(&v[EvtSystemProviderName], r->a);
        out->computer = text_of(&v[EvtSystemComputer], r->a);
    }
    free(v);
    return good;
}

static void take_strings(struct reading *r, EVT_HANDLE handle, struct event *out)
{
    DWORD n;
    EVT_VARIANT *v = values_of(r->user, handle, &n);

    for (DWORD i = 0; v && i < n && out->strings_n < EVENT_STRINGS_MAX; i++)
        out->strings[out->strings_n++] = str_sub(text_of(&v[i], r->a), 0, EVENT_STRING_MAX);
    free(v);
}

static void take(struct reading *r, EVT_HANDLE handle)
{
    struct event *event = &r->out->items[r->out->n];

    *event = (struct event){.record = 0};
    if (!take_system(r, handle, event)) {
        r->out->unreadable++;
        return;
    }
    if (!event_is_wanted(r->query, event->provider, event->id))
        return;
    take_strings(r, handle, event);
    r->out->n++;
}

static void take_all(struct reading *r, EVT_HANDLE results)
{
    EVT_HANDLE batch[BATCH];
    DWORD n;

    while (r->out->n < EVENTS_KEPT && EvtNext(results, BATCH, batch, NEXT_MS, 0, &n))
        for (DWORD i = 0; i < n; i++) {
            if (r->out->n < EVENTS_KEPT)
                take(r, batch[i]);
            EvtClose(batch[i]);
        }
}

static void oldest_first(struct event_list *list)
{
    for (size_t i = 0; i < list->n / 2; i++) {
        struct event other = list->items[i];

        list->items[i] = list->items[list->n - 1 - i];
        list->items[list->n - 1 - i] = other;
    }
}

static bool read_log(void *ctx, const struct event_query *query, struct arena *a,
                     struct event_list *out, struct err *err)
{
    wchar_t *log = wide_of(query->log), *path = path_of(query);
    EVT_HANDLE results =
        EvtQuery(NULL, log, path, EvtQueryChannelPath | EvtQueryReverseDirection);
    DWORD why = GetLastError();

    (void)ctx;
    free(log);
    free(path);
    if (!results)
        return why == ERROR_EVT_CHANNEL_NOT_FOUND ? err_set(err, E_FS_ABSENT, "%s", query->log)
                                                  : wide_fail(err, why, query->log);
    *out = (struct event_list){.items = arena_take(a, EVENTS_KEPT * sizeof *out->items)};
    struct reading r = {query, a, EvtCreateRenderContext(0, NULL, EvtRenderContextSystem),
                        EvtCreateRenderContext(0, NULL, EvtRenderContextUser), out};
    if (r.from_system && r.user)
        take_all(&r, results);
    if (r.from_system)
        EvtClose(r.from_system);
    if (r.user)
        EvtClose(r.user);
    EvtClose(results);
    oldest_first(out);
    return true;
}

bool windows_events(const struct collect_target *target, struct collect_result *out,
                    struct err *err)
{
    (void)target, (void)err;
    events_facts(read_log, NULL, out->facts);
    return true;
}

bool windows_event_texts(const struct collect_target *target, struct artifact_list *out,
                         struct err *err)
{
    (void)target;
    return events_texts(read_log, NULL, out, err);
}
