/* test_corpus.c - planted addresses in real log lines: all gone, and what only looks like one
 * stays. The corpus lies outside the project; without it the test is skipped. */
#include "tests/support/check.h"

#include <jansson.h>

#include "tests/support/redact_kit.h"

#define FILE_MAX (64 * 1024 * 1024)
#define FILES_MAX 1000
#define RECALL 0.99
#define DAMAGE 0.005

struct text { /* one file of the corpus, redacted */
    const char *path;
    struct buf before, after;
    bool withheld;
};

struct kit {
    struct fs_root *root;
    struct arena *arena;
    struct redactor *r;
    struct text texts[FILES_MAX];
    size_t n;
};

static struct text *text_of(struct kit *kit, const char *path)
{
    struct err err = ERR_NONE;
    struct scan_result result;
    struct text *t;
    size_t i = 0;

    while (i < kit->n && strcmp(kit->texts[i].path, path) != 0)
        i++;
    t = &kit->texts[i];
    if (i < kit->n)
        return t;
    assert_true(kit->n < FILES_MAX);
    kit->n++;
    *t = (struct text){arena_cstr(kit->arena, str_of(path)), BUF_INIT(FILE_MAX),
                       BUF_INIT(FILE_MAX), true};
    const char *place = arena_printf(kit->arena, "/files/%s", path);
    if (strstr(path, "!/") ||
        !fs_read(kit->root, place, FILE_MAX, FS_NO_LINKS, &t->before, &err))
        return t; /* a member of an archive */
    struct artifact artifact = redact_kit_artifact(buf_str(&t->before));
    assert_true(redact_scan(kit->r, &artifact, NULL, kit->arena, &result, NULL, &err));
    t->withheld = result.withheld != WITHHELD_NO;
    if (!t->withheld)
        redact_kit_both(kit->r, &artifact, kit->arena, &result, &t->after);
    return t;
}

/* How often word stands in text, also inside longer ones. */
static size_t count(struct str text, struct str word)
{
    size_t n = 0;

    for (size_t at = 0; word.n && text.n >= word.n;) {
        const char *found = memchr(text.p + at, word.p[0], text.n - word.n + 1 - at);
        if (!found)
            break;
        at = (size_t)(found - text.p);
        n += memcmp(found, word.p, word.n) == 0;
        if (++at + word.n > text.n)
            break;
    }
    return n;
}

static bool is_our_kind(const char *kind)
{
    static const char *const kinds[] = {"ipv4", "ipv6", "mac", "bssid", "email"};

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kind, kinds[i]) == 0)
            return true;
    return false;
}

/* The secret is nowhere in its file. Very short ones may stand inside an alias. */
static bool is_left(struct kit *kit, const char *path, const char *secret)
{
    struct text *t = text_of(kit, path);
    struct str word = str_of(secret);

    return !t->withheld && word.n >= 9 && count(buf_str(&t->after), word) > 0;
}

typedef void line_seen(struct kit *kit, const char *path, json_t *row, unsigned *n,
                       unsigned *bad);

static void truth_line(struct kit *kit, const char *path, json_t *row, unsigned *n,
                       unsigned *bad)
{
    const char *secret = json_string_value(json_object_get(row, "secret"));

    if (!is_our_kind(json_string_value(json_object_get(row, "kind"))) ||
        text_of(kit, path)->withheld)
        return;
    (*n)++;
    *bad += is_left(kit, path, secret);
}

static void lookalike_line(struct kit *kit, const char *path, json_t *row, unsigned *n,
                           unsigned *bad)
{
    struct str word = str_of(json_string_value(json_object_get(row, "text")));
    struct text *t = text_of(kit, path);

    if (t->withheld)
        return;
    (*n)++;
    *bad += count(buf_str(&t->after), word) < count(buf_str(&t->before), word);
}

static void walk(struct kit *kit, const char *list, line_seen *seen, unsigned *n, unsigned *bad)
{
    struct buf file = BUF_INIT(FILE_MAX);
    struct err err = ERR_NONE;
    struct str rest, line;
    unsigned number = 0;

    assert_true(fs_read(kit->root, list, FILE_MAX, FS_NO_LINKS, &file, &err));
    for (rest = buf_str(&file); str_next(&rest, '\n', &line) && line.n;) {
        if (number++ % 16) /* a sample is enough here; the whole is scored outside */
            continue;
        json_t *row = json_loadb(line.p, line.n, 0, NULL);
        assert_non_null(row);
        seen(kit, json_string_value(json_object_get(row, "path")), row, n, bad);
        json_decref(row);
    }
    buf_done(&file);
}

static bool kit_init(struct kit *kit)
{
    const char *shared = getenv("CASEPACK_SHARED");
    struct err err = ERR_NONE;
    char dir[1024];

    snprintf(dir, sizeof dir, "%s/data/redact", shared ? shared : "../shared");
    *kit = (struct kit){.root = fs_root_open(dir, &err)};
    if (!kit->root)
        return false;
    kit->arena = arena_new();
    kit->r = redact_kit_new();
    return true;
}

static void kit_done(struct kit *kit)
{
    for (size_t i = 0; i < kit->n; i++) {
        buf_done(&kit->texts[i].before);
        buf_done(&kit->texts[i].after);
    }
    redactor_free(kit->r);
    arena_free(kit->arena);
    fs_root_free(kit->root);
}

static void test_planted_addresses_go_and_look_alikes_stay(void **state)
{
    unsigned planted = 0, left = 0, alike = 0, damaged = 0;
    struct kit *kit = mem_new(sizeof *kit);

    (void)state;
    if (!kit_init(kit)) {
        free(kit);
        print_message("no corpus at CASEPACK_SHARED: skipped\n");
        skip();
    }
    walk(kit, "/truth.jsonl", truth_line, &planted, &left);
    walk(kit, "/lookalikes.jsonl", lookalike_line, &alike, &damaged);
    print_message("%u planted, %u left; %u look-alikes, %u damaged\n", planted, left, alike,
                  damaged);
    assert_true(planted > 1000 && alike > 1000);
    assert_true(left <= (1 - RECALL) * planted);
    assert_true(damaged <= DAMAGE * alike);
    kit_done(kit);
    free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted_addresses_go_and_look_alikes_stay),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
