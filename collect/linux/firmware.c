/* firmware.c - UEFI or legacy, Secure Boot, EFI variables, the table with the product key.
 *
 *   /sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
 *       name, '-', GUID of the vendor; the file holds 4 bytes of attributes, then the data
 *   /sys/firmware/acpi/tables/MSDM
 *       header of 36 bytes (ACPI 6.5, 5.2.6): signature, length in 4 bytes little-endian ... */
#include "collect/linux/sources.h"
#include "collect/linux/sysfs.h"

#include "base/utf8.h"

#define EFI_FOLDER "/sys/firmware/efi"
#define EFIVARS_FOLDER EFI_FOLDER "/efivars"
#define EFI_GLOBAL "8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define EFI_ATTRIBUTES_BYTES 4
#define GUID_CHARS 36
#define LIST_NAME "efi-variables.txt"
#define LIST_MAX_BYTES (4 * 1024 * 1024)
#define MSDM_PATH "/sys/firmware/acpi/tables/MSDM"
#define ACPI_HEADER_BYTES 36

struct efi_variables {
    struct fs_names names;
    uint64_t *sizes; /* of the data alone, one a name */
    uint64_t total_bytes;
};

/* The kernel shows the folder of EFI exactly when it was started by UEFI. */
static enum fact_state mode_fact(const struct sysfs *s)
{
    if (sysfs_is_there(s, EFI_FOLDER)) {
        fact_add_said(s, KEY_FIRMWARE_MODE, 0, STR("uefi"), EFI_FOLDER);
        return FACT_OK;
    }
    if (sysfs_is_there(s, "/sys/firmware")) {
        fact_add_said(s, KEY_FIRMWARE_MODE, 0, STR("legacy"), EFI_FOLDER);
        return FACT_NOT_APPLICABLE;
    }
    fact_add_missing(s, KEY_FIRMWARE_MODE, 0, FACT_ABSENT, EFI_FOLDER);
    return FACT_ABSENT;
}

static void secure_boot_fact(const struct sysfs *s)
{
    struct attr value =
        sysfs_file(s, EFI_ATTRIBUTES_BYTES + 1, EFIVARS_FOLDER "/SecureBoot-" EFI_GLOBAL);

    if (attr_was_read(&value) && value.text.n == EFI_ATTRIBUTES_BYTES + 1)
        fact_add_flag(s->facts, KEY_FIRMWARE_SECURE_BOOT, 0,
                      value.text.p[EFI_ATTRIBUTES_BYTES] != 0,
                      fact_source_file(s->facts, value.path));
    else
        fact_add_missing(s, KEY_FIRMWARE_SECURE_BOOT, 0,
                         attr_was_read(&value) ? FACT_UNREADABLE : value.state, value.path);
}

/* Files whose name ends in a GUID; the file system of the variables may not be mounted. */
static enum fact_state list_variables(struct fs_root *root, struct arena *a,
                                      struct efi_variables *out)
{
    struct err err = ERR_NONE;
    struct fs_names names;
    size_t n = 0;

    *out = (struct efi_variables){.total_bytes = 0};
    if (!fs_list(root, EFIVARS_FOLDER, 4096, a, &names, &err))
        return collect_state_of(&err);
    out->sizes = arena_take(a, (names.n + 1) * sizeof(*out->sizes));
    for (size_t i = 0; i < names.n; i++) {
        const char *path = arena_printf(a, EFIVARS_FOLDER "/%s", names.names[i]);
        struct err ignored = ERR_NONE;
        struct fs_info info;

        if (strlen(names.names[i]) < GUID_CHARS + 2 ||
            !fs_stat(root, path, FS_NO_LINKS, &info, &ignored) || info.type != FS_REGULAR)
            continue;
        names.names[n] = names.names[i];
        out->sizes[n] =
            info.size_bytes > EFI_ATTRIBUTES_BYTES ? info.size_bytes - EFI_ATTRIBUTES_BYTES : 0;
        out->total_bytes += out->sizes[n++];
    }
    names.n = n;
    out->names = names;
    return n > 0 ? FACT_OK : FACT_ABSENT;
}

static void variables_facts(const struct sysfs *s)
{
    struct efi_variables found;
    struct fact_source source = fact_source_file(s->facts, EFIVARS_FOLDER);
    enum fact_state state = list_variables(s->root, s->arena, &found);

    if (state != FACT_OK) {
        fact_add_state(s->facts, KEY_FIRMWARE_EFI_VARIABLES, 0, state, source);
        fact_add_state(s->facts, KEY_FIRMWARE_EFI_VARIABLE_BYTES, 0, state, source);
        return;
    }
    fact_add_number(s->facts, KEY_FIRMWARE_EFI_VARIABLES, 0, found.names.n, source);
    fact_add_number(s->facts, KEY_FIRMWARE_EFI_VARIABLE_BYTES, 0, found.total_bytes, source);
}

static void efi_facts(const struct sysfs *s, enum fact_state state)
{
    static const enum fact_key keys[] = {KEY_FIRMWARE_SECURE_BOOT, KEY_FIRMWARE_EFI_VARIABLES,
                                         KEY_FIRMWARE_EFI_VARIABLE_BYTES};

    if (state == FACT_OK) {
        secure_boot_fact(s);
        variables_facts(s);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        fact_add_missing(s, keys[i], 0, state, EFI_FOLDER);
}

/* Length by the header; where only its size may be seen, by that. */
static enum fact_state msdm_length(const struct sysfs *s, uint64_t size_bytes, uint64_t *out)
{
    struct err err = ERR_NONE;
    struct reader *reader = fs_open(s->root, MSDM_PATH, ACPI_HEADER_BYTES, &err);
    uint8_t header[ACPI_HEADER_BYTES];
    size_t n = 0;
    bool good = reader != NULL;

    while (good && n < sizeof(header)) {
        size_t got = 0;

        good = reader_read(reader, header + n, sizeof(header) - n, &got, &err) && got > 0;
        n += got;
    }
    reader_close(reader);
    if (err.code == E_FS_DENIED && size_bytes > 0) {
        *out = size_bytes;
        return FACT_OK;
    }
    if (!good || memcmp(header, "MSDM", 4) != 0)
        return err.code == E_FS_DENIED ? FACT_DENIED : FACT_UNREADABLE;
    *out = header[4] | (uint64_t)header[5] << 8 | (uint64_t)header[6] << 16 |
           (uint64_t)header[7] << 24;
    return FACT_OK;
}

static void msdm_facts(const struct sysfs *s)
{
    struct fact_source source = fact_source_file(s->facts, MSDM_PATH);
    struct err err = ERR_NONE;
    struct fs_info info;
    enum fact_state state;
    uint64_t length;

    if (!fs_stat(s->root, MSDM_PATH, FS_LINKS_INSIDE, &info, &err)) {
        state = collect_state_of(&err);
        if (state == FACT_ABSENT && sysfs_is_there(s, "/sys/firmware/acpi/tables"))
            fact_add_flag(s->facts, KEY_FIRMWARE_MSDM, 0, false, source);
        else
            fact_add_state(s->facts, KEY_FIRMWARE_MSDM, 0, state, source);
        fact_add_state(s->facts, KEY_FIRMWARE_MSDM_BYTES, 0, state, source);
        return;
    }
    fact_add_flag(s->facts, KEY_FIRMWARE_MSDM, 0, true, source);
    state = msdm_length(s, info.size_bytes, &length);
    if (state == FACT_OK)
        fact_add_number(s->facts, KEY_FIRMWARE_MSDM_BYTES, 0, length, source);
    else
        fact_add_state(s->facts, KEY_FIRMWARE_MSDM_BYTES, 0, state, source);
}

bool linux_firmware(const struct collect_target *target, struct collect_result *out,
                    struct err *err)
{
    struct sysfs s = sysfs_of(target, out);

    (void)err;
    efi_facts(&s, mode_fact(&s));
    msdm_facts(&s);
    return true;
}

/* "   1  8be4df61-...  SecureBoot": the GUID stands first so that names line up. */
static void list_text(const struct efi_variables *found, struct buf *out)
{
    buf_puts(out, "# EFI variables: bytes of data, GUID of the vendor, name\n");
    for (size_t i = 0; i < found->names.n; i++) {
        struct str name = str_of(found->names.names[i]);
        size_t cut = name.n - GUID_CHARS;

        buf_printf(out, "%8llu  ", (unsigned long long)found->sizes[i]);
        utf8_visible(str_sub(name, cut, GUID_CHARS), out);
        buf_puts(out, "  ");
        utf8_visible(str_sub(name, 0, cut - 1), out);
        buf_putc(out, '\n');
    }
}

bool linux_firmware_texts(const struct collect_target *target, struct artifact_list *out,
                          struct err *err)
{
    struct arena *a = artifact_list_arena(out);
    struct buf text = BUF_INIT(LIST_MAX_BYTES);
    struct efi_variables found;
    bool good = true;

    if (list_variables(target->root, a, &found) != FACT_OK)
        return true;
    list_text(&found, &text);
    good = !buf_failed(&text) || err_set(err, E_TOO_LARGE, LIST_NAME);
    if (good) {
        struct artifact *list = artifact_add(out);

        snprintf(list->stored, sizeof(list->stored), LIST_NAME);
        list->origin = "";
        list->item = COLLECT_ITEM_OS;
        list->kind = ARTIFACT_TEXT;
        list->content = arena_str(a, buf_str(&text));
        list->size_bytes = list->content.n;
    }
    buf_done(&text);
    return good;
}
