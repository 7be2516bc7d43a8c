/* recorded.c - a machine that was written down: casepack record, or by hand for a test.
 *
 *   facts.json        as in a bundle: what each source said, with state and origin
 *   smbios.bin        the firmware table as dmidecode --dump-bin writes it
 *   events-*.txt, efi-variables.txt   texts of the sources' own making
 *
 * So an unpacked bundle is a recorded machine too. Values that left as aliases count as read:
 * the same rules come to the same verdicts about them. docs/recorded.md shows one. */
#include "collect/provider.h"
#include "collect/smbios.h"
#include "facts/json.h"

#define FACTS "/facts.json"
#define TABLE "/smbios.bin"
#define TEXT_MAX_BYTES (8 * 1024 * 1024)
#define TEXTS_MAX 16

static bool fits(const struct collect_target *target)
{
    struct err err = ERR_NONE;
    struct fs_info info;

    return !fs_root_is_live(target->root) &&
           fs_stat(target->root, FACTS, FS_NO_LINKS, &info, &err) && info.type == FS_REGULAR;
}

static bool read_facts(struct fs_root *root, struct fact_list *out, struct err *err)
{
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    unsigned skipped;
    bool good = fs_read(root, FACTS, JSON_MAX_BYTES, FS_NO_LINKS, &text, err) &&
                json_read_facts(buf_str(&text), out, &skipped, err);

    buf_done(&text);
    return good;
}

/* What the system said of the table is not in smbios.bin. */
static bool is_view(enum fact_key key)
{
    return str_starts(str_of(fact_key_row(key)->name), "smbios.") &&
           str_ends(str_of(fact_key_row(key)->name), "_other");
}

/* An alias stands for a value that was read. */
static void add_fact(const struct fact *f, struct fact_list *out)
{
    struct fact *copy = fact_add_copy(out, f);

    if (copy->state == FACT_REDACTED)
        copy->state = copy->was;
}

static bool facts_of(const struct collect_target *target, unsigned item, bool view,
                     struct collect_result *out, struct err *err)
{
    struct fact_list *all = fact_list_new();
    bool good = read_facts(target->root, all, err);

    for (size_t i = 0; good && i < fact_count(all); i++) {
        const struct fact *f = fact_at(all, i);

        if (collect_item_of(f->key) == item && is_view(f->key) == view)
            add_fact(f, out->facts);
    }
    fact_list_free(all);
    return good;
}

/* A recording that is broken ends the run: unlike a machine it has no other sources. */
static bool disks(const struct collect_target *target, struct collect_result *out,
                  struct err *err)
{
    return facts_of(target, COLLECT_ITEM_DISK, false, out, err);
}

static bool adapters(const struct collect_target *target, struct collect_result *out,
                     struct err *err)
{
    return facts_of(target, COLLECT_ITEM_NIC, false, out, err);
}

/* Firmware, activation, services and clock too: all that people choose as one item. */
static bool os(const struct collect_target *target, struct collect_result *out, struct err *err)
{
    return facts_of(target, COLLECT_ITEM_OS, false, out, err);
}

static bool view(const struct collect_target *target, struct collect_result *out,
                 struct err *err)
{
    return facts_of(target, COLLECT_ITEM_SMBIOS, true, out, err);
}

static bool table(const struct collect_target *target, struct collect_result *out,
                  struct err *err)
{
    struct buf dump = BUF_INIT(SMBIOS_DUMP_TABLE_AT + SMBIOS_MAX_TABLE_BYTES);
    struct smbios_table t = {.n = 0};
    struct err failed = ERR_NONE;
    enum fact_state state = FACT_OK;

    (void)err;
    if (!fs_read(target->root, TABLE, dump.max, FS_NO_LINKS, &dump, &failed))
        state = collect_state_of(&failed);
    else if (!smbios_table_from_dump(buf_str(&dump), fact_list_arena(out->facts), &t, &failed))
        state = FACT_UNREADABLE;
    smbios_settle(out, &t, state);
    buf_done(&dump);
    return true;
}

static bool add_text(struct fs_root *root, const char *path, struct artifact_list *out,
                     struct err *err)
{
    struct buf text = BUF_INIT(TEXT_MAX_BYTES);
    bool good = fs_read(root, path, TEXT_MAX_BYTES, FS_NO_LINKS, &text, err);

    if (good) {
        struct artifact *a = artifact_add(out);

        snprintf(a->stored, sizeof(a->stored), "%s", path + 1);
        a->origin = "";
        a->item = COLLECT_ITEM_OS;
        a->kind = ARTIFACT_TEXT;
        a->content = arena_str(artifact_list_arena(out), buf_str(&text));
        a->size_bytes = a->content.n;
    }
    buf_done(&text);
    return good;
}

static bool texts(const struct collect_target *target, struct artifact_list *out,
                  struct err *err)
{
    static const char *const patterns[] = {"/efi-variables.txt", "/events-*.txt"};
    struct fs_names names;

    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        if (!fs_glob(target->root, patterns[i], TEXTS_MAX, artifact_list_arena(out), &names,
                     err))
            return false;
        for (size_t k = 0; k < names.n; k++)
            if (strlen(names.names[k]) <= ARTIFACT_NAME_MAX &&
                !add_text(target->root, names.names[k], out, err))
                return false;
    }
    return true;
}

const struct provider provider_recorded = {
    .name = "recorded",
    .fits = fits,
    .facts = {[ASK_SMBIOS] = table,
              [ASK_DISKS] = disks,
              [ASK_ADAPTERS] = adapters,
              [ASK_OS] = os,
              [ASK_VIEW] = view},
    .artifacts = {[ASK_OS] = texts},
};
