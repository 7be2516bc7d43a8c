/* fuzz_folder.c - a bundle as a folder, as somebody may have filled it: what is accepted is files
 * under names that a bundle can have, and each is given back as it is.
 *
 * The input makes the folder, one thing after the other:
 *
 *   kind, length of the name, name, length of the content (2 bytes), content
 *
 * kind mod 8: 0-3 a file, 4 a folder, 5 a link to the content, 6 a pipe, 7 a hard link. Names lead
 * nowhere else: a slash makes folders, dots alone are left out. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/name.h"
#include "bundle/read.h"

enum { THINGS_MAX = 40, NAME_BYTES = 200, PATH_BYTES = 512, CONTENT_MAX = 64 * 1024 };
enum { KIND_FOLDER = 4, KIND_LINK, KIND_PIPE, KIND_HARD_LINK };

static char top[] = "/tmp/casepack-fuzz-XXXXXX";
static char folder[64];

/* Everything below path; links are not followed. */
static void remove_below(const char *path)
{
    char child[PATH_BYTES];
    struct dirent *entry;
    DIR *d = opendir(path);

    while (d && (entry = readdir(d)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        FUZZ_REQUIRE(snprintf(child, sizeof child, "%s/%s", path, entry->d_name) <
                     (int)sizeof child);
        if (unlink(child) != 0) {
            remove_below(child);
            rmdir(child);
        }
    }
    if (d)
        closedir(d);
}

static void remove_all(void)
{
    remove_below(top);
    rmdir(top);
}

static void start(void)
{
    if (folder[0])
        return;
    fuzz_start_digest();
    FUZZ_REQUIRE(mkdtemp(top));
    snprintf(folder, sizeof folder, "%s/in", top);
    FUZZ_REQUIRE(mkdir(folder, 0755) == 0);
    atexit(remove_all);
}

/* The folders on the way are made; false for a name that leads out of the folder, or nowhere. */
static bool path_of(struct str name, char *path)
{
    size_t used = (size_t)snprintf(path, PATH_BYTES, "%s", folder);
    bool any = false;

    for (struct str part; str_next(&name, '/', &part);) {
        if (part.n == 0 || memchr(part.p, '\0', part.n) || str_is(part, ".") ||
            str_is(part, ".."))
            return false;
        if (any)
            mkdir(path, 0755);
        used += (size_t)snprintf(path + used, PATH_BYTES - used, "/%.*s", STR_ARG(part));
        any = true;
    }
    return any;
}

static void make(unsigned kind, const char *path, const char *last, struct str content)
{
    char target[256];
    FILE *f;

    snprintf(target, sizeof target, "%.*s", (int)(content.n < 200 ? content.n : 200),
             content.p);
    if (kind == KIND_FOLDER)
        (void)!mkdir(path, 0755);
    else if (kind == KIND_LINK)
        (void)!symlink(target, path);
    else if (kind == KIND_PIPE)
        (void)!mkfifo(path, 0600);
    else if (kind == KIND_HARD_LINK)
        (void)!link(last, path);
    else if (access(path, F_OK) != 0 && (f = fopen(path, "wxb")) != NULL)
        FUZZ_REQUIRE(fwrite(content.p, 1, content.n, f) == content.n && fclose(f) == 0);
}

static void fill(struct str input)
{
    char path[PATH_BYTES], last[PATH_BYTES] = "";

    for (unsigned i = 0; i < THINGS_MAX && input.n >= 4; i++) {
        unsigned kind = (unsigned char)input.p[0] % 8;
        struct str name = str_sub(input, 2, (unsigned char)input.p[1] % NAME_BYTES);
        struct str rest = str_sub(input, 2 + name.n, input.n);
        size_t n =
            rest.n < 2 ? 0 : (unsigned char)rest.p[0] | (size_t)(unsigned char)rest.p[1] << 8;
        struct str content = str_sub(rest, 2, n);

        if (path_of(name, path)) {
            make(kind, path, last, content);
            memcpy(last, path, sizeof last);
        }
        input = str_sub(rest, 2 + content.n, rest.n);
    }
}

static void check_entry(struct bundle *b, size_t i, struct buf *text)
{
    const struct bundle_entry *e = bundle_entry_at(b, i);
    char path[PATH_BYTES];
    uint8_t hash[SHA256_BYTES];
    struct stat info;
    struct err err = ERR_NONE;
    struct reader *r = bundle_read(b, i, &err);

    FUZZ_REQUIRE(!name_fault(str_of(e->name)));
    snprintf(path, sizeof path, "%s/%s", folder, e->name);
    FUZZ_REQUIRE(lstat(path, &info) == 0 && S_ISREG(info.st_mode));
    buf_clear(text);
    FUZZ_REQUIRE(r && reader_all(r, text, &err) && text->n == e->size_bytes);
    FUZZ_REQUIRE((uint64_t)info.st_size == e->size_bytes);
    digest_once(DIGEST_SHA256, text->p, text->n, hash);
    FUZZ_REQUIRE(e->fault || memcmp(hash, e->sha256, sizeof hash) == 0);
    reader_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct bundle_pass pass = {.kinds = DIGEST_SHA256 | DIGEST_SM3, .item = "fuzz"};
    struct buf text = BUF_INIT(CONTENT_MAX + 1);
    struct err err = ERR_NONE;

    start();
    fill((struct str){(const char *)data, n});
    struct bundle *b = bundle_open_hashed(folder, &pass, &err);
    FUZZ_REQUIRE((b != NULL) != err_is_set(&err));
    for (size_t i = 0; b && i < bundle_entries(b); i++)
        check_entry(b, i, &text);
    bundle_close(b);
    buf_done(&text);
    remove_below(folder);
    return 0;
}

static void put(struct buf *out, unsigned kind, const char *name, const char *content)
{
    size_t n = strlen(content);

    buf_putc(out, (char)kind);
    buf_putc(out, (char)strlen(name));
    buf_puts(out, name);
    buf_putc(out, (char)(n & 0xff));
    buf_putc(out, (char)(n >> 8));
    buf_puts(out, content);
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const struct {
        unsigned kind;
        const char *name, *content;
    } odd[] = {{0, "Letter to Mum.TXT", "dear"},
               {KIND_FOLDER, "logs/empty", ""},
               {KIND_LINK, "logs/0002.log", "/etc/hostname"},
               {KIND_PIPE, "logs/0003.log", ""},
               {KIND_HARD_LINK, "logs/0004.log", ""}};

    if (i > COUNT_OF(odd))
        return false;
    put(out, 0, "MANIFEST.txt", "SHA256 (case.txt) = 00\n");
    put(out, 0, "case.txt", "format: 1\n");
    put(out, 0, "logs/0001.log", "2026-01-02 03:04:05 client: refused\n");
    if (i > 0)
        put(out, odd[i - 1].kind, odd[i - 1].name, odd[i - 1].content);
    return true;
}
