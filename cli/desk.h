/* desk.h - what the desk's commands share: bundles that verify, the rules to look with, pages. */
#ifndef CASEPACK_CLI_DESK_H
#define CASEPACK_CLI_DESK_H

#include "cli/args.h"
#include "desk/doc.h"
#include "desk/evidence.h"
#include "flow/profile_pack.h"

/* By the keys that count (cli/trusted.h). True also for a bundle that is not genuine. The caller
 * closes *out in every case. */
bool cli_evidence(const struct args *args, const char *path, struct evidence *out,
                  struct err *err) MUST_USE;
/* The same, and refuses what is not genuine. */
bool cli_genuine(const struct args *args, const char *path, struct evidence *out,
                 struct err *err) MUST_USE;

/* --profile; else the profile that e was checked with where casepack ships it, else cmge. */
bool cli_desk_profile(const struct args *args, const struct evidence *e,
                      struct profile_pack *out, struct err *err) MUST_USE;

/* Prints d as text, as wide as COLUMNS says, and frees it. */
bool cli_print_doc(struct doc *d, struct err *err) MUST_USE;
/* Writes d as HTML into a file and frees it. */
bool cli_html_doc(struct doc *d, const char *path, struct err *err) MUST_USE;

#endif
