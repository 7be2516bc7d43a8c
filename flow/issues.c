/* issues.c - known issues in what the user typed and in what the logs say. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/reader.h"
#include "collect/sources.h"
#include "flow/state.h"

#define END_BYTES (256 * 1024) /* of a log that are looked at: the last attempts */

/* Reads on, and keeps the last bytes: at least END_BYTES where there are so many. */
static bool read_end(struct reader *reader, char *bytes, size_t *n, struct err *err)
{
    size_t got;

    *n = 0;
    do {
        if (*n == 2 * END_BYTES) {
            memcpy(bytes, bytes + END_BYTES, END_BYTES);
            *n = END_BYTES;
        }
        if (!reader_read(reader, bytes + *n, 2 * END_BYTES - *n, &got, err))
            return false;
        *n += got;
    } while (got > 0);
    return true;
}

/* A log that cannot be read is listed as withheld elsewhere; here it only stays silent. */
static void scan_log(struct flow *f, const struct artifact *a, char *bytes)
{
    struct err err = ERR_NONE;
    struct reader *reader = artifact_open(a, f->root, &err);
    size_t n;

    if (reader && read_end(reader, bytes, &n, &err))
        known_issue_scan(f->pack.issues, (struct str){bytes, n}, f->in_logs);
    reader_close(reader);
}

void flow_scan_logs(struct flow *f)
{
    char *bytes = mem_new(2 * END_BYTES);

    for (size_t i = 0; i < artifact_count(f->result.artifacts); i++) {
        const struct artifact *a = artifact_at(f->result.artifacts, i);
        if (a->kind == ARTIFACT_TEXT && a->withheld == WITHHELD_NO &&
            a->item >= SOURCE_NUMBER_FIRST)
            scan_log(f, a, bytes);
    }
    free(bytes);
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
