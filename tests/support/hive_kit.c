/* hive_kit.c - the smallest hive that libhivex opens, and what is put into it.
 *
 *   4096 bytes  "regf" header, XOR of its first 127 words at 508
 *   4096 bytes  "hbin": the root's "nk" cell, its "sk" cell (who may do what), a free cell */
#include "tests/support/check.h"

#include "tests/support/hive_kit.h"

#include <hivex.h>

#include "base/buf.h"

#define BLOCK 4096
#define NONE UINT32_MAX
#define ROOT_AT 0x20

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

/* A cell in use has a negative size and is a multiple of 8. */
static void put_cell(struct buf *out, const struct buf *body)
{
    size_t bytes = (body->n + 4 + 7) / 8 * 8;

    put(out, (uint32_t) - (int32_t)bytes, 4);
    buf_add_str(out, buf_str(body));
    buf_pad(out, '\0', bytes - 4 - body->n);
}

static void root_key(struct buf *out, uint32_t security_at)
{
    buf_puts(out, "nk");
    put(out, 0x2c, 2); /* the root, name in ASCII */
    put(out, 0, 8);
    put(out, 0, 4);
    put(out, NONE, 4);        /* no parent */
    put(out, 0, 8);           /* no keys */
    put(out, UINT64_MAX, 8);  /* no lists of them */
    put(out, 0, 4);           /* no values */
    put(out, NONE, 4);        /* no list of them */
    put(out, security_at, 4); /* who may do what */
    put(out, NONE, 4);        /* no class name */
    buf_pad(out, '\0', 20);
    put(out, 4, 2);
    put(out, 0, 2);
    buf_puts(out, "ROOT");
}

static void security(struct buf *out, uint32_t own_at)
{
    static const unsigned char system_sid[] = {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};

    buf_puts(out, "sk");
    put(out, 0, 2);
    put(out, own_at, 4);
    put(out, own_at, 4);
    put(out, 1, 4);
    put(out, 20 + 2 * sizeof(system_sid) + 8, 4);
    put(out, 0x80040001, 4); /* a descriptor that refers to itself, with a list */
    put(out, 20, 4);
    put(out, 20 + sizeof(system_sid), 4);
    put(out, 0, 4);
    put(out, 20 + 2 * sizeof(system_sid), 4);
    buf_add(out, system_sid, sizeof(system_sid));
    buf_add(out, system_sid, sizeof(system_sid));
    put(out, 2 | 8 << 16, 8);
}

static void put_block(struct buf *out)
{
    struct buf root = BUF_INIT(256), sk = BUF_INIT(256);
    size_t from = out->n;
    uint32_t security_at;

    root_key(&root, 0);
    security_at = ROOT_AT + (uint32_t)((root.n + 4 + 7) / 8 * 8);
    buf_clear(&root);
    root_key(&root, security_at);
    security(&sk, security_at);
    buf_puts(out, "hbin");
    put(out, 0, 4);
    put(out, BLOCK, 4);
    buf_pad(out, '\0', ROOT_AT - 12);
    put_cell(out, &root);
    put_cell(out, &sk);
    put(out, BLOCK - (out->n - from), 4); /* the rest is free */
    buf_pad(out, '\0', BLOCK - (out->n - from));
    buf_done(&root);
    buf_done(&sk);
}

static void put_header(struct buf *out)
{
    uint32_t sum = 0;

    buf_puts(out, "regf");
    put(out, 1, 4);
    put(out, 1, 4);
    put(out, 0, 8);
    put(out, 1, 4); /* version 1.3 */
    put(out, 3, 4);
    put(out, 0, 4);
    put(out, 1, 4);
    put(out, ROOT_AT, 4);
    put(out, BLOCK, 4);
    put(out, 1, 4);
    buf_pad(out, '\0', BLOCK - out->n);
    for (size_t i = 0; i < 508; i += 4)
        sum ^= (uint32_t)(unsigned char)out->p[i] |
               (uint32_t)(unsigned char)out->p[i + 1] << 8 |
               (uint32_t)(unsigned char)out->p[i + 2] << 16 |
               (uint32_t)(unsigned char)out->p[i + 3] << 24;
    put_at(out, 508, sum, 4);
}

static void write_empty(const char *path)
{
    struct buf out = BUF_INIT(2 * BLOCK);
    FILE *file = fopen(path, "wb");

    put_header(&out);
    put_block(&out);
    assert_non_null(file);
    assert_int_equal(fwrite(out.p, 1, out.n, file), out.n);
    assert_int_equal(fclose(file), 0);
    buf_done(&out);
}

static hive_node_h child(hive_h *h, hive_node_h node, struct str part)
{
    char name[256];
    hive_node_h found;

    snprintf(name, sizeof(name), "%.*s", STR_ARG(part));
    found = hivex_node_get_child(h, node, name);
    if (found == 0)
        found = hivex_node_add_child(h, node, name);
    assert_true(found != 0);
    return found;
}

static void add_value(hive_h *h, const struct kit_value *v)
{
    struct str rest = str_of(v->key), part;
    hive_node_h node = hivex_root(h);
    struct buf data = BUF_INIT(WINREG_VALUE_MAX);

    (void)!str_next(&rest, '\\', &part); /* the hive itself */
    while (str_next(&rest, '\\', &part))
        node = child(h, node, part);
    registry_kit_data(v, &data);
    const hive_set_value value = {(char *)(uintptr_t)v->name, (hive_type)v->type, data.n,
                                  data.n > 0 ? data.p : (char *)(uintptr_t) ""};
    assert_int_equal(hivex_node_set_value(h, node, &value, 0), 0);
    buf_done(&data);
}

void hive_kit(const struct kit_value *values, size_t n, const char *hive, const char *path)
{
    struct str prefix = str_of(hive);
    hive_h *h;

    write_empty(path);
    h = hivex_open(path, HIVEX_OPEN_WRITE);
    assert_non_null(h);
    for (size_t i = 0; i < n; i++) {
        struct str key = str_of(values[i].key);

        if (str_starts(key, hive) && key.n > prefix.n && key.p[prefix.n] == '\\')
            add_value(h, &values[i]);
    }
    assert_int_equal(hivex_commit(h, NULL, 0), 0);
    assert_int_equal(hivex_close(h), 0);
}

void hive_kit_bytes(const struct kit_value *values, size_t n, const char *hive, struct buf *out)
{
    const char *tmp = getenv("TMPDIR");
    char path[256], part[4096];
    size_t got;
    FILE *file;
    int fd;

    snprintf(path, sizeof(path), "%s/casepack-hive-XXXXXX", tmp ? tmp : "/tmp");
    fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    hive_kit(values, n, hive, path);
    file = fopen(path, "rb");
    assert_non_null(file);
    while ((got = fread(part, 1, sizeof(part), file)) > 0)
        buf_add(out, part, got);
    assert_false(buf_failed(out));
    fclose(file);
    unlink(path);
}
