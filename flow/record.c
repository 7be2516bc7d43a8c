/* record.c - the files of a recording, as a tar.
 *
 *   0 name[100]  100 mode[8]  108 uid[8]  116 gid[8]  124 size[12]  136 mtime[12]
 *   148 checksum[8]  156 type  257 "ustar\0" "00"; then the bytes, up to a multiple of 512; two
 * empty blocks at the end. Numbers are octal. Owner 0, time 0: nothing tells who made it. */
#include "flow/record.h"

#include <string.h>
#include <unistd.h>

#include "bundle/file.h"
#include "flow/release.h"
#include "flow/review.h"

#define BLOCK 512
#define CHECKSUM_AT 148
#define TAR_MAX_BYTES (64 * 1024 * 1024)

static bool is_recorded(const char *name)
{
    static const char *const patterns[] = {"facts.json", "smbios.bin", "efi-variables.txt",
                                           "events-*.txt"};

    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        if (str_like(str_of(name), str_of(patterns[i])))
            return true;
    return false;
}

static void put_header(const struct plan_file *file, struct buf *out)
{
    char block[BLOCK] = "";
    unsigned sum = 0;

    snprintf(block, 100, "%s", file->name);
    snprintf(block + 100, 8, "%07o", 0644u);
    snprintf(block + 108, 8, "%07o", 0u);
    snprintf(block + 116, 8, "%07o", 0u);
    snprintf(block + 124, 12, "%011llo", (unsigned long long)file->size_bytes);
    snprintf(block + 136, 12, "%011o", 0u);
    memset(block + CHECKSUM_AT, ' ', 8);
    block[156] = '0';
    memcpy(block + 257, "ustar\00000", 8);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)block[i];
    snprintf(block + CHECKSUM_AT, 7, "%06o", sum);
    buf_add(out, block, BLOCK);
}

static bool put_file(const struct plan_file *file, struct buf *out, struct err *err)
{
    struct reader *from = file->open ? file->open(file->ctx, err) : reader_of_mem(file->bytes);
    size_t before;
    bool ok;

    put_header(file, out);
    before = out->n;
    ok = from && reader_all(from, out, err);
    reader_close(from);
    if (ok && out->n - before != file->size_bytes)
        ok = err_set(err, E_REVIEW_CHANGED, "%s", file->name);
    buf_pad(out, '\0', (BLOCK - out->n % BLOCK) % BLOCK);
    return ok;
}

static bool put_tar(const struct plan *plan, struct buf *out, struct err *err)
{
    for (size_t i = 0; i < plan_count(plan); i++)
        if (is_recorded(plan_at(plan, i)->name) && !put_file(plan_at(plan, i), out, err))
            return false;
    buf_pad(out, '\0', 2 * BLOCK);
    return !buf_failed(out) || err_set(err, E_TOO_LARGE, "%d", TAR_MAX_BYTES);
}

/* The machine alone: what its programs wrote into logs is no part of a recording. */
static bool leave_logs(struct flow *f, struct err *err)
{
    const struct collect_items *items = flow_items(f);

    for (size_t i = 0; i < items->n; i++)
        if (items->items[i].is_log && !flow_choose(f, items->items[i].number, false, err))
            return false;
    return true;
}

static bool prepare(struct flow *f, const struct progress *progress, struct err *err)
{
    struct flow_kind kind;

    if (!flow_check(f, progress, err) || !leave_logs(f, err) ||
        !flow_collect(f, progress, err) || !flow_review(f, progress, err))
        return false;
    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        flow_mark_seen(f, kind.kind);
    return flow_plan(f, progress, err);
}

bool flow_record(struct flow *f, const char *path, const struct progress *progress,
                 struct err *err)
{
    struct buf tar = BUF_INIT(TAR_MAX_BYTES);
    bool ok;

    if (access(path, F_OK) == 0)
        return err_set(err, E_OUT_EXISTS, "%s", path);
    ok = prepare(f, progress, err) && put_tar(flow_the_plan(f), &tar, err) &&
         file_put(path, FILE_NEW, buf_str(&tar), 0644, err);
    buf_done(&tar);
    return ok;
}
