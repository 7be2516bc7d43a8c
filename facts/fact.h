/* fact.h - what was read from a machine: value, state, and exactly where it came from.
 *
 * A fact_list owns its arena; collectors add facts, everybody else only looks. "Placeholder" is
 * not a state: it is a judgement and belongs to check/. Keys, types and classes stand in
 * keys.def. */
#ifndef CASEPACK_FACTS_FACT_H
#define CASEPACK_FACTS_FACT_H

#include "base/arena.h"

enum fact_key {
#define FACT_KEY(id, name, type, cls, wmic, linux_hand) KEY_##id,
#include "facts/keys.def"
#undef FACT_KEY
    KEY_COUNT
};

enum fact_type { FACT_TEXT, FACT_NUMBER, FACT_FLAG };

/* The seven kinds of "nothing there", and the rest. Never confuse two of them. */
enum fact_state {
    FACT_OK,             /* a value is there */
    FACT_EMPTY,          /* there, with zero bytes */
    FACT_BLANK,          /* there, and only blanks */
    FACT_ABSENT,         /* the structure, file or device is not there */
    FACT_BEYOND_LENGTH,  /* SMBIOS: the structure ends before the field */
    FACT_INDEX_ZERO,     /* SMBIOS: string number 0, "no string" */
    FACT_INDEX_RANGE,    /* SMBIOS: string number beyond the string set */
    FACT_DENIED,         /* no permission */
    FACT_UNREADABLE,     /* an error while reading */
    FACT_NOT_APPLICABLE, /* the question makes no sense here */
    FACT_REDACTED,       /* a value is there; text holds its alias */
    FACT_STATE_COUNT
};

/* How sensitive a value is, and so how it is redacted. */
enum fact_class {
    CLASS_PUBLIC, /* leaves as it is: maker, model, versions, sizes, flags */
    CLASS_SERIAL, /* hardware serials and asset tags: same-length alias */
    CLASS_UUID,
    CLASS_MAC,
    CLASS_IPV4,
    CLASS_IPV6,
    CLASS_HOST,
    CLASS_DOMAIN,
    CLASS_USER,
    CLASS_OEM, /* bytes whose meaning we do not know */
    CLASS_COUNT
};

enum source_kind { SOURCE_NONE, SOURCE_SMBIOS, SOURCE_FILE, SOURCE_IOCTL, SOURCE_REGISTRY };

struct fact_source {
    enum source_kind kind;
    uint8_t smbios_type;
    uint8_t offset;        /* within the structure */
    uint8_t string_number; /* 1.. ; 0 when the field is no string or says none */
    uint16_t handle;
    const char *path; /* file, ioctl or registry path; "" when kind is SMBIOS */
};

struct fact {
    enum fact_key key;
    unsigned instance; /* disk 0, adapter 2; 0 where there is one */
    enum fact_state state;
    struct str text; /* the value as text for every type; raw bytes as read, maybe not UTF-8 */
    uint64_t number; /* FACT_NUMBER and FACT_FLAG */
    struct fact_source source;
    /* What a redacted fact still tells (state FACT_REDACTED): */
    enum fact_state was;
    uint32_t length_bytes; /* of the original */
    const char *classes;   /* per byte A letter, 9 digit, _ blank, - other ASCII, # non-ASCII */
};

struct fact_list;

struct fact_list *fact_list_new(void);
void fact_list_free(struct fact_list *list);
struct arena *fact_list_arena(struct fact_list *list);

/* Adds a zeroed fact of that key; the pointer stays valid as long as the list. */
struct fact *fact_add(struct fact_list *list, enum fact_key key, unsigned instance);

/* Shorthands; text is copied. State: fact_add_text looks at the bytes (ok, empty or blank). */
struct fact *fact_add_text(struct fact_list *list, enum fact_key key, unsigned instance,
                           struct str text, struct fact_source source);
struct fact *fact_add_number(struct fact_list *list, enum fact_key key, unsigned instance,
                             uint64_t number, struct fact_source source);
struct fact *fact_add_flag(struct fact_list *list, enum fact_key key, unsigned instance,
                           bool yes, struct fact_source source);
struct fact *fact_add_state(struct fact_list *list, enum fact_key key, unsigned instance,
                            enum fact_state state, struct fact_source source);
/* A copy with all its texts in list's arena. */
struct fact *fact_add_copy(struct fact_list *list, const struct fact *from);
struct fact_source fact_source_file(struct fact_list *list, const char *path);
/* A call of the system: "IOCTL_STORAGE_QUERY_PROPERTY PhysicalDrive0"; of may be "". */
struct fact_source fact_source_call(struct fact_list *list, const char *call, const char *of);

size_t fact_count(const struct fact_list *list);
const struct fact *fact_at(const struct fact_list *list, size_t i);
const struct fact *fact_find(const struct fact_list *list, enum fact_key key,
                             unsigned instance);
unsigned fact_instances(const struct fact_list *list,
                        enum fact_key key); /* highest instance + 1 */

/* The state a text has by its bytes alone: ok, empty, blank. */
enum fact_state fact_state_of(struct str text);

/* keys.def, looked at by row. */
struct fact_key_row {
    const char *name; /* "smbios.baseboard.serial" */
    enum fact_type type;
    enum fact_class cls;
    const char *hand_windows; /* hand command, "" when there is none */
    const char *hand_linux;
};
const struct fact_key_row *fact_key_row(enum fact_key key);
bool fact_key_of(struct str name, enum fact_key *out);

/* hands.def: the same by hand in PowerShell, and the file of sysfs that holds it; "" when there
 * is none. */
const char *fact_hand_powershell(enum fact_key key);
const char *fact_hand_sysfs(enum fact_key key);

const char *fact_state_name(
    enum fact_state state); /* "index-zero": the word in JSON and texts */
bool fact_state_of_name(struct str name, enum fact_state *out);
const char *source_kind_name(enum source_kind kind);

#endif
