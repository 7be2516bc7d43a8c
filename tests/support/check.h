/* check.h - cmocka with what it wants included first, and our own small helpers. */
#ifndef CASEPACK_TESTS_SUPPORT_CHECK_H
#define CASEPACK_TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/str.h"

/* The str equals the C string; shows both when not. */
void check_str(struct str got, const char *want);

/* No error was set; shows code and detail when one was. */
void check_no_err(const struct err *err);

#endif
