/* main.c - casepack: the table of commands, and the wizard when none is named. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/sandbox.h"
#include "base/secret.h"
#include "base/system.h"
#include "bundle/spoken_decode.h"
#include "cli/cli.h"
#include "desk/compare.h"

#define OPTIONS_COLLECT                                                                      \
    (OPTIONS_SOURCE | OPTION_BIT(POLICY) | OPTION_BIT(LEVEL) | OPTION_BIT(CASE) |            \
     OPTION_BIT(ERROR) | OPTION_BIT(SYMPTOM) | OPTION_BIT(MACHINE) | OPTION_BIT(ROLE) |      \
     OPTION_BIT(OPERATOR) | OPTION_BIT(RELEASER) | OPTION_BIT(KEYWORDS) | OPTION_BIT(WITH) | \
     OPTION_BIT(WITHOUT) | OPTION_BIT(KEY) | OPTION_BIT(PASSPHRASE_FILE) |                   \
     OPTION_BIT(RELEASER_PASSPHRASE_FILE) | OPTION_BIT(OUT) | OPTION_BIT(FORMAT) |           \
     OPTION_BIT(SPLIT) | OPTION_BIT(DATE) | OPTION_BIT(GM))

static const struct command wizard = {
    "",
    "",
    N_("the wizard: check, collect, review, release, sign and write"),
    0,
    0,
    OPTIONS_COLLECT | OPTION_BIT(PLAIN) | OPTION_BIT(RESUME) | OPTION_BIT(MOUSE) |
        OPTION_BIT(THEME),
    cmd_wizard};

const struct command commands[] = {
    {"collect", "", N_("the whole job without a screen: a signed bundle of this machine"), 0, 0,
     OPTIONS_COLLECT | OPTION_BIT(YES) | OPTION_BIT(JSON) | OPTION_BIT(SEAL) | OPTION_BIT(QR),
     cmd_collect},
    {"check", "[BUNDLE]", N_("verdicts only, of a machine or a bundle; writes nothing"), 0, 1,
     OPTIONS_SOURCE | OPTION_BIT(ROLE) | OPTION_BIT(ERROR) | OPTION_BIT(SYMPTOM) |
         OPTION_BIT(TRUST) | OPTION_BIT(KEY) | OPTION_BIT(JSON),
     cmd_check},
    {"judge", "[FILE]", N_("lines \"field<TAB>value\": is the value real?"), 0, 1, 0,
     cmd_judge},
    {"list", "", N_("every check, or with --policy what is done with each kind of value"), 0, 0,
     OPTION_BIT(PROFILE) | OPTION_BIT(POLICY) | OPTION_BIT(LEVEL) | OPTION_BIT(JSON), cmd_list},
    {"smbios", "", N_("full decode of the SMBIOS table"), 0, 0,
     OPTIONS_SOURCE | OPTION_BIT(JSON), cmd_smbios},
    {"redact", "IN OUT", N_("a file or folder through the redaction engine"), 2, 2,
     OPTION_BIT(POLICY) | OPTION_BIT(LEVEL) | OPTION_BIT(CASE) | OPTION_BIT(KEYWORDS) |
         OPTION_BIT(SITE_KEY) | OPTION_BIT(REPORT) | OPTION_BIT(DRY_RUN) | OPTION_BIT(ROOT) |
         OPTION_BIT(JOBS) | OPTION_BIT(JSON),
     cmd_redact},
    {"verify", "BUNDLE", N_("is this bundle genuine and whole?"), 1, 1,
     OPTION_BIT(TRUST) | OPTION_BIT(KEY) | OPTION_BIT(PROFILE) | OPTION_BIT(RECORD) |
         OPTION_BIT(JSON),
     cmd_verify},
    {"show", "BUNDLE", N_("what a bundle holds: case, verdicts, redaction, files"), 1, 1,
     OPTION_BIT(TRUST) | OPTION_BIT(KEY) | OPTION_BIT(PROFILE) | OPTION_BIT(JSON), cmd_show},
    {"compare", "BUNDLE...", N_("what separates the failing PCs from the good ones"), 2,
     COMPARE_MAX,
     OPTION_BIT(TRUST) | OPTION_BIT(KEY) | OPTION_BIT(PROFILE) | OPTION_BIT(HTML) |
         OPTION_BIT(JSON),
     cmd_compare},
    {"intake", "PATH...", N_("bundles, or folders of them, into the desk's database"), 1,
     ARGS_WORDS_MAX,
     OPTION_BIT(DB) | OPTION_BIT(TRUST) | OPTION_BIT(KEY) | OPTION_BIT(JOBS) |
         OPTION_BIT(DATE) | OPTION_BIT(JSON),
     cmd_intake},
    {"report", "BUNDLE... | --db FILE",
     N_("case summary and reply, or the maker's fix sheet; what a database says"), 0,
     COMPARE_MAX,
     OPTION_BIT(TEXT) | OPTION_BIT(HTML) | OPTION_BIT(FIX_SHEET) | OPTION_BIT(RECEIPT) |
         OPTION_BIT(TRUST) | OPTION_BIT(KEY) | OPTION_BIT(PROFILE) | OPTION_BIT(DB) |
         OPTION_BIT(CASE) | OPTION_BIT(DATE) | OPTION_BIT(JSON),
     cmd_report},
    {"decode", "GROUP...", N_("spoken codes back into words; names the bad group"), 1,
     HEARD_GROUPS_MAX,
     OPTION_BIT(PROFILE) | OPTION_BIT(CASE) | OPTION_BIT(DB) | OPTION_BIT(DATE) |
         OPTION_BIT(JSON),
     cmd_decode},
    {"screen", "NN", N_("the hotline's mirror of a screen: what to say, hear and do next"), 1,
     1, OPTION_BIT(FILL) | OPTION_BIT(CASE) | OPTION_BIT(WITH) | OPTION_BIT(PROFILE),
     cmd_screen},
    {"key", "new|show|trust|rotate|revoke|sign [FILE]",
     N_("signing keys, trusted keys, a profile pack's signature"), 1, 2,
     OPTION_BIT(NAME) | OPTION_BIT(KEY) | OPTION_BIT(PASSPHRASE_FILE) | OPTION_BIT(GM) |
         OPTION_BIT(REQUIRE) | OPTION_BIT(JSON),
     cmd_key},
    {"record", "OUT.tar", N_("this machine as a redacted recording for tests, without logs"), 1,
     1, OPTIONS_SOURCE | OPTION_BIT(POLICY) | OPTION_BIT(LEVEL) | OPTION_BIT(KEYWORDS),
     cmd_record},
};
const size_t commands_n = COUNT_OF(commands);

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < commands_n; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static void help_all(struct buf *out)
{
    buf_printf(out, "casepack %s\n\n", CASEPACK_VERSION);
    args_usage(&wizard, out);
    buf_puts(out, "\n");
    for (size_t i = 0; i < commands_n; i++)
        buf_printf(out, "casepack %-8s %-22s %s\n", commands[i].name, commands[i].words,
                   _(commands[i].summary));
    buf_printf(out, "\n%s\n", _("casepack help COMMAND tells more; man casepack tells all."));
}

static bool help(const struct command *command, struct err *err)
{
    struct buf text = BUF_INIT(64 * 1024);

    if (command)
        args_usage(command, &text);
    else
        help_all(&text);
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

static bool set_language(const struct args *args, struct err *err)
{
    enum lang lang = lang_from_env();

    if (args_has(args, OPT_LANG) && !lang_of(args->value[OPT_LANG], &lang))
        return err_set(err, E_VALUE, "--lang %s (zh, en)", args->value[OPT_LANG]);
    lang_set(lang);
    return true;
}

/* They hash, sign and draw nothing: no crypto library has to be started for them. */
static bool is_light(const struct command *command)
{
    return command->run == cmd_smbios || command->run == cmd_judge;
}

static bool run_command(const struct command *command, int argc, char **argv, int *code,
                        struct err *err)
{
    struct args args;

    if (!args_parse(argc, argv, command, &args, err) || !set_language(&args, err))
        return false;
    if (args_has(&args, OPT_HELP))
        return help(command == &wizard ? NULL : command, err);
    return (is_light(command) || digest_start(err)) && command->run(&args, code, err);
}

static bool help_about(const char *name, struct err *err)
{
    const struct command *about = name ? find_command(name) : NULL;

    return name && !about ? err_set(err, E_USAGE, "%s", name) : help(about, err);
}

static bool dispatch(int argc, char **argv, int *code, struct err *err)
{
    const char *name = argc > 1 ? argv[1] : "";

    if (strcmp(name, "--version") == 0)
        return cli_print(STR("casepack " CASEPACK_VERSION "\n"), err);
    if (strcmp(name, "help") == 0)
        return help_about(argc > 2 ? argv[2] : NULL, err);
    if (name[0] == '\0' || name[0] == '-')
        return run_command(&wizard, argc > 1 ? argc - 1 : 0, argv + 1, code, err);
    const struct command *command = find_command(name);
    if (!command)
        return err_set(err, E_USAGE, "%s", name);
    return run_command(command, argc - 2, argv + 2, code, err);
}

/* casepack: E4103 Writing to DIR failed: no space left (remedy) */
static int report(const struct err *err)
{
    struct buf text = BUF_INIT(4096);
    const struct err_row *row = err_row(err->code);

    err_text(err, &text);
    fprintf(stderr, "casepack: E%04d %s (%s)\n", (int)row->code, buf_cstr(&text),
            _(row->remedy));
    buf_done(&text);
    return row->exit_code;
}

int main(int argc, char **argv)
{
    struct err err = ERR_NONE;
    int code = EXIT_DONE;

    system_start(&argc, &argv);
    lang_set(lang_from_env());
    secret_no_core_dumps();
    bool ok = sandbox_enter(&err) && dispatch(argc, argv, &code, &err);
    return ok ? code : report(&err);
}
