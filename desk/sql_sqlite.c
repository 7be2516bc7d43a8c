/* sql_sqlite.c - the only place that knows SQLite: a file beside the desk, WAL, one writer. */
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>

#include "base/arena.h"
#include "desk/sql.h"

#define STATEMENTS_MAX 64
#define WAIT_MS 60000 /* for another process that writes */
#define TURN_MS 20

struct sqlite;

struct sqlite_rows {
    struct sql_rows base;
    sqlite3_stmt *statement;
};

struct sqlite {
    struct sql base;
    sqlite3 *file;
    struct {
        const char *text; /* the literal, known by its place */
        sqlite3_stmt *prepared;
    } statements[STATEMENTS_MAX];
    size_t statements_n;
    struct sqlite_rows rows; /* one result at a time */
};

static bool failed(struct sqlite *db, struct err *err)
{
    int rc = sqlite3_errcode(db->file) & 0xff;

    if (rc == SQLITE_BUSY)
        return err_set(err, E_DATABASE_BUSY, "%s", db->base.where);
    if (rc == SQLITE_FULL)
        return err_set(err, E_NO_SPACE, "%s", db->base.where);
    return err_set(err, E_DATABASE, "%s: %s", db->base.where, sqlite3_errmsg(db->file));
}

/* SQLite does not wait by itself where two open a new file at once, or one was killed in it. */
static bool sqlite_run(struct sql *base, const char *script, struct err *err)
{
    struct sqlite *db = (struct sqlite *)base;
    int rc = sqlite3_exec(db->file, script, NULL, NULL, NULL);

    for (int waited = 0;
         (rc & 0xff) == SQLITE_BUSY && sqlite3_get_autocommit(db->file) && waited < WAIT_MS;
         waited += TURN_MS) {
        sqlite3_sleep(TURN_MS);
        rc = sqlite3_exec(db->file, script, NULL, NULL, NULL);
    }
    return rc == SQLITE_OK || failed(db, err);
}

static void sqlite_close(struct sql *base)
{
    struct sqlite *db = (struct sqlite *)base;

    for (size_t i = 0; i < db->statements_n; i++)
        sqlite3_finalize(db->statements[i].prepared);
    sqlite3_close(db->file);
    free(db);
}

/* A commit is on the disk when it returns; a file made by somebody else runs nothing of its own. */
static const char settings[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                               "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                               "PRAGMA cell_size_check=ON; PRAGMA cache_size=-16384;";

static struct sql *sqlite_open(const char *where, struct err *err)
{
    struct sqlite *db = mem_new(sizeof *db);
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

    db->base.where = where;
    bool ok = sqlite3_open_v2(where, &db->file, flags, NULL) == SQLITE_OK || failed(db, err);
    if (ok) {
        sqlite3_busy_timeout(db->file, WAIT_MS);
        sqlite3_db_config(db->file, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        ok = sqlite_run(&db->base, settings, err);
    }
    if (!ok) {
        sqlite_close(&db->base);
        return NULL;
    }
    return &db->base;
}

static sqlite3_stmt *prepared(struct sqlite *db, const char *statement, struct err *err)
{
    sqlite3_stmt *made = NULL;

    for (size_t i = 0; i < db->statements_n; i++)
        if (db->statements[i].text == statement)
            return db->statements[i].prepared;
    if (db->statements_n == STATEMENTS_MAX) {
        (void)err_set(err, E_INTERNAL, "%s", "statements");
        return NULL;
    }
    if (sqlite3_prepare_v3(db->file, statement, -1, SQLITE_PREPARE_PERSISTENT, &made, NULL) !=
        SQLITE_OK) {
        (void)failed(db, err);
        return NULL;
    }
    db->statements[db->statements_n].text = statement;
    db->statements[db->statements_n++].prepared = made;
    return made;
}

static int bind(sqlite3_stmt *s, int at, const struct sql_value *v)
{
    switch (v->type) {
    case SQL_NUMBER:
        return sqlite3_bind_int64(s, at, v->number);
    case SQL_TEXT:
        return sqlite3_bind_text64(s, at, v->text.p ? v->text.p : "", v->text.n,
                                   SQLITE_TRANSIENT, SQLITE_UTF8);
    case SQL_BYTES:
        return sqlite3_bind_blob64(s, at, v->text.p, v->text.n, SQLITE_TRANSIENT);
    case SQL_NULL:
        break;
    }
    return sqlite3_bind_null(s, at);
}

static struct sql_rows *sqlite_select(struct sql *base, const char *statement,
                                      struct sql_args args, struct err *err)
{
    struct sqlite *db = (struct sqlite *)base;
    sqlite3_stmt *s = prepared(db, statement, err);

    for (size_t i = 0; s && i < args.n; i++) {
        char name[24];
        (void)snprintf(name, sizeof name, "$%zu", i + 1);
        int at = sqlite3_bind_parameter_index(s, name);
        if (at > 0 && bind(s, at, &args.values[i]) != SQLITE_OK) {
            (void)failed(db, err);
            s = NULL;
        }
    }
    if (!s)
        return NULL;
    db->rows = (struct sqlite_rows){.base = {.db = base}, .statement = s};
    return &db->rows.base;
}

static bool sqlite_next(struct sql_rows *base, bool *row, struct err *err)
{
    struct sqlite_rows *rows = (struct sqlite_rows *)base;
    int rc = sqlite3_step(rows->statement);

    *row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE || failed((struct sqlite *)base->db, err);
}

static struct str sqlite_text(struct sql_rows *base, unsigned column)
{
    sqlite3_stmt *s = ((struct sqlite_rows *)base)->statement;
    const void *p = sqlite3_column_blob(s, (int)column); /* text as its bytes too */

    return (struct str){p, (size_t)sqlite3_column_bytes(s, (int)column)};
}

static int64_t sqlite_number(struct sql_rows *base, unsigned column)
{
    return sqlite3_column_int64(((struct sqlite_rows *)base)->statement, (int)column);
}

static void sqlite_end(struct sql_rows *base)
{
    sqlite3_stmt *s = ((struct sqlite_rows *)base)->statement;

    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
}

const struct sql_driver sql_sqlite = {
    .prefix = "",
    .number_key = "INTEGER PRIMARY KEY",
    .open = sqlite_open,
    .close = sqlite_close,
    .run = sqlite_run,
    .begin = "BEGIN IMMEDIATE",
    .select = sqlite_select,
    .next = sqlite_next,
    .text = sqlite_text,
    .number = sqlite_number,
    .end = sqlite_end,
};
