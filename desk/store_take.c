/* store_take.c - a genuine bundle into its rows, and its place among the others. */
#include "bundle/spoken.h"
#include "check/check.h"
#include "desk/packed.h"
#include "desk/store.h"
#include "facts/json.h"

#define NO_CASE "-"
#define SIGNATURE_MAX 4096

/* ---- texts ------------------------------------------------------------------------------------- */

static struct sql_value text(const struct evidence *e, const char *s)
{
    return sql_visible(e->arena, str_of(s));
}

static bool has_value(const struct fact *f)
{
    return f && (f->state == FACT_OK || f->state == FACT_REDACTED);
}

static struct sql_value value_of(const struct evidence *e, const struct fact *f)
{
    return sql_visible(e->arena, has_value(f) ? f->text : STR(""));
}

static struct sql_value value(const struct evidence *e, enum fact_key key)
{
    return value_of(e, fact_find(e->facts, key, 0));
}

/* "101=2 102=3": equal texts are equal failures. */
static const char *signature_of(const struct evidence *e)
{
    struct buf out = BUF_INIT(SIGNATURE_MAX);

    for (size_t i = 0; i < e->findings.n; i++) {
        const struct finding *f = &e->findings.items[i];
        if (f->verdict == VERDICT_MUST_FIX)
            buf_printf(&out, "%s%u=%d", out.n > 0 ? " " : "", f->rule, (int)f->reason);
    }
    const char *signature = arena_cstr(e->arena, buf_str(&out));
    buf_done(&out);
    return signature;
}

/* Of the release; a sheet without a date is counted when it came. */
static struct sql_value month_of(const struct store *s, const struct evidence *e)
{
    const char *day = e->released_on[0] ? e->released_on : s->today;

    return sql_visible(e->arena, str_sub(str_of(day), 0, strlen("2026-11")));
}

static struct sql_value bundle_code(const struct evidence *e)
{
    struct buf code = BUF_INIT(64);

    spoken_bundle_code(e->report.bundle_id, &code);
    struct sql_value value = sql_visible(e->arena, buf_str(&code));
    buf_done(&code);
    return value;
}

/* ---- among the others -------------------------------------------------------------------------- */

static bool names_a_pc(const struct evidence *e)
{
    return e->case_number[0] != '\0' && !str_is(str_of(e->case_number), NO_CASE);
}

/* Who is one PC: parameters $1 to $3. The last term lets the index bundle_order serve. */
#define THIS_PC "site_key = $1 AND case_number = $2 AND machine = $3 AND case_number <> '-'"
#define PC_ARGS(e) \
    sql_text(evidence_site_key(e)), text((e), (e)->case_number), sql_number((e)->machine)

struct standing {
    bool is_here;      /* this very bundle */
    bool is_contested; /* another one has its number */
    bool is_older;     /* one with a higher number is there */
};

static bool standing_of(struct store *s, const struct evidence *e, struct standing *out,
                        struct err *err)
{
    int64_t number;

    *out = (struct standing){0};
    if (!sql_one_number(s->db, "SELECT number FROM bundle WHERE bundle_id = $1",
                        SQL_ARGS(sql_text(e->report.bundle_id)), &out->is_here, &number, err))
        return false;
    if (out->is_here || !names_a_pc(e))
        return true;
    return sql_one_number(s->db,
                          "SELECT number FROM bundle WHERE " THIS_PC " AND sequence = $4",
                          SQL_ARGS(PC_ARGS(e), sql_number(e->sequence)), &out->is_contested,
                          &number, err) &&
           sql_one_number(
               s->db, "SELECT number FROM bundle WHERE " THIS_PC " AND sequence > $4 LIMIT 1",
               SQL_ARGS(PC_ARGS(e), sql_number(e->sequence)), &out->is_older, &number, err);
}

static bool supersede_older(struct store *s, const struct evidence *e, struct err *err)
{
    return sql_change(s->db,
                      "UPDATE bundle SET is_newest = 0 WHERE " THIS_PC " AND sequence < $4"
                      " AND is_newest = 1",
                      SQL_ARGS(PC_ARGS(e), sql_number(e->sequence)), err);
}

/* The calls that were about this bundle. */
static bool join_calls(struct store *s, const struct evidence *e, int64_t number,
                       struct err *err)
{
    return sql_change(
        s->db,
        "UPDATE spoken SET number = $1 WHERE case_number = $2 AND code = $3"
        " AND number IS NULL",
        SQL_ARGS(sql_number(number), text(e, e->case_number), text(e, e->report_code)), err);
}

/* ---- its rows ------------------------------------------------------------------------------------ */

static bool put_bundle(struct store *s, const struct evidence *e, bool is_newest,
                       int64_t *number, struct err *err)
{
    const struct finding_list *f = &e->findings;
    bool found;

    return sql_one_number(
        s->db,
        "INSERT INTO bundle (site_key, case_number, machine, bundle_id, machines, sequence,"
        " is_newest, role, profile, pack, policy, level, released_on, month, taken_on,"
        " file_name, size_bytes, maker, model, bios_version, bios_date, must_fix, warn, unread,"
        " is_latent, signature, report_code, bundle_code) VALUES ($1, $2, $3, $4, $5, $6, $7,"
        " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,"
        " $25, $26, $27, $28) RETURNING number",
        SQL_ARGS(PC_ARGS(e), sql_text(e->report.bundle_id), sql_number(e->machines),
                 sql_number(e->sequence), sql_number(is_newest), sql_text(role_name(e->role)),
                 text(e, e->profile), sql_number(e->pack), text(e, e->policy),
                 sql_number(e->level), text(e, e->released_on), month_of(s, e),
                 sql_text(s->today), text(e, path_last(e->path)),
                 sql_number((int64_t)e->report.size_bytes), value(e, KEY_SYSTEM_MANUFACTURER),
                 value(e, KEY_SYSTEM_PRODUCT), value(e, KEY_BIOS_VERSION),
                 value(e, KEY_BIOS_DATE), sql_number(finding_count(f, VERDICT_MUST_FIX)),
                 sql_number(finding_count(f, VERDICT_WARN)),
                 sql_number(finding_count(f, VERDICT_UNREAD)),
                 sql_number(check_is_latent(f, e->role == ROLE_GOOD)),
                 sql_text(signature_of(e)), text(e, e->report_code), bundle_code(e)),
        &found, number, err);
}

static bool put_facts(struct store *s, const struct evidence *e, int64_t number,
                      struct err *err)
{
    struct buf json = BUF_INIT(JSON_MAX_BYTES), packed = BUF_INIT(2 * PACKED_MAX_BYTES);
    bool ok = json_print(json_of_facts(e->facts), &json, err) &&
              pack_text(buf_str(&json), &packed, err) &&
              sql_change(s->db, "INSERT INTO bundle_facts (number, facts) VALUES ($1, $2)",
                         SQL_ARGS(sql_number(number), sql_bytes(packed.p, packed.n)), err);

    buf_done(&json);
    buf_done(&packed);
    return ok;
}

static bool put_findings(struct store *s, const struct evidence *e, int64_t number,
                         struct err *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < e->findings.n; i++) {
        const struct finding *f = &e->findings.items[i];
        if (f->verdict == VERDICT_OK || f->verdict == VERDICT_NOT_APPLICABLE)
            continue;
        ok = sql_change(s->db,
                        "INSERT INTO finding (number, rule, verdict, reason, fact, instance,"
                        " state, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                        SQL_ARGS(sql_number(number), sql_number(f->rule),
                                 sql_text(verdict_name(f->verdict)), sql_number(f->reason),
                                 sql_text(fact_key_row(f->key)->name), sql_number(f->instance),
                                 sql_text(f->fact ? fact_state_name(f->fact->state) : ""),
                                 value_of(e, f->fact)),
                        err);
    }
    return ok;
}

/* ---- what tells one PC from another -------------------------------------------------------------- */

static const struct identity {
    const char *kind;   /* the word in reports */
    enum fact_key key;  /* all its instances */
    enum fact_key when; /* only where this flag is set: a USB drive goes from PC to PC */
    const char *field;  /* judge.h's name; a placeholder is the same in many PCs */
} identities[] = {
    {"system-serial", KEY_SYSTEM_SERIAL, KEY_COUNT, "system.serial"},
    {"board-serial", KEY_BOARD_SERIAL, KEY_COUNT, "baseboard.serial"},
    {"chassis-serial", KEY_CHASSIS_SERIAL, KEY_COUNT, "chassis.serial"},
    {"uuid", KEY_SYSTEM_UUID, KEY_COUNT, "system.uuid"},
    {"disk-serial", KEY_DISK_SERIAL, KEY_DISK_SYSTEM, "disk.serial"},
    {"mac", KEY_NIC_MAC, KEY_NIC_PHYSICAL, NULL},
};

struct token {
    const char *kind;
    struct sql_value text;
    struct sql_value scope; /* where the text means the same value */
};

/* Another PC has it too: then it is a duplicate from now on. */
static bool note_duplicate(struct store *s, const struct evidence *e, const struct token *t,
                           struct err *err)
{
    bool found;
    int64_t other;

    if (!names_a_pc(e))
        return true;
    if (!sql_one_number(s->db,
                        "SELECT b.number FROM identity i JOIN bundle b ON b.number = i.number"
                        " WHERE i.token = $4 AND i.kind = $5 AND i.scope = $6"
                        " AND b.case_number <> '-' AND NOT (b.site_key = $1"
                        " AND b.case_number = $2 AND b.machine = $3) LIMIT 1",
                        SQL_ARGS(PC_ARGS(e), t->text, sql_text(t->kind), t->scope), &found,
                        &other, err))
        return false;
    return !found || sql_change(s->db,
                                "INSERT INTO duplicate (token, kind, scope) VALUES ($1, $2, $3)"
                                " ON CONFLICT (token, kind, scope) DO NOTHING",
                                SQL_ARGS(t->text, sql_text(t->kind), t->scope), err);
}

static bool put_token(struct store *s, const struct evidence *e, const struct token *t,
                      int64_t number, struct err *err)
{
    return note_duplicate(s, e, t, err) &&
           sql_change(s->db,
                      "INSERT INTO identity (token, kind, scope, number)"
                      " VALUES ($1, $2, $3, $4)",
                      SQL_ARGS(t->text, sql_text(t->kind), t->scope, sql_number(number)), err);
}

static bool tells_apart(const struct store *s, const struct evidence *e,
                        const struct identity *identity, const struct fact *f)
{
    const char *rule;

    if (!has_value(f) || f->text.n == 0)
        return false;
    if (identity->when != KEY_COUNT) {
        const struct fact *when = fact_find(e->facts, identity->when, f->instance);
        if (!when || when->state != FACT_OK || when->number == 0)
            return false;
    }
    return f->state == FACT_REDACTED || !identity->field ||
           judge_value(s->judge, str_of(identity->field), f->text, &rule) == JUDGE_OK;
}

static bool put_identities(struct store *s, const struct evidence *e, int64_t number,
                           struct err *err)
{
    const char *scope = arena_printf(e->arena, "%s %s", evidence_site_key(e), e->case_number);
    bool ok = true;

    for (size_t i = 0; ok && i < COUNT_OF(identities); i++) {
        unsigned n = fact_instances(e->facts, identities[i].key);
        for (unsigned k = 0; ok && k < n; k++) {
            const struct fact *f = fact_find(e->facts, identities[i].key, k);
            if (!tells_apart(s, e, &identities[i], f))
                continue;
            struct token t = {.kind = identities[i].kind, .text = value_of(e, f)};
            t.scope = f->state == FACT_REDACTED ? text(e, scope) : sql_text("");
            ok = put_token(s, e, &t, number, err);
        }
    }
    return ok;
}

bool store_take(struct store *s, const struct evidence *e, enum intake_outcome *out,
                struct err *why_refused, struct err *err)
{
    struct standing at;
    int64_t number;

    if (!standing_of(s, e, &at, err))
        return false;
    if (at.is_here || at.is_contested) {
        *out = at.is_here ? INTAKE_ALREADY : INTAKE_REFUSED;
        if (at.is_contested)
            (void)err_set(why_refused, E_REPLAY, "%s %u #%u", e->case_number, e->machine,
                          e->sequence);
        return true;
    }
    *out = at.is_older ? INTAKE_OLDER : INTAKE_TAKEN;
    return (at.is_older || !names_a_pc(e) || supersede_older(s, e, err)) &&
           put_bundle(s, e, !at.is_older, &number, err) && put_facts(s, e, number, err) &&
           put_findings(s, e, number, err) && put_identities(s, e, number, err) &&
           join_calls(s, e, number, err);
}
