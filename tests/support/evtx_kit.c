/* evtx_kit.c - binary XML in records in chunks in a file. */
#include "tests/support/check.h"

#include "tests/support/evtx_kit.h"

#include <zlib.h>

#include "base/utf8.h"

#define HEADER_BYTES 4096
#define CHUNK_BYTES 65536
#define RECORDS_AT 512
#define SECONDS_BEFORE_1970 11644473600

enum {
    OPEN = 0x01,
    CLOSE_START = 0x02,
    CLOSE_EMPTY = 0x03,
    END = 0x04,
    ATTRIBUTE = 0x06,
    TEMPLATE = 0x0c,
    SUBSTITUTION = 0x0d,
    START = 0x0f,
    WITH_ATTRIBUTES = 0x40
};
enum { VALUE_STRING = 0x01, VALUE_UINT8 = 0x04, VALUE_UINT16 = 0x06 };

static void put(struct buf *out, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_putc(out, (char)(number >> 8 * i));
}

static void put_at(struct buf *out, size_t at, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        out->p[at + i] = (char)(number >> 8 * i);
}

static void put_utf16(struct buf *out, const char *text)
{
    struct str s = str_of(text);
    size_t at = 0;

    while (at < s.n)
        put(out, utf8_next(s, &at), 2);
}

/* A name stands where its offset says: right behind it. */
static void put_name(struct buf *chunk, const char *name)
{
    put(chunk, chunk->n + 4, 4);
    put(chunk, 0, 4); /* no further name with this hash */
    put(chunk, 0, 2); /* the hash, which no reader needs */
    put(chunk, strlen(name), 2);
    put_utf16(chunk, name);
    put(chunk, 0, 2);
}

/* Returns where its size stands, for put_end(). */
static size_t put_open(struct buf *chunk, const char *name, bool attributes)
{
    size_t size_at;

    put(chunk, OPEN | (attributes ? WITH_ATTRIBUTES : 0), 1);
    put(chunk, 0xffff, 2); /* depends on no value */
    size_at = chunk->n;
    put(chunk, 0, 4);
    put_name(chunk, name);
    return size_at;
}

static void put_end(struct buf *chunk, size_t size_at, unsigned token)
{
    put(chunk, token, 1);
    put_at(chunk, size_at, chunk->n - size_at - 4, 4);
}

static void put_substitution(struct buf *chunk, unsigned number, unsigned type)
{
    put(chunk, SUBSTITUTION, 1);
    put(chunk, number, 2);
    put(chunk, type, 1);
}

static void put_element(struct buf *chunk, const char *name, unsigned number, unsigned type)
{
    size_t size_at = put_open(chunk, name, false);

    put(chunk, CLOSE_START, 1);
    put_substitution(chunk, number, type);
    put_end(chunk, size_at, END);
}

/* <Event><System>...</System><EventData><Data>...</Data></EventData></Event> */
static void put_xml(struct buf *chunk, size_t data_n)
{
    size_t event, part, provider, list_at;

    put(chunk, START | 0x0101 << 8, 4);
    event = put_open(chunk, "Event", false);
    put(chunk, CLOSE_START, 1);
    part = put_open(chunk, "System", false);
    put(chunk, CLOSE_START, 1);
    provider = put_open(chunk, "Provider", true);
    list_at = chunk->n;
    put(chunk, 0, 4);
    put(chunk, ATTRIBUTE, 1);
    put_name(chunk, "Name");
    put_substitution(chunk, 0, VALUE_STRING);
    put_at(chunk, list_at, chunk->n - list_at - 4, 4);
    put_end(chunk, provider, CLOSE_EMPTY);
    put_element(chunk, "EventID", 1, VALUE_UINT16);
    put_element(chunk, "Level", 2, VALUE_UINT8);
    put_element(chunk, "Computer", 3, VALUE_STRING);
    put_end(chunk, part, END);
    part = put_open(chunk, "EventData", false);
    put(chunk, CLOSE_START, 1);
    for (size_t i = 0; i < data_n; i++)
        put_element(chunk, "Data", (unsigned)(4 + i), VALUE_STRING);
    put_end(chunk, part, END);
    put_end(chunk, event, END);
    put(chunk, 0, 1);
}

static void put_type(struct buf *chunk, size_t bytes, unsigned type)
{
    put(chunk, bytes, 2);
    put(chunk, type, 2);
}

static void put_values(struct buf *chunk, const struct kit_event *e, size_t data_n)
{
    struct buf data = BUF_INIT(CHUNK_BYTES);
    size_t from = 0;

    put(chunk, 4 + data_n, 4);
    put_utf16(&data, e->provider);
    put_type(chunk, data.n, VALUE_STRING);
    put(&data, e->id, 2);
    put_type(chunk, 2, VALUE_UINT16);
    put(&data, e->level, 1);
    put_type(chunk, 1, VALUE_UINT8);
    from = data.n;
    put_utf16(&data, e->computer);
    put_type(chunk, data.n - from, VALUE_STRING);
    for (size_t i = 0; i < data_n; i++) {
        from = data.n;
        put_utf16(&data, e->data[i]);
        put_type(chunk, data.n - from, VALUE_STRING);
    }
    buf_add_str(chunk, buf_str(&data));
    buf_done(&data);
}

static void put_record(struct buf *chunk, const struct kit_event *e, uint64_t number)
{
    size_t from = chunk->n, size_at, data_n = 0;

    while (data_n < EVTX_DATA_MAX && e->data[data_n])
        data_n++;
    put(chunk, 0x2a2a, 4);
    put(chunk, 0, 4);
    put(chunk, number, 8);
    put(chunk, (uint64_t)(e->time_s + SECONDS_BEFORE_1970) * 10000000, 8);
    put(chunk, START | 0x0101 << 8, 4);
    put(chunk, TEMPLATE | 0x01 << 8, 2);
    put(chunk, number, 4);       /* of the template */
    put(chunk, chunk->n + 4, 4); /* its definition follows at once */
    put(chunk, 0, 4);
    put(chunk, number, 8); /* its GUID */
    put(chunk, 0, 8);
    size_at = chunk->n;
    put(chunk, 0, 4);
    put_xml(chunk, data_n);
    put_at(chunk, size_at, chunk->n - size_at - 4, 4);
    put_values(chunk, e, data_n);
    while ((chunk->n - from + 4) % 8 != 0)
        put(chunk, 0, 1);
    put(chunk, chunk->n - from + 4, 4);
    put_at(chunk, from + 4, chunk->n - from, 4);
}

static uint32_t crc(uint32_t before, const struct buf *b, size_t from, size_t n)
{
    return (uint32_t)crc32(before, (const Bytef *)b->p + from, (uInt)n);
}

/* Fills one chunk with the events from *next on. */
static void put_chunk(const struct kit_event *events, size_t n, size_t *next, struct buf *chunk)
{
    size_t first = *next, last_at = RECORDS_AT, end = RECORDS_AT;

    buf_pad(chunk, '\0', RECORDS_AT);
    while (*next < n) {
        put_record(chunk, &events[*next], *next + 1);
        if (chunk->n > CHUNK_BYTES && end > RECORDS_AT)
            break; /* begins the next chunk instead */
        last_at = end;
        end = chunk->n;
        ++*next;
    }
    chunk->n = end;
    memcpy(chunk->p, "ElfChnk", 8);
    for (unsigned i = 0; i < 2; i++) {
        put_at(chunk, 8 + 16 * i, first + 1, 8);
        put_at(chunk, 16 + 16 * i, *next, 8);
    }
    put_at(chunk, 40, 128, 4);
    put_at(chunk, 44, last_at, 4);
    put_at(chunk, 48, end, 4);
    put_at(chunk, 52, crc(0, chunk, RECORDS_AT, end - RECORDS_AT), 4);
    put_at(chunk, 124, crc(crc(0, chunk, 0, 120), chunk, 128, RECORDS_AT - 128), 4);
    buf_pad(chunk, '\0', CHUNK_BYTES - end);
}

void evtx_kit(const struct kit_event *events, size_t n, struct buf *out)
{
    struct buf chunk = BUF_INIT(4 * CHUNK_BYTES);
    size_t next = 0, chunks = 0, from = out->n;

    buf_pad(out, '\0', HEADER_BYTES);
    do {
        buf_clear(&chunk);
        put_chunk(events, n, &next, &chunk);
        assert_int_equal(chunk.n, CHUNK_BYTES);
        buf_add_str(out, buf_str(&chunk));
        chunks++;
    } while (next < n);
    assert_false(buf_failed(out));
    memcpy(out->p + from, "ElfFile", 8);
    put_at(out, from + 16, chunks - 1, 8);
    put_at(out, from + 24, n + 1, 8);
    put_at(out, from + 32, 128, 4);
    put_at(out, from + 36, 1, 2);
    put_at(out, from + 38, 3, 2);
    put_at(out, from + 40, HEADER_BYTES, 2);
    put_at(out, from + 42, chunks, 2);
    put_at(out, from + 124, crc(0, out, from, 120), 4);
    buf_done(&chunk);
}
