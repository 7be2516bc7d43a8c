/* evtx.c - records of event logs. What libevtx gives is checked again: sizes are capped, texts
 * that are no UTF-8 are not taken. */
#include "collect/offline/evtx.h"

#include <libevtx.h>

#include "base/anycase.h"
#include "base/utf8.h"

#define LOGS "/Windows/System32/winevt/Logs/"
#define SECONDS_BEFORE_1970 11644473600 /* FILETIME counts 100 ns since 1601 */

typedef int size_of_text(libevtx_record_t *record, size_t *n, libevtx_error_t **error);
typedef int get_text(libevtx_record_t *record, uint8_t *text, size_t n,
                     libevtx_error_t **error);

/* The text up to its NUL, capped; a cut in a character leaves that out. */
static struct str keep_text(const uint8_t *text, size_t n, struct arena *a)
{
    const char *end = memchr(text, '\0', n);
    struct str s = {(const char *)text, end ? (size_t)(end - (const char *)text) : n};

    s = str_sub(s, 0, EVENT_STRING_MAX);
    return arena_str(a, str_sub(s, 0, utf8_bad_at(s)));
}

static struct str text_of(libevtx_record_t *record, size_of_text *size, get_text *get,
                          struct arena *a)
{
    struct str text = {NULL, 0};
    uint8_t *bytes;
    size_t n = 0;

    if (size(record, &n, NULL) != 1 || n == 0 || n > EVTX_MAX_BYTES)
        return text;
    bytes = mem_new(n);
    if (get(record, bytes, n, NULL) == 1)
        text = keep_text(bytes, n, a);
    free(bytes);
    return text;
}

static struct str string_of(libevtx_record_t *record, int number, struct arena *a)
{
    struct str text = {NULL, 0};
    uint8_t *bytes;
    size_t n = 0;

    if (libevtx_record_get_utf8_string_size(record, number, &n, NULL) != 1 || n == 0 ||
        n > EVTX_MAX_BYTES)
        return text;
    bytes = mem_new(n);
    if (libevtx_record_get_utf8_string(record, number, bytes, n, NULL) == 1)
        text = keep_text(bytes, n, a);
    free(bytes);
    return text;
}

static void read_strings(libevtx_record_t *record, struct event *e, struct arena *a)
{
    int n = 0;

    if (libevtx_record_get_number_of_strings(record, &n, NULL) != 1)
        return;
    for (int i = 0; i < n && i < EVENT_STRINGS_MAX; i++)
        e->strings[e->strings_n++] = string_of(record, i, a);
}

/* False when it is not wanted; *unreadable when it cannot be told. */
static bool read_event(libevtx_record_t *record, const struct event_query *query,
                       struct arena *a, struct event *e, bool *unreadable)
{
    uint64_t filetime = 0;
    uint8_t level = 0;

    *e = (struct event){.record = 0};
    *unreadable = libevtx_record_get_event_identifier(record, &e->id, NULL) != 1;
    e->id &= 0xffff; /* the upper half are the qualifiers */
    if (*unreadable || !event_is_wanted(query, str_of(query->provider), e->id))
        return false;
    e->provider = text_of(record, libevtx_record_get_utf8_source_name_size,
                          libevtx_record_get_utf8_source_name, a);
    if (!event_is_wanted(query, e->provider, e->id))
        return false;
    e->computer = text_of(record, libevtx_record_get_utf8_computer_name_size,
                          libevtx_record_get_utf8_computer_name, a);
    if (libevtx_record_get_identifier(record, &e->record, NULL) != 1 ||
        libevtx_record_get_written_time(record, &filetime, NULL) != 1)
        *unreadable = true;
    e->time_s = (int64_t)(filetime / 10000000) - SECONDS_BEFORE_1970;
    if (libevtx_record_get_event_level(record, &level, NULL) == 1)
        e->level = level;
    read_strings(record, e, a);
    return !*unreadable;
}

/* From the last record back, until enough are found; then in the order of the log. */
static void read_back(libevtx_file_t *file, int records, const struct event_query *query,
                      struct arena *a, struct event_list *out)
{
    int stop = records > EVTX_RECORDS_MAX ? records - EVTX_RECORDS_MAX : 0;

    for (int i = records - 1; i >= stop && out->n < EVENTS_KEPT; i--) {
        struct event *e = &out->items[EVENTS_KEPT - 1 - out->n];
        libevtx_record_t *record = NULL;
        bool unreadable = true;

        if (libevtx_file_get_record_by_index(file, i, &record, NULL) == 1 &&
            read_event(record, query, a, e, &unreadable))
            out->n++;
        out->unreadable += unreadable;
        libevtx_record_free(&record, NULL);
    }
    out->items += EVENTS_KEPT - out->n;
}

bool evtx_read(struct memfile *log, const struct event_query *query, struct arena *a,
               struct event_list *out, struct err *err)
{
    libevtx_file_t *file = NULL;
    int records = 0;
    bool good = false;

    if (libevtx_file_initialize(&file, NULL) != 1 ||
        libevtx_file_open(file, log->path, libevtx_get_access_flags_read(), NULL) != 1 ||
        libevtx_file_get_number_of_records(file, &records, NULL) != 1) {
        err_set(err, E_FS_IO, "%s.evtx", query->log);
        goto out;
    }
    *out = (struct event_list){.items = arena_take(a, EVENTS_KEPT * sizeof(*out->items))};
    read_back(file, records, query, a, out);
    good = true;
out:
    libevtx_file_free(&file, NULL);
    return good;
}

bool evtx_source(void *ctx, const struct event_query *query, struct arena *a,
                 struct event_list *out, struct err *err)
{
    struct fs_root *root = ctx;
    struct memfile copy;
    const char *path;
    bool good;

    if (!anycase_path(root, arena_printf(a, LOGS "%s.evtx", query->log), a, &path, err) ||
        !memfile_open(root, path, EVTX_MAX_BYTES, &copy, err))
        return false;
    good = evtx_read(&copy, query, a, out, err);
    memfile_done(&copy);
    return good;
}
