/* args.c - parsing by the option table. */
#include "cli/args.h"

#include <string.h>

#include "base/lang.h"

static const struct option_row {
    const char *name;
    const char *arg;
    const char *help;
} rows[OPT_COUNT] = {
#define OPTION(id, name, arg, help) [OPT_##id] = {name, arg, help},
#include "cli/options.def"
#undef OPTION
};

static bool find_option(struct str name, const struct command *command, size_t *option)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        bool taken = ((command->options | OPTIONS_EVERYWHERE) >> i & 1) != 0;

        if (taken && str_is(name, rows[i].name)) {
            *option = i;
            return true;
        }
    }
    return false;
}

/* One option at argv[*i]; its value may be the next word. */
static bool take_option(int argc, char **argv, int *i, const struct command *command,
                        struct args *out, struct err *err)
{
    const char *text = argv[*i] + 2;
    const char *equals = strchr(text, '=');
    struct str name = {text, equals ? (size_t)(equals - text) : strlen(text)};
    size_t option;

    if (!find_option(name, command, &option))
        return err_set(err, E_OPTION, "%s", argv[*i]);
    if (!rows[option].arg) {
        out->value[option] = "";
        return !equals || err_set(err, E_OPTION, "%s", argv[*i]);
    }
    if (!equals && *i + 1 >= argc)
        return err_set(err, E_OPTION, "--%s %s", rows[option].name, rows[option].arg);
    out->value[option] = equals ? equals + 1 : argv[++*i];
    return true;
}

static bool take_word(const char *word, const struct command *command, struct args *out,
                      struct err *err)
{
    if (out->words_n >= command->words_max || out->words_n >= ARGS_WORDS_MAX)
        return err_set(err, E_USAGE, "%s", word);
    out->words[out->words_n++] = word;
    return true;
}

bool args_parse(int argc, char **argv, const struct command *command, struct args *out,
                struct err *err)
{
    bool options = true;

    *out = (struct args){0};
    for (int i = 0; i < argc; i++) {
        bool is_option = options && argv[i][0] == '-' && argv[i][1] != '\0';

        if (is_option && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (is_option && strcmp(argv[i], "-h") == 0) {
            out->value[OPT_HELP] = "";
        } else if (is_option && argv[i][1] != '-') {
            return err_set(err, E_OPTION, "%s", argv[i]);
        } else if (is_option ? !take_option(argc, argv, &i, command, out, err)
                             : !take_word(argv[i], command, out, err)) {
            return false;
        }
    }
    if (!args_has(out, OPT_HELP) && out->words_n < command->words_min)
        return err_set(err, E_USAGE, "casepack %s %s", command->name, command->words);
    return true;
}

void args_usage(const struct command *command, struct buf *out)
{
    buf_printf(out, "casepack %s %s\n  %s\n\n", command->name, command->words,
               _(command->summary));
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (((command->options | OPTIONS_EVERYWHERE) >> i & 1) == 0)
            continue;
        size_t start = out->n;
        buf_printf(out, "  --%s%s%s", rows[i].name, rows[i].arg ? " " : "",
                   rows[i].arg ? rows[i].arg : "");
        size_t used = out->n - start;
        buf_pad(out, ' ', used < 34 ? 34 - used : 1);
        buf_printf(out, "%s\n", _(rows[i].help));
    }
}

bool args_has(const struct args *args, enum option option)
{
    return args->value[option] != NULL;
}

bool args_number(const struct args *args, enum option option, unsigned low, unsigned high,
                 unsigned fallback, unsigned *out, struct err *err)
{
    uint64_t value;

    if (!args_has(args, option)) {
        *out = fallback;
        return true;
    }
    if (!str_number(str_of(args->value[option]), &value) || value < low || value > high)
        return err_set(err, E_VALUE, "--%s %s (%u-%u)", rows[option].name, args->value[option],
                       low, high);
    *out = (unsigned)value;
    return true;
}

bool args_size(const struct args *args, enum option option, uint64_t *out, struct err *err)
{
    static const char units[] = "KMG";
    struct str text = str_of(args->value[option]);
    const char *unit = text.n > 0 ? memchr(units, text.p[text.n - 1], sizeof units - 1) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    uint64_t value = 0;

    if (args_has(args, option) &&
        (!str_number(str_sub(text, 0, text.n - (unit != NULL)), &value) || value == 0 ||
         value > UINT64_MAX >> shift))
        return err_set(err, E_VALUE, "--%s %s (650M)", rows[option].name, text.p);
    *out = value << shift;
    return true;
}
