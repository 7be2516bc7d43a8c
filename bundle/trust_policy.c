/* trust_policy.c - what a desk demands, has revoked and has seen. */
#include "bundle/trust_policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/file.h"

#define FIRST_LINE "casepack trust policy 1"
#define POLICY_MAX_BYTES (16 * 1024 * 1024)

static const struct {
    const char *word;
    unsigned signer;
} signers[] = {{"site", SIGNER_SITE}, {"officer", SIGNER_OFFICER}, {"sm2", SIGNER_SM2}};

bool signers_of(struct str words, unsigned *out)
{
    unsigned found = 0;
    struct str word;

    while (str_next(&words, ' ', &word)) {
        size_t i = 0;

        while (i < COUNT_OF(signers) && !str_is(word, signers[i].word))
            i++;
        if (i == COUNT_OF(signers))
            return false;
        found |= signers[i].signer;
    }
    *out = found;
    return true;
}

void signers_text(unsigned which, struct buf *out)
{
    const char *gap = "";

    for (size_t i = 0; i < COUNT_OF(signers); i++) {
        if ((which & signers[i].signer) == 0)
            continue;
        buf_printf(out, "%s%s", gap, signers[i].word);
        gap = " ";
    }
}

/* ---- reading ---------------------------------------------------------------------------------- */

static bool take_id(struct str *rest, uint8_t *id)
{
    struct str word;

    return str_next(rest, ' ', &word) && key_id_of(word, id);
}

static bool take_number(struct str *rest, unsigned *out)
{
    struct str word;
    uint64_t value;

    if (!str_next(rest, ' ', &word) || !str_number(word, &value) || value < 1 ||
        value > UINT32_MAX)
        return false;
    *out = (unsigned)value;
    return true;
}

static bool add_demand(struct str rest, struct trust_policy *p)
{
    struct trust_demand demand;

    if (!take_id(&rest, demand.key_id) || !signers_of(rest, &demand.signers))
        return false;
    p->demands = mem_grow(p->demands, &p->demands_cap, p->demands_n + 1, sizeof *p->demands);
    p->demands[p->demands_n++] = demand;
    return true;
}

static bool add_revoked(struct str rest, struct trust_policy *p)
{
    uint8_t id[KEY_ID_BYTES];

    if (!take_id(&rest, id) || rest.p)
        return false;
    p->revoked = mem_grow(p->revoked, &p->revoked_cap, p->revoked_n + 1, sizeof *p->revoked);
    memcpy(p->revoked[p->revoked_n++], id, sizeof id);
    return true;
}

static bool add_seen(struct str rest, struct trust_policy *p)
{
    struct trust_seen seen = {.case_number = ""};
    uint8_t id[SHA256_BYTES];
    struct str word;

    if (!str_next(&rest, ' ', &word) || word.n == 0 || word.n > CASE_NUMBER_MAX)
        return false;
    memcpy(seen.case_number, word.p, word.n);
    if (!take_number(&rest, &seen.machine) || !take_id(&rest, seen.key_id) ||
        !take_number(&rest, &seen.seq) || !hex_to(rest, id, sizeof id))
        return false;
    memcpy(seen.bundle_id, rest.p, rest.n);
    p->seen = mem_grow(p->seen, &p->seen_cap, p->seen_n + 1, sizeof *p->seen);
    p->seen[p->seen_n++] = seen;
    return true;
}

static const struct {
    const char *word;
    bool (*add)(struct str rest, struct trust_policy *p);
} rules[] = {{"requires", add_demand}, {"revoked", add_revoked}, {"seen", add_seen}};

static bool parse_line(struct str line, struct trust_policy *p)
{
    struct str rest = line, word;

    if (line.n == 0 || line.p[0] == '#')
        return true;
    if (!str_next(&rest, ' ', &word) || !rest.p)
        return false;
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (str_is(word, rules[i].word))
            return rules[i].add(rest, p);
    return false;
}

bool policy_parse(struct str text, const char *file, struct trust_policy *p, struct err *err)
{
    struct str line;
    size_t number = 1;

    if (text.n == 0 || text.p[text.n - 1] != '\n' || !str_next(&text, '\n', &line) ||
        !str_is(line, FIRST_LINE))
        return err_set(err, E_KEY_FORM, "%s:1", file);
    while (text.n > 0 && str_next(&text, '\n', &line)) {
        number++;
        if (!parse_line(line, p))
            return err_set(err, E_KEY_FORM, "%s:%zu", file, number);
    }
    return true;
}

/* The text of dir/POLICY, empty when there is none. */
static bool text_of(const char *dir, char *path, struct buf *text, struct err *err)
{
    struct err cause = ERR_NONE;

    return file_path(path, dir, POLICY_FILE, "", err) &&
           (file_text(path, POLICY_MAX_BYTES, text, &cause) || cause.code == E_FS_ABSENT ||
            err_set(err, cause.code, "%s", cause.detail));
}

bool policy_read(const char *dir, struct trust_policy *p, struct err *err)
{
    struct buf text = BUF_INIT(POLICY_MAX_BYTES);
    char path[FILE_PATH_MAX];
    bool ok = text_of(dir, path, &text, err) &&
              (text.n == 0 || policy_parse(buf_str(&text), path, p, err));

    buf_done(&text);
    return ok;
}

void policy_done(struct trust_policy *p)
{
    free(p->demands);
    free(p->revoked);
    free(p->seen);
    *p = (struct trust_policy){0};
}

/* ---- changing --------------------------------------------------------------------------------- */

bool policy_put(const char *dir, const char *start, const char *line, struct err *err)
{
    struct buf text = BUF_INIT(POLICY_MAX_BYTES), out = BUF_INIT(POLICY_MAX_BYTES);
    char path[FILE_PATH_MAX];
    bool there = false, ok = file_make_folder(dir, err) && text_of(dir, path, &text, err);
    struct str rest = buf_str(&text), old;

    if (text.n == 0)
        buf_puts(&out, FIRST_LINE "\n");
    while (ok && rest.n > 0 && str_next(&rest, '\n', &old)) {
        there = there || str_is(old, line);
        if (!str_starts(old, start) || str_is(old, line)) {
            buf_add_str(&out, old);
            buf_putc(&out, '\n');
        }
    }
    if (ok && !there) {
        buf_printf(&out, "%s\n", line);
        ok = buf_failed(&out) ? err_set(err, E_TOO_LARGE, "%s", path)
                              : file_put(path, FILE_REPLACE, buf_str(&out), 0600, err);
    }
    buf_done(&text);
    buf_done(&out);
    return ok;
}
