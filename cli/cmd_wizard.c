/* cmd_wizard.c - the wizard on this terminal: screens where it can draw, else lines. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tui/term_plain.h"
#include "tui/term_screen.h"
#include "tui/theme.h"
#include "tui/wizard.h"

/* A person sits at a terminal that cannot draw: line mode is the way in. */
static struct term *open_term(const struct args *args, struct err *err)
{
    struct err why = ERR_NONE;
    struct term *term;

    if (args_has(args, OPT_PLAIN))
        return term_plain_standard(err);
    term = term_screen_new(&why);
    if (term)
        return term;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_null(err, why.code, "%s", why.detail);
    printf("%s\n", _("This terminal cannot draw screens: line mode."));
    fflush(stdout);
    return term_plain_standard(err);
}

static bool choose_theme(const struct args *args, struct err *err)
{
    enum theme theme;

    if (!args_has(args, OPT_THEME))
        return true;
    if (!theme_of(args->value[OPT_THEME], &theme))
        return err_set(err, E_VALUE, "--theme %s (colour, mono, contrast)",
                       args->value[OPT_THEME]);
    theme_set(theme);
    return true;
}

bool cmd_wizard(const struct args *args, int *code, struct err *err)
{
    const struct wizard_options options = {.out_dir = args->value[OPT_OUT],
                                           .resume = args_has(args, OPT_RESUME),
                                           .mouse = args_has(args, OPT_MOUSE),
                                           .open_plain = term_plain_standard};
    struct flow *flow = cli_flow(args, err);
    struct term *term = NULL;
    unsigned words;

    bool ok = flow && choose_theme(args, err) && cli_set_case(flow, args, err) &&
              (!args_has(args, OPT_KEYWORDS) ||
               flow_keywords_file(flow, args->value[OPT_KEYWORDS], &words, err));
    if (ok)
        term = open_term(args, err);
    ok = term && wizard_run(flow, &term, &options, code, err);
    term_free(term);
    flow_free(flow);
    return ok;
}
