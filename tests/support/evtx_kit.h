/* evtx_kit.h - event logs of Windows for tests (there is no writer to take): EVTX 3.1.
 *
 *   file header   4096 bytes  "ElfFile", number of chunks, CRC32 of the first 120 bytes
 *   chunk        65536 bytes  "ElfChnk", CRC32 of header and of records; records from 512 on
 *   record                    2A 2A 00 00, size, number, FILETIME, binary XML, size again
 * Each record brings its own template, as the first of a kind does in real logs: names stand in
 * the template, values behind it. Offsets count from the start of the chunk. */
#ifndef CASEPACK_TESTS_SUPPORT_EVTX_KIT_H
#define CASEPACK_TESTS_SUPPORT_EVTX_KIT_H

#include "base/buf.h"

#define EVTX_DATA_MAX 4

struct kit_event {
    uint16_t id;
    uint8_t level;
    int64_t time_s; /* since 1970 */
    const char *provider, *computer;
    const char *data[EVTX_DATA_MAX]; /* up to the first NULL */
};

/* Appends a whole file; numbers of records count from 1. As many chunks as it takes. */
void evtx_kit(const struct kit_event *events, size_t n, struct buf *out);

#endif
