/* evtx.h - event logs of a mounted Windows, by libevtx. */
#ifndef CASEPACK_COLLECT_OFFLINE_EVTX_H
#define CASEPACK_COLLECT_OFFLINE_EVTX_H

#include "base/memfile.h"
#include "collect/events.h"

#define EVTX_MAX_BYTES (256u * 1024 * 1024)
#define EVTX_RECORDS_MAX 1000000 /* looked at in one log, from its end */

/* Reads Windows/System32/winevt/Logs/LOG.evtx of the fs_root that ctx is. */
event_source evtx_source;

/* The same from one log that was copied already. */
bool evtx_read(struct memfile *log, const struct event_query *query, struct arena *a,
               struct event_list *out, struct err *err) MUST_USE;

#endif
