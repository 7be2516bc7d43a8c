/* queries.c - one row a question: its statement, and what its columns are called. */
#include "desk/queries.h"

#include "desk/packed.h"
#include "desk/query_words.h"

struct query_column {
    const char *key;   /* in JSON */
    const char *title; /* msgid; NULL: not on the page, and last */
    bool is_number;
    bool is_wide;
    query_words *words; /* on the page; NULL: as it is */
};

struct query {
    const char *name; /* in JSON */
    const char *title;
    const char *note;      /* how to read it */
    const char *statement; /* $1: rows at most; $2: the case, where there is one */
    struct query_column columns[QUERY_COLUMNS_MAX];
    const char *bars[2]; /* keys of the part and of the whole, for a chart; NULL for none */
};

/* CROSS JOIN: SQLite takes the tables in that order, and the first is the small one. */
#define FAILING "SUM(CASE WHEN must_fix > 0 THEN 1 ELSE 0 END)"
#define PCS                                 \
    {                                       \
        "pcs", N_("PCs"), true, false, NULL \
    }
#define FAIL                                         \
    {                                                \
        "failing", N_("must fix"), true, false, NULL \
    }

static const struct query about_all[] = {
    {"totals",
     N_("What is here"),
     NULL,
     "SELECT (SELECT COUNT(*) FROM bundle), (SELECT COUNT(*) FROM bundle WHERE is_newest = 1),"
     " (SELECT COUNT(*) FROM bundle WHERE is_newest = 1 AND must_fix > 0),"
     " (SELECT COUNT(*) FROM quarantine), (SELECT COUNT(*) FROM spoken) LIMIT $1",
     {{"bundles", N_("bundles"), true, false, NULL},
      PCS,
      FAIL,
      {"quarantine", N_("in quarantine"), true, false, NULL},
      {"calls", N_("codes heard"), true, false, NULL}},
     {NULL, NULL}},
    {"cases",
     N_("Cases"),
     N_("The newest first."),
     "SELECT case_number, COUNT(*), " FAILING ", SUM(is_latent), MAX(month) FROM bundle"
     " WHERE is_newest = 1 GROUP BY case_number ORDER BY 5 DESC, 1 LIMIT $1",
     {{"case", N_("case"), false, false, NULL},
      PCS,
      FAIL,
      {"latent", N_("latent"), true, false, NULL},
      {"month", N_("month"), false, false, NULL}},
     {NULL, NULL}},
    {"models",
     N_("Makers and models"),
     NULL,
     "SELECT maker, model, COUNT(*), " FAILING " FROM bundle WHERE is_newest = 1"
     " GROUP BY maker, model ORDER BY 4 DESC, 3 DESC, 1, 2 LIMIT $1",
     {{"maker", N_("maker"), false, true, NULL},
      {"model", N_("model"), false, true, NULL},
      PCS,
      FAIL},
     {NULL, NULL}},
    {"firmware",
     N_("Which firmware version fails"),
     N_("The versions with most failing PCs first."),
     "SELECT maker, model, bios_version, bios_date, COUNT(*), " FAILING " FROM bundle"
     " WHERE is_newest = 1 GROUP BY maker, model, bios_version, bios_date"
     " ORDER BY 6 DESC, 5 DESC, 1, 2, 3, 4 LIMIT $1",
     {{"maker", N_("maker"), false, false, NULL},
      {"model", N_("model"), false, true, NULL},
      {"version", N_("version"), false, false, NULL},
      {"date", N_("date"), false, false, NULL},
      PCS,
      FAIL},
     {"failing", "pcs"}},
    {"signatures",
     N_("What fails, month by month"),
     N_("A check and the digit that is said for it: 101=2 is check 101, empty."),
     "SELECT month, signature, COUNT(*) FROM bundle WHERE is_newest = 1 AND signature <> ''"
     " GROUP BY month, signature ORDER BY 1 DESC, 3 DESC, 2 LIMIT $1",
     {{"month", N_("month"), false, false, NULL},
      {"signature", N_("what fails"), false, true, NULL},
      PCS},
     {NULL, NULL}},
    {"duplicates",
     N_("The same value in several PCs"),
     N_("Stand-ins are compared within one site and case only."),
     "SELECT d.kind, d.token, COUNT(*), MIN(b.case_number), MAX(b.case_number)"
     " FROM duplicate d CROSS JOIN identity i CROSS JOIN bundle b WHERE i.token = d.token"
     " AND i.kind = d.kind AND i.scope = d.scope AND b.number = i.number AND b.is_newest = 1"
     " GROUP BY d.kind, d.token, d.scope HAVING COUNT(*) > 1 ORDER BY 3 DESC, 1, 2 LIMIT $1",
     {{"kind", N_("what"), false, false, words_of_kind},
      {"value", N_("value"), false, true, NULL},
      PCS,
      {"first_case", N_("first case"), false, false, NULL},
      {"last_case", N_("last case"), false, false, NULL}},
     {NULL, NULL}},
    {"quarantine",
     N_("Not taken in"),
     N_("Ask for these again; nothing of their content was used."),
     "SELECT last_on, file_name, error, detail, times FROM quarantine"
     " ORDER BY last_on DESC, file_name LIMIT $1",
     {{"last", N_("last"), false, false, NULL},
      {"file", N_("file"), false, true, NULL},
      {"error", N_("error"), true, false, NULL},
      {"detail", N_("what is wrong"), false, true, words_of_reason},
      {"times", N_("times"), true, false, NULL}},
     {NULL, NULL}},
};

static const struct query about_case[] = {
    {"machines",
     N_("The PCs of this case"),
     NULL,
     "SELECT machine, role, must_fix, warn, unread, signature, bios_version, released_on,"
     " report_code, bundle_id FROM bundle WHERE case_number = $2 AND is_newest = 1"
     " ORDER BY machine, site_key LIMIT $1",
     {{"machine", N_("PC"), true, false, NULL},
      {"role", N_("role"), false, false, words_of_role},
      {"must_fix", N_("must fix"), true, false, NULL},
      {"warn", N_("warn"), true, false, NULL},
      {"unread", N_("unread"), true, false, NULL},
      {"signature", N_("what fails"), false, true, NULL},
      {"bios_version", N_("version"), false, false, NULL},
      {"released", N_("released"), false, false, NULL},
      {"report_code", N_("report code"), false, true, NULL},
      {"bundle_id", NULL, false, false, NULL}},
     {NULL, NULL}},
    {"findings",
     N_("What was found, and on how many PCs"),
     NULL,
     "SELECT f.rule, f.verdict, f.reason, f.fact, COUNT(DISTINCT f.number), f.state"
     " FROM finding f JOIN bundle b ON b.number = f.number WHERE b.case_number = $2"
     " AND b.is_newest = 1 GROUP BY f.rule, f.verdict, f.reason, f.fact, f.state"
     " ORDER BY 5 DESC, 1, 3, 6 LIMIT $1",
     {{"rule", N_("check"), true, false, NULL},
      {"verdict", N_("verdict"), false, false, words_of_verdict},
      {"reason", N_("what is wrong"), true, false, words_of_digit},
      {"fact", N_("field"), false, true, NULL},
      PCS,
      {"state", NULL, false, false, NULL}},
     {NULL, NULL}},
    {"duplicates",
     N_("The same value in several PCs"),
     NULL,
     "SELECT d.kind, d.token, b.machine, b.bundle_id FROM bundle b"
     " CROSS JOIN identity i CROSS JOIN duplicate d WHERE b.case_number = $2"
     " AND b.is_newest = 1 AND i.number = b.number AND d.token = i.token"
     " AND d.kind = i.kind AND d.scope = i.scope ORDER BY 1, 2, 3 LIMIT $1",
     {{"kind", N_("what"), false, false, words_of_kind},
      {"value", N_("value"), false, true, NULL},
      {"machine", N_("PC"), true, false, NULL},
      {"bundle_id", NULL, false, false, NULL}},
     {NULL, NULL}},
    {"calls",
     N_("Codes heard on the phone"),
     NULL,
     "SELECT s.heard_on, s.kind, s.code, s.signature, COALESCE(b.machine, 0),"
     " COALESCE(b.bundle_id, '') FROM spoken s LEFT JOIN bundle b ON b.number = s.number"
     " WHERE s.case_number = $2 ORDER BY 1, 3 LIMIT $1",
     {{"heard", N_("heard"), false, false, NULL},
      {"kind", N_("kind"), false, false, words_of_call},
      {"code", N_("code"), false, true, NULL},
      {"signature", N_("what fails"), false, true, NULL},
      {"machine", N_("PC"), true, false, NULL},
      {"bundle_id", NULL, false, false, NULL}},
     {NULL, NULL}},
};

/* ---- asking --------------------------------------------------------------------------------- */

static bool take_rows(struct sql_rows *rows, struct arena *a, struct query_answer *out,
                      struct err *err)
{
    const struct query_column *columns = out->query->columns;
    bool row = true;

    out->rows = arena_take(a, QUERY_ROWS_MAX * sizeof *out->rows);
    while (sql_next(rows, &row, err) && row) {
        out->is_cut = out->rows_n == QUERY_ROWS_MAX;
        if (out->is_cut)
            continue;
        for (unsigned c = 0; c < QUERY_COLUMNS_MAX && columns[c].key; c++)
            out->rows[out->rows_n][c] = arena_cstr(a, sql_column_text(rows, c));
        out->rows_n++;
    }
    return !err_is_set(err);
}

size_t queries_count(const char *case_number)
{
    return case_number ? COUNT_OF(about_case) : COUNT_OF(about_all);
}

const char *query_name(const struct query *query)
{
    return query->name;
}

bool queries_ask_one(struct store *s, const char *case_number, size_t i, struct arena *a,
                     struct query_answer *out, struct err *err)
{
    const struct query *query = case_number ? &about_case[i] : &about_all[i];
    const struct sql_value values[] = {sql_number(QUERY_ROWS_MAX + 1),
                                       sql_text(case_number ? case_number : "")};
    struct sql_args args = {values, case_number ? 2 : 1};
    struct sql_rows *rows = sql_select(s->db, query->statement, args, err);

    *out = (struct query_answer){.query = query};
    bool ok = rows && take_rows(rows, a, out, err);
    sql_end(rows);
    return ok;
}

bool queries_ask(struct store *s, const char *case_number, struct arena *a,
                 struct query_answers *out, struct err *err)
{
    bool ok = true;
    size_t rows = 0;

    out->case_number = case_number ? case_number : "";
    out->n = queries_count(case_number);
    out->items = arena_take(a, out->n * sizeof *out->items);
    for (size_t i = 0; ok && i < out->n; i++)
        ok = queries_ask_one(s, case_number, i, a, &out->items[i], err);
    for (size_t i = 0; i < out->n; i++)
        rows += out->items[i].rows_n;
    if (ok && case_number && rows == 0)
        return err_set(err, E_CASE_ABSENT, "%s", case_number);
    return ok;
}

bool queries_facts(struct store *s, const char *bundle_id, struct fact_list *out,
                   struct err *err)
{
    struct sql_rows *rows =
        sql_select(s->db,
                   "SELECT f.facts FROM bundle_facts f JOIN bundle b ON b.number = f.number"
                   " WHERE b.bundle_id = $1",
                   SQL_ARGS(sql_text(bundle_id)), err);
    struct buf json = BUF_INIT(JSON_MAX_BYTES);
    unsigned skipped;
    bool row = false, ok = rows && sql_next(rows, &row, err);

    if (ok && !row)
        ok = err_set(err, E_DATABASE, "%s", bundle_id);
    ok = ok && unpack_text(sql_column_text(rows, 0), &json, err) &&
         json_read_facts(buf_str(&json), out, &skipped, err);
    sql_end(rows);
    buf_done(&json);
    return ok;
}

/* ---- as a page ------------------------------------------------------------------------------ */

static size_t columns_of(const struct query *q, struct doc *d, struct doc_column *out)
{
    size_t n = 0;

    for (size_t i = 0; i < QUERY_COLUMNS_MAX && q->columns[i].title; i++)
        out[n++] = (struct doc_column){doc_word(d, q->columns[i].title), q->columns[i].is_wide};
    return n;
}

static size_t column(const struct query *q, const char *key)
{
    size_t i = 0;

    while (q->columns[i].key && !str_is(str_of(q->columns[i].key), key))
        i++;
    return i;
}

#define BARS_MAX 12

/* The part that fails in front of the part that does not. */
static void put_bars(const struct query_answer *answer, struct doc *d)
{
    const struct query *q = answer->query;
    const char *legend[] = {doc_word(d, N_("must fix")), doc_word(d, N_("passes"))};
    const enum doc_tone tones[] = {TONE_BAD, TONE_GOOD};
    size_t part = column(q, q->bars[0]), whole = column(q, q->bars[1]);

    doc_bars(d, legend, tones, COUNT_OF(legend));
    for (size_t i = 0; i < answer->rows_n && i < BARS_MAX; i++) {
        const char *const *cells = answer->rows[i];
        const char *label = arena_printf(d->arena, "%s %s %s", cells[0], cells[1], cells[2]);
        uint64_t bad = 0, all = 0;
        (void)!(str_number(str_of(cells[part]), &bad) &&
                str_number(str_of(cells[whole]), &all));
        const double parts[DOC_PARTS_MAX] = {(double)bad, all > bad ? (double)(all - bad) : 0};
        doc_bar(d, label, arena_printf(d->arena, "%s / %s", cells[part], cells[whole]), parts);
    }
}

static void put_answer(const struct query_answer *answer, struct doc *d)
{
    struct doc_column columns[QUERY_COLUMNS_MAX];
    size_t n = columns_of(answer->query, d, columns);

    doc_add(d, DOC_HEADING, doc_word(d, answer->query->title));
    if (answer->rows_n == 0) {
        doc_add(d, DOC_TEXT, doc_word(d, N_("Nothing.")));
        return;
    }
    if (answer->query->note)
        doc_add(d, DOC_TEXT, doc_word(d, answer->query->note));
    if (answer->query->bars[0])
        put_bars(answer, d);
    doc_table(d, columns, n);
    for (size_t i = 0; i < answer->rows_n; i++)
        for (size_t c = 0; c < n; c++) {
            query_words *words = answer->query->columns[c].words;
            const char *cell = answer->rows[i][c];
            doc_cell(d, TONE_PLAIN, words ? words(d->lang, cell, d->arena) : cell);
        }
    if (answer->is_cut)
        doc_addf(d, DOC_TEXT, doc_word(d, N_("Only the first %d are shown.")), QUERY_ROWS_MAX);
}

struct doc *queries_page(const struct query_answers *answers, enum lang lang)
{
    struct doc *d =
        doc_new(lang, answers->case_number,
                answers->case_number[0] ? lang_text_in(lang, N_("Case report"))
                                        : lang_text_in(lang, N_("Report over all cases")));

    for (size_t i = 0; i < answers->n; i++)
        put_answer(&answers->items[i], d);
    return d;
}

/* ---- as JSON -------------------------------------------------------------------------------- */

static json_t *json_of_row(const struct query *q, const char *const *cells)
{
    json_t *object = json_object();

    for (size_t c = 0; c < QUERY_COLUMNS_MAX && q->columns[c].key; c++) {
        uint64_t number = 0;
        bool is_number = q->columns[c].is_number && str_number(str_of(cells[c]), &number);
        json_object_set_new(object, q->columns[c].key,
                            is_number ? json_integer((json_int_t)number)
                                      : json_text(str_of(cells[c])));
    }
    return object;
}

json_t *queries_json(const struct query_answers *answers)
{
    json_t *all = json_object();

    for (size_t i = 0; i < answers->n; i++) {
        const struct query_answer *answer = &answers->items[i];
        json_t *rows = json_array();
        for (size_t r = 0; r < answer->rows_n; r++)
            json_array_append_new(rows, json_of_row(answer->query, answer->rows[r]));
        json_object_set_new(all, answer->query->name, rows);
    }
    return all;
}
