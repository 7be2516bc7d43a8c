/* cli.h - what the commands share: opening a case from options, printing, progress. */
#ifndef CASEPACK_CLI_CLI_H
#define CASEPACK_CLI_CLI_H

#include "cli/args.h"
#include "facts/json.h"
#include "flow/profile_pack.h"
#include "flow/release.h"
#include "flow/review.h"

#define EXIT_DONE 0
#define EXIT_ACTION 1 /* done, and something needs action */

command_run cmd_check, cmd_collect, cmd_compare, cmd_decode, cmd_intake, cmd_judge, cmd_key,
    cmd_list, cmd_record, cmd_redact, cmd_report, cmd_screen, cmd_show, cmd_smbios, cmd_verify,
    cmd_wizard;

extern const struct command commands[];
extern const size_t commands_n;

/* The options that say which machine, profile and policy: --root, --smbios, --profile ... */
#define OPTIONS_SOURCE \
    (OPTION_BIT(ROOT) | OPTION_BIT(SMBIOS) | OPTION_BIT(FROM) | OPTION_BIT(PROFILE))

/* A flow as the options say. E_USAGE when --root and --smbios are both given. */
struct flow *cli_flow(const struct args *args, struct err *err) MUST_USE;

/* --case, --machine, --role, --error, --symptom and --operator. */
bool cli_set_case(struct flow *flow, const struct args *args, struct err *err) MUST_USE;

/* First line of a file, in secret memory that the caller gives back with secret_free(). */
#define PASSPHRASE_MAX 512
bool cli_passphrase(const char *file, char **secret, struct str *out, struct err *err) MUST_USE;

/* Writes bytes to standard output; false with E_WRITE when they do not arrive. */
bool cli_print(struct str text, struct err *err) MUST_USE;
/* Prints and frees value as the one JSON object. */
bool cli_json(json_t *value, struct err *err) MUST_USE;

/* --profile, by name or as a signed pack, for commands without a flow. */
bool cli_profile(const struct args *args, struct profile_pack *out, struct err *err) MUST_USE;

/* list --policy. */
bool cli_list_policy(const struct args *args, struct err *err) MUST_USE;

/* Adds "latent_failure" and "known_issues" to the object all. */
void cli_add_known(const struct flow *flow, json_t *all);
void cli_known(const struct flow *flow, struct buf *out); /* the same as text */

/* The list of verdicts as text, with a line to read out first. */
void cli_findings(const struct flow *flow, struct buf *out);
int cli_verdict_exit(const struct finding_list *findings);

/* A bar on standard error, only when it is a terminal; else NULL members do nothing. */
struct progress cli_progress(void);
void cli_progress_end(void);

#endif
