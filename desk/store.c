/* store.c - the desk's database opened and brought up to date; what is refused, what is heard. */
#include "desk/store.h"

#include "base/embed.h"

/* ---- opening, and what older versions lacked ------------------------------------------------- */

static const char *const schemas[] = {"desk/schema-1.sql"};

static bool version_of(struct sql *db, int64_t *out, struct err *err)
{
    bool found;

    return sql_script(db, STR("CREATE TABLE IF NOT EXISTS casepack_schema (version BIGINT)"),
                      err) &&
           sql_one_number(db, "SELECT MAX(version) FROM casepack_schema", SQL_NO_ARGS, &found,
                          out, err);
}

/* Each version is made in one piece, or not at all; of two processes one makes it. */
static bool migrate(struct sql *db, struct err *err)
{
    int64_t version = 0;
    struct str script;
    bool ok = sql_begin(db, err) && version_of(db, &version, err);

    if (ok && version > (int64_t)COUNT_OF(schemas))
        ok = err_set(err, E_DATABASE_NEWER, "%lld", (long long)version);
    for (; ok && version < (int64_t)COUNT_OF(schemas); version++)
        ok = (embed_find(schemas[version], &script) ||
              err_set(err, E_INTERNAL, "%s", schemas[version])) &&
             sql_script(db, script, err) &&
             sql_change(db, "INSERT INTO casepack_schema (version) VALUES ($1)",
                        SQL_ARGS(sql_number(version + 1)), err);
    if (ok)
        return sql_commit(db, err);
    sql_rollback(db);
    return false;
}

/* Then nobody waits for who is just writing. */
static bool is_current(struct sql *db)
{
    struct err ignored = ERR_NONE;
    int64_t version;
    bool found;

    return sql_one_number(db, "SELECT MAX(version) FROM casepack_schema", SQL_NO_ARGS, &found,
                          &version, &ignored) &&
           version == (int64_t)COUNT_OF(schemas);
}

bool store_open(struct store *s, const char *where, const char *today, struct err *err)
{
    *s = (struct store){.today = today};
    s->judge = judge_new(err);
    s->db = s->judge ? sql_open(where, err) : NULL;
    return s->db && (is_current(s->db) || migrate(s->db, err));
}

void store_close(struct store *s)
{
    sql_close(s->db);
    judge_free(s->judge);
    *s = (struct store){0};
}

const char *intake_outcome_name(enum intake_outcome outcome)
{
    static const char *const names[INTAKE_OUTCOMES] = {
        [INTAKE_TAKEN] = "taken",           [INTAKE_OLDER] = "older",
        [INTAKE_ALREADY] = "already",       [INTAKE_REFUSED] = "refused",
        [INTAKE_UNREADABLE] = "unreadable",
    };
    return names[outcome];
}

/* ---- what does not become a bundle's rows ------------------------------------------------------ */

bool store_refuse(struct store *s, const struct store_refusal *refusal, struct err *err)
{
    char sha256[2 * SHA256_BYTES + 1];
    struct arena *a = arena_new();

    hex_from(refusal->sha256, SHA256_BYTES, sha256);
    bool ok = sql_change(
        s->db,
        "INSERT INTO quarantine (sha256, file_name, size_bytes, error, detail, first_on,"
        " last_on, times) VALUES ($1, $2, $3, $4, $5, $6, $6, 1)"
        " ON CONFLICT (sha256) DO UPDATE SET times = quarantine.times + 1,"
        " last_on = excluded.last_on, error = excluded.error, detail = excluded.detail",
        SQL_ARGS(sql_text(sha256), sql_visible(a, str_of(path_last(refusal->path))),
                 sql_number((int64_t)refusal->size_bytes), sql_number(refusal->why.code),
                 sql_visible(a, str_of(refusal->why.detail)), sql_text(s->today)),
        err);
    arena_free(a);
    return ok;
}

static bool join_spoken(struct store *s, const char *case_number, const char *code,
                        bool *joined, struct err *err)
{
    int64_t number;

    return sql_one_number(s->db,
                          "UPDATE spoken SET number = (SELECT MAX(b.number) FROM bundle b"
                          " WHERE b.case_number = $1 AND $2 IN (b.report_code, b.bundle_code))"
                          " WHERE case_number = $1 AND code = $2 AND EXISTS (SELECT 1"
                          " FROM bundle b WHERE b.case_number = $1"
                          " AND $2 IN (b.report_code, b.bundle_code)) RETURNING number",
                          SQL_ARGS(sql_text(case_number), sql_text(code)), joined, &number,
                          err);
}

bool store_hear(struct store *s, const struct store_call *call, bool *joined, struct err *err)
{
    return sql_begin(s->db, err) &&
           sql_change(s->db,
                      "INSERT INTO spoken (case_number, kind, code, signature, heard_on)"
                      " VALUES ($1, $2, $3, $4, $5)"
                      " ON CONFLICT (case_number, kind, code) DO NOTHING",
                      SQL_ARGS(sql_text(call->case_number), sql_text(call->kind),
                               sql_text(call->code), sql_text(call->signature),
                               sql_text(s->today)),
                      err) &&
           join_spoken(s, call->case_number, call->code, joined, err) && sql_commit(s->db, err);
}
