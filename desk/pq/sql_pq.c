/* sql_pq.c - the only place that knows PostgreSQL: one server for the agents of a large desk.
 *
 * Linked into casepack-desk alone: libpq opens sockets, and what is carried to sites has none. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "desk/sql.h"

#define STATEMENTS_MAX 64
#define NAME_MAX_BYTES 16
#define BYTEA_OID 17 /* pg_type.dat */

struct pq_rows {
    struct sql_rows base;
    PGresult *result;
    int at; /* -1 before the first row */
    unsigned char *bytes;
};

struct pq {
    struct sql base;
    PGconn *server;
    const char *statements[STATEMENTS_MAX]; /* the literals, known by their places */
    size_t statements_n;
    struct pq_rows rows; /* one result at a time */
};

/* What the server said, in one line. where may hold a password and is not shown. */
static bool failed(const struct pq *db, struct err *err)
{
    struct str said = str_of(PQerrorMessage(db->server)), line = {NULL, 0};

    (void)str_next(&said, '\n', &line);
    return err_set(err, E_DATABASE, "postgresql: %.*s", STR_ARG(line));
}

static bool pq_run(struct sql *base, const char *script, struct err *err)
{
    struct pq *db = (struct pq *)base;
    PGresult *result = PQexec(db->server, script);
    ExecStatusType status = PQresultStatus(result);

    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || failed(db, err);
}

static void pq_close(struct sql *base)
{
    struct pq *db = (struct pq *)base;

    PQfinish(db->server);
    free(db);
}

static void say_nothing(void *ctx, const char *notice)
{
    (void)ctx;
    (void)notice;
}

static struct sql *pq_open(const char *where, struct err *err)
{
    struct pq *db = mem_new(sizeof *db);

    db->server = PQconnectdb(where);
    PQsetNoticeProcessor(db->server, say_nothing, NULL);
    bool ok = PQstatus(db->server) == CONNECTION_OK || failed(db, err);
    ok = ok && (PQsetClientEncoding(db->server, "UTF8") == 0 || failed(db, err));
    if (!ok) {
        pq_close(&db->base);
        return NULL;
    }
    return &db->base;
}

/* Fills name with that of the prepared statement. */
static bool prepare(struct pq *db, const char *statement, char *name, struct err *err)
{
    size_t i = 0;

    while (i < db->statements_n && db->statements[i] != statement)
        i++;
    (void)snprintf(name, NAME_MAX_BYTES, "casepack%zu", i);
    if (i < db->statements_n)
        return true;
    if (i == STATEMENTS_MAX)
        return err_set(err, E_INTERNAL, "%s", "statements");
    PGresult *result = PQprepare(db->server, name, statement, 0, NULL);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || failed(db, err);
    PQclear(result);
    if (ok)
        db->statements[db->statements_n++] = statement;
    return ok;
}

/* Parameters as libpq wants them: numbers and texts as C strings, bytes as they are. */
struct parameters {
    const char *values[SQL_PARAMETERS_MAX];
    int sizes[SQL_PARAMETERS_MAX], forms[SQL_PARAMETERS_MAX];
    struct arena *texts;
};

static void fill(struct parameters *p, struct sql_args args)
{
    for (size_t i = 0; i < args.n && i < SQL_PARAMETERS_MAX; i++) {
        const struct sql_value *v = &args.values[i];
        p->forms[i] = v->type == SQL_BYTES;
        p->sizes[i] = v->type == SQL_BYTES ? (int)v->text.n : 0;
        if (v->type == SQL_NUMBER)
            p->values[i] = arena_printf(p->texts, "%lld", (long long)v->number);
        else if (v->type == SQL_TEXT)
            p->values[i] = arena_cstr(p->texts, v->text);
        else
            p->values[i] = v->type == SQL_BYTES ? v->text.p : NULL;
    }
}

static struct sql_rows *pq_select(struct sql *base, const char *statement, struct sql_args args,
                                  struct err *err)
{
    struct pq *db = (struct pq *)base;
    struct parameters p = {.texts = arena_new()};
    char name[NAME_MAX_BYTES];
    PGresult *result = NULL;

    fill(&p, args);
    if (prepare(db, statement, name, err))
        result = PQexecPrepared(db->server, name, (int)args.n, p.values, p.sizes, p.forms, 0);
    arena_free(p.texts);
    if (!result) {
        (void)failed(db, err);
        return NULL;
    }
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        (void)failed(db, err);
        PQclear(result);
        return NULL;
    }
    db->rows = (struct pq_rows){.base = {.db = base}, .result = result, .at = -1};
    return &db->rows.base;
}

static bool pq_next(struct sql_rows *base, bool *row, struct err *err)
{
    struct pq_rows *rows = (struct pq_rows *)base;

    (void)err; /* the whole result is here already */
    *row = ++rows->at < PQntuples(rows->result);
    return true;
}

static struct str pq_text(struct sql_rows *base, unsigned column)
{
    struct pq_rows *rows = (struct pq_rows *)base;
    const char *p = PQgetvalue(rows->result, rows->at, (int)column);
    size_t n = (size_t)PQgetlength(rows->result, rows->at, (int)column);

    if (PQftype(rows->result, (int)column) != BYTEA_OID)
        return (struct str){p, n};
    PQfreemem(rows->bytes);
    rows->bytes = PQunescapeBytea((const unsigned char *)p, &n);
    return (struct str){(const char *)rows->bytes, rows->bytes ? n : 0};
}

static int64_t pq_number(struct sql_rows *base, unsigned column)
{
    const struct pq_rows *rows = (const struct pq_rows *)base;

    return strtoll(PQgetvalue(rows->result, rows->at, (int)column), NULL, 10);
}

static void pq_end(struct sql_rows *base)
{
    struct pq_rows *rows = (struct pq_rows *)base;

    PQfreemem(rows->bytes);
    rows->bytes = NULL;
    PQclear(rows->result);
}

const struct sql_driver sql_pq = {
    .prefix = "postgresql://",
    .number_key = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    .open = pq_open,
    .close = pq_close,
    .run = pq_run,
    .begin = "BEGIN; SELECT pg_advisory_xact_lock(4311)",
    .select = pq_select,
    .next = pq_next,
    .text = pq_text,
    .number = pq_number,
    .end = pq_end,
};
