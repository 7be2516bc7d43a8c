/* store_take.c - a genuine bundle into its rows, and its place among the others. */
#include "bundle/spoken.h"
#include "check/check.h"
#include "desk/packed.h"
#include "desk/store.h"

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

/* ---- what tells one PC from another -------------------------------------------------------------- */

static const struct identity {
    const char *kind;   /* the word in reports */
    enum fact_key key;  /* all its instances */
    enum fact_key when; /* only where this flag is set: a USB drive goes from PC to PC */
    const char *field;  /* judge.h's name; a placeholder is the same in many PCs */
    bool is_unique;     /* nobody writes the same into many PCs, as happens with serials */
} identities[] = {
    {"system-serial", KEY_SYSTEM_SERIAL, KEY_COUNT, "system.serial", false},
    {"board-serial", KEY_BOARD_SERIAL, KEY_COUNT, "baseboard.serial", false},
    {"chassis-serial", KEY_CHASSIS_SERIAL, KEY_COUNT, "chassis.serial", false},
    {"uuid", KEY_SYSTEM_UUID, KEY_COUNT, "system.uuid", false},
    {"disk-serial", KEY_DISK_SERIAL, KEY_DISK_SYSTEM, "disk.serial", true},
    {"mac", KEY_NIC_MAC, KEY_NIC_PHYSICAL, NULL, true},
};

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

/* The next value from *i and *instance on that tells this PC from another; both then stand behind
 * it. Begin with zeros. */
static const struct fact *next_identity(const struct store *s, const struct evidence *e,
                                        size_t *i, unsigned *instance)
{
    for (; *i < COUNT_OF(identities); (*i)++, *instance = 0)
        while (*instance < fact_instances(e->facts, identities[*i].key)) {
            const struct fact *f = fact_find(e->facts, identities[*i].key, (*instance)++);
            if (tells_apart(s, e, &identities[*i], f))
                return f;
        }
    return NULL;
}

/* ---- among the others -------------------------------------------------------------------------- */

/* Without a number in a case two bundles are of one PC when all is equal that tells PCs apart, a
 * disk or an adapter among it; else each stands for a PC of its own. */
static const char *pc_by_identity(const struct store *s, const struct evidence *e)
{
    struct digest *d = digest_new(DIGEST_SHA256);
    uint8_t hash[SHA256_BYTES];
    char hex[2 * SHA256_BYTES + 1];
    unsigned instance = 0;
    bool is_sure = false;
    const struct fact *f;

    for (size_t i = 0; (f = next_identity(s, e, &i, &instance)) != NULL;) {
        const char *line = arena_printf(e->arena, "%s %d %.*s\n", identities[i].kind,
                                        (int)f->state, STR_ARG(f->text));
        digest_add(d, line, strlen(line));
        is_sure = is_sure || identities[i].is_unique;
    }
    digest_get(d, DIGEST_SHA256, hash);
    digest_free(d);
    hex_from(hash, sizeof hash, hex);
    return is_sure ? arena_cstr(e->arena, str_of(hex)) : e->report.bundle_id;
}

static const char *pc_of(const struct store *s, const struct evidence *e)
{
    bool has_case = e->case_number[0] != '\0' && !str_is(str_of(e->case_number), NO_CASE);

    if (has_case && e->machine > 0)
        return arena_printf(e->arena, "%s %s %u", evidence_site_key(e), e->case_number,
                            e->machine);
    return arena_printf(e->arena, "%s %s %s", evidence_site_key(e), e->case_number,
                        pc_by_identity(s, e));
}

/* A bundle on its way into the rows. */
struct taking {
    struct store *s;
    const struct evidence *e;
    struct sql_value pc;
    int64_t number; /* of its row */
};

struct standing {
    bool is_here;      /* this very bundle */
    bool is_contested; /* another one has its number */
    bool is_older;     /* one with a higher number is there */
    int64_t newest;    /* which */
};

static bool standing_of(const struct taking *t, struct standing *out, struct err *err)
{
    const struct evidence *e = t->e;
    int64_t number;

    *out = (struct standing){0};
    if (!sql_one_number(t->s->db, "SELECT number FROM bundle WHERE bundle_id = $1",
                        SQL_ARGS(sql_text(e->report.bundle_id)), &out->is_here, &number, err))
        return false;
    return out->is_here ||
           (sql_one_number(
                t->s->db, "SELECT number FROM bundle WHERE pc = $1 AND sequence = $2",
                SQL_ARGS(t->pc, sql_number(e->sequence)), &out->is_contested, &number, err) &&
            sql_one_number(t->s->db,
                           "SELECT sequence FROM bundle WHERE pc = $1 AND sequence > $2"
                           " ORDER BY sequence DESC LIMIT 1",
                           SQL_ARGS(t->pc, sql_number(e->sequence)), &out->is_older,
                           &out->newest, err));
}

static bool supersede_older(const struct taking *t, struct err *err)
{
    return sql_change(t->s->db,
                      "UPDATE bundle SET is_newest = 0 WHERE pc = $1 AND sequence < $2"
                      " AND is_newest = 1",
                      SQL_ARGS(t->pc, sql_number(t->e->sequence)), err);
}

/* The calls that were about this bundle. */
static bool join_calls(const struct taking *t, struct err *err)
{
    const struct evidence *e = t->e;

    return sql_change(
        t->s->db,
        "UPDATE spoken SET number = $1 WHERE case_number = $2 AND code IN ($3, $4)"
        " AND number IS NULL",
        SQL_ARGS(sql_number(t->number), text(e, e->case_number), text(e, e->report_code),
                 bundle_code(e)),
        err);
}

/* ---- its rows ------------------------------------------------------------------------------------ */

static bool put_bundle(struct taking *t, bool is_newest, struct err *err)
{
    const struct store *s = t->s;
    const struct evidence *e = t->e;
    const struct finding_list *f = &e->findings;
    bool found;

    return sql_one_number(
        s->db,
        "INSERT INTO bundle (pc, site_key, case_number, machine, bundle_id, machines, sequence,"
        " is_newest, role, profile, pack, policy, level, released_on, month, taken_on,"
        " file_name, size_bytes, maker, model, bios_version, bios_date, must_fix, warn, unread,"
        " is_latent, signature, report_code, bundle_code) VALUES ($1, $2, $3, $4, $5, $6, $7,"
        " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,"
        " $25, $26, $27, $28, $29) RETURNING number",
        SQL_ARGS(t->pc, sql_text(evidence_site_key(e)), text(e, e->case_number),
                 sql_number(e->machine), sql_text(e->report.bundle_id), sql_number(e->machines),
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
        &found, &t->number, err);
}

/* As the site wrote them: a later casepack may know keys that this one does not. */
static bool put_facts(const struct taking *t, struct err *err)
{
    struct buf packed = BUF_INIT(2 * PACKED_MAX_BYTES);
    bool ok = pack_text(t->e->facts_json, &packed, err) &&
              sql_change(t->s->db, "INSERT INTO bundle_facts (number, facts) VALUES ($1, $2)",
                         SQL_ARGS(sql_number(t->number), sql_bytes(packed.p, packed.n)), err);

    buf_done(&packed);
    return ok;
}

static bool put_findings(const struct taking *t, struct err *err)
{
    const struct evidence *e = t->e;
    bool ok = true;

    for (size_t i = 0; ok && i < e->findings.n; i++) {
        const struct finding *f = &e->findings.items[i];
        if (f->verdict == VERDICT_OK || f->verdict == VERDICT_NOT_APPLICABLE)
            continue;
        ok = sql_change(t->s->db,
                        "INSERT INTO finding (number, rule, verdict, reason, fact, instance,"
                        " state, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                        SQL_ARGS(sql_number(t->number), sql_number(f->rule),
                                 sql_text(verdict_name(f->verdict)), sql_number(f->reason),
                                 sql_text(fact_key_row(f->key)->name), sql_number(f->instance),
                                 sql_text(f->fact ? fact_state_name(f->fact->state) : ""),
                                 value_of(e, f->fact)),
                        err);
    }
    return ok;
}

/* ---- values that stand in several PCs ------------------------------------------------------------ */

struct token {
    const char *kind;
    struct sql_value text;
    struct sql_value scope; /* where the text means the same value */
};

/* Another PC has it too: then it is a duplicate from now on. */
static bool note_duplicate(const struct taking *t, const struct token *token, struct err *err)
{
    bool found;
    int64_t other;

    if (!sql_one_number(t->s->db,
                        "SELECT b.number FROM identity i JOIN bundle b ON b.number = i.number"
                        " WHERE i.token = $1 AND i.kind = $2 AND i.scope = $3 AND b.pc <> $4"
                        " LIMIT 1",
                        SQL_ARGS(token->text, sql_text(token->kind), token->scope, t->pc),
                        &found, &other, err))
        return false;
    return !found ||
           sql_change(t->s->db,
                      "INSERT INTO duplicate (token, kind, scope) VALUES ($1, $2, $3)"
                      " ON CONFLICT (token, kind, scope) DO NOTHING",
                      SQL_ARGS(token->text, sql_text(token->kind), token->scope), err);
}

static bool put_token(const struct taking *t, const struct token *token, struct err *err)
{
    return note_duplicate(t, token, err) &&
           sql_change(t->s->db,
                      "INSERT INTO identity (token, kind, scope, number)"
                      " VALUES ($1, $2, $3, $4)",
                      SQL_ARGS(token->text, sql_text(token->kind), token->scope,
                               sql_number(t->number)),
                      err);
}

static bool put_identities(const struct taking *t, struct err *err)
{
    const struct evidence *e = t->e;
    const char *scope = arena_printf(e->arena, "%s %s", evidence_site_key(e), e->case_number);
    unsigned instance = 0;
    const struct fact *f;
    bool ok = true;

    for (size_t i = 0; ok && (f = next_identity(t->s, e, &i, &instance)) != NULL;) {
        struct token token = {.kind = identities[i].kind, .text = value_of(e, f)};
        token.scope = f->state == FACT_REDACTED ? text(e, scope) : sql_text("");
        ok = put_token(t, &token, err);
    }
    return ok;
}

bool store_take(struct store *s, const struct evidence *e, struct store_taken *out,
                struct err *err)
{
    struct taking t = {.s = s, .e = e, .pc = text(e, pc_of(s, e))};
    struct standing at;

    *out = (struct store_taken){.outcome = INTAKE_TAKEN, .why = ERR_NONE};
    if (!standing_of(&t, &at, err))
        return false;
    if (at.is_here || at.is_contested) {
        out->outcome = at.is_here ? INTAKE_ALREADY : INTAKE_REFUSED;
        if (at.is_contested)
            (void)err_set(&out->why, E_REPLAY, "%s %u #%u", e->case_number, e->machine,
                          e->sequence);
        return true;
    }
    if (at.is_older) {
        out->outcome = INTAKE_OLDER;
        out->newest = (unsigned)at.newest;
    }
    return (at.is_older || supersede_older(&t, err)) && put_bundle(&t, !at.is_older, err) &&
           put_facts(&t, err) && put_findings(&t, err) && put_identities(&t, err) &&
           join_calls(&t, err);
}
