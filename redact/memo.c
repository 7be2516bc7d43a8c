/* memo.c - one place for each hash. */
#include "redact/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/secret.h"
#include "redact/hash.h"

#define PLACES 2048

struct note {
    uint8_t tag, text_n, made_n;
    char text[MEMO_TEXT_MAX];
    char made[MEMO_MADE_MAX];
};

struct memo {
    bool used[PLACES];
    struct note notes[PLACES];
};

struct memo *memo_new(void)
{
    return mem_new_room(sizeof(struct memo), offsetof(struct memo, notes));
}

void memo_free(struct memo *m)
{
    for (size_t i = 0; m && i < PLACES; i++)
        if (m->used[i])
            secret_wipe(&m->notes[i], sizeof m->notes[i]);
    free(m);
}

static size_t place_of(uint8_t tag, struct str text)
{
    return hash_short(tag, text.p, text.n) % PLACES;
}

bool memo_get(const struct memo *m, uint8_t tag, struct str text, struct str *made)
{
    if (text.n > MEMO_TEXT_MAX)
        return false;
    size_t place = place_of(tag, text);
    const struct note *note = &m->notes[place];
    if (!m->used[place] || note->tag != tag ||
        !str_eq((struct str){note->text, note->text_n}, text))
        return false;
    *made = (struct str){note->made, note->made_n};
    return true;
}

void memo_put(struct memo *m, uint8_t tag, struct str text, struct str made)
{
    if (text.n > MEMO_TEXT_MAX || made.n > MEMO_MADE_MAX)
        return;
    size_t place = place_of(tag, text);
    struct note *note = &m->notes[place];
    m->used[place] = true;
    note->tag = tag;
    note->text_n = (uint8_t)text.n;
    note->made_n = (uint8_t)made.n;
    memcpy(note->text, text.p, text.n);
    memcpy(note->made, made.p, made.n);
}
