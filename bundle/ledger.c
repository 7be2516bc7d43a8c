/* ledger.c - which number each content of a case and machine has.
 *
 *   CAS-00000-A0B0C0 3 1 9f86d081...(64 hex, content) e3b0c442...(64 hex, bundle id)
 *
 * One line a bundle, only ever appended to; of two lines with the same number the later one
 * counts. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/keyring.h"
#include "bundle/keys.h"

#define LEDGER_MAX_BYTES (4 * 1024 * 1024)
#define CASE_MAX 64
#define HASH_DIGITS (2 * SHA256_BYTES)

struct ledger_line {
    struct str case_number;
    uint64_t machine;
    uint64_t seq;
    uint8_t content[SHA256_BYTES];
    struct str bundle_id;
};

static bool case_is_valid(struct str s)
{
    if (s.n == 0 || s.n > CASE_MAX)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] > '~')
            return false;
    return true;
}

static bool parse_line(struct str line, struct ledger_line *out)
{
    struct str machine, seq, content;
    uint8_t id[SHA256_BYTES];

    return str_next(&line, ' ', &out->case_number) && case_is_valid(out->case_number) &&
           str_next(&line, ' ', &machine) && str_number(machine, &out->machine) &&
           str_next(&line, ' ', &seq) && str_number(seq, &out->seq) && out->seq > 0 &&
           out->seq <= UINT32_MAX && str_next(&line, ' ', &content) &&
           hex_to(content, out->content, sizeof out->content) &&
           str_next(&line, ' ', &out->bundle_id) && hex_to(out->bundle_id, id, sizeof id) &&
           !line.p;
}

static bool read_ledger(const struct keyring *k, char *path, struct buf *text, struct err *err)
{
    struct err cause = ERR_NONE;

    if (!file_path(path, k->dir, "ledger", ".txt", err))
        return false;
    if (!file_text(path, LEDGER_MAX_BYTES, text, &cause) && cause.code != E_FS_ABSENT)
        return err_set(err, cause.code, "%s", cause.detail);
    if (text->n > 0 && text->p[text->n - 1] != '\n')
        return err_set(err, E_KEY_FORM, "%s", path);
    return true;
}

/* What the ledger knows of one case and machine. */
struct known {
    struct str case_number;
    unsigned machine;
    const uint8_t *content;
    uint64_t highest;    /* 0: nothing yet */
    uint64_t of_content; /* 0: this content is new */
    struct str id_of_content;
};

static bool scan(struct str text, const char *path, struct known *known, struct err *err)
{
    struct str line;
    size_t number = 0;

    while (text.n > 0 && str_next(&text, '\n', &line)) {
        struct ledger_line row;

        number++;
        if (!parse_line(line, &row))
            return err_set(err, E_KEY_FORM, "%s:%zu", path, number);
        if (!str_eq(row.case_number, known->case_number) || row.machine != known->machine)
            continue;
        if (row.seq > known->highest)
            known->highest = row.seq;
        if (memcmp(row.content, known->content, sizeof row.content) == 0) {
            known->of_content = row.seq;
            known->id_of_content = row.bundle_id;
        }
    }
    return true;
}

/* The id of the bundle numbered seq; the text was scanned before, so each line parses. */
static void find_id(struct str text, const struct known *known, uint64_t seq, char *out)
{
    struct str line;

    while (text.n > 0 && str_next(&text, '\n', &line)) {
        struct ledger_line row;

        if (parse_line(line, &row) && row.seq == seq && row.machine == known->machine &&
            str_eq(row.case_number, known->case_number))
            memcpy(out, row.bundle_id.p, HASH_DIGITS);
    }
}

bool ledger_next(const struct keyring *k, const char *case_number, unsigned machine,
                 const uint8_t *content, struct ledger_entry *out, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct buf text = BUF_INIT(LEDGER_MAX_BYTES);
    struct known known = {str_of(case_number), machine, content, 0, 0, {NULL, 0}};
    struct ledger_entry entry = {0, ""};
    bool ok = false;

    if (!case_is_valid(known.case_number)) {
        err_set(err, E_VALUE, "%s", case_number);
        goto out;
    }
    if (!read_ledger(k, path, &text, err) || !scan(buf_str(&text), path, &known, err))
        goto out;
    entry.seq = (unsigned)(known.of_content > 0 ? known.of_content : known.highest + 1);
    find_id(buf_str(&text), &known, entry.seq - UINT64_C(1), entry.previous);
    *out = entry;
    ok = true;
out:
    buf_done(&text);
    return ok;
}

bool ledger_commit(struct keyring *k, const char *case_number, unsigned machine,
                   const uint8_t *content, unsigned seq, const char *bundle_id, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct buf text = BUF_INIT(LEDGER_MAX_BYTES);
    struct known known = {str_of(case_number), machine, content, 0, 0, {NULL, 0}};
    uint8_t id[SHA256_BYTES];
    bool ok = false;

    if (!case_is_valid(known.case_number) || seq == 0 ||
        !hex_to(str_of(bundle_id), id, sizeof id)) {
        err_set(err, E_VALUE, "%s %u %s", case_number, seq, bundle_id);
        goto out;
    }
    if (!read_ledger(k, path, &text, err) || !scan(buf_str(&text), path, &known, err))
        goto out;
    ok = known.of_content == seq && str_is(known.id_of_content, bundle_id);
    if (ok)
        goto out;
    buf_printf(&text, "%s %u %u ", case_number, machine, seq);
    buf_hex(&text, content, SHA256_BYTES);
    buf_printf(&text, " %s\n", bundle_id);
    ok = buf_failed(&text) ? err_set(err, E_TOO_LARGE, "%s", path)
                           : file_make_folder(k->dir, err) &&
                                 file_put(path, FILE_REPLACE, buf_str(&text), 0600, err);
out:
    buf_done(&text);
    return ok;
}
