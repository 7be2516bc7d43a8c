/* check.c - small helpers of the unit tests. */
#include "tests/support/check.h"

#include <stdio.h>

void check_str(struct str got, const char *want)
{
    if (str_is(got, want))
        return;
    print_error("got  \"%.*s\"\nwant \"%s\"\n", STR_ARG(got), want);
    fail();
}

void check_no_err(const struct err *err)
{
    if (!err_is_set(err))
        return;
    print_error("E%d %s: %s\n", err->code, err_row(err->code)->name, err->detail);
    fail();
}
