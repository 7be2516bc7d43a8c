/* sql.c - what is the same for every database: which driver, turns, scripts. */
#include "desk/sql.h"

#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#define SCRIPT_MAX (256 * 1024)
#define VISIBLE_MAX (64 * 1024)
#define NUMBER_KEY "{number_key}"
#define SERVER_PREFIX "postgresql://"

struct sql_value sql_visible(struct arena *a, struct str s)
{
    struct buf text = BUF_INIT(VISIBLE_MAX);

    utf8_visible(s, &text);
    struct str kept = arena_str(a, buf_str(&text));
    buf_done(&text);
    return sql_str(kept);
}

static bool names_a_server(const char *where)
{
    return str_starts(str_of(where), SERVER_PREFIX);
}

bool sql_is_there(const char *where)
{
    return names_a_server(where) || access(where, F_OK) == 0;
}

struct sql *sql_open(const char *where, struct err *err)
{
    for (size_t i = 0; sql_drivers[i]; i++) {
        const struct sql_driver *driver = sql_drivers[i];
        if (!str_starts(str_of(where), driver->prefix) ||
            (names_a_server(where) && driver->prefix[0] == '\0'))
            continue;
        struct sql *db = driver->open(where, err);
        if (db) {
            db->driver = driver;
            db->where = where;
        }
        return db;
    }
    (void)err_set(err, E_NO_SERVER_DRIVER, "%s", SERVER_PREFIX);
    return NULL;
}

void sql_close(struct sql *db)
{
    if (!db)
        return;
    sql_rollback(db);
    db->driver->close(db);
}

bool sql_begin(struct sql *db, struct err *err)
{
    db->begun = db->driver->run(db, db->driver->begin, err);
    return db->begun;
}

bool sql_commit(struct sql *db, struct err *err)
{
    if (!db->driver->run(db, "COMMIT", err))
        return false;
    db->begun = false;
    return true;
}

void sql_rollback(struct sql *db)
{
    struct err ignored = ERR_NONE;

    if (db->begun)
        (void)db->driver->run(db, "ROLLBACK", &ignored);
    db->begun = false;
}

bool sql_script(struct sql *db, struct str script, struct err *err)
{
    struct buf text = BUF_INIT(SCRIPT_MAX);
    size_t at;

    while (str_find(script, NUMBER_KEY, &at)) {
        buf_add(&text, script.p, at);
        buf_puts(&text, db->driver->number_key);
        script = str_sub(script, at + strlen(NUMBER_KEY), script.n);
    }
    buf_add_str(&text, script);
    bool ok = buf_failed(&text) ? err_set(err, E_TOO_LARGE, "%s", db->where)
                                : db->driver->run(db, buf_cstr(&text), err);
    buf_done(&text);
    return ok;
}

struct sql_rows *sql_select(struct sql *db, const char *statement, struct sql_args args,
                            struct err *err)
{
    return db->driver->select(db, statement, args, err);
}

bool sql_next(struct sql_rows *rows, bool *row, struct err *err)
{
    return rows->db->driver->next(rows, row, err);
}

struct str sql_column_text(struct sql_rows *rows, unsigned column)
{
    return rows->db->driver->text(rows, column);
}

int64_t sql_column_number(struct sql_rows *rows, unsigned column)
{
    return rows->db->driver->number(rows, column);
}

void sql_end(struct sql_rows *rows)
{
    if (rows)
        rows->db->driver->end(rows);
}

bool sql_change(struct sql *db, const char *statement, struct sql_args args, struct err *err)
{
    struct sql_rows *rows = sql_select(db, statement, args, err);
    bool row = rows != NULL;
    bool ok = rows != NULL;

    while (ok && row)
        ok = sql_next(rows, &row, err);
    sql_end(rows);
    return ok;
}

bool sql_one_number(struct sql *db, const char *statement, struct sql_args args, bool *found,
                    int64_t *out, struct err *err)
{
    struct sql_rows *rows = sql_select(db, statement, args, err);
    bool ok = rows && sql_next(rows, found, err);

    *out = ok && *found ? sql_column_number(rows, 0) : 0;
    sql_end(rows);
    return ok;
}
