/* events.h - lines from the event logs of Windows that tell of activation; never a whole log.
 *
 * What is asked for stands in events.def: a log, a provider, the numbers of its events. Two back
 * ends read it: wevtapi in collect/windows/, libevtx in collect/offline/. */
#ifndef CASEPACK_COLLECT_EVENTS_H
#define CASEPACK_COLLECT_EVENTS_H

#include "facts/artifact.h"
#include "facts/fact.h"

#define EVENT_STRINGS_MAX 32
#define EVENT_STRING_MAX (16 * 1024) /* bytes of one string; a longer one is cut */
#define EVENTS_KEPT 400              /* of one query: the last ones */

struct event_query {
    const char *log;      /* "Application": the channel, and its file LOG.evtx */
    const char *text;     /* "application": its lines become events-application.txt */
    const char *provider; /* "Microsoft-Windows-Security-SPP" */
    const uint32_t *ids;
    size_t ids_n;
};
const struct event_query *event_queries(size_t *n);
/* Whether a query wants it; provider without regard to case. */
bool event_is_wanted(const struct event_query *query, struct str provider, uint32_t id);

/* One event as a back end hands it on; texts are UTF-8, read by nobody before. */
struct event {
    uint64_t record;
    int64_t time_s; /* since 1970, UTC */
    uint32_t id;    /* without its qualifiers: 8198 */
    unsigned level; /* 1 critical, 2 error, 3 warning, 4 information; 0 always */
    struct str provider;
    struct str computer;
    struct str strings[EVENT_STRINGS_MAX]; /* the data of the event, in order */
    size_t strings_n;
};

/* The events of a log that a query wants, in the order of the log; what each points to lives in
 * the arena. An event that cannot be read is passed over and counted in unreadable. */
struct event_list {
    struct event *items;
    size_t n;
    size_t unreadable;
};
typedef bool event_source(void *ctx, const struct event_query *query, struct arena *a,
                          struct event_list *out, struct err *err);

/* Adds activation.event, an instance a number of an event that was found, and what the last one
 * that tells says in activation.state and activation.code; former names of the machine become
 * os.host_name. */
void events_facts(event_source *source, void *ctx, struct fact_list *facts);

/* Adds events-TEXT.txt for each query that found something:
 *   2026-01-02 03:04:05Z  8198  error  record 12  hr=0xC004F074 | RuleId=... */
bool events_texts(event_source *source, void *ctx, struct artifact_list *out,
                  struct err *err) MUST_USE;

#endif
