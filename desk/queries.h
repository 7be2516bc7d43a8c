/* queries.h - questions to the desk's database: a table each, as a page or as JSON.
 *
 *   queries_ask() -> queries_page() or queries_json()
 *
 * Of each PC the newest bundle counts. Lists are cut at QUERY_ROWS_MAX rows and say so. */
#ifndef CASEPACK_DESK_QUERIES_H
#define CASEPACK_DESK_QUERIES_H

#include "desk/doc.h"
#include "desk/store.h"
#include "facts/json.h"

#define QUERY_ROWS_MAX 100
#define QUERY_COLUMNS_MAX 10

struct query; /* a row of the table in queries.c */

struct query_answer {
    const struct query *query;
    const char *(*rows)[QUERY_COLUMNS_MAX];
    size_t rows_n;
    bool is_cut;
};

struct query_answers {
    const char *case_number; /* "": of all cases */
    struct query_answer *items;
    size_t n;
};

/* One question alone: i below queries_count(). For who measures each. */
size_t queries_count(const char *case_number);
bool queries_ask_one(struct store *s, const char *case_number, size_t i, struct arena *a,
                     struct query_answer *out, struct err *err) MUST_USE;
const char *query_name(const struct query *query); /* as in the JSON */

/* Everything about one case, or case_number NULL: about all of them. Lives in the arena.
 * E_CASE_ABSENT when nothing is known of that case. */
bool queries_ask(struct store *s, const char *case_number, struct arena *a,
                 struct query_answers *out, struct err *err) MUST_USE;

struct doc *queries_page(const struct query_answers *answers, enum lang lang);
/* {"cases":[{"case":...}],...}: an array for each question, numbers as numbers. */
json_t *queries_json(const struct query_answers *answers);

/* The facts of one bundle as they were taken in, for a case's JSON and for later schemas. */
bool queries_facts(struct store *s, const char *bundle_id, struct fact_list *out,
                   struct err *err) MUST_USE;

#endif
