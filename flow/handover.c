/* handover.c - what goes along with a bundle: a copy for the desk alone, a symbol for a phone. */
#include <string.h>

#include "bundle/age_file.h"
#include "bundle/qr.h"
#include "flow/state.h"

#define QR_MILLIMETRES 40

bool flow_qr_text(const struct flow *f, struct buf *out, struct err *err)
{
    if (!f->policy->qr)
        return err_set(err, E_POLICY_REFUSED, "QR, policy %s", f->policy->name);
    buf_printf(out, "casepack 1 %s %s", plan_bundle_id(f->plan), flow_report_code(f));
    return true;
}

bool flow_qr_svg(const struct flow *f, struct buf *out, struct err *err)
{
    struct buf text = BUF_INIT(256);
    struct qr *qr = NULL;

    if (flow_qr_text(f, &text, err))
        qr = qr_new(buf_str(&text), err);
    if (qr)
        qr_svg(qr, QR_MILLIMETRES, out);
    buf_done(&text);
    qr_free(qr);
    return qr && (!buf_failed(out) || err_set(err, E_TOO_LARGE, "%s", "QR"));
}

/* The bundle as it lies there, by the keys of this site. */
static bool check_written(const struct flow *f, const struct progress *progress,
                          struct err *err)
{
    struct arena *a = arena_new();
    struct verify_report report;
    struct trust trust;
    bool ok = false;

    if (!trust_load(f->keys, NULL, &trust, err))
        goto out;
    /* With --key FILE the site's keys lie elsewhere. */
    ok = (!f->options.key_file || flow_trust_own(f, &trust, err)) &&
         verify_bundle(f->written.path, &trust, a, progress, &report, err) &&
         (report.genuine ||
          err_set(err, report.problems[0].code, "%s", report.problems[0].file));
    trust_done(&trust);
out:
    arena_free(a);
    return ok;
}

bool flow_seal(struct flow *f, const char *recipient, const struct progress *progress,
               char *path, struct err *err)
{
    uint8_t key[X25519_BYTES];

    if (f->step < STEP_WRITTEN)
        return err_set(err, E_NOT_RELEASED, "%s", N_("Write the bundle first."));
    if (f->written.pieces > 0)
        return err_set(err, E_VALUE, "%s", "--seal --split");
    return age_recipient(str_of(recipient), key, err) && check_written(f, progress, err) &&
           age_file(f->written.path, key, progress, path, err);
}
