/* store.h - --db: the desk's database for the commands that use it. */
#ifndef CASEPACK_CLI_STORE_H
#define CASEPACK_CLI_STORE_H

#include "cli/args.h"
#include "desk/store.h"

/* E_USAGE without --db. The caller closes *out in every case. */
bool cli_store_open(const struct args *args, struct arena *a, struct store *out,
                    struct err *err) MUST_USE;

/* decode --db: needs a valid --case. */
bool cli_store_hear(const struct args *args, const struct store_call *call,
                    struct err *err) MUST_USE;

/* report --db: over all cases, or about --case. */
bool cli_report_store(const struct args *args, struct err *err) MUST_USE;

#endif
