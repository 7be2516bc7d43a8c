/* yaml.h - YAML by schema, with errors that name file, line and key (libcyaml over libyaml).
 *
 * The only place that includes cyaml.h; users write cyaml schemas with its macros. */
#ifndef CASEPACK_BASE_YAML_H
#define CASEPACK_BASE_YAML_H

#include <cyaml/cyaml.h>

#include "base/err.h"

#define YAML_MAX_BYTES (1024 * 1024)

/* Loads text by schema into *out (libcyaml's allocation, freed by yaml_release with the same
 * schema). E_YAML names the file and what libcyaml says of line and key. Aliases are refused
 * (bombs). */
bool yaml_load(struct str text, const char *file_name, const cyaml_schema_value_t *schema,
               void **out, struct err *err) MUST_USE;
/* Where a key or value that reads as word stands, at line from (1..) or below. */
struct yaml_place {
    size_t line, column; /* 1.. */
};
bool yaml_find(struct str text, struct str word, size_t from, struct yaml_place *out);

void yaml_release(const cyaml_schema_value_t *schema, void *data);

#endif
