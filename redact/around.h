/* around.h - what stands around a hit, read once more: for the review only, never written.
 *
 * A scan tells its hits one by one (scan_told), so that whoever lists them keeps as little as he
 * likes. The text around one is read again when it is wanted: near the hit where the bytes of the
 * file are its text, else (an archive, another encoding) by a scan that ends at that hit. */
#ifndef CASEPACK_REDACT_AROUND_H
#define CASEPACK_REDACT_AROUND_H

#include "redact/redact.h"

/* text: the value as it is written there, in UTF-8, valid during the call. hit NULL: the scan
 * begins, or begins anew, and what was told before does not count. */
typedef void scan_told(void *ctx, const struct scan_hit *hit, struct str text);

/* redact_scan() that tells, and lets a guard look (NULL: none): what it finds withholds the artifact,
 * or the member of an archive, unless a known word stands where nothing was replaced: E_SURVIVOR. */
bool redact_scan_tell(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                      struct guard *guard, scan_told *told, void *ctx, struct arena *a,
                      struct scan_result *out, const struct progress *progress,
                      struct err *err) MUST_USE;

#define AROUND_BYTES (8 * 1024) /* at most, before and behind the hit */

struct around {
    struct str text; /* in the arena */
    size_t at, n;    /* the value in it */
};

/* scan, hit and text are those of a scan of that artifact by r, with the decisions of that time.
 * E_REVIEW_CHANGED when text does not stand there any more; else the errors of reading. */
bool redact_around(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                   const struct scan_result *scan, const struct scan_hit *hit, struct str text,
                   struct arena *a, struct around *out, struct err *err) MUST_USE;

#endif
