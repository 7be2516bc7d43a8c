/* junk_macs.c - junk_macs.yaml by its schema, and the rules that need no list. */
#include "collect/junk_macs.h"

#include "base/digest.h"
#include "base/embed.h"
#include "base/yaml.h"

#define FILE_NAME "junk_macs.yaml"
#define MAC_BYTES 6
#define MAC_CHARS 17

struct junk_mac {
    char *prefix; /* "00:50:56:c0" */
    char *of;     /* whose it is, for people who read the list */
};

struct junk_macs {
    struct junk_mac *junk;
    unsigned junk_count;
};

static const cyaml_schema_field_t junk_fields[] = {
    CYAML_FIELD_STRING_PTR("prefix", CYAML_FLAG_POINTER, struct junk_mac, prefix, 2, MAC_CHARS),
    CYAML_FIELD_STRING_PTR("of", CYAML_FLAG_POINTER, struct junk_mac, of, 1, 80),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t junk_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct junk_mac, junk_fields),
};

static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_SEQUENCE("junk", CYAML_FLAG_POINTER, struct junk_macs, junk, &junk_schema, 0,
                         1000),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct junk_macs, file_fields),
};

static char lower(char c)
{
    return c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
}

/* The bytes of "00:50:56"; 0 when it is not written so. */
static size_t bytes_of(struct str text, uint8_t *out)
{
    struct str part;
    size_t n = 0;

    while (str_next(&text, ':', &part)) {
        if (n == MAC_BYTES || part.n != 2)
            return 0;
        char digits[2] = {lower(part.p[0]), lower(part.p[1])};
        if (!hex_to((struct str){digits, sizeof(digits)}, &out[n++], 1))
            return 0;
    }
    return n;
}

struct junk_macs *junk_macs_parse(struct str yaml, const char *file_name, struct err *err)
{
    struct junk_macs *list;
    uint8_t bytes[MAC_BYTES];
    void *loaded;

    if (!yaml_load(yaml, file_name, &file_schema, &loaded, err))
        return NULL;
    list = loaded;
    for (unsigned i = 0; i < list->junk_count; i++) {
        if (bytes_of(str_of(list->junk[i].prefix), bytes) > 0)
            continue;
        err_set(err, E_YAML, "%s: prefix \"%s\": must be bytes such as 00:50:56", file_name,
                list->junk[i].prefix);
        junk_macs_free(list);
        return NULL;
    }
    return list;
}

struct junk_macs *junk_macs_load(struct err *err)
{
    struct str yaml;

    if (!embed_find(FILE_NAME, &yaml))
        return err_null(err, E_INTERNAL, "%s is not embedded", FILE_NAME);
    return junk_macs_parse(yaml, FILE_NAME, err);
}

void junk_macs_free(struct junk_macs *list)
{
    yaml_release(&file_schema, list);
}

bool junk_macs_has(const struct junk_macs *list, struct str mac)
{
    uint8_t bytes[MAC_BYTES], prefix[MAC_BYTES];

    if (bytes_of(mac, bytes) != MAC_BYTES)
        return false;
    if (bytes[0] & 1) /* the bit of groups: no single adapter has such an address */
        return true;
    for (unsigned i = 0; i < list->junk_count; i++) {
        size_t n = bytes_of(str_of(list->junk[i].prefix), prefix);

        if (memcmp(bytes, prefix, n) == 0)
            return true;
    }
    return false;
}
