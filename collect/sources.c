/* sources.c - sources.yaml by its schema, and the rules that a schema cannot say. */
#include "collect/sources.h"

#include "base/embed.h"
#include "base/yaml.h"

#define PATTERN_MAX 512
#define PATTERNS_MAX 64
#define NEVER_MAX 256

static const cyaml_schema_value_t pattern_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, PATTERN_MAX),
};

static const cyaml_schema_field_t text_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 1, 120),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 1, 120),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t source_fields[] = {
    CYAML_FIELD_UINT("number", CYAML_FLAG_DEFAULT, struct log_source, number),
    CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, struct log_source, id, 1, 32),
    CYAML_FIELD_MAPPING("title", CYAML_FLAG_DEFAULT, struct log_source, title, text_fields),
    CYAML_FIELD_MAPPING("may_hold", CYAML_FLAG_DEFAULT, struct log_source, may_hold,
                        text_fields),
    CYAML_FIELD_BOOL("chosen", CYAML_FLAG_DEFAULT, struct log_source, chosen),
    CYAML_FIELD_UINT("max_bytes", CYAML_FLAG_DEFAULT, struct log_source, max_bytes),
    CYAML_FIELD_UINT("max_files", CYAML_FLAG_DEFAULT, struct log_source, max_files),
    CYAML_FIELD_SEQUENCE("linux", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct log_source,
                         on_linux, &pattern_schema, 0, PATTERNS_MAX),
    CYAML_FIELD_SEQUENCE("windows", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct log_source,
                         on_windows, &pattern_schema, 0, PATTERNS_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t source_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct log_source, source_fields),
};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_UINT("version", CYAML_FLAG_DEFAULT, struct sources, version),
    CYAML_FIELD_SEQUENCE("never", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct sources,
                         never, &pattern_schema, 0, PATTERNS_MAX),
    CYAML_FIELD_SEQUENCE("sources", CYAML_FLAG_POINTER, struct sources, items, &source_schema,
                         0, SOURCE_NUMBER_LAST),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct sources, file_fields),
};

static const cyaml_schema_field_t never_fields[] = {
    CYAML_FIELD_UINT("version", CYAML_FLAG_DEFAULT, struct never, version),
    CYAML_FIELD_SEQUENCE("never", CYAML_FLAG_POINTER, struct never, never, &pattern_schema, 1,
                         NEVER_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t never_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct never, never_fields),
};

/* The line on which an id or a pattern stands, for messages; 0 when it is written in another
 * form. */
static unsigned line_of(struct str yaml, const char *text)
{
    struct str rest = yaml, line;
    unsigned number = 0;
    size_t at;

    while (str_next(&rest, '\n', &line)) {
        number++;
        if (str_find(line, text, &at))
            return number;
    }
    return 0;
}

/* "/var/log/x*.log", "C:\\Logs\\x*.log": from the root, no way back up, each component named. */
static bool is_pattern(struct str pattern, const char *from, char separator)
{
    struct str rest = str_sub(pattern, strlen(from), pattern.n), part;
    size_t at;

    if (!str_starts(pattern, from) || (separator == '\\' && str_find(rest, "/", &at)))
        return false;
    while (str_next(&rest, separator, &part))
        if (part.n == 0 || str_is(part, ".") || str_is(part, ".."))
            return false;
    return true;
}

static bool check_source(const struct log_source *source, unsigned after, struct str yaml,
                         const char *file, struct err *err)
{
    unsigned line = line_of(yaml, source->id);

    if (source->number <= after || source->number > SOURCE_NUMBER_LAST)
        return err_set(err, E_YAML, "%s: line %u: number of %s: must rise, from %u up to %u",
                       file, line, source->id, SOURCE_NUMBER_FIRST, SOURCE_NUMBER_LAST);
    if (source->max_bytes == 0 || source->max_files == 0)
        return err_set(err, E_YAML, "%s: line %u: max_bytes, max_files of %s: must not be 0",
                       file, line, source->id);
    for (unsigned i = 0; i < source->on_linux_count; i++)
        if (!is_pattern(str_of(source->on_linux[i]), "/", '/'))
            return err_set(err, E_YAML, "%s: line %u: linux of %s: must be an absolute path",
                           file, line_of(yaml, source->on_linux[i]), source->id);
    for (unsigned i = 0; i < source->on_windows_count; i++)
        if (!is_pattern(str_of(source->on_windows[i]), "C:\\", '\\'))
            return err_set(err, E_YAML,
                           "%s: line %u: windows of %s: must be a path on C:", file,
                           line_of(yaml, source->on_windows[i]), source->id);
    return true;
}

/* Without this list nothing is looked for. */
static bool load_always(struct sources *sources, struct err *err)
{
    static const char name[] = "never.yaml";
    struct str yaml;
    void *loaded;

    if (!embed_find(name, &yaml))
        return err_set(err, E_INTERNAL, "%s", name);
    if (!yaml_load(yaml, name, &never_schema, &loaded, err))
        return false;
    sources->always = loaded;
    return true;
}

struct sources *sources_parse(struct str yaml, const char *file_name, struct err *err)
{
    unsigned last = SOURCE_NUMBER_FIRST - 1;
    struct sources *sources;
    void *loaded;

    if (!yaml_load(yaml, file_name, &file_schema, &loaded, err))
        return NULL;
    sources = loaded;
    if (!load_always(sources, err)) {
        sources_free(sources);
        return NULL;
    }
    for (unsigned i = 0; i < sources->items_count; i++) {
        if (!check_source(&sources->items[i], last, yaml, file_name, err)) {
            sources_free(sources);
            return NULL;
        }
        last = sources->items[i].number;
    }
    return sources;
}

struct sources *sources_load(const char *profile, struct err *err)
{
    struct buf path = BUF_INIT(256);
    struct sources *sources = NULL;
    struct str yaml;

    buf_printf(&path, "profiles/%s/sources.yaml", profile);
    if (embed_find(buf_cstr(&path), &yaml))
        sources = sources_parse(yaml, buf_cstr(&path), err);
    else
        err_set(err, E_PROFILE, "%s", profile);
    buf_done(&path);
    return sources;
}

struct sources *sources_choose(struct str yaml, const char *profile, struct err *err)
{
    return yaml.p ? sources_parse(yaml, "sources.yaml", err) : sources_load(profile, err);
}

void sources_free(struct sources *sources)
{
    if (sources)
        yaml_release(&never_schema, sources->always);
    yaml_release(&file_schema, sources);
}

/* ASCII letters only: file systems that do not tell case apart mean those here. */
static void fold(const char *text, struct buf *out)
{
    buf_clear(out);
    for (; *text; text++)
        buf_putc(out, *text >= 'A' && *text <= 'Z' ? (char)(*text + 'a' - 'A') : *text);
}

static bool is_like_any(struct str folded, char *const *patterns, unsigned n)
{
    struct buf pattern = BUF_INIT(PATTERN_MAX);
    bool like = false;

    for (unsigned i = 0; i < n && !like; i++) {
        fold(patterns[i], &pattern);
        like = str_like(folded, buf_str(&pattern));
    }
    buf_done(&pattern);
    return like;
}

bool sources_forbid(const struct sources *sources, const char *path)
{
    struct buf folded = BUF_INIT(64 * 1024);
    bool forbidden;

    fold(path, &folded);
    forbidden =
        buf_failed(&folded) ||
        is_like_any(buf_str(&folded), sources->always->never, sources->always->never_count) ||
        is_like_any(buf_str(&folded), sources->never, sources->never_count);
    buf_done(&folded);
    return forbidden;
}
