/* read_tar.c - the strict reader of tar.zst: of all tars only the one form that write_tar.c makes.
 *
 *   header 512 bytes | data | zeros up to 512      for each file, names strictly ascending
 *   1024 zeros, the end
 *
 * A header says the name and the size; from these two the whole header is made again and must be
 * the same, byte for byte. Permissive readers accept tars that were cut, take links and devices
 * for files, and believe a second header (pax, GNU) that renames the first.
 *
 * Packed data can be read from the front only: a file that read.c has not kept is read by going on
 * from where the last ended, or once more from the front. */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "bundle/container.h"
#include "bundle/plan.h"
#include "bundle/unzstd.h"

#define BLOCK 512
#define SIZE_AT 124
#define CHECK_SUM_AT 148

struct tar {
    struct reader *stream; /* unpacked */
    size_t at;             /* the entry whose header or data comes next */
    bool in_data;          /* its header was read */
    uint64_t left;         /* of its data */
};

/* Exactly n bytes. */
static bool pull(struct tar *tar, void *p, size_t n, struct err *err)
{
    char *to = p;
    size_t got;

    while (n > 0) {
        if (!reader_read(tar->stream, to, n, &got, err))
            return false;
        if (got == 0)
            return container_fault(err, "", N_("the file ends too early"));
        to += got;
        n -= got;
    }
    return true;
}

static bool is_zero(const uint8_t *p, size_t n)
{
    while (n > 0 && p[n - 1] == 0)
        n--;
    return n == 0;
}

static size_t padding(uint64_t size)
{
    return (size_t)((BLOCK - size % BLOCK) % BLOCK);
}

/* ---- headers -------------------------------------------------------------------------------- */

struct field {
    size_t at;
    const char *text;
};

/* POSIX.1-1988, as libarchive writes it: where no field stands is zero. */
static const struct field fields[] = {
    {100, "000644 "},      /* mode */
    {108, "000000 "},      /* owner */
    {116, "000000 "},      /* group */
    {136, "02263523000 "}, /* time: 1980-01-01 */
    {156, "0"},            /* an ordinary file */
    {257, "ustar"},        /* magic */
    {263, "00"},           /* version */
    {329, "000000 "},      /* device */
    {337, "000000 "},
};

static void put_field(uint8_t *head, size_t at, const char *text)
{
    memcpy(head + at, text, strlen(text));
}

static void make_header(struct str name, uint64_t size, uint8_t *head)
{
    char number[24];
    unsigned sum = 0;

    memset(head, 0, BLOCK);
    memcpy(head, name.p, name.n);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        put_field(head, fields[i].at, fields[i].text);
    snprintf(number, sizeof number, "%011llo ", (unsigned long long)size);
    put_field(head, SIZE_AT, number);
    put_field(head, CHECK_SUM_AT, "        ");
    for (size_t i = 0; i < BLOCK; i++)
        sum += head[i];
    snprintf(number, sizeof number, "%06o", sum);
    memcpy(head + CHECK_SUM_AT, number, 7); /* with its zero; a blank stays behind it */
}

/* Eleven octal digits; whatever else stands there makes another header. */
static uint64_t size_of(const uint8_t *head)
{
    uint64_t size = 0;

    for (size_t i = 0; i < 11; i++)
        size = size << 3 | (head[SIZE_AT + i] & 7);
    return size;
}

/* *end: the two blocks of zeros were read instead. */
static bool pull_header(struct tar *tar, struct str *name, uint64_t *size, uint8_t *head,
                        bool *end, struct err *err)
{
    uint8_t again[BLOCK];

    if (!pull(tar, head, BLOCK, err))
        return false;
    *end = is_zero(head, BLOCK);
    if (*end) {
        if (!pull(tar, head, BLOCK, err))
            return false;
        return is_zero(head, BLOCK) ||
               container_fault(err, "", N_("a header that casepack does not write"));
    }
    const uint8_t *zero = memchr(head, 0, PLAN_NAME_MAX + 1);
    if (!zero)
        return container_fault(err, "", N_("the length of the name"));
    *name = (struct str){(const char *)head, (size_t)(zero - head)};
    *size = size_of(head);
    make_header(*name, *size, again);
    return memcmp(head, again, BLOCK) == 0 ||
           container_fault(err, "", N_("a header that casepack does not write"));
}

/* ---- data ----------------------------------------------------------------------------------- */

struct tar_reader {
    struct reader base;
    struct tar *tar;
};

/* Zeros up to the next block. */
static bool end_data(struct tar *tar, const struct bundle *b, struct err *err)
{
    const struct bundle_entry *e = &b->entries[tar->at];
    uint8_t zeros[BLOCK];
    size_t n = padding(e->size_bytes);

    if (!pull(tar, zeros, n, err))
        return false;
    if (!is_zero(zeros, n))
        return container_fault(err, e->name, N_("bytes hidden behind the file"));
    tar->in_data = false;
    tar->at++;
    return true;
}

static bool data_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct tar *tar = ((struct tar_reader *)r)->tar;
    size_t want = tar->left < cap ? (size_t)tar->left : cap;

    *got = 0;
    if (want == 0)
        return true;
    if (!reader_read(tar->stream, p, want, got, err))
        return false;
    tar->left -= *got;
    return *got > 0 || container_fault(err, "", N_("the file ends too early"));
}

static void data_close(struct reader *r)
{
    free(r);
}

static struct reader *data_open(struct tar *tar)
{
    static const struct reader_ops ops = {data_read, data_close};
    struct tar_reader *r = mem_new(sizeof *r);

    r->base.ops = &ops;
    r->tar = tar;
    return &r->base;
}

/* ---- opening -------------------------------------------------------------------------------- */

static bool take_data(struct bundle *b, struct tar *tar, struct err *err)
{
    size_t i = b->n - 1;
    struct reader *r = data_open(tar);
    bool ok = container_hash(b, i, r, err);

    reader_close(r);
    if (ok && b->entries[i].fault)
        ok = container_fault(err, b->entries[i].name, b->entries[i].fault);
    return ok && end_data(tar, b, err);
}

static bool at_the_end(struct tar *tar, struct err *err)
{
    char more;
    size_t got;

    if (!reader_read(tar->stream, &more, 1, &got, err))
        return false;
    return got == 0 || container_fault(err, "", N_("bytes after the end"));
}

static bool tar_open(struct bundle *b, struct err *err)
{
    struct tar *tar = b->own = mem_new(sizeof *tar);
    uint8_t head[BLOCK];
    struct str name;
    bool end = false;

    tar->stream = unzstd_open(b->source, err);
    if (!tar->stream)
        return false;
    for (;;) {
        if (!pull_header(tar, &name, &tar->left, head, &end, err))
            return false;
        if (end)
            return at_the_end(tar, err);
        if (!container_add(b, name, tar->left, err))
            return false;
        tar->in_data = true;
        if (!take_data(b, tar, err))
            return false;
    }
}

/* ---- reading again -------------------------------------------------------------------------- */

static bool skip_data(struct bundle *b, struct tar *tar, struct err *err)
{
    uint8_t part[16 * 1024];

    while (tar->left > 0) {
        size_t n = tar->left < sizeof part ? (size_t)tar->left : sizeof part;

        if (!pull(tar, part, n, err))
            return false;
        tar->left -= n;
    }
    return end_data(tar, b, err);
}

/* To the data of entry i; the form was checked when the bundle was opened. */
static bool go_to(struct bundle *b, struct tar *tar, size_t i, struct err *err)
{
    uint8_t head[BLOCK];
    struct str name;
    bool end = false;

    if (i < tar->at || (i == tar->at && tar->in_data)) {
        reader_close(tar->stream);
        tar->at = 0;
        tar->in_data = false;
        tar->stream = unzstd_open(b->source, err);
        if (!tar->stream)
            return false;
    }
    for (;;) {
        if (tar->in_data && !skip_data(b, tar, err))
            return false;
        if (!pull_header(tar, &name, &tar->left, head, &end, err))
            return false;
        if (end || !str_is(name, b->entries[tar->at].name) ||
            tar->left != b->entries[tar->at].size_bytes)
            return err_set(err, E_FS_CHANGED, "%s", b->path);
        tar->in_data = true;
        if (tar->at == i)
            return true;
    }
}

static struct reader *tar_read(struct bundle *b, size_t i, struct err *err)
{
    struct tar *tar = b->own;

    return go_to(b, tar, i, err) ? data_open(tar) : NULL;
}

static void tar_close(struct bundle *b)
{
    struct tar *tar = b->own;

    if (!tar)
        return;
    if (tar->stream)
        reader_close(tar->stream);
    free(tar);
}

const struct container_format container_tar = {.is_one = unzstd_is_one,
                                               .open = tar_open,
                                               .read = tar_read,
                                               .close = tar_close,
                                               .hashes_at_open = true};
