/* sheet.c - release.txt: the printable sheet that the releaser signs.
 *
 * A4 text, at most 80 columns. Its last lines are read by verify (bundle/plan.h). Everything in it is
 * covered by sig/release.minisig or sig/officer.minisig. */
#include <string.h>
#include <time.h>

#include "bundle/verify.h"
#include "flow/state.h"

static void put_today(const struct flow *f, struct buf *out)
{
    time_t now = time(NULL);
    char date[16] = "";
    struct tm day;

    if (f->options.date)
        buf_puts(out, f->options.date);
    else if (localtime_r(&now, &day) && strftime(date, sizeof date, "%Y-%m-%d", &day) > 0)
        buf_puts(out, date);
}

/* Digits in groups of four, as they are compared by eye; eight groups a line. */
static void put_groups(const char *label, const char *hex, struct buf *out)
{
    size_t n = strlen(hex);

    buf_puts(out, label);
    for (size_t at = 0; at < n; at += 4) {
        const char *gap = at == 0 ? "" : at % 32 == 0 ? "\n            " : " ";
        buf_printf(out, "%s%.4s", gap, hex + at);
    }
    buf_putc(out, '\n');
}

static void put_digests(const struct flow *f, struct buf *out)
{
    struct str manifest = plan_manifest(f->plan);
    uint8_t sm3[SM3_BYTES];
    char hex[2 * SM3_BYTES + 1];

    put_groups("  SHA-256   ", plan_bundle_id(f->plan), out);
    digest_once(DIGEST_SM3, manifest.p, manifest.n, sm3);
    hex_from(sm3, sizeof sm3, hex);
    put_groups("  SM3       ", hex, out);
}

static void put_files(const struct flow *f, struct buf *out)
{
    size_t n = plan_count(f->plan);

    for (size_t i = 0; i < n; i++) {
        const struct plan_file *file = plan_at(f->plan, i);

        buf_printf(out, "  %-50s %12llu\n", file->name, (unsigned long long)file->size_bytes);
    }
    buf_printf(out, "  %-50s %12llu\n", "合计 total", (unsigned long long)plan_bytes(f->plan));
}

static void put_removed(const struct flow *f, struct buf *out)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        const struct entity_row *row = entity_row((enum entity_kind)kind);

        if (f->hits[kind] > 0)
            buf_printf(
                out, "  %u %-10s %8llu  %s\n", row->rule, row->name,
                (unsigned long long)f->hits[kind],
                redact_action_name(redactor_action(f->redactor, (enum entity_kind)kind)));
    }
    unsigned withheld = 0;
    for (size_t i = 0; i < flow_artifacts(f); i++)
        withheld += !flow_carries(f, i);
    buf_printf(out, "  没有带走的文件 files withheld: %u (index.tsv)\n", withheld);
}

static void put_decision(const struct flow *f, struct str site_signature, struct buf *out)
{
    uint8_t sha256[SHA256_BYTES];

    buf_printf(out, RELEASE_ID_LINE "%s\n", plan_bundle_id(f->plan));
    digest_once(DIGEST_SHA256, site_signature.p, site_signature.n, sha256);
    buf_puts(out, RELEASE_SITE_LINE);
    buf_hex(out, sha256, sizeof sha256);
    buf_printf(out, "\ndecision: released\nrole: %s\n", f->officer ? "officer" : "operator");
}

void document_release(const struct flow *f, struct str site_signature, struct buf *out)
{
    const char *operator_id = f->operator_id[0] ? f->operator_id : "-";

    buf_puts(out, "放行单 Release sheet\n====================\n\n");
    buf_printf(out, "编号 Number        %s\n日期 Date          ", f->stem);
    put_today(f, out);
    buf_printf(out, "\n案例 Case          %s   第 %u 台，共 %u 台 machine %u of %u\n",
               f->info.number[0] ? f->info.number : "-", f->info.machine, f->info.machines,
               f->info.machine, f->info.machines);
    buf_puts(out, "用途 Purpose       激活支持 activation support\n");
    buf_printf(out, "操作员 Operator    %s\n放行人 Releaser    %s\n", operator_id,
               f->officer ? f->releaser_id : operator_id);
    buf_printf(out, "规定 Policy        %s   级别 level L%u\n", f->policy->name, flow_level(f));
    if (f->refusals > 0)
        buf_printf(out, "此前拒绝 Refused   %u   (%s)\n", f->refusals, f->refused_by);
    buf_puts(out, "\n文件 Files                                                 字节 bytes\n");
    put_files(f, out);
    buf_puts(out, "\n清单 MANIFEST.txt，四位一组 in groups of 4\n");
    put_digests(f, out);
    buf_printf(out, "  核对码 check digits  %s\n", flow_release_code(f));
    buf_puts(out, "\n按规则处理 Removed or replaced, by rule\n");
    put_removed(f, out);
    buf_puts(out,
             "\n介质 Medium ____________________   收件人 Receiver ____________________\n\n"
             "操作员签字 Operator ______________  放行人签字 Releaser ________________\n\n"
             "归还/销毁 Return or disposal ________________________  备注 ____________\n\n");
    put_decision(f, site_signature, out);
}
