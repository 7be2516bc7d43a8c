/* smbios_json.h - the whole table as JSON. */
#ifndef CASEPACK_COLLECT_SMBIOS_JSON_H
#define CASEPACK_COLLECT_SMBIOS_JSON_H

#include "facts/json.h"
#include "facts/smbios_table.h"

/* {"format": 1, "version": "3.2.0", "table_bytes": ..., "odd": [{"what", "type", "handle",
 * "at", "text"}], "structures": [{"type", "name", "handle", "length", "at", "fields": [{"name",
 * "value", "offset", "state", ...}], "strings": [...]}]}
 *
 * A field has "items" when it is a list, "number" when it is one, "string" (its number) and
 * "stored" (bytes made visible) when it is a string. "state" is a word of a fact's state. Types
 * without fields have "bytes", hexadecimal. A field of one of several things in a structure
 * (types 10, 40) has "part". */
json_t *smbios_json(const struct smbios_table *t);

#endif
