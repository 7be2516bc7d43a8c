/* cmd_smbios.c - the decode of a table, live or from a dump.
 *
 * Only the table is read, not the rest of the machine: this is the command that is tried first
 * and that scripts call. */
#include <errno.h>
#include <stdio.h>

#include "cli/cli.h"
#include "collect/smbios.h"
#include "collect/smbios_json.h"

#define FILE_MAX (4 * 1024 * 1024)
#define TEXT_MAX (64 * 1024 * 1024)
#define READ_BYTES (64 * 1024)
#define PIECE (16 * 1024) /* of text goes out at a time: it stays in the processor's cache */

static bool print_json(const struct collect_result *result, struct err *err)
{
    json_t *all = smbios_json(&result->smbios), *list = json_array();
    struct buf text = BUF_INIT(TEXT_MAX);

    for (size_t i = 0; i < fact_count(result->facts); i++)
        json_array_append_new(list, json_of_fact(fact_at(result->facts, i)));
    json_object_set_new(all, "facts", list);
    bool ok = json_print(all, &text, err) && cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

/* What stands in the buf goes out and makes room for more. */
static bool pass_on(struct buf *text, struct err *err)
{
    bool ok = buf_failed(text) ? err_set(err, E_TOO_LARGE, "%d", TEXT_MAX)
                               : cli_print(buf_str(text), err);
    buf_clear(text);
    return ok;
}

static bool print_text(const struct smbios_table *t, struct err *err)
{
    struct buf text = BUF_INIT(TEXT_MAX);
    bool ok = true;

    smbios_print_heading(t, &text);
    for (size_t i = 0; ok && i < t->n; i++) {
        smbios_print_structure(t, &t->structures[i], &text);
        ok = text.n < PIECE || pass_on(&text, err);
    }
    ok = ok && pass_on(&text, err);
    buf_done(&text);
    return ok;
}

static bool read_dump(const char *name, struct buf *out, struct err *err)
{
    FILE *in = fopen(name, "rb");
    size_t n = 1;

    if (!in)
        return err_set(err, errno == EACCES ? E_FS_DENIED : E_FS_ABSENT, "%s", name);
    (void)!setvbuf(in, NULL, _IONBF, 0); /* straight into out */
    while (n > 0) {
        char *room = buf_room(out, READ_BYTES);

        n = room ? fread(room, 1, READ_BYTES, in) : 0;
        if (n > 0)
            buf_grew(out, n);
    }
    bool ok = !ferror(in);
    fclose(in);
    if (!ok)
        return err_set(err, E_FS_IO, "%s", name);
    return buf_failed(out) ? err_set(err, E_TOO_LARGE, "%s", name) : true;
}

/* The table alone: its facts are for who asks for them. */
static bool table_of_dump(const char *name, struct collect_result *out, struct err *err)
{
    struct buf file = BUF_INIT(FILE_MAX);
    struct err form = ERR_NONE;
    bool ok = read_dump(name, &file, err);

    if (ok && (!smbios_table_from_dump(buf_str(&file), fact_list_arena(out->facts),
                                       &out->smbios, &form) ||
               out->smbios.n == 0))
        ok = err_set(err, E_SMBIOS_FORM, "%s", name);
    buf_done(&file);
    return ok;
}

static bool table_of_root(const char *root, struct collect_result *out, struct err *err)
{
    struct fs_root *machine = fs_root_open(root, err);
    const struct collect_target target = {.root = machine};
    bool ok = machine && collect_ask(&target, ASK_SMBIOS, out, err);

    if (ok && out->smbios_state == FACT_DENIED)
        ok = err_set(err, E_FS_DENIED, "%s", "/sys/firmware/dmi/tables");
    else if (ok && out->smbios_state != FACT_OK)
        ok = err_set(err, E_NO_SMBIOS, "%s", root ? root : "/");
    fs_root_free(machine);
    return ok;
}

bool cmd_smbios(const struct args *args, int *code, struct err *err)
{
    const char *root = args->value[OPT_ROOT];
    const char *dump =
        args_has(args, OPT_SMBIOS) ? args->value[OPT_SMBIOS] : args->value[OPT_FROM];
    struct collect_result result = {.facts = fact_list_new()};
    bool ok;

    (void)code;
    if (root && dump)
        ok = err_set(err, E_USAGE, "%s", "--root, --smbios");
    else if (dump)
        ok = table_of_dump(dump, &result, err);
    else
        ok = table_of_root(root, &result, err);
    if (ok && args_has(args, OPT_JSON)) {
        if (dump)
            smbios_facts(&result.smbios, result.facts);
        ok = print_json(&result, err);
    } else if (ok) {
        ok = print_text(&result.smbios, err);
    }
    fact_list_free(result.facts);
    return ok;
}
