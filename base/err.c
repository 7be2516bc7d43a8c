/* err.c - the table of errors and the first failure. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"

static const struct err_row rows[] = {
#define ERROR(name, number, exit_code, text, remedy) {E_##name, exit_code, #name, text, remedy},
#include "base/errors.def"
#undef ERROR
};

static void PRINTF_LIKE(3, 0)
    set(struct err *err, enum err_code code, const char *format, va_list args)
{
    if (err_is_set(err))
        return;
    err->code = code;
    vsnprintf(err->detail, sizeof err->detail, format, args);
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set(err, code, format, args);
    va_end(args);
    return false;
}

void *err_null(struct err *err, enum err_code code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set(err, code, format, args);
    va_end(args);
    return NULL;
}

bool err_is_set(const struct err *err)
{
    return err->code != E_NONE;
}

const struct err_row *err_row(enum err_code code)
{
    const struct err_row *internal = NULL;

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].code == code)
            return &rows[i];
        if (rows[i].code == E_INTERNAL)
            internal = &rows[i];
    }
    return internal;
}

size_t err_rows(const struct err_row **all)
{
    *all = rows;
    return COUNT_OF(rows);
}

void err_text(const struct err *err, struct buf *out)
{
    struct str text = str_of(lang_text(err_row(err->code)->text));
    size_t at;

    if (!str_find(text, "%s", &at)) {
        buf_add_str(out, text);
        return;
    }
    buf_add_str(out, str_sub(text, 0, at));
    buf_puts(out, err->detail);
    buf_add_str(out, str_sub(text, at + 2, text.n));
}
