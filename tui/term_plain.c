/* term_plain.c - screens as lines, lines as keys. */
#include "tui/term_plain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/console.h"
#include "base/lang.h"
#include "base/secret.h"
#include "base/utf8.h"

#define ROWS 24
#define COLS 80
#define LINE_BYTES 1024
#define QUEUE_KEYS (LINE_BYTES + 1)
#define DIGIT_COL 3

struct term_plain {
    struct term term;
    int in, out;
    struct canvas shown;
    bool is_new;    /* shown was not written yet */
    int told;       /* quarter of the work that was told last, -1 for none */
    bool is_person; /* at the other end of in */
    bool is_quiet;  /* echo is off */
    size_t n;       /* bytes of line */
    uint32_t queue[QUEUE_KEYS];
    size_t queue_at, queue_n;
    char line[LINE_BYTES]; /* may hold a passphrase */
};

static void put(const struct term_plain *t, struct str text)
{
    while (text.n > 0) {
        ssize_t n = write(t->out, text.p, text.n);

        if (n < 0 && errno != EINTR)
            return;
        if (n > 0)
            text = str_sub(text, (size_t)n, text.n);
    }
}

/* ---- screens as lines ------------------------------------------------------------------------- */

static bool is_rule(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != '-')
            return false;
    return true;
}

/* Big digits are drawn of '#' beside a letter; the same digits stand in the row above. */
static bool is_big_digits(struct str line)
{
    size_t marks = 0, others = 0;

    for (size_t i = 0; i < line.n; i++) {
        marks += line.p[i] == '#';
        others += line.p[i] != '#' && line.p[i] != ' ';
    }
    return marks > 2 && others <= 2;
}

static size_t blanks_at(struct str text, size_t at)
{
    size_t n = 0;

    while (at + n < text.n && text.p[at + n] == ' ')
        n++;
    return n;
}

/* A label that ends in a colon goes on without a comma; an empty field is "[]". */
static void put_columns(struct str text, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        size_t blanks = blanks_at(text, at);

        if (blanks == 0) {
            buf_putc(out, text.p[at++]);
            continue;
        }
        at += blanks;
        bool is_label = out->n > 0 && strchr(":,", out->p[out->n - 1]) != NULL;
        bool is_field = blanks > 1 && at < text.n && text.p[at] == ']';
        if (at < text.n && !is_field)
            buf_puts(out, blanks == 1 || is_label ? " " : ", ");
    }
}

void plain_row(const struct canvas *c, int row, struct buf *out)
{
    const struct cell *digit = c->cols > DIGIT_COL ? canvas_at(c, row, DIGIT_COL) : NULL;
    bool is_item = digit && digit->ch >= '1' && digit->ch <= '9' &&
                   canvas_touched(c, row, DIGIT_COL) == digit->ch;
    bool is_marked = c->cols > 1 && canvas_at(c, row, 1)->look == LOOK_MARKED;
    struct buf text = BUF_INIT(4096);

    canvas_row(c, row, &text);
    struct str line = str_trim(buf_str(&text));
    if (is_marked && str_starts(line, "> "))
        line = str_trim(str_sub(line, 2, line.n));
    if (!is_rule(line) && !is_big_digits(line)) {
        if (is_item) {
            buf_printf(out, "%c: ", (char)digit->ch);
            line = str_trim(str_sub(line, 1, line.n));
        }
        put_columns(line, out);
        if (is_item && is_marked)
            buf_puts(out, "  (ENTER)");
    }
    buf_done(&text);
}

static void write_screen(struct term_plain *t)
{
    struct buf line = BUF_INIT(8192);
    const struct canvas *c = &t->shown;

    put(t, STR("\n"));
    for (int row = 0; row < c->rows; row++) {
        buf_clear(&line);
        plain_row(c, row, &line);
        if (line.n == 0)
            continue;
        buf_putc(&line, '\n');
        put(t, buf_str(&line));
    }
    put(t, STR("> "));
    buf_done(&line);
    t->is_new = false;
}

/* The first line of the screen and what is done, then a line each quarter. */
static void tell_progress(struct term_plain *t)
{
    int quarter = t->term.percent / 25;
    struct buf line = BUF_INIT(8192);

    if (t->told < 0) {
        plain_row(&t->shown, 0, &line);
        buf_putc(&line, '\n');
        plain_row(&t->shown, 3, &line);
        buf_putc(&line, '\n');
        put(t, STR("\n"));
    } else if (quarter > t->told) {
        buf_printf(&line, "%d %%\n", 25 * quarter);
    }
    put(t, buf_str(&line));
    buf_done(&line);
    t->told = quarter > t->told ? quarter : t->told;
}

static void plain_size(struct term *term, int *rows, int *cols)
{
    (void)term;
    *rows = ROWS;
    *cols = COLS;
}

static bool same_text(const struct canvas *a, const struct canvas *b)
{
    if (a->rows != b->rows || a->cols != b->cols)
        return false;
    for (int i = 0; i < a->rows * a->cols; i++)
        if (a->cells[i].ch != b->cells[i].ch ||
            (a->cells[i].look == LOOK_MARKED) != (b->cells[i].look == LOOK_MARKED))
            return false;
    return true;
}

static void plain_show(struct term *term, const struct canvas *c)
{
    struct term_plain *t = (struct term_plain *)term;

    t->is_new = t->is_new || !same_text(&t->shown, c);
    canvas_copy(&t->shown, c);
    if (term->percent >= 0)
        tell_progress(t);
    else
        t->told = -1;
}

/* ---- lines as keys ---------------------------------------------------------------------------- */

static void queue(struct term_plain *t, uint32_t key)
{
    if (t->queue_n < QUEUE_KEYS)
        t->queue[t->queue_n++] = key;
}

/* "f2" or "F10", full-width as well. */
static bool function_key(struct str line, uint32_t *key)
{
    uint64_t number;
    size_t at = 0;
    uint32_t ch = utf8_fold_width(utf8_next(line, &at));

    if ((ch != 'f' && ch != 'F') || !str_number(str_sub(line, at, line.n), &number) ||
        number < 1 || number > 10)
        return false;
    *key = IN_F1 + (uint32_t)number - 1;
    return true;
}

static void take_answer(struct term_plain *t, struct str line)
{
    struct str answer = str_trim(line);
    uint32_t key;
    size_t at = 0;

    if (answer.n == 0) {
        queue(t, IN_ENTER);
    } else if (function_key(answer, &key)) {
        queue(t, key);
    } else {
        key = utf8_next(answer, &at);
        if (at == answer.n)
            queue(t, key);
        else
            put(t, str_of(_("One digit or sign, then ENTER; ? for help.\n> ")));
    }
}

static void take_line(struct term_plain *t, struct str line)
{
    if (str_ends(line, "\r"))
        line.n--;
    t->queue_at = t->queue_n = 0;
    if (t->term.wants == WANTS_KEY) {
        take_answer(t, line);
        return;
    }
    for (size_t at = 0; at < line.n;)
        queue(t, utf8_next(line, &at));
    queue(t, IN_ENTER);
}

/* One whole line out of what was read; false when there is none yet. */
static bool cut_line(struct term_plain *t)
{
    char *end = memchr(t->line, '\n', t->n);
    size_t n = end ? (size_t)(end - t->line) : t->n;

    if (!end && t->n < sizeof t->line)
        return false;
    take_line(t, (struct str){t->line, n});
    n += end ? 1 : 0;
    memmove(t->line, t->line + n, t->n - n);
    secret_wipe(t->line + t->n - n, n);
    t->n -= n;
    return true;
}

static void be_quiet(struct term_plain *t, bool quiet)
{
    if (t->is_quiet != quiet && t->is_person && console_set_echo(t->in, !quiet))
        t->is_quiet = quiet;
}

/* What is there within wait_ms; IN_NONE when nothing, IN_GONE at the end. */
static uint32_t fill(struct term_plain *t, int wait_ms)
{
    bool ready = console_wait(t->in, wait_ms);

    if (console_end_asked())
        return IN_GONE;
    if (!ready)
        return IN_NONE;
    long n = console_read(t->in, t->line + t->n, sizeof t->line - t->n);
    if (n == 0)
        return IN_GONE;
    t->n += n > 0 ? (size_t)n : 0;
    return IN_NONE;
}

static uint32_t next_queued(struct term_plain *t)
{
    uint32_t key = t->queue[t->queue_at++];

    if (t->queue_at == t->queue_n)
        secret_wipe(t->queue, sizeof t->queue);
    return key;
}

/* Lines until one of them is a key. */
static uint32_t wait_for_key(struct term_plain *t, int wait_ms)
{
    for (;;) {
        uint32_t key;

        if (t->queue_at < t->queue_n)
            return next_queued(t);
        if (cut_line(t))
            continue;
        key = fill(t, wait_ms);
        if (key == IN_GONE || (wait_ms >= 0 && !memchr(t->line, '\n', t->n)))
            return key;
    }
}

static uint32_t plain_read(struct term *term, int wait_ms)
{
    struct term_plain *t = (struct term_plain *)term;
    uint32_t key;

    if (t->queue_at < t->queue_n)
        return next_queued(t);
    if (wait_ms >= 0 && !t->is_person)
        return IN_NONE; /* what a script says beside the work is for the screen after it */
    if (wait_ms < 0 && t->is_new)
        write_screen(t);
    be_quiet(t, term->wants == WANTS_SECRET);
    key = wait_for_key(t, wait_ms);
    if (t->is_quiet)
        put(t, STR("\n"));
    be_quiet(t, false);
    return key;
}

static void plain_free(struct term *term)
{
    struct term_plain *t = (struct term_plain *)term;

    be_quiet(t, false);
    console_unwatch_end();
    canvas_done(&t->shown);
    secret_wipe(t, sizeof *t);
    free(t);
}

static const struct term_ops plain_ops = {plain_size, plain_show, plain_read, NULL, plain_free};

struct term *term_plain_new(int in, int out)
{
    struct term_plain *t = mem_new(sizeof *t);

    t->term = (struct term){.ops = &plain_ops, .is_plain = true, .percent = -1};
    t->in = in;
    t->out = out;
    t->is_person = isatty(in) == 1;
    t->told = -1;
    console_watch_end();
    return &t->term;
}

struct term *term_plain_standard(struct err *err)
{
    (void)err;
    return term_plain_new(STDIN_FILENO, STDOUT_FILENO);
}
