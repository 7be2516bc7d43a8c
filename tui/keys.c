/* keys.c - the key table and how a key is read. */
#include "tui/keys.h"

#include "base/lang.h"
#include "base/utf8.h"

#define ESC_WAIT_MS 1000
#define SEQUENCE_WAIT_MS 100 /* between two bytes of one key */

static const struct command_row rows[] = {
    {CMD_NONE, "", "", "", {0}},
#define COMMAND(id, shown, bar, help, ...) {CMD_##id, shown, bar, help, {__VA_ARGS__}},
#include "tui/keys.def"
#undef COMMAND
};

const struct command_row *command_row(enum command command)
{
    return &rows[command];
}

static bool row_has(const struct command_row *row, uint32_t key)
{
    for (size_t i = 0; row->keys[i]; i++)
        if (row->keys[i] == key)
            return true;
    return false;
}

struct input input_of(uint32_t key)
{
    struct input in = {.key = key};
    uint32_t folded = key < IN_NONE ? utf8_fold_width(key) : key;

    for (size_t i = 1; i < COUNT_OF(rows); i++)
        if (row_has(&rows[i], folded))
            in.command = rows[i].command;
    if (in.command == CMD_ITEM)
        in.digit = folded - '0';
    return in;
}

/* A key that the terminal library does not know, as ESC [ 2 ; 5 ~: its digits must not act. */
static uint32_t drop_sequence(struct term *t, uint32_t start)
{
    uint32_t key = term_read(t, SEQUENCE_WAIT_MS);

    while (start == '[' && key >= ' ' && key < '@')
        key = term_read(t, SEQUENCE_WAIT_MS);
    return key < IN_NONE ? (uint32_t)IN_NONE : key;
}

uint32_t keys_read(struct term *t, int wait_ms)
{
    uint32_t key = term_read(t, wait_ms);
    uint32_t digit;

    if (key != IN_ESC)
        return key;
    digit = term_read(t, ESC_WAIT_MS);
    if (digit == IN_NONE)
        return IN_ESC;
    if (digit == '[' || digit == 'O')
        return drop_sequence(t, digit);
    if (digit < IN_NONE)
        digit = utf8_fold_width(digit);
    if (digit == '0')
        return IN_F10;
    if (digit >= '1' && digit <= '9')
        return IN_F1 + (digit - '1');
    return digit; /* ESC and another key: the other key counts */
}
