/* registry_kit.c - lookups in the lines of a made-up registry. */
#include "tests/support/registry_kit.h"

#include "base/digest.h"
#include "base/utf8.h"

static bool is_denied(const struct kit *kit, const char *key)
{
    return kit->denied && str_starts(str_of(key), kit->denied);
}

static void put_number(struct buf *out, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_putc(out, (char)(number >> 8 * i));
}

static void put_bytes(struct str digits, struct buf *out)
{
    char *bytes = mem_new(digits.n / 2 + 1);

    if (hex_to(digits, (uint8_t *)bytes, digits.n / 2))
        buf_add(out, bytes, digits.n / 2);
    free(bytes);
}

void registry_kit_data(const struct kit_value *v, struct buf *out)
{
    struct str text = str_of(v->value);
    uint64_t number = 0;
    size_t at = 0;

    if (v->type == WINREG_BINARY) {
        put_bytes(text, out);
    } else if (v->type == WINREG_DWORD || v->type == WINREG_QWORD) {
        (void)!str_number(text, &number);
        put_number(out, number, v->type == WINREG_DWORD ? 4 : 8);
    } else {
        while (at < text.n)
            put_number(out, utf8_next(text, &at), 2);
        put_number(out, 0, 2);
    }
}

static bool kit_value(void *ctx, const char *key, const char *name, struct arena *a,
                      struct winreg_value *out, struct err *err)
{
    const struct kit *kit = ctx;
    struct buf data = BUF_INIT(WINREG_VALUE_MAX);

    if (is_denied(kit, key))
        return err_set(err, E_FS_DENIED, "%s", key);
    for (size_t i = 0; i < kit->n; i++) {
        const struct kit_value *v = &kit->values[i];

        if (!str_eq_nocase(str_of(v->key), str_of(key)) ||
            !str_eq_nocase(str_of(v->name), str_of(name)))
            continue;
        registry_kit_data(v, &data);
        *out = (struct winreg_value){v->type, arena_str(a, buf_str(&data))};
        buf_done(&data);
        return true;
    }
    return err_set(err, E_FS_ABSENT, "%s\\%s", key, name);
}

static void add_once(struct fs_names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->names[i], name) == 0)
            return;
    names->names[names->n++] = name;
}

/* The part of a key below another one, up to the next backslash. */
static bool kit_keys(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                     struct err *err)
{
    const struct kit *kit = ctx;
    const char *prefix = arena_printf(a, "%s\\", key);

    if (is_denied(kit, key))
        return err_set(err, E_FS_DENIED, "%s", key);
    *out = (struct fs_names){arena_take(a, (kit->n + 1) * sizeof(*out->names)), 0};
    for (size_t i = 0; i < kit->n; i++) {
        struct str rest = str_of(kit->values[i].key), part;

        if (!str_starts(rest, prefix))
            continue;
        rest = str_sub(rest, strlen(prefix), rest.n);
        if (str_next(&rest, '\\', &part))
            add_once(out, arena_cstr(a, part));
    }
    return out->n > 0 || err_set(err, E_FS_ABSENT, "%s", key);
}

static bool kit_names(void *ctx, const char *key, struct arena *a, struct fs_names *out,
                      struct err *err)
{
    const struct kit *kit = ctx;

    if (is_denied(kit, key))
        return err_set(err, E_FS_DENIED, "%s", key);
    *out = (struct fs_names){arena_take(a, (kit->n + 1) * sizeof(*out->names)), 0};
    for (size_t i = 0; i < kit->n; i++)
        if (str_eq_nocase(str_of(kit->values[i].key), str_of(key)))
            add_once(out, kit->values[i].name);
    return out->n > 0 || err_set(err, E_FS_ABSENT, "%s", key);
}

struct winreg registry_kit(const struct kit *kit)
{
    return (struct winreg){kit_value, kit_keys, kit_names, (void *)(uintptr_t)kit};
}
