/* test_smbios_peers.c - real dumps beside the text dmidecode 3.6 gave for them, and broken
 * copies of them. Reads $CASEPACK_SHARED/data/smbios/dumps, skips when it is not there. */
#include "tests/support/check.h"

#include <dirent.h>
#include <string.h>

#include "collect/smbios.h"
#include "collect/smbios_json.h"

#define FILE_MAX (4 * 1024 * 1024)
#define DUMPS_MAX 512
#define MUTATIONS 12000
#define MUTATED_MAX (64 * 1024)

static char folder[512];
static char names[DUMPS_MAX][128]; /* without .bin, sorted */
static size_t names_n;

static bool read_file(const char *sub, const char *name, const char *end, struct buf *out)
{
    char path[1024], part[8192];
    size_t n;

    buf_clear(out);
    snprintf(path, sizeof path, "%s/%s%s%s", folder, sub, name, end);
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_add(out, part, n);
    fclose(file);
    assert_false(buf_failed(out));
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int find_dumps(void **state)
{
    const char *shared = getenv("CASEPACK_SHARED");

    (void)state;
    snprintf(folder, sizeof folder, "%s/data/smbios/dumps", shared ? shared : "../shared");
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (struct dirent *e; (e = readdir(dir)) && names_n < DUMPS_MAX;) {
        struct str name = str_of(e->d_name);

        if (str_ends(name, ".bin") && name.n < sizeof names[0])
            memcpy(names[names_n++], name.p, name.n - 4);
    }
    closedir(dir);
    qsort(names, names_n, sizeof names[0], compare_names);
    return 0;
}

static void need_dumps(void)
{
    if (names_n > 0)
        return;
    print_message("skipped: no dumps in %s\n", folder);
    skip();
}

/* ---- the same words ---------------------------------------------------------------------- */

#define LAST_TYPE 127 /* above are the makers' own, which dmidecode decodes for some of them */
#define AGREE_AT_LEAST 0.999

static struct {
    size_t lines, agree;
    bool shown;
} count;

/* Types that dmidecode 3.6 only names. */
static bool is_compared(unsigned type)
{
    return type <= LAST_TYPE && type != 44 && type != 46;
}

/* The lines of the next structure, from its "Handle 0x" on. False at the end. */
static bool next_block(struct str *text, unsigned *type, struct str *block)
{
    struct str line;
    size_t at;

    while (str_next(text, '\n', &line)) {
        if (!str_starts(line, "Handle 0x") || !str_find(line, "DMI type ", &at))
            continue;
        *type = (unsigned)strtoul(line.p + at + 9, NULL, 10);
        *block = (struct str){line.p, line.n};
        while (str_next(text, '\n', &line) && line.n > 0)
            block->n = (size_t)(line.p + line.n - block->p);
        return true;
    }
    return false;
}

/* Is the line in the rest of what we wrote? Lines that only we have are passed over. */
static bool pass(struct str *got, struct str want)
{
    struct str rest = *got, line;

    while (str_next(&rest, '\n', &line)) {
        if (str_eq(line, want)) {
            *got = rest;
            return true;
        }
    }
    return false;
}

static void compare_block(const char *name, struct str want, struct str got, bool uuids)
{
    struct str line, handle = str_sub(want, 0, 13);

    while (str_next(&want, '\n', &line)) {
        if (!uuids && str_starts(line, "\tUUID: "))
            continue;
        count.lines++;
        if (pass(&got, line))
            count.agree++;
        else if (count.shown)
            print_message("%s, %.*s: %.*s\n", name, STR_ARG(handle), STR_ARG(line));
    }
}

static void compare(const char *name, const struct smbios_table *t, struct buf *reference,
                    bool uuids)
{
    struct buf text = BUF_INIT(FILE_MAX);
    struct str want = buf_str(reference), got, want_block, got_block;
    unsigned want_type, got_type;

    smbios_print(t, &text);
    got = buf_str(&text);
    while (next_block(&want, &want_type, &want_block)) {
        assert_true(next_block(&got, &got_type, &got_block));
        assert_int_equal(want_type, got_type);
        if (is_compared(want_type))
            compare_block(name, want_block, got_block, uuids);
    }
    buf_done(&text);
}

static void start_counting(bool shown)
{
    count.lines = count.agree = 0;
    count.shown = shown;
}

static void check_agreement(const char *what)
{
    double agree = count.lines ? (double)count.agree / (double)count.lines : 0;

    print_message("%s: %zu of %zu lines agree, %.3f %%\n", what, count.agree, count.lines,
                  100 * agree);
    assert_true(agree >= AGREE_AT_LEAST);
}

static void test_every_structure_reads_as_dmidecode_reads_it(void **state)
{
    struct buf file = BUF_INIT(FILE_MAX), reference = BUF_INIT(FILE_MAX);

    (void)state;
    need_dumps();
    start_counting(true);
    for (size_t i = 0; i < names_n; i++) {
        struct arena *a = arena_new();
        struct smbios_table t;
        struct err err = ERR_NONE;

        assert_true(read_file("", names[i], ".bin", &file));
        assert_true(read_file("ref36/", names[i], ".txt", &reference));
        assert_true(smbios_table_from_dump(buf_str(&file), a, &t, &err));
        compare(names[i], &t, &reference, true);
        arena_free(a);
    }
    check_agreement("dumps");
    buf_done(&file);
    buf_done(&reference);
}

static void test_native_forms_read_the_same(void **state)
{
    static const char *const whole[] = {".smbios.dat", ".rsmb", ".DMI"};
    struct buf file = BUF_INIT(FILE_MAX), entry = BUF_INIT(FILE_MAX);
    struct buf reference = BUF_INIT(FILE_MAX);

    (void)state;
    need_dumps();
    start_counting(false);
    for (size_t i = 0; i < names_n; i++) {
        struct arena *a = arena_new();
        struct smbios_table t;
        struct err err = ERR_NONE;

        assert_true(read_file("ref36/", names[i], ".txt", &reference));
        for (size_t k = 0; k < COUNT_OF(whole); k++) {
            if (!read_file("native/", names[i], whole[k], &file))
                continue;
            assert_true(smbios_table_from_dump(buf_str(&file), a, &t, &err));
            compare(names[i], &t, &reference, t.major != 0); /* byte order by version */
        }
        if (read_file("native/", names[i], ".smbios_entry_point", &entry) &&
            read_file("native/", names[i], ".DMI", &file)) {
            assert_true(smbios_table_parse(buf_str(&entry), buf_str(&file), a, &t, &err));
            compare(names[i], &t, &reference, true);
        }
        arena_free(a);
    }
    check_agreement("native forms");
    buf_done(&file);
    buf_done(&entry);
    buf_done(&reference);
}

static void test_dumps_come_out_as_they_went_in(void **state)
{
    struct buf file = BUF_INIT(FILE_MAX), dump = BUF_INIT(FILE_MAX);

    (void)state;
    need_dumps();
    for (size_t i = 0; i < names_n; i++) {
        struct arena *a = arena_new();
        struct smbios_table t;
        struct err err = ERR_NONE;

        assert_true(read_file("", names[i], ".bin", &file));
        assert_true(smbios_table_from_dump(buf_str(&file), a, &t, &err));
        buf_clear(&dump);
        smbios_table_dump(&t, &dump);
        assert_int_equal(dump.n, file.n);
        assert_memory_equal(dump.p + SMBIOS_DUMP_TABLE_AT, file.p + SMBIOS_DUMP_TABLE_AT,
                            file.n - SMBIOS_DUMP_TABLE_AT);
        arena_free(a);
    }
    buf_done(&file);
    buf_done(&dump);
}

/* ---- broken copies ----------------------------------------------------------------------- */

static uint64_t random_next(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

static size_t random_below(uint64_t *x, size_t n)
{
    return (size_t)(random_next(x) % (n ? n : 1));
}

/* One change: a bit, a byte, a byte beside a header, a cut, bytes twice, bytes gone. */
static size_t mutate(uint8_t *p, size_t n, uint64_t *x)
{
    static const uint8_t telling[] = {0, 1, 3, 4, 5, 0x7F, 0x80, 0xFE, 0xFF};
    size_t at = random_below(x, n), len = 1 + random_below(x, 64);

    if (n == 0)
        return 0;
    if (len > n - at)
        len = n - at;
    switch (random_below(x, 8)) {
    case 0:
        p[at] ^= (uint8_t)(1U << random_below(x, 8));
        return n;
    case 1:
        p[at] = (uint8_t)random_next(x);
        return n;
    case 2:
        p[at] = telling[random_below(x, COUNT_OF(telling))];
        return n;
    case 3: /* near the start stand the entry point and the identity structures */
        p[random_below(x, n < 200 ? n : 200)] = telling[random_below(x, COUNT_OF(telling))];
        return n;
    case 4:
        return at;
    case 5:
        memset(p + at, telling[random_below(x, COUNT_OF(telling))], len);
        return n;
    case 6:
        if (n + len > MUTATED_MAX)
            return n;
        memmove(p + at + len, p + at, n - at);
        return n + len;
    default:
        memmove(p + at, p + at + len, n - at - len);
        return n - len;
    }
}

/* Everything that reads a table; what comes out must hold together. */
static void survive(struct str bytes)
{
    struct buf text = BUF_INIT(FILE_MAX), dump = BUF_INIT(FILE_MAX);
    struct arena *a = arena_new();
    struct fact_list *facts = fact_list_new();
    struct smbios_table t, again;
    struct err err = ERR_NONE;
    const struct span *spans;
    size_t n, end = SMBIOS_DUMP_TABLE_AT;

    if (smbios_table_from_dump(bytes, a, &t, &err)) {
        smbios_facts(&t, facts);
        smbios_print(&t, &text);
        smbios_table_dump(&t, &dump);
        smbios_spans(&t, a, &spans, &n);
        json_decref(smbios_json(&t));
        for (size_t i = 0; i < n; i++) {
            assert_true(spans[i].at >= end && spans[i].n > 0);
            end = spans[i].at + spans[i].n;
        }
        assert_true(end <= dump.n);
        assert_false(buf_failed(&text));
        assert_true(smbios_table_from_dump(buf_str(&dump), a, &again, &err));
        assert_int_equal(again.n, t.n);
        assert_int_equal(again.odd & SMBIOS_ODD_CHECKSUM, 0);
    }
    fact_list_free(facts);
    arena_free(a);
    buf_done(&text);
    buf_done(&dump);
}

static void test_broken_copies_never_break_the_reader(void **state)
{
    static uint8_t copy[MUTATED_MAX];
    struct buf file = BUF_INIT(FILE_MAX);
    uint64_t x = 0x5EEDC0DE12345678;
    size_t each = names_n ? MUTATIONS / names_n + 1 : 0, done = 0;

    (void)state;
    need_dumps();
    for (size_t i = 0; i < names_n; i++) {
        assert_true(read_file("", names[i], ".bin", &file));
        assert_true(file.n <= sizeof copy);
        for (size_t k = 0; k < each; k++, done++) {
            /* a block of its own size, so that a read beyond its end is seen */
            size_t n = file.n, changes = 1 + random_below(&x, 8);

            memcpy(copy, file.p, n);
            while (changes-- > 0)
                n = mutate(copy, n, &x);
            char *own = mem_new(n);
            memcpy(own, copy, n);
            survive((struct str){own, n});
            free(own);
        }
    }
    print_message("%zu broken copies\n", done);
    buf_done(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_structure_reads_as_dmidecode_reads_it),
        cmocka_unit_test(test_native_forms_read_the_same),
        cmocka_unit_test(test_dumps_come_out_as_they_went_in),
        cmocka_unit_test(test_broken_copies_never_break_the_reader),
    };

    return cmocka_run_group_tests(tests, find_dumps, NULL);
}
