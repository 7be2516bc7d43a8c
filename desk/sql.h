/* sql.h - the desk's database behind one small door: SQLite in a file, or a PostgreSQL server.
 *
 *   struct sql *db = sql_open("desk.db", &err);
 *   sql_begin(db, &err) && sql_change(db, "INSERT ... VALUES ($1, $2)", ARGS(...), &err)
 *   ... sql_commit(db, &err) or sql_rollback(db); sql_close(db);
 *
 * Statements are string literals in the words that both servers know (parameters $1, $2 ...; ON
 * CONFLICT, RETURNING); each is prepared once for each connection. Values travel as parameters
 * only, never inside a statement. Text is valid UTF-8 without NUL.
 *
 * One writer at a time: sql_begin() waits its turn, also for other processes. Readers never wait.
 * A connection belongs to one thread. */
#ifndef CASEPACK_DESK_SQL_H
#define CASEPACK_DESK_SQL_H

#include "base/arena.h"
#include "base/err.h"

#define SQL_PARAMETERS_MAX 32

enum sql_type { SQL_NULL, SQL_TEXT, SQL_NUMBER, SQL_BYTES };

struct sql_value {
    enum sql_type type;
    struct str text; /* SQL_TEXT, SQL_BYTES */
    int64_t number;
};

static inline struct sql_value sql_text(const char *s)
{
    return (struct sql_value){.type = SQL_TEXT, .text = str_of(s)};
}
static inline struct sql_value sql_str(struct str s)
{
    return (struct sql_value){.type = SQL_TEXT, .text = s};
}
/* As it may be kept and shown: valid UTF-8 in which nothing acts. In the arena. */
struct sql_value sql_visible(struct arena *a, struct str s);
static inline struct sql_value sql_bytes(const void *p, size_t n)
{
    return (struct sql_value){.type = SQL_BYTES, .text = {p, n}};
}
static inline struct sql_value sql_number(int64_t n)
{
    return (struct sql_value){.type = SQL_NUMBER, .number = n};
}

/* Parameters $1... of a statement, in their order. */
struct sql_args {
    const struct sql_value *values;
    size_t n;
};
#define SQL_ARGS(...)                                           \
    ((struct sql_args){(const struct sql_value[]){__VA_ARGS__}, \
                       COUNT_OF(((const struct sql_value[]){__VA_ARGS__}))})
#define SQL_NO_ARGS ((struct sql_args){NULL, 0})

struct sql;
struct sql_rows;

/* where is a file, made when it is not there, or postgresql://... where the program has that
 * driver. E_DATABASE with what the server said. */
struct sql *sql_open(const char *where, struct err *err) MUST_USE;
/* Whether a file is there; a server is asked when it is opened. */
bool sql_is_there(const char *where);
void sql_close(struct sql *db); /* harmless on NULL; what was not committed is undone */

bool sql_begin(struct sql *db, struct err *err) MUST_USE;
bool sql_commit(struct sql *db, struct err *err) MUST_USE;
void sql_rollback(struct sql *db); /* harmless when nothing was begun */

/* Several statements, separated by ';', without parameters. "{number_key}" in them becomes the
 * type of a primary key that counts by itself. */
bool sql_script(struct sql *db, struct str script, struct err *err) MUST_USE;

bool sql_change(struct sql *db, const char *statement, struct sql_args args,
                struct err *err) MUST_USE;

/* sql_select() -> sql_next() until *row is false -> sql_end(). One result is open at a time.
 * Texts live until the next call. */
struct sql_rows *sql_select(struct sql *db, const char *statement, struct sql_args args,
                            struct err *err) MUST_USE;
bool sql_next(struct sql_rows *rows, bool *row, struct err *err) MUST_USE;
struct str sql_column_text(struct sql_rows *rows, unsigned column); /* NULL: empty */
int64_t sql_column_number(struct sql_rows *rows, unsigned column);  /* NULL: 0 */
void sql_end(struct sql_rows *rows);                                /* harmless on NULL */

/* The first column of the first row; *found is false when there is none. */
bool sql_one_number(struct sql *db, const char *statement, struct sql_args args, bool *found,
                    int64_t *out, struct err *err) MUST_USE;

/* ---- drivers ---------------------------------------------------------------------------------- */

/* Each driver's own connection and result begin with these. */
struct sql {
    const struct sql_driver *driver;
    const char *where;
    bool begun;
};
struct sql_rows {
    struct sql *db;
};

struct sql_driver {
    const char *prefix;     /* of a where that is its; "" fits all */
    const char *number_key; /* type of a primary key that counts by itself */
    struct sql *(*open)(const char *where, struct err *err);
    void (*close)(struct sql *db);
    bool (*run)(struct sql *db, const char *script, struct err *err);
    const char *begin; /* one writer at a time */
    struct sql_rows *(*select)(struct sql *db, const char *statement, struct sql_args args,
                               struct err *err);
    bool (*next)(struct sql_rows *rows, bool *row, struct err *err);
    struct str (*text)(struct sql_rows *rows, unsigned column);
    int64_t (*number)(struct sql_rows *rows, unsigned column);
    void (*end)(struct sql_rows *rows);
};

/* Of the program that is linked; the last fits every where. A program for sites has no driver
 * that opens sockets (desk/drivers.c), that of a large desk has (desk/pq/drivers.c). */
extern const struct sql_driver *const sql_drivers[];
extern const struct sql_driver sql_sqlite, sql_pq;

#endif
