/* report_template.c - templates by their schema, and the blanks in their texts. */
#include "desk/report_template.h"

#include <string.h>

#include "base/embed.h"
#include "base/yaml.h"

#define TEXT_MAX 1000
#define BLOCKS_MAX 32
#define LINES_MAX 48

/* ---- schema ---------------------------------------------------------------------------------- */

static const cyaml_strval_t when_names[] = {
#define REPORT_WHEN(id, name, function) {name, WHEN_##id},
#include "desk/report.def"
};

static const cyaml_strval_t each_names[] = {
#define REPORT_EACH(id, name, function) {name, EACH_##id},
#include "desk/report.def"
};

static const cyaml_strval_t as_names[] = {
    {"text", AS_TEXT},         {"heading", AS_HEADING},   {"item", AS_ITEM},
    {"step", AS_STEP},         {"code", AS_CODE},         {"pair", AS_PAIR},
    {"good", AS_GOOD},         {"bad", AS_BAD},           {"warn", AS_WARN},
    {"machines", AS_MACHINES}, {"verdicts", AS_VERDICTS}, {"conclusions", AS_CONCLUSIONS},
    {"faults", AS_FAULTS},     {"page", AS_PAGE},
};

static const cyaml_schema_field_t text2_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 1, TEXT_MAX),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 1, TEXT_MAX),
    CYAML_FIELD_END,
};

#define CHOICE(key, type, member, names)                                                \
    CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, type, member, names, \
                     CYAML_ARRAY_LEN(names))
#define TEXTS(key, flags, type, member) \
    CYAML_FIELD_MAPPING(key, flags, type, member, text2_fields)

static const cyaml_schema_field_t line_fields[] = {
    CHOICE("when", struct report_line, when, when_names),
    CHOICE("each", struct report_line, each, each_names),
    CHOICE("as", struct report_line, as, as_names),
    TEXTS("label", CYAML_FLAG_OPTIONAL, struct report_line, label),
    TEXTS("text", CYAML_FLAG_OPTIONAL, struct report_line, text),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t line_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_line, line_fields)};

static const cyaml_schema_field_t block_fields[] = {
    TEXTS("title", CYAML_FLAG_OPTIONAL, struct report_block, title),
    CHOICE("when", struct report_block, when, when_names),
    CHOICE("each", struct report_block, each, each_names),
    CYAML_FIELD_SEQUENCE("lines", CYAML_FLAG_POINTER, struct report_block, lines, &line_schema,
                         1, LINES_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t block_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct report_block, block_fields)};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_UINT("version", CYAML_FLAG_DEFAULT, struct report_template, version),
    TEXTS("title", CYAML_FLAG_DEFAULT, struct report_template, title),
    CYAML_FIELD_SEQUENCE("blocks", CYAML_FLAG_POINTER, struct report_template, blocks,
                         &block_schema, 1, BLOCKS_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct report_template, file_fields)};

/* ---- blanks ----------------------------------------------------------------------------------- */

static const char *const blank_names[BLANK_COUNT] = {
#define REPORT_BLANK(id, name, function) [BLANK_##id] = name,
#include "desk/report.def"
};

bool report_next_blank(struct str text, size_t *at, size_t *end, enum report_blank *blank)
{
    size_t from, n;

    if (*at >= text.n || !str_find(str_sub(text, *at, text.n), "{", &from) ||
        !str_find(str_sub(text, *at + from, text.n), "}", &n))
        return false;
    struct str word = str_sub(text, *at + from + 1, n - 1);
    int i = 0;
    while (i < BLANK_COUNT && !str_is(word, blank_names[i]))
        i++;
    *at += from;
    *end = *at + n + 1;
    *blank = (enum report_blank)i;
    return true;
}

static bool blanks_are_known(const char *text)
{
    enum report_blank blank = BLANK_COUNT;

    for (size_t at = 0, end; report_next_blank(str_of(text), &at, &end, &blank); at = end)
        if (blank == BLANK_COUNT)
            return false;
    return true;
}

/* A part without words of its own has none here, everything else has both languages. */
static bool line_is_right(const struct report_line *line)
{
    bool has_words = line->as < AS_MACHINES;

    return has_words == (line->text.zh != NULL) &&
           (line->as == AS_PAIR) == (line->label.zh != NULL) &&
           blanks_are_known(line->text.zh) && blanks_are_known(line->text.en) &&
           blanks_are_known(line->label.zh) && blanks_are_known(line->label.en);
}

static bool is_right(const struct report_template *t, const char *file_name, struct err *err)
{
    for (unsigned b = 0; b < t->blocks_count; b++) {
        const struct report_block *block = &t->blocks[b];
        if (!blanks_are_known(block->title.zh) || !blanks_are_known(block->title.en))
            return err_set(err, E_YAML, "%s: block %u: title", file_name, b + 1);
        for (unsigned i = 0; i < block->lines_count; i++)
            if (!line_is_right(&block->lines[i]))
                return err_set(err, E_YAML, "%s: block %u, line %u: text, label or blank",
                               file_name, b + 1, i + 1);
    }
    return true;
}

struct report_template *report_template_parse(struct str yaml, const char *file_name,
                                              struct err *err)
{
    void *loaded;

    if (!yaml_load(yaml, file_name, &file_schema, &loaded, err))
        return NULL;
    if (is_right(loaded, file_name, err))
        return loaded;
    report_template_free(loaded);
    return NULL;
}

struct report_template *report_template_load(const char *name, struct err *err)
{
    struct buf path = BUF_INIT(128);
    struct report_template *t = NULL;
    struct str yaml;

    buf_printf(&path, "reports/%s.yaml", name);
    if (embed_find(buf_cstr(&path), &yaml))
        t = report_template_parse(yaml, buf_cstr(&path), err);
    else
        err_set(err, E_INTERNAL, "%s", buf_cstr(&path));
    buf_done(&path);
    return t;
}

void report_template_free(struct report_template *t)
{
    if (t)
        yaml_release(&file_schema, t);
}
