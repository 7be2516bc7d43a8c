/* sheet.c - release.txt: the printable sheet that the releaser signs.
 *
 * A4 pages of 66 lines and at most 80 columns; what people sign and fill in by hand comes before
 * the lines that verify reads (bundle/plan.h). Everything in it is covered by
 * sig/release.minisig or sig/officer.minisig. */
#include <string.h>

#include "base/date.h"
#include "bundle/qr.h"
#include "flow/pages.h"
#include "flow/state.h"

#define SHEET_MAX_BYTES (4 * 1024 * 1024)
#define HASH_GROUP 4
#define HASH_LINE 32 /* digits: 8 groups, 39 columns, twice side by side */
#define QR_ZONE 2

static void put_today(const struct flow *f, struct buf *out)
{
    char today[DATE_BYTES];

    flow_today(f, today);
    buf_puts(out, today);
}

static const char *releaser_of(const struct flow *f)
{
    const char *operator_id = f->operator_id[0] ? f->operator_id : "-";

    return f->officer ? f->releaser_id : operator_id;
}

static void put_head(const struct flow *f, struct buf *out)
{
    const struct case_info *info = &f->info;

    buf_puts(out, "放行单 Release sheet\n====================\n\n");
    buf_printf(out, "编号 Number        %s\n" RELEASE_DATE_LINE, f->stem);
    put_today(f, out);
    buf_printf(out, "\n案例 Case          %s\n", flow_case_or_none(f));
    buf_printf(out, "设备 Device        第 %u 台，共 %u 台 machine %u of %u\n", info->machine,
               info->machines, info->machine, info->machines);
    buf_puts(out, "设备编号 Asset no. ______________________________\n"
                  "用途 Purpose       激活支持 activation support\n");
    buf_printf(out, RELEASE_OPERATOR_LINE "%s\n" RELEASE_RELEASER_LINE "%s\n",
               f->operator_id[0] ? f->operator_id : "-", releaser_of(f));
    buf_printf(out, "规定 Policy        %s %u   级别 level L%u   规则 rules %s %u\n",
               f->policy->name, f->policy->version, flow_level(f), profile_name(f->profile),
               profile_version(f->profile));
    if (f->refusals > 0)
        buf_printf(out, "此前拒绝 Refused   %u   (%s)\n", f->refusals, f->refused_by);
    flow_put_judged(f, "标志放行 Let pass    ", "标志扣留 Kept back   ", out);
    buf_puts(out, PAGE_BLOCK);
}

/* ---- files -------------------------------------------------------------------------------------- */

static void put_groups(const char *hex, struct buf *out)
{
    for (size_t at = 0; at < HASH_LINE; at += HASH_GROUP)
        buf_printf(out, "%s%.4s", at > 0 ? " " : "", hex + at);
}

/* Two lines: SHA-256 on the left, SM3 on the right, in groups of four as they are compared by
 * eye. */
static void put_hashes(const struct plan_file *file, struct buf *out)
{
    char sha256[2 * SHA256_BYTES + 1], sm3[2 * SM3_BYTES + 1];

    hex_from(file->sha256, SHA256_BYTES, sha256);
    hex_from(file->sm3, SM3_BYTES, sm3);
    for (size_t at = 0; at < 2 * SHA256_BYTES; at += HASH_LINE) {
        put_groups(sha256 + at, out);
        buf_puts(out, "  ");
        put_groups(sm3 + at, out);
        buf_putc(out, '\n');
    }
}

static void put_files(const struct flow *f, struct buf *out)
{
    size_t n = plan_count(f->plan);

    buf_puts(out, "\n文件 Files                                                         "
                  "字节 bytes\nSHA-256                                  SM3\n" PAGE_BLOCK);
    for (size_t i = 0; i < n; i++) {
        const struct plan_file *file = plan_at(f->plan, i);

        buf_printf(out, "%4zu %-60s %13llu\n", i + 1, file->name,
                   (unsigned long long)file->size_bytes);
        put_hashes(file, out);
        buf_puts(out, PAGE_BLOCK);
    }
    buf_printf(out, "     %zu 个文件 files, %llu 字节 bytes\n", n,
               (unsigned long long)plan_bytes(f->plan));
    buf_puts(out,
             "     另有本单和签名 besides this sheet and the signatures in sig/\n" PAGE_BLOCK);
}

/* ---- what was removed ------------------------------------------------------------------------------ */

static void put_removed(const struct flow *f, struct buf *out)
{
    unsigned withheld = 0;

    buf_puts(out, "\n按规则去除或替换 Removed or replaced, by rule\n");
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        const struct entity_row *row = entity_row((enum entity_kind)kind);

        if (f->hits[kind] > 0)
            buf_printf(out, "  %u %-12s %8llu  %-10s %s\n", row->rule, row->name,
                       (unsigned long long)f->hits[kind],
                       redact_action_name(redactor_action(f->redactor, (enum entity_kind)kind)),
                       row->title.zh);
    }
    for (size_t i = 0; i < flow_artifacts(f); i++)
        withheld += !flow_carries(f, i);
    buf_printf(out, "  没有带走的文件 files withheld: %u (index.tsv)\n" PAGE_BLOCK, withheld);
}

/* ---- what is filled in by hand ---------------------------------------------------------------------- */

static void put_by_hand(struct buf *out)
{
    buf_puts(
        out,
        "\n输出形式 Form      [ ] zip [ ] tar.zst [ ] 文件夹 folder [ ] ISO [ ] 打印 print\n"
        "介质 Medium        [ ] U 盘 USB drive  [ ] 光盘 disc   编号 no. ______________\n"
        "收件人 Receiver    ______________________________________\n" PAGE_BLOCK
        "\n操作员签字 Operator  ________________________  日期 date ______________\n"
        "\n放行人签字 Releaser  ________________________  日期 date ______________\n"
        "\n接收人签字 Receiver  ________________________  日期 date ______________\n" PAGE_BLOCK
        "\n归还或销毁 Return or disposal\n"
        "  [ ] 归还 returned  [ ] 销毁 destroyed  日期 date ________  经手 by __________\n"
        "\n备注 Remarks       ____________________________________________________________\n"
        "\n                   "
        "____________________________________________________________\n" PAGE_BLOCK);
}

/* ---- what programs read ------------------------------------------------------------------------------ */

/* Everything that was found, whatever the rule. */
static uint64_t all_hits(const struct flow *f)
{
    uint64_t n = 0;

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        n += f->hits[kind];
    return n;
}

static void put_decision(const struct flow *f, struct str site_signature, struct buf *out)
{
    uint8_t sha256[SHA256_BYTES];

    buf_printf(out, "\n核对码 Check digits  %s\n", flow_release_code(f));
    buf_printf(out, RELEASE_ID_LINE "%s\n", plan_bundle_id(f->plan));
    digest_once(DIGEST_SHA256, site_signature.p, site_signature.n, sha256);
    buf_puts(out, RELEASE_SITE_LINE);
    buf_hex(out, sha256, sizeof sha256);
    buf_printf(out, "\nfiles: %zu\nbytes: %llu\nredacted: %llu\n", plan_count(f->plan),
               (unsigned long long)plan_bytes(f->plan), (unsigned long long)all_hits(f));
    buf_printf(out, "decision: released\nrole: %s\n" PAGE_BLOCK,
               f->officer ? "officer" : "operator");
}

/* For a phone at the desk, where the site allows phones. */
static void put_qr(const struct flow *f, struct buf *out)
{
    struct buf text = BUF_INIT(256);
    struct err none = ERR_NONE;
    struct qr *qr = flow_qr_text(f, &text, &none) ? qr_new(buf_str(&text), &none) : NULL;

    if (qr) {
        buf_putc(out, '\n');
        qr_half_blocks(qr, QR_ZONE, out);
        buf_puts(out, PAGE_BLOCK);
    }
    buf_done(&text);
    qr_free(qr);
}

void document_release(const struct flow *f, struct str site_signature, struct buf *out)
{
    struct buf text = BUF_INIT(SHEET_MAX_BYTES);

    put_head(f, &text);
    put_files(f, &text);
    put_removed(f, &text);
    put_by_hand(&text);
    put_decision(f, site_signature, &text);
    put_qr(f, &text);
    pages_lay_out(buf_str(&text), f->stem, out);
    out->failed = out->failed || buf_failed(&text);
    buf_done(&text);
}
