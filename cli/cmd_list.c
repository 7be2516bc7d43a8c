/* cmd_list.c - every check on two pages: what it looks at, what must hold, how to see it by hand.
 *
 *   101  System serial                                             MUST FIX
 *        SMBIOS Type 1  offset 07h   smbios.system.serial
 *        Set, no placeholder, different on every machine
 *        Windows     wmic bios get serialnumber
 *        PowerShell  (Get-CimInstance Win32_BIOS).SerialNumber
 *        Linux       dmidecode -s system-serial-number
 *        sysfs       /sys/class/dmi/id/product_serial
 */
#include <string.h>

#include "base/utf8.h"
#include "cli/cli.h"

#define PAGE_LINES 60
#define PAGE_COLS 80
#define TEXT_COL 5
#define HAND_COL 17
#define VERDICT_COL 70
#define RULE_TEXT_MAX 4096

/* Text from column col on, in as many lines as it takes. */
static void put_text(size_t col, const char *label, const char *text, struct buf *out)
{
    struct str rest = str_of(text);
    bool first = true;

    while (rest.n > 0) {
        struct str line = utf8_line(rest, PAGE_COLS - col);
        size_t used = first ? TEXT_COL + strlen(label) : 0;
        buf_pad(out, ' ', first ? TEXT_COL : col);
        if (first) {
            buf_puts(out, label);
            buf_pad(out, ' ', col - used);
        }
        buf_printf(out, "%.*s\n", STR_ARG(line));
        rest = str_trim(str_sub(rest, line.n, rest.n));
        first = false;
    }
}

static void put_rule(const struct rule_view *rule, struct buf *out)
{
    const struct {
        const char *label, *command;
    } hands[] = {{"Windows", rule->hand_windows},
                 {"PowerShell", rule->hand_powershell},
                 {"Linux", rule->hand_linux},
                 {"sysfs", rule->hand_sysfs}};
    const char *title = text2_now(&rule->title);
    size_t cols = utf8_cols(str_of(title));

    buf_printf(out, "\n%u  %s", rule->number, title);
    buf_pad(out, ' ', cols + TEXT_COL < VERDICT_COL ? VERDICT_COL - TEXT_COL - cols : 1);
    buf_printf(out, "%s\n", verdict_word(rule->severity, lang_get()));
    if (rule->smbios_type || rule->smbios_offset)
        buf_printf(out, "     SMBIOS Type %u  offset %02Xh   %s\n", rule->smbios_type,
                   rule->smbios_offset, fact_key_row(rule->key)->name);
    else
        buf_printf(out, "     %s\n", fact_key_row(rule->key)->name);
    put_text(TEXT_COL, "", text2_now(&rule->condition), out);
    for (size_t i = 0; i < COUNT_OF(hands); i++)
        if (hands[i].command[0])
            put_text(HAND_COL, hands[i].label, hands[i].command, out);
}

static size_t lines_of(struct str text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    return lines;
}

static size_t put_heading(const struct profile *profile, unsigned page, struct buf *out)
{
    size_t before = lines_of(buf_str(out));

    if (page > 1)
        buf_putc(out, '\f');
    buf_printf(out, "%s  (%s %u)  ", text2_now(profile_title(profile)), profile_name(profile),
               profile_version(profile));
    buf_printf(out, _("Page %u"), page);
    buf_putc(out, '\n');
    return lines_of(buf_str(out)) - before;
}

/* The rules in halves, a page each; more pages only where a half is longer than a page. */
static void put_pages(const struct profile *profile, struct buf *out)
{
    struct buf text = BUF_INIT(RULE_TEXT_MAX);
    size_t half = (profile_rules(profile) + 1) / 2, lines;
    unsigned page = 1;
    struct rule_view rule;

    lines = put_heading(profile, page, out);
    for (size_t i = 0; profile_rule(profile, i, &rule); i++) {
        buf_clear(&text);
        put_rule(&rule, &text);
        if (i == half || lines + lines_of(buf_str(&text)) > PAGE_LINES)
            lines = put_heading(profile, ++page, out);
        buf_add_str(out, buf_str(&text));
        lines += lines_of(buf_str(&text));
    }
    buf_done(&text);
}

static json_t *json_of_rule(const struct rule_view *rule)
{
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:s}",
                     "rule", (int)rule->number, "key", fact_key_row(rule->key)->name,
                     "severity", verdict_name(rule->severity), "title_zh", rule->title.zh,
                     "title_en", rule->title.en, "condition_zh", rule->condition.zh,
                     "condition_en", rule->condition.en, "type", (int)rule->smbios_type,
                     "offset", (int)rule->smbios_offset, "hand_windows", rule->hand_windows,
                     "hand_linux", rule->hand_linux, "hand_powershell", rule->hand_powershell,
                     "hand_sysfs", rule->hand_sysfs);
}

static bool print_json(const struct profile *profile, struct err *err)
{
    json_t *rules = json_array();
    struct rule_view rule;

    for (size_t i = 0; profile_rule(profile, i, &rule); i++)
        json_array_append_new(rules, json_of_rule(&rule));
    return cli_json(json_pack("{s:s, s:i, s:o}", "profile", profile_name(profile), "version",
                              (int)profile_version(profile), "rules", rules),
                    err);
}

static bool print_text(const struct profile *profile, struct err *err)
{
    struct buf text = BUF_INIT(256 * 1024);

    put_pages(profile, &text);
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

bool cmd_list(const struct args *args, int *code, struct err *err)
{
    struct profile_pack pack = {.profile = NULL};

    if (args_has(args, OPT_POLICY))
        return cli_list_policy(args, err);
    bool ok = cli_profile(args, &pack, err) &&
              (args_has(args, OPT_JSON) ? print_json(pack.profile, err)
                                        : print_text(pack.profile, err));

    (void)code;
    profile_pack_done(&pack);
    return ok;
}
