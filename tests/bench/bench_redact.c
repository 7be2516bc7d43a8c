/* bench_redact.c - what detection and its passes cost inside of the process.
 *
 *   bench_redact detect WAY WORDS FILE   all of a text in UTF-8 through the scanner, WAY plain,
 *                                        sse2, avx2 or avx512; a line "MB seconds hits"
 *   bench_redact memcpy FILE             the same bytes copied; a line "MB seconds"
 *   bench_redact pcre2 PATTERNS FILE     one pattern after the other, a line each; "MB seconds hits"
 *   bench_redact passes WORDS FILE...    files in any encoding; a line for each pass, "NAME
 *                                        seconds"
 *
 * WORDS is a file of words that are known, one a line, "" for none. Seconds are of the processor,
 * the best of ROUNDS. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "redact/engine.h"
#include "redact/stream.h"

enum { ROUNDS = 3, PIECE = 64 * 1024 };

#define FILE_MAX (1024u * 1024 * 1024)

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool read_file(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rb");
    size_t got = 1;

    while (f && got) {
        char *to = buf_room(out, PIECE);
        got = to ? fread(to, 1, PIECE, f) : 0;
        buf_grew(out, got);
    }
    bool ok = f && !ferror(f) && !buf_failed(out);
    if (f)
        fclose(f);
    if (!ok)
        fprintf(stderr, "bench_redact: cannot read %s\n", path);
    return ok;
}

static struct redactor *make_redactor(const char *words)
{
    static const uint8_t key[SITE_KEY_BYTES] = {7};
    struct redact_config config = {key, "", 1};
    struct buf file = BUF_INIT(FILE_MAX);
    struct err err = ERR_NONE;
    unsigned n;
    struct redactor *r = digest_start(&err) ? redactor_new(&config, &err) : NULL;
    bool ok = r && (!words[0] || (read_file(words, &file) &&
                                  redactor_learn_keywords(r, buf_str(&file), &n, &err)));

    buf_done(&file);
    if (ok)
        return r;
    fprintf(stderr, "bench_redact: %s\n", err.detail);
    redactor_free(r);
    return NULL;
}

/* ---- detection ----------------------------------------------------------------------------*/

static void no_gap(void *ctx, const uint8_t *p, size_t n)
{
    (void)ctx, (void)p, (void)n;
}

static void count_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    (void)hit, (void)around, (void)at;
    ++*(uint64_t *)ctx;
}

static double scan_once(struct redactor *r, const struct looker *way, struct str text,
                        uint64_t *hits)
{
    struct scan_sink sink = {no_gap, count_hit, hits, NULL};
    struct scan_source source = redactor_source(r);
    double start = now();

    source.look = way;
    struct scanner *s = scanner_new(&source, &sink);
    while (text.n) {
        struct str piece = str_sub(text, 0, PIECE);
        scanner_feed(s, (const uint8_t *)piece.p, piece.n);
        text = str_sub(text, piece.n, text.n);
    }
    scanner_end(s);
    scanner_free(s);
    return now() - start;
}

static int detect(const char *way_name, const char *words, const char *path)
{
    static const char *const names[] = {"plain", "sse2", "avx2", "avx512"};
    struct buf text = BUF_INIT(FILE_MAX);
    struct redactor *r = make_redactor(words);
    const struct looker *way = NULL;
    double best = 0;
    uint64_t hits = 0;

    if (!r || !read_file(path, &text))
        return 1;
    look_start();
    for (int i = 0; i < LOOK_BEST; i++)
        if (strcmp(way_name, names[i]) == 0)
            way = look_way((enum look_way)i);
    if (!way)
        return 2;
    redactor_ready(r);
    for (int round = 0; round < ROUNDS; round++) {
        hits = 0;
        double seconds = scan_once(r, way, buf_str(&text), &hits);
        best = best == 0 || seconds < best ? seconds : best;
    }
    printf("%.3f %.4f %llu\n", (double)text.n / 1e6, best, (unsigned long long)hits);
    buf_done(&text);
    redactor_free(r);
    return 0;
}

static int copy(const char *path)
{
    struct buf text = BUF_INIT(FILE_MAX);
    static char to[PIECE];
    double best = 0;
    unsigned sum = 0;

    if (!read_file(path, &text))
        return 1;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (size_t at = 0; at < text.n; at += PIECE) {
            struct str piece = str_sub(buf_str(&text), at, PIECE);
            memcpy(to, piece.p, piece.n);
            sum += (unsigned char)to[at % PIECE];
        }
        double seconds = now() - start;
        best = best == 0 || seconds < best ? seconds : best;
    }
    printf("%.3f %.4f %u\n", (double)text.n / 1e6, best, sum % 2);
    buf_done(&text);
    return 0;
}

static uint64_t match_all(const char *pattern, struct str text, double *seconds)
{
    int code = 0;
    PCRE2_SIZE at = 0;
    pcre2_code *re =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, 0, &code, &at, NULL);
    pcre2_match_data *found = re ? pcre2_match_data_create_from_pattern(re, NULL) : NULL;
    double start = now();
    uint64_t hits = 0;

    if (re)
        (void)pcre2_jit_compile(re, PCRE2_JIT_COMPLETE); /* or it is interpreted */
    for (at = 0; found && pcre2_match(re, (PCRE2_SPTR)text.p, text.n, at, 0, found, NULL) > 0;
         hits++)
        at = pcre2_get_ovector_pointer(found)[1];
    *seconds += now() - start;
    pcre2_match_data_free(found);
    pcre2_code_free(re);
    return hits;
}

static int pcre2(const char *patterns_path, const char *path)
{
    struct buf text = BUF_INIT(FILE_MAX), patterns = BUF_INIT(FILE_MAX);
    struct str rest, line;
    double seconds = 0;
    uint64_t hits = 0;

    if (!read_file(path, &text) || !read_file(patterns_path, &patterns))
        return 1;
    rest = buf_str(&patterns);
    while (str_next(&rest, '\n', &line)) {
        struct arena *a = arena_new();
        if (line.n)
            hits += match_all(arena_cstr(a, line), buf_str(&text), &seconds);
        arena_free(a);
    }
    printf("%.3f %.4f %llu\n", (double)text.n / 1e6, seconds, (unsigned long long)hits);
    buf_done(&text);
    buf_done(&patterns);
    return 0;
}

/* ---- passes -------------------------------------------------------------------------------*/

struct file {
    struct artifact artifact;
    struct scan_result scan;
};

static bool pass(struct redactor *r, struct fs_root *root, struct file *files, int n, int which,
                 struct arena *a, struct guard *guard)
{
    static char part[PIECE];
    struct learner *l = which == 0 ? learner_new(r) : NULL;
    struct err err = ERR_NONE;

    for (int i = 0; i < n; i++) {
        struct file *f = &files[i];
        struct reader *reader;
        size_t got = 1;
        bool ok = true;

        if (which == 0)
            ok = learner_scan(l, (size_t)i, &f->artifact, root, NULL, NULL, &err);
        else if (which == 1)
            ok = redact_scan(r, &f->artifact, root, a, &f->scan, NULL, &err);
        else if (f->scan.withheld == WITHHELD_NO) {
            reader = redact_open(r, &f->artifact, root, &f->scan, &err);
            if (reader && guard)
                redact_watch(reader, guard);
            while ((ok = reader && reader_read(reader, part, sizeof part, &got, &err)) && got)
                continue;
            reader_close(reader);
        }
        if (!ok) {
            fprintf(stderr, "%s: %s\n", f->artifact.origin, err.detail);
            return false;
        }
    }
    if (l)
        redactor_learn_from(r, &l, 1);
    return true;
}

static int passes(const char *words, char **paths, int n)
{
    static const char *const names[] = {"learn", "scan", "write", "write+guard"};
    struct file *files = mem_new((size_t)n * sizeof *files);
    struct err err = ERR_NONE;
    struct fs_root *root = fs_root_open(NULL, &err);
    struct redactor *r = make_redactor(words);
    struct arena *a = arena_new();
    struct guard *guard;
    bool ok = r && root;

    for (int i = 0; i < n; i++) {
        struct stat st = {0};
        (void)stat(paths[i], &st);
        files[i].artifact = (struct artifact){
            .origin = paths[i], .kind = ARTIFACT_TEXT, .size_bytes = (uint64_t)st.st_size};
    }
    for (int which = 0; ok && which < 4; which++) {
        guard = which == 3 ? guard_new(r) : NULL;
        double start = now();
        ok = pass(r, root, files, n, which < 2 ? which : 2, a, guard);
        printf("%s %.4f\n", names[which], now() - start);
        guard_free(guard);
    }
    arena_free(a);
    fs_root_free(root);
    redactor_free(r);
    free(files);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "detect") == 0)
        return detect(argv[2], argv[3], argv[4]);
    if (argc == 3 && strcmp(argv[1], "memcpy") == 0)
        return copy(argv[2]);
    if (argc == 4 && strcmp(argv[1], "pcre2") == 0)
        return pcre2(argv[2], argv[3]);
    if (argc > 3 && strcmp(argv[1], "passes") == 0)
        return passes(argv[2], argv + 3, argc - 3);
    fprintf(stderr, "usage: bench_redact detect|memcpy|pcre2|passes ...\n");
    return 2;
}
