/* client.c - known places of the client's program, and the version in its resources. */
#include "collect/client.h"

#include "base/anycase.h"
#include "collect/collect.h"

#define PROGRAM_MAX_BYTES (64u * 1024 * 1024)
#define SIGNATURE 0xFEEF04BD

/* In a fixed order: the place is the instance of the facts. From field reports; the second
 * folder is that of the generation before. */
static const char *const places[] = {
    "/Program Files/CMITActivation/CmitClient.exe",
    "/Program Files/CMITActivation/CmitClientSVC.exe",
    "/Program Files/CMIT3.0/CmitClient.exe",
};

static uint32_t word_at(struct str bytes, size_t at)
{
    uint32_t word = 0;

    for (size_t i = 0; i < 4 && at + i < bytes.n; i++)
        word |= (uint32_t)(unsigned char)bytes.p[at + i] << 8 * i;
    return word;
}

/* Offset of the text in UTF-16 from from on; bytes.n when it is not there. */
static size_t find_wide(struct str bytes, size_t from, struct str text)
{
    for (size_t at = from; bytes.n >= 2 * text.n && at <= bytes.n - 2 * text.n; at++) {
        size_t i = 0;

        while (i < text.n && bytes.p[at + 2 * i] == text.p[i] && bytes.p[at + 2 * i + 1] == 0)
            i++;
        if (i == text.n)
            return at;
    }
    return bytes.n;
}

/* The resource may begin at any multiple of 4 in the file, and so may what is aligned in it. */
bool client_version_find(struct str bytes, struct buf *out)
{
    static const char mark[] = "VS_VERSION_INFO";
    const size_t mark_bytes = 2 * sizeof(mark); /* with its NUL */
    uint32_t high, low;

    for (size_t at = find_wide(bytes, 0, STR(mark)); at < bytes.n;
         at = find_wide(bytes, at + 1, STR(mark))) {
        size_t fixed = (at + mark_bytes + 3) / 4 * 4;

        if (fixed + 16 > bytes.n || word_at(bytes, fixed) != SIGNATURE)
            continue;
        high = word_at(bytes, fixed + 8);
        low = word_at(bytes, fixed + 12);
        buf_printf(out, "%u.%u.%u.%u", high >> 16, high & 0xffff, low >> 16, low & 0xffff);
        return true;
    }
    return false;
}

static void missing(struct fact_list *facts, unsigned i, enum fact_state state,
                    const char *path)
{
    fact_add_state(facts, KEY_CLIENT_PATH, i, state, fact_source_file(facts, path));
    fact_add_state(facts, KEY_CLIENT_VERSION, i, state, fact_source_file(facts, path));
}

static void place_facts(struct fs_root *root, const char *drive, unsigned i,
                        struct fact_list *facts)
{
    struct arena *a = fact_list_arena(facts);
    const char *path = arena_printf(a, "%s%s", drive, places[i]);
    struct buf program = BUF_INIT(PROGRAM_MAX_BYTES), version = BUF_INIT(64);
    struct err err = ERR_NONE;

    if (!anycase_path(root, path, a, &path, &err) ||
        !fs_read(root, path, PROGRAM_MAX_BYTES, FS_NO_LINKS, &program, &err)) {
        missing(facts, i, collect_state_of(&err), path);
    } else {
        fact_add_text(facts, KEY_CLIENT_PATH, i, str_of(path), fact_source_file(facts, path));
        if (client_version_find(buf_str(&program), &version))
            fact_add_text(facts, KEY_CLIENT_VERSION, i, buf_str(&version),
                          fact_source_file(facts, path));
        else
            fact_add_state(facts, KEY_CLIENT_VERSION, i, FACT_UNREADABLE,
                           fact_source_file(facts, path));
    }
    buf_done(&program);
    buf_done(&version);
}

/* "V3" of "3.1.2.0"; the first place that tells. */
static void generation_fact(struct fact_list *facts)
{
    struct arena *a = fact_list_arena(facts);
    const struct fact *seen = NULL;

    for (unsigned i = 0; i < COUNT_OF(places); i++) {
        const struct fact *version = fact_find(facts, KEY_CLIENT_VERSION, i);
        struct str rest = version->text, major;

        if (version->state == FACT_OK && str_next(&rest, '.', &major) && !str_is(major, "0")) {
            fact_add_text(facts, KEY_CLIENT_GENERATION, 0,
                          str_of(arena_printf(a, "V%.*s", STR_ARG(major))), version->source);
            return;
        }
        if (version->state != FACT_ABSENT && !seen)
            seen = version;
    }
    if (seen)
        fact_add_text(facts, KEY_CLIENT_GENERATION, 0, STR("unknown"), seen->source);
    else
        fact_add_state(facts, KEY_CLIENT_GENERATION, 0, FACT_ABSENT,
                       fact_source_file(facts, places[0]));
}

void client_facts(struct fs_root *root, const char *drive, struct fact_list *facts)
{
    for (unsigned i = 0; i < COUNT_OF(places); i++)
        place_facts(root, drive, i, facts);
    generation_fact(facts);
}
