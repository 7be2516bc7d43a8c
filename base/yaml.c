/* yaml.c - two passes over the text: libyaml alone refuses what has no place in a template and
 * knows the exact line of a broken form; then libcyaml reads by schema. */
#include "base/yaml.h"

#include <yaml.h>

#include "base/utf8.h"

#define DEPTH_MAX 32

/* ---- first pass -------------------------------------------------------------------------- */

struct scan {
    const char *problem; /* static text of ours or libyaml; NULL when there is none */
    size_t line;         /* 1.. */
    size_t column;       /* 1.. of the word; 0 when it is not there */
};

static size_t line_of(struct str text, size_t offset)
{
    size_t line = 1;

    for (size_t i = 0; i < offset && i < text.n; i++)
        line += text.p[i] == '\n';
    return line;
}

/* Looks at one event; depth and documents count along. */
static const char *problem_of(const yaml_event_t *event, unsigned *depth, unsigned *documents)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return "aliases are not allowed";
    case YAML_DOCUMENT_START_EVENT:
        return ++*documents > 1 ? "more than one document" : NULL;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return ++*depth > DEPTH_MAX ? "nested too deeply" : NULL;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        --*depth;
        return NULL;
    case YAML_STREAM_END_EVENT:
        return *documents == 0 ? "nothing in it" : NULL;
    default:
        return NULL;
    }
}

/* True when the event is the word we look for, not before line. */
static bool is_word(const yaml_event_t *event, struct str word, size_t line)
{
    return word.p && event->type == YAML_SCALAR_EVENT && event->start_mark.line + 1 >= line &&
           str_eq(word, (struct str){(const char *)event->data.scalar.value,
                                     event->data.scalar.length});
}

/* Reads to the end, to the first problem, or to word at or after line from. */
static struct scan scan(struct str text, struct str word, size_t from)
{
    struct scan found = {.line = from};
    unsigned depth = 0, documents = 0;
    bool end = false;
    yaml_parser_t parser;
    yaml_event_t event;

    if (!yaml_parser_initialize(&parser))
        return (struct scan){.problem = "out of memory", .line = 1};
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.p ? text.p : ""),
                                 text.n);
    while (!end) {
        if (!yaml_parser_parse(&parser, &event)) {
            found.problem = parser.problem ? parser.problem : "out of memory";
            found.line = parser.error == YAML_READER_ERROR
                             ? line_of(text, parser.problem_offset)
                             : parser.problem_mark.line + 1;
            break;
        }
        found.problem = problem_of(&event, &depth, &documents);
        end = event.type == YAML_STREAM_END_EVENT;
        bool here = is_word(&event, word, from);
        if (found.problem || here) {
            found.line = event.start_mark.line + 1;
            found.column = here ? event.start_mark.column + 1 : 0;
            end = true;
        }
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return found;
}

bool yaml_find(struct str text, struct str word, size_t from, struct yaml_place *out)
{
    struct scan found = scan(text, word, from);

    if (found.column)
        *out = (struct yaml_place){found.line, found.column};
    return found.column > 0;
}

/* ---- second pass ------------------------------------------------------------------------- */

/* What libcyaml logs when it fails, one call a line:
 *   Load: Invalid uint64_t value: 'x'
 *   Load: Backtrace:
 *   Load:   in mapping field 'number' (line: 2, column: 13)      the innermost place first */
struct report {
    char message[160];
    char field[48]; /* of the innermost place, "" when it has none */
    size_t line;    /* 0 until known */
};

static bool cut_between(struct str s, const char *before, char end, struct str *out)
{
    size_t at;

    if (!str_find(s, before, &at))
        return false;
    s = str_sub(s, at + strlen(before), s.n);
    return str_next(&s, end, out);
}

static void PRINTF_LIKE(3, 0)
    note_log(cyaml_log_t level, void *ctx, const char *format, va_list args)
{
    struct report *report = ctx;
    char bytes[256];
    struct str text, part;
    uint64_t line;

    (void)level;
    vsnprintf(bytes, sizeof bytes, format, args);
    text = str_trim(str_of(bytes));
    if (str_starts(text, "Load: "))
        text = str_sub(text, 6, text.n);
    if (report->message[0] == '\0' && !str_starts(text, "Backtrace")) {
        snprintf(report->message, sizeof report->message, "%.*s", STR_ARG(text));
    } else if (report->line == 0 && cut_between(text, "(line: ", ',', &part) &&
               str_number(part, &line)) {
        report->line = (size_t)line;
        if (cut_between(text, "mapping field '", '\'', &part))
            snprintf(report->field, sizeof report->field, "%.*s", STR_ARG(part));
    }
}

static cyaml_config_t config(struct report *report)
{
    return (cyaml_config_t){.log_fn = report ? note_log : NULL,
                            .log_ctx = report,
                            .log_level = CYAML_LOG_WARNING,
                            .mem_fn = cyaml_mem,
                            .flags = CYAML_CFG_NO_ALIAS};
}

static bool fail(struct err *err, const char *file_name, size_t line, const char *field,
                 const char *message)
{
    struct buf shown = BUF_INIT(ERR_DETAIL_MAX);

    utf8_visible(str_of(message), &shown);
    err_set(err, E_YAML, "%s line %zu: %s%s%s", file_name, line, field, *field ? ": " : "",
            buf_cstr(&shown));
    buf_done(&shown);
    return false;
}

/* libcyaml names the place it last passed; an unknown key stands a little later. */
static bool fail_schema(struct err *err, const char *file_name, struct str text,
                        const struct report *report)
{
    struct str message = str_of(report->message), word;
    size_t line = report->line > 0 ? report->line : 1;
    size_t at;

    if (cut_between(message, "Unexpected key: ", '\n', &word))
        line = scan(text, word, line).line;
    bool names_field = str_find(message, " key", &at) || str_find(message, " field", &at);
    return fail(err, file_name, line, names_field ? "" : report->field,
                message.n > 0 ? report->message : "not as expected");
}

bool yaml_load(struct str text, const char *file_name, const cyaml_schema_value_t *schema,
               void **out, struct err *err)
{
    struct report report = {.line = 0};
    cyaml_config_t with_report = config(&report);
    cyaml_data_t *data = NULL;

    if (text.n > YAML_MAX_BYTES)
        return err_set(err, E_TOO_LARGE, "%s", file_name);
    struct scan first = scan(text, (struct str){NULL, 0}, 1);
    if (first.problem)
        return fail(err, file_name, first.line, "", first.problem);
    cyaml_err_t rc =
        cyaml_load_data((const uint8_t *)text.p, text.n, &with_report, schema, &data, NULL);
    if (rc == CYAML_ERR_OOM)
        return err_set(err, E_MEMORY, "%s", file_name);
    if (rc != CYAML_OK || !data)
        return fail_schema(err, file_name, text, &report);
    *out = data;
    return true;
}

void yaml_release(const cyaml_schema_value_t *schema, void *data)
{
    cyaml_config_t silent = config(NULL);

    if (data)
        cyaml_free(&silent, schema, data, 0);
}
