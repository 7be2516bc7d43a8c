/* unzstd.c - a container that is one zstd frame; the only file that includes zstd.h. */
#include "bundle/unzstd.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/lang.h"

#define INPUT_BYTES (128 * 1024)
#define WINDOW_LOG 21

/* Magic number; frame header descriptor without any flag; window descriptor of 2^21 bytes
 * (RFC 8878, 3.1.1). */
static const uint8_t frame_start[] = {0x28, 0xb5, 0x2f, 0xfd, 0x00, (WINDOW_LOG - 10) << 3};

struct unzstd {
    struct reader base;
    struct source *source;
    ZSTD_DStream *stream;
    ZSTD_inBuffer in;
    uint64_t taken;
    bool ended;
    const char *fault;
    uint8_t input[INPUT_BYTES];
};

static bool starts_well(struct source *source, size_t n)
{
    uint8_t start[sizeof frame_start];
    struct err err = ERR_NONE;

    return source_read(source, start, n, 0, &err) && memcmp(start, frame_start, n) == 0;
}

bool unzstd_is_one(struct source *source)
{
    return starts_well(source, 4);
}

static bool refill(struct unzstd *u, struct err *err)
{
    uint64_t left = source_size(u->source) - u->taken;
    size_t n = left < sizeof u->input ? (size_t)left : sizeof u->input;

    if (u->in.pos < u->in.size || n == 0)
        return true;
    if (!source_read(u->source, u->input, n, u->taken, err))
        return false;
    u->taken += n;
    u->in.size = n;
    u->in.pos = 0;
    return true;
}

/* One call of the library; NULL or what is wrong. */
static const char *step(struct unzstd *u, ZSTD_outBuffer *out)
{
    bool had_input = u->in.pos < u->in.size;
    size_t result = ZSTD_decompressStream(u->stream, out, &u->in);

    if (ZSTD_isError(result))
        return N_("the packed data is broken");
    u->ended = result == 0;
    if (u->ended && (u->in.pos < u->in.size || u->taken < source_size(u->source)))
        return N_("bytes after the packed data");
    if (!u->ended && !had_input && out->pos == 0)
        return N_("the file ends too early");
    return NULL;
}

static bool unzstd_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct unzstd *u = (struct unzstd *)r;
    ZSTD_outBuffer out = {p, cap, 0};

    while (!u->fault && !u->ended && out.pos == 0) {
        if (!refill(u, err))
            return false;
        u->fault = step(u, &out);
    }
    if (u->fault)
        return err_set(err, E_BUNDLE_FORM, "%s", u->fault);
    *got = out.pos;
    return true;
}

static void unzstd_close(struct reader *r)
{
    struct unzstd *u = (struct unzstd *)r;

    ZSTD_freeDStream(u->stream);
    free(u);
}

struct reader *unzstd_open(struct source *source, struct err *err)
{
    static const struct reader_ops ops = {unzstd_read, unzstd_close};

    if (!starts_well(source, sizeof frame_start))
        return err_null(err, E_BUNDLE_FORM, "%s",
                        N_("a zstd frame that casepack does not write"));
    struct unzstd *u = mem_new(sizeof *u);
    u->base.ops = &ops;
    u->source = source;
    u->in.src = u->input;
    u->stream = ZSTD_createDStream();
    if (!u->stream ||
        ZSTD_isError(ZSTD_DCtx_setParameter(u->stream, ZSTD_d_windowLogMax, WINDOW_LOG))) {
        reader_close(&u->base);
        return err_null(err, E_MEMORY, "%s", "zstd");
    }
    return &u->base;
}
