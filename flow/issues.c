/* issues.c - known issues in what the user typed and in what the logs say. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/reader.h"
#include "collect/sources.h"
#include "flow/state.h"
#include "redact/encoding.h"

#define END_BYTES (256 * 1024) /* of a log, as UTF-8, that are looked at: the last attempts */

/* The last of a text that passes by: at least END_BYTES where there are so many. */
struct text_end {
    char *bytes; /* room for twice END_BYTES */
    size_t n;
};

static void keep_end(void *ctx, const uint8_t *p, size_t n)
{
    struct text_end *end = ctx;

    if (n > END_BYTES) {
        p += n - END_BYTES;
        n = END_BYTES;
    }
    if (end->n + n > 2 * END_BYTES) {
        memmove(end->bytes, end->bytes + end->n - END_BYTES, END_BYTES);
        end->n = END_BYTES;
    }
    memcpy(end->bytes + end->n, p, n);
    end->n += n;
}

/* Windows' programs write GBK and UTF-16: what is read is decoded as for the redaction. */
static bool read_end(struct reader *reader, struct text_end *end, struct err *err)
{
    struct codec *codec = codec_new(false, keep_end, end);
    size_t room, got = 1;
    bool ok = true;

    end->n = 0;
    while (ok && got > 0) {
        uint8_t *to = codec_room(codec, &room);

        ok = reader_read(reader, to, room, &got, err);
        if (ok && got > 0)
            ok = codec_filled(codec, got);
        codec_forget(codec);
    }
    ok = ok && codec_end(codec);
    codec_free(codec);
    return ok;
}

/* A log that cannot be read is listed as withheld elsewhere; here it only stays silent. */
static void scan_log(struct flow *f, const struct artifact *a, struct text_end *end)
{
    struct err err = ERR_NONE;
    struct reader *reader = artifact_open(a, f->root, &err);

    if (reader && read_end(reader, end, &err))
        known_issue_scan(f->pack.issues, (struct str){end->bytes, end->n}, f->in_logs);
    reader_close(reader);
}

void flow_scan_logs(struct flow *f)
{
    struct text_end end = {mem_new(2 * END_BYTES), 0};

    for (size_t i = 0; i < artifact_count(f->result.artifacts); i++) {
        const struct artifact *a = artifact_at(f->result.artifacts, i);
        if (a->kind == ARTIFACT_TEXT && a->withheld == WITHHELD_NO &&
            a->item >= SOURCE_NUMBER_FIRST)
            scan_log(f, a, &end);
    }
    free(end.bytes);
}

/* Both typed texts count as one: half of a message may stand in either. */
size_t flow_known_issues(const struct flow *f, const struct known_issue **out, size_t max)
{
    const struct known_issue *said[KNOWN_ISSUES_MAX], *issue;
    struct buf text = BUF_INIT(sizeof f->info.error_text + sizeof f->info.symptom + 2);
    size_t said_n, at = 0, n = 0;

    buf_printf(&text, "%s\n%s", f->info.error_text, f->info.symptom);
    said_n = known_issue_match(f->pack.issues, buf_str(&text), said, COUNT_OF(said));
    for (size_t i = 0; n < max && (issue = known_issue_at(f->pack.issues, i)); i++) {
        bool is_said = at < said_n && said[at] == issue;
        at += is_said;
        if (is_said || f->in_logs[i])
            out[n++] = issue;
    }
    buf_done(&text);
    return n;
}
