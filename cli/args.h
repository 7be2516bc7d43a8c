/* args.h - options and commands as tables; parsing and --help come from the same rows. */
#ifndef CASEPACK_CLI_ARGS_H
#define CASEPACK_CLI_ARGS_H

#include "base/err.h"

enum option {
#define OPTION(id, name, arg, help) OPT_##id,
#include "cli/options.def"
#undef OPTION
    OPT_COUNT
};

#define ARGS_WORDS_MAX 64

struct args {
    const char *value[OPT_COUNT]; /* NULL: not given; "" for a flag that is given */
    const char *words[ARGS_WORDS_MAX];
    size_t words_n;
};

/* *code is EXIT_DONE before; false with err set gives the error's own exit code. */
typedef bool command_run(const struct args *args, int *code, struct err *err);

struct command {
    const char *name;
    const char *words;   /* "IN OUT", "[SOURCE]": for the usage line */
    const char *summary; /* msgid */
    size_t words_min, words_max;
    uint64_t options; /* bits of enum option */
    command_run *run;
};

#define OPTION_BIT(id) (UINT64_C(1) << OPT_##id)
#define OPTIONS_EVERYWHERE (OPTION_BIT(HELP) | OPTION_BIT(LANG) | OPTION_BIT(KEY_DIR))

/* Options may stand before or behind words; "--x=v" and "--x v"; "--" ends the options. */
bool args_parse(int argc, char **argv, const struct command *command, struct args *out,
                struct err *err) MUST_USE;

void args_usage(const struct command *command, struct buf *out);

bool args_has(const struct args *args, enum option option);
/* A decimal value in low..high, or fallback when the option is not given. */
bool args_number(const struct args *args, enum option option, unsigned low, unsigned high,
                 unsigned fallback, unsigned *out, struct err *err) MUST_USE;

/* A number of bytes, or with K, M or G behind it so many KiB, MiB, GiB. 0 when the option is not
 * given. */
bool args_size(const struct args *args, enum option option, uint64_t *out,
               struct err *err) MUST_USE;

#endif
