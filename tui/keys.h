/* keys.h - from what was pressed to what it means; the table is keys.def.
 *
 * A key is a Unicode code point, or one of the IN_ values above Unicode. Full-width digits and
 * punctuation, as a Chinese input method sends them, mean the same as the plain ones. Where
 * there are no F-keys, ESC and then a digit within a second is that F-key (ESC 0 is F10). */
#ifndef CASEPACK_TUI_KEYS_H
#define CASEPACK_TUI_KEYS_H

#include "base/str.h"
#include "tui/term.h"

enum command {
    CMD_NONE,
#define COMMAND(id, shown, bar, help, ...) CMD_##id,
#include "tui/keys.def"
#undef COMMAND
    CMD_COUNT
};

#define CMD_BIT(command) (1u << (command))

struct command_row {
    enum command command;
    const char *shown; /* msgid, or the bare name of the key */
    const char *bar;   /* msgid or "" */
    const char *help;  /* msgid or "" */
    uint32_t keys[12]; /* ends with 0 */
};

/* The row of a command; never CMD_NONE. */
const struct command_row *command_row(enum command command);

struct input {
    uint32_t key; /* as it came: for text fields */
    enum command command;
    unsigned digit; /* 1..9 with CMD_ITEM */
};

struct input input_of(uint32_t key);

/* Reads one key as term_read() does, with ESC digit made an F-key. IN_NONE after wait_ms. */
uint32_t keys_read(struct term *t, int wait_ms);

#endif
