/* artifact.c - the list of what could be carried, and how its bytes are opened. */
#include "facts/artifact.h"

#include <stdlib.h>

#include "base/lang.h"

struct artifact_list {
    struct arena *arena;
    struct artifact **items;
    size_t n;
    size_t cap;
};

struct withheld_row {
    const char *name;
    const char *text;
};

static const struct withheld_row withheld_rows[WITHHELD_COUNT] = {
    [WITHHELD_NO] = {"no", N_("Not withheld")},
    [WITHHELD_ENCODING] = {"encoding",
                           N_("Not text in a known encoding: it cannot be redacted safely")},
    [WITHHELD_DENIED] = {"denied", N_("No permission to read it")},
    [WITHHELD_KIND] = {"kind", N_("Not an ordinary file: a link, a pipe or a device")},
    [WITHHELD_TOO_LARGE] = {"too-large", N_("Over the limit of its source")},
    [WITHHELD_CHANGED] = {"changed", N_("Changed after the review")},
    [WITHHELD_UNREADABLE] = {"unreadable", N_("It could not be read")},
    [WITHHELD_BY_USER] = {"by-user", N_("Left out by the operator")},
    [WITHHELD_TYPE] = {"type", N_("A binary format: it cannot be redacted safely")},
    [WITHHELD_ARCHIVE] = {"archive",
                          N_("An archive that is damaged, encrypted, too deep or too dense")},
    [WITHHELD_MARK] = {"mark", N_("It bears a classification marking: it never leaves")},
    [WITHHELD_MARK_OVERRIDABLE] = {"mark-overridable",
                                   N_("It bears a marking that a second person must judge")},
    [WITHHELD_POLICY] = {"policy", N_("It holds what the site policy lets leave in no file")},
    [WITHHELD_PATTERN] = {"pattern", N_("A pattern of the site policy took too long on it")},
    [WITHHELD_AGAIN] =
        {"again", N_("With its stand-ins it would read like a value that must not leave")},
};

struct artifact_list *artifact_list_new(void)
{
    struct artifact_list *list = mem_new(sizeof(*list));

    list->arena = arena_new();
    return list;
}

void artifact_list_free(struct artifact_list *list)
{
    if (!list)
        return;
    arena_free(list->arena);
    free(list->items);
    free(list);
}

struct arena *artifact_list_arena(struct artifact_list *list)
{
    return list->arena;
}

struct artifact *artifact_add(struct artifact_list *list)
{
    struct artifact *a = arena_take(list->arena, sizeof(*a));

    a->origin = "";
    list->items = mem_grow(list->items, &list->cap, list->n + 1, sizeof(struct artifact *));
    list->items[list->n++] = a;
    return a;
}

size_t artifact_count(const struct artifact_list *list)
{
    return list->n;
}

struct artifact *artifact_at(const struct artifact_list *list, size_t i)
{
    return i < list->n ? list->items[i] : NULL;
}

struct reader *artifact_open_from(const struct artifact *a, struct fs_root *root, uint64_t from,
                                  struct err *err)
{
    if (a->content.p)
        return reader_of_mem(
            str_sub(str_sub(a->content, 0, (size_t)a->size_bytes), (size_t)from, SIZE_MAX));
    if (!root)
        return err_null(err, E_INTERNAL, "%s has neither content nor a root", a->stored);
    return fs_open_from(root, a->origin, from, a->size_bytes, err);
}

struct reader *artifact_open(const struct artifact *a, struct fs_root *root, struct err *err)
{
    return artifact_open_from(a, root, 0, err);
}

const char *withheld_name(enum withheld reason)
{
    return (size_t)reason < WITHHELD_COUNT ? withheld_rows[reason].name : "unreadable";
}

const char *withheld_text(enum withheld reason)
{
    if ((size_t)reason >= WITHHELD_COUNT)
        reason = WITHHELD_UNREADABLE;
    return withheld_rows[reason].text;
}
