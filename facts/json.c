/* json.c - facts and findings as JSON, out and in.
 *
 *   {"format":1,"facts":[{"key":"smbios.system.serial","instance":0,"state":"ok","value":"X1",
 *     "source":{"kind":"smbios","type":1,"offset":7,"string":1,"handle":1},
 *     "hand_command":"wmic bios get serialnumber"}, ...]}
 *
 * What comes in is hostile: nesting, sizes and every type are checked, unknown names and
 * unknown keys are left out. */
#include "facts/json.h"

#include "base/utf8.h"

#define FORMAT 1
#define DEPTH_MAX 8       /* of what we read; our own goes to 4 */
#define FACTS_MAX 20000   /* in one file */
#define INSTANCE_MAX 4095 /* disks, adapters, addresses */
#define FINDINGS_MAX 899  /* three-digit rule numbers */

/* ---- out --------------------------------------------------------------------------------- */

json_t *json_text(struct str s)
{
    struct buf out = BUF_INIT(JSON_MAX_BYTES);
    json_t *text;

    if (utf8_is_valid(s))
        return json_stringn(s.p ? s.p : "", s.n);
    utf8_visible(s, &out);
    text = json_stringn(buf_cstr(&out), buf_str(&out).n);
    buf_done(&out);
    return text;
}

static json_t *text_of(const char *s)
{
    return json_text(str_of(s));
}

static json_t *json_of_source(const struct fact_source *s)
{
    json_t *out = json_pack("{s:o}", "kind", text_of(source_kind_name(s->kind)));

    if (s->kind == SOURCE_SMBIOS) {
        json_object_set_new(out, "type", json_integer(s->smbios_type));
        json_object_set_new(out, "offset", json_integer(s->offset));
        json_object_set_new(out, "string", json_integer(s->string_number));
        json_object_set_new(out, "handle", json_integer(s->handle));
    } else if (s->kind != SOURCE_NONE) {
        json_object_set_new(out, "path", text_of(s->path));
    }
    return out;
}

static const char *hand_command(enum fact_key key)
{
    const struct fact_key_row *row = fact_key_row(key);

    return row->hand_windows[0] ? row->hand_windows : row->hand_linux;
}

/* What facts and findings share: the field and what was read there. */
static void add_reading(json_t *out, enum fact_key key, unsigned instance, const struct fact *f)
{
    struct fact_source none = {.kind = SOURCE_NONE, .path = ""};

    json_object_set_new(out, "key", text_of(fact_key_row(key)->name));
    json_object_set_new(out, "instance", json_integer(instance));
    json_object_set_new(out, "state", text_of(f ? fact_state_name(f->state) : "unreadable"));
    json_object_set_new(out, "value", json_text(f ? f->text : (struct str){NULL, 0}));
    if (f && f->state == FACT_REDACTED) {
        json_object_set_new(out, "was", text_of(fact_state_name(f->was)));
        json_object_set_new(out, "length_bytes", json_integer(f->length_bytes));
        json_object_set_new(out, "classes", text_of(f->classes));
    }
    json_object_set_new(out, "source", json_of_source(f ? &f->source : &none));
    json_object_set_new(out, "hand_command", text_of(hand_command(key)));
}

json_t *json_of_fact(const struct fact *f)
{
    json_t *out = json_object();

    add_reading(out, f->key, f->instance, f);
    return out;
}

json_t *json_of_facts(const struct fact_list *facts)
{
    json_t *list = json_array();

    for (size_t i = 0; i < fact_count(facts); i++)
        json_array_append_new(list, json_of_fact(fact_at(facts, i)));
    return json_pack("{s:i,s:o}", "format", FORMAT, "facts", list);
}

json_t *json_of_finding(const struct finding *f)
{
    json_t *out = json_object();

    json_object_set_new(out, "rule", json_integer(f->rule));
    json_object_set_new(out, "verdict", text_of(verdict_name(f->verdict)));
    json_object_set_new(out, "reason", json_integer((json_int_t)f->reason));
    json_object_set_new(out, "why", text_of(f->why));
    add_reading(out, f->key, f->instance, f->fact);
    return out;
}

json_t *json_of_findings(const struct finding_list *findings)
{
    json_t *list = json_array();

    for (size_t i = 0; i < findings->n; i++)
        json_array_append_new(list, json_of_finding(&findings->items[i]));
    return json_pack("{s:i,s:o,s:i,s:o}", "format", FORMAT, "profile",
                     text_of(findings->profile), "pack", (int)findings->pack_version,
                     "findings", list);
}

/* JSON as it is dumped, with what could act on a terminal as \\uXXXX: the same text for programs,
 * nothing for who looks at the file. */
static void put_inert(struct str json, struct buf *out)
{
    for (size_t at = 0; at < json.n;) {
        size_t from = at;
        uint32_t c = utf8_next(json, &at);

        if (c < 0x7F || !utf8_may_act(c))
            buf_add(out, json.p + from, at - from);
        else if (c <= 0xFFFF)
            buf_printf(out, "\\u%04X", (unsigned)c);
        else /* RFC 8259, 7: as a surrogate pair */
            buf_printf(out, "\\u%04X\\u%04X", (unsigned)(0xD7C0 + (c >> 10)),
                       (unsigned)(0xDC00 + (c & 0x3FF)));
    }
}

bool json_print(json_t *value, struct buf *out, struct err *err)
{
    char *text = json_dumps(value, JSON_INDENT(1) | JSON_ENCODE_ANY);

    json_decref(value);
    if (!text)
        return err_set(err, E_INTERNAL, "JSON could not be written");
    put_inert(str_of(text), out);
    buf_putc(out, '\n');
    free(text);
    return buf_failed(out) ? err_set(err, E_TOO_LARGE, "JSON") : true;
}

/* ---- in ---------------------------------------------------------------------------------- */

/* Depth of nesting before the parser sees it; strings are skipped. */
static bool is_flat_enough(struct str text)
{
    unsigned depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[') && ++depth > DEPTH_MAX)
            return false;
        else if (!quoted && (c == '}' || c == ']') && depth > 0)
            depth--;
    }
    return true;
}

/* The list of that name in the file's object. */
static json_t *load(struct str text, const char *list_name, size_t max, struct err *err)
{
    json_error_t problem;
    json_t *root, *list;

    if (text.n > JSON_MAX_BYTES)
        return err_null(err, E_TOO_LARGE, "JSON of %zu bytes", text.n);
    if (!is_flat_enough(text))
        return err_null(err, E_JSON, "nested too deeply");
    root = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &problem);
    if (!root)
        return err_null(err, E_JSON, "line %d: %s", problem.line, problem.text);
    list = json_object_get(root, list_name);
    if (json_integer_value(json_object_get(root, "format")) != FORMAT)
        err_set(err, E_JSON, "not format %d", FORMAT);
    else if (!json_is_array(list) || json_array_size(list) > max)
        err_set(err, E_JSON, "\"%s\" is no list, or too long", list_name);
    else
        return root;
    json_decref(root);
    return NULL;
}

static bool get_text(const json_t *object, const char *name, struct str *out)
{
    const json_t *value = json_object_get(object, name);

    if (!json_is_string(value))
        return false;
    *out = (struct str){json_string_value(value), json_string_length(value)};
    return true;
}

static bool get_number(const json_t *object, const char *name, unsigned max, unsigned *out)
{
    const json_t *value = json_object_get(object, name);
    json_int_t n = json_integer_value(value);

    if (!json_is_integer(value) || n < 0 || n > (json_int_t)max)
        return false;
    *out = (unsigned)n;
    return true;
}

static bool read_smbios_source(const json_t *object, struct fact_source *out)
{
    unsigned type, offset, string, handle;

    if (!get_number(object, "type", UINT8_MAX, &type) ||
        !get_number(object, "offset", UINT8_MAX, &offset) ||
        !get_number(object, "string", UINT8_MAX, &string) ||
        !get_number(object, "handle", UINT16_MAX, &handle))
        return false;
    *out = (struct fact_source){.kind = SOURCE_SMBIOS,
                                .smbios_type = (uint8_t)type,
                                .offset = (uint8_t)offset,
                                .string_number = (uint8_t)string,
                                .handle = (uint16_t)handle,
                                .path = ""};
    return true;
}

static bool read_source(const json_t *object, struct arena *a, struct fact_source *out)
{
    struct str kind, path;

    *out = (struct fact_source){.kind = SOURCE_NONE, .path = ""};
    if (!json_is_object(object) || !get_text(object, "kind", &kind))
        return false;
    if (str_is(kind, source_kind_name(SOURCE_NONE)))
        return true;
    if (str_is(kind, source_kind_name(SOURCE_SMBIOS)))
        return read_smbios_source(object, out);
    for (int k = SOURCE_FILE; k <= SOURCE_REGISTRY; k++) {
        if (str_is(kind, source_kind_name((enum source_kind)k))) {
            out->kind = (enum source_kind)k;
            if (!get_text(object, "path", &path))
                return false;
            out->path = arena_cstr(a, path);
            return true;
        }
    }
    return false;
}

static bool read_redacted(const json_t *object, struct fact *f, struct arena *a)
{
    struct str was, classes;
    unsigned length;

    if (!get_text(object, "was", &was) || !fact_state_of_name(was, &f->was) ||
        !get_number(object, "length_bytes", UINT32_MAX, &length) ||
        !get_text(object, "classes", &classes))
        return false;
    f->length_bytes = length;
    f->classes = arena_cstr(a, classes);
    return true;
}

/* The number behind a text; a number or flag whose text is none is a mistake. */
static bool read_number(struct fact *f)
{
    enum fact_type type = fact_key_row(f->key)->type;

    if (type == FACT_TEXT || f->state != FACT_OK)
        return true;
    if (type == FACT_NUMBER)
        return str_number(f->text, &f->number);
    f->number = str_is(f->text, "yes");
    return f->number || str_is(f->text, "no");
}

/* False when the object is no fact; *known is false for a key of another version. */
static bool read_fact(const json_t *object, struct arena *a, struct fact *out, bool *known)
{
    struct fact f = {.classes = ""};
    struct str key, state, value;

    *known = true;
    if (!json_is_object(object) || !get_text(object, "key", &key) ||
        !get_text(object, "state", &state) || !get_text(object, "value", &value) ||
        !get_number(object, "instance", INSTANCE_MAX, &f.instance))
        return false;
    if (!fact_key_of(key, &f.key) || !fact_state_of_name(state, &f.state)) {
        *known = false;
        return true;
    }
    f.text = arena_str(a, value);
    if (!read_source(json_object_get(object, "source"), a, &f.source) || !read_number(&f) ||
        (f.state == FACT_REDACTED && !read_redacted(object, &f, a)))
        return false;
    *out = f;
    return true;
}

bool json_read_facts(struct str text, struct fact_list *out, unsigned *skipped, struct err *err)
{
    json_t *root = load(text, "facts", FACTS_MAX, err);
    const json_t *list = json_object_get(root, "facts");
    unsigned unknown = 0;
    bool ok = root != NULL;

    for (size_t i = 0; ok && i < json_array_size(list); i++) {
        struct fact f;
        bool known;
        if (!read_fact(json_array_get(list, i), fact_list_arena(out), &f, &known))
            ok = err_set(err, E_JSON, "fact %zu does not have its form", i + 1);
        else if (known)
            *fact_add(out, f.key, f.instance) = f;
        else
            unknown++;
    }
    json_decref(root);
    if (ok)
        *skipped = unknown;
    return ok;
}

static bool is_reason(unsigned n)
{
    return n <= REASON_NOT_AS_REQUIRED || n == REASON_UNREADABLE;
}

static bool read_finding(const json_t *object, const struct fact_list *facts, struct arena *a,
                         struct finding *out)
{
    struct finding f = {.why = ""};
    struct str key, verdict, why;
    unsigned reason;

    if (!json_is_object(object) || !get_number(object, "rule", 999, &f.rule) ||
        !get_text(object, "verdict", &verdict) || !verdict_of_name(verdict, &f.verdict) ||
        !get_number(object, "reason", 9, &reason) || !is_reason(reason) ||
        !get_text(object, "key", &key) || !fact_key_of(key, &f.key) ||
        !get_number(object, "instance", INSTANCE_MAX, &f.instance))
        return false;
    f.reason = (enum reason)reason;
    if (get_text(object, "why", &why))
        f.why = arena_cstr(a, why);
    f.fact = fact_find(facts, f.key, f.instance);
    *out = f;
    return true;
}

bool json_read_findings(struct str text, const struct fact_list *facts, struct arena *a,
                        struct finding_list *out, struct err *err)
{
    json_t *root = load(text, "findings", FINDINGS_MAX, err);
    const json_t *list = json_object_get(root, "findings");
    struct finding_list read = {.n = json_array_size(list)};
    struct str profile;
    bool ok = root != NULL;

    if (ok && (!get_text(root, "profile", &profile) ||
               !get_number(root, "pack", 99, &read.pack_version)))
        ok = err_set(err, E_JSON, "profile or pack is missing");
    if (ok) {
        read.profile = arena_cstr(a, profile);
        read.items = arena_take(a, read.n * sizeof(*read.items));
    }
    for (size_t i = 0; ok && i < read.n; i++)
        if (!read_finding(json_array_get(list, i), facts, a, &read.items[i]))
            ok = err_set(err, E_JSON, "finding %zu does not have its form", i + 1);
    json_decref(root);
    if (ok)
        *out = read;
    return ok;
}
