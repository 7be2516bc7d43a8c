/* err.h - what went wrong, by the number that is said on the phone.
 *
 * A caller owns a struct err and hands it down as the last parameter; it is never NULL and
 * stays untouched on success. The first failure wins: err_set() on a set err changes nothing,
 * so a caller may add its own view without hiding the cause. Texts, remedies and exit codes
 * stand in errors.def.
 *
 *   struct err err = ERR_NONE;
 *   if (!fs_read(root, path, MAX, &text, &err)) { ... err.code ... }
 */
#ifndef CASEPACK_BASE_ERR_H
#define CASEPACK_BASE_ERR_H

#include "base/buf.h"
#include "base/str.h"

enum err_code {
    E_NONE = 0,
#define ERROR(name, number, exit_code, text, remedy) E_##name = (number),
#include "base/errors.def"
#undef ERROR
};

#define ERR_DETAIL_MAX 240

struct err {
    enum err_code code;
    char detail[ERR_DETAIL_MAX]; /* fills %s of the text: a path, a name, a line; UTF-8 */
};

#define ERR_NONE ((struct err){E_NONE, ""})

/* Records code with a formatted detail. Always returns false, for "return err_set(...)". */
bool err_set(struct err *err, enum err_code code, const char *format, ...) PRINTF_LIKE(3, 4);

/* The same for functions that return a pointer: always NULL. */
void *err_null(struct err *err, enum err_code code, const char *format, ...) PRINTF_LIKE(3, 4);

bool err_is_set(const struct err *err);

/* The row of a code; a code outside the table gives the row of E_INTERNAL. Texts are msgids. */
struct err_row {
    enum err_code code;
    int exit_code;
    const char *name;
    const char *text;   /* may hold one %s for the detail */
    const char *remedy; /* one sentence: what to do now */
};
const struct err_row *err_row(enum err_code code);
size_t err_rows(const struct err_row **rows); /* the whole table, for tests and help */

/* Appends the text of err in the current language with its detail, without number, remedy. */
void err_text(const struct err *err, struct buf *out);

#endif
