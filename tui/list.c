/* list.c - items, digits, the mark. */
#include "tui/list.h"

#include "base/lang.h"

#define MARK_COL 1
#define DIGIT_COL 3

void list_home(struct list *l)
{
    l->first = 0;
    l->at = l->has_next ? l->n : 0;
}

void list_set(struct list *l, size_t n, unsigned digits, bool has_next)
{
    bool is_new = l->digits == 0;
    bool on_next = is_new || l->at >= l->n;

    l->n = n;
    l->digits = digits;
    l->has_next = has_next;
    if (l->first >= n || is_new)
        l->first = 0;
    if (on_next && has_next)
        l->at = n;
    else if (l->at >= n)
        l->at = has_next || n == 0 ? n : n - 1;
    if (is_new)
        list_home(l);
}

static size_t last_seen(const struct list *l)
{
    size_t end = l->first + l->digits;

    return (end < l->n ? end : l->n) - 1;
}

/* The digits follow the mark. */
static void show_marked(struct list *l)
{
    if (l->at < l->n)
        l->first = l->at / l->digits * l->digits;
}

static void move_down(struct list *l)
{
    if (l->at < l->n && l->at + 1 < l->n)
        l->at++;
    else if (l->at < l->n && l->has_next)
        l->at = l->n;
    else
        l->at = l->at == l->n ? l->first : 0;
    show_marked(l);
}

static void move_up(struct list *l)
{
    if (l->at >= l->n && l->n > 0)
        l->at = last_seen(l);
    else if (l->at > 0)
        l->at--;
    else if (l->has_next)
        l->at = l->n;
    show_marked(l);
}

static void move_page(struct list *l, bool forward)
{
    if (forward && l->first + l->digits < l->n)
        l->first += l->digits;
    else if (!forward && l->first >= l->digits)
        l->first -= l->digits;
    else
        return;
    if (l->at < l->n)
        l->at = l->first;
}

static enum list_result take(const struct list *l, size_t i, size_t *picked)
{
    if (i >= l->n)
        return l->has_next ? LIST_NEXT : LIST_IGNORED;
    *picked = i;
    return LIST_PICKED;
}

enum list_result list_key(struct list *l, const struct input *in, size_t *picked)
{
    switch (in->command) {
    case CMD_ITEM:
        if (in->digit > l->digits || l->first + in->digit > l->n)
            return LIST_IGNORED;
        if (!l->has_next)
            l->at = l->first + in->digit - 1;
        return take(l, l->first + in->digit - 1, picked);
    case CMD_TAKE:
        return take(l, l->at, picked);
    case CMD_UP:
        move_up(l);
        return LIST_MOVED;
    case CMD_DOWN:
        move_down(l);
        return LIST_MOVED;
    case CMD_MORE:
    case CMD_LESS:
        move_page(l, in->command == CMD_MORE);
        return LIST_MOVED;
    case CMD_FIRST:
    case CMD_LAST:
        l->at = in->command == CMD_LAST && l->n > 0 ? l->n - 1 : 0;
        show_marked(l);
        return LIST_MOVED;
    default:
        return LIST_IGNORED;
    }
}

void list_window(const struct list *l, int rows, size_t *from, size_t *to)
{
    size_t room = rows > 0 ? (size_t)rows : 0;
    size_t page = room >= l->digits ? room / l->digits * l->digits : room;

    *from = 0;
    *to = l->n;
    if (l->n <= room || page == 0)
        return;
    *from = l->first / page * page;
    *to = *from + page < l->n ? *from + page : l->n;
}

static void mark(const struct list *l, struct canvas *c, int row, size_t i)
{
    if (l->at != i || l->is_muted)
        return;
    canvas_text(c, row, MARK_COL, 1, LOOK_MARKED, ">");
    canvas_look(c, row, 0, c->cols, LOOK_MARKED);
    canvas_cursor(c, row, MARK_COL);
}

void list_digit(struct canvas *c, int row, unsigned digit)
{
    canvas_printf(c, row, DIGIT_COL, 1, LOOK_KEY, "%u", digit);
    canvas_touch(c, row, 0, c->cols, '0' + digit);
}

/* The digit of item i, or the key that turns to its page. */
static uint32_t key_of(const struct list *l, size_t i)
{
    if (i < l->first)
        return '-';
    return i < l->first + l->digits ? '1' + (uint32_t)(i - l->first) : '+';
}

void list_below(const struct list *l, struct canvas *c, int row, size_t i)
{
    canvas_touch(c, row, 0, c->cols, key_of(l, i));
}

void list_mark(const struct list *l, struct canvas *c, int row, size_t i)
{
    uint32_t key = key_of(l, i);

    if (key >= '1' && key <= '9')
        list_digit(c, row, key - '0');
    else
        canvas_touch(c, row, 0, c->cols, key);
    mark(l, c, row, i);
}

void list_next(const struct list *l, struct canvas *c, int row, const char *text)
{
    int used = canvas_text(c, row, DIGIT_COL, TO_EDGE, LOOK_KEY, command_row(CMD_TAKE)->shown);

    canvas_text(c, row, DIGIT_COL + used + 2, TO_EDGE, LOOK_PLAIN, text);
    canvas_touch(c, row, 0, c->cols, IN_ENTER);
    mark(l, c, row, l->n);
}

void list_pages(const struct list *l, struct canvas *c, int row)
{
    size_t pages = (l->n + l->digits - 1) / l->digits;

    if (pages > 1)
        canvas_printf(c, row, DIGIT_COL, TO_EDGE, LOOK_PLAIN,
                      _("Page %zu of %zu: press + for the next, - for the one before"),
                      l->first / l->digits + 1, pages);
}
