/* desk.h - what the desk's commands share: bundles that verify, the rules to look with, pages. */
#ifndef CASEPACK_CLI_DESK_H
#define CASEPACK_CLI_DESK_H

#include "cli/args.h"
#include "desk/compare.h"
#include "desk/doc.h"
#include "desk/evidence.h"
#include "flow/profile_pack.h"

/* By the keys that count (cli/trusted.h). True also for a bundle that is not genuine. The caller
 * closes *out in every case. */
bool cli_evidence(const struct args *args, const char *path, struct evidence *out,
                  struct err *err) MUST_USE;
/* Which bundle is not genuine, and why: the error line. False. */
bool cli_refuse(const struct evidence *e, struct err *err);
/* The same as cli_evidence(), and refuses what is not genuine. */
bool cli_genuine(const struct args *args, const char *path, struct evidence *out,
                 struct err *err) MUST_USE;

/* --profile; else the profile that e was checked with where casepack ships it, else cmge. */
bool cli_desk_profile(const struct args *args, const struct evidence *e,
                      struct profile_pack *out, struct err *err) MUST_USE;

/* The bundles that are named, each as BUNDLE or ROLE=BUNDLE (good, failing, unknown), and what
 * they are looked at with. Refuses the first that is not genuine. */
struct cli_batch {
    struct evidence bundles[COMPARE_MAX];
    enum machine_role roles[COMPARE_MAX];
    size_t n;
    struct profile_pack pack;
    struct known_issues *told;
};
bool cli_batch_open(const struct args *args, struct cli_batch *out, struct err *err) MUST_USE;
void cli_batch_close(struct cli_batch *batch);
struct comparison *cli_batch_compare(const struct cli_batch *batch, struct err *err) MUST_USE;

/* Prints d as text, as wide as COLUMNS says, and frees it. */
bool cli_print_doc(struct doc *d, struct err *err) MUST_USE;
/* Writes d as HTML into a file and frees it. */
bool cli_html_doc(struct doc *d, const char *path, struct err *err) MUST_USE;

#endif
