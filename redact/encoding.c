/* encoding.c - the codec's way in: guess, decode, undo escapes, give on. */
#include "redact/encoding_codec.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/secret.h"
#include "redact/encoding_escape.h"

/* Broken characters of a text that is still one: a few, or one in so many bytes; and never more
 * than one in BROKEN_SHARE of a short one. */
#define BROKEN_FREE 32
#define BROKEN_EVERY 256
#define BROKEN_SHARE 16
/* What reads as GB18030 and is Chinese is mostly of GB2312. */
#define RARE_FREE 64

struct codec *codec_new(bool plain, codec_text *text, void *ctx)
{
    struct codec *c = mem_new_room(sizeof *c, offsetof(struct codec, in));

    c->give = text;
    c->ctx = ctx;
    c->plain = c->guessed = plain;
    c->guess.encoding = c->eight = plain ? ENCODING_UTF8 : ENCODING_ANY8;
    c->dropped = BUF_INIT(16 * LINE_PIECE);
    return c;
}

void codec_ask(struct codec *c, codec_knows *knows, void *ctx)
{
    c->knows = knows;
    c->knows_ctx = ctx;
}

void codec_free(struct codec *c)
{
    if (!c)
        return;
    trail_done(&c->written);
    trail_done(&c->spelled);
    secret_wipe(c->dropped.p, c->dropped.cap);
    buf_done(&c->dropped);
    secret_wipe(c->in, c->in_high);
    secret_wipe(c->text, c->text_high);
    free(c);
}

/* ---- behind the decoder: escapes ----------------------------------------------------------*/

static void give_plain(struct codec *c, const uint8_t *p, size_t n)
{
    if (n == 0)
        return;
    trail_add(&c->spelled, ENCODING_UTF8, n);
    c->give(c->ctx, p, n);
    c->before = p[n - 1];
    c->behind_escape = false;
}

static void give_escape(struct codec *c, const uint8_t *p, const struct escape *e)
{
    uint8_t text[CHAR_BYTES_MAX];
    size_t n = utf8_set(e->c, text);

    trail_add_raw(&c->spelled, ENCODING_UTF8, n, p + e->at, e->n);
    c->give(c->ctx, text, n);
    c->before = text[n - 1];
    c->behind_escape = true;
}

/* Gives on what is certain; returns how much that was. */
static size_t unescape(struct codec *c, const uint8_t *p, size_t n, bool all)
{
    size_t from = 0, x = 0;

    while (!c->plain && (x = escape_find(p, x, n)) < n) {
        struct escape e;

        if (!all && n - x < ESCAPE_AHEAD) {
            n = x > from && p[x - 1] == '\\' ? x - 1 : x;
            break;
        }
        bool behind_one = c->behind_escape && x - from <= 1;
        if (!escape_at(p, from, x, n, c->before, behind_one, &e)) {
            x++;
            continue;
        }
        give_plain(c, p + from, e.at - from);
        give_escape(c, p, &e);
        from = x = e.at + e.n;
    }
    give_plain(c, p + from, n - from);
    return n;
}

/* Gives on text that was decoded in place or into c->text. */
static void give(struct codec *c, const uint8_t *p, size_t n, bool all)
{
    if (c->text_n + n > c->text_high)
        c->text_high = c->text_n + n;
    if (c->text_n) { /* something is held */
        memcpy(c->text + c->text_n, p, n);
        p = c->text;
        n += c->text_n;
    }
    size_t used = unescape(c, p, n, all);
    c->text_n = n - used;
    memmove(c->text, p + used, c->text_n);
}

/* ---- decoding into c->text ----------------------------------------------------------------*/

static void flush_text(struct codec *c, bool all)
{
    size_t n = c->text_n;

    c->text_n = 0;
    give(c, c->text, n, all);
}

uint8_t *codec_text_room(struct codec *c, size_t n)
{
    if (TEXT_BYTES - c->text_n < n)
        flush_text(c, false);
    return c->text + c->text_n;
}

void codec_text_grew(struct codec *c, enum encoding form, size_t n)
{
    c->text_n += n;
    trail_add(&c->written, form, n);
}

void codec_put(struct codec *c, enum encoding form, const void *p, size_t n)
{
    memcpy(codec_text_room(c, n), p, n);
    codec_text_grew(c, form, n);
}

void codec_put_broken(struct codec *c, enum encoding form, const uint8_t *p, size_t n)
{
    const size_t stand_in = strlen(CHAR_BROKEN_UTF8);

    memcpy(codec_text_room(c, stand_in), CHAR_BROKEN_UTF8, stand_in);
    c->text_n += stand_in;
    trail_add_raw(&c->written, form, stand_in, p, n);
    c->broken++;
}

void codec_put_block(struct codec *c, enum encoding form, const uint8_t *p, size_t n)
{
    flush_text(c, false);
    trail_add(&c->written, form, n);
    give(c, p, n, false);
}

bool codec_is_too_broken(const struct codec *c)
{
    return c->broken > BROKEN_FREE + c->seen / BROKEN_EVERY;
}

size_t codec_word(const struct codec *c, const uint8_t *p, size_t x, size_t n)
{
    return c->knows ? c->knows(c->knows_ctx, p, x, n) : 0;
}

/* ---- in -----------------------------------------------------------------------------------*/

static void guess(struct codec *c)
{
    c->guess = encoding_guess(c->in, c->in_n < ENCODING_SNIFF ? c->in_n : ENCODING_SNIFF);
    c->eight = c->guess.encoding;
    c->mark_due = c->guess.bom_n > 0;
    memcpy(c->mark, c->in, c->guess.bom_n);
    c->in_n -= c->guess.bom_n;
    memmove(c->in, c->in + c->guess.bom_n, c->in_n);
    c->guessed = true;
}

static bool take(struct codec *c, bool all)
{
    bool wide = c->guess.encoding == ENCODING_UTF16LE || c->guess.encoding == ENCODING_UTF16BE;
    size_t used = 0;

    if (!(wide ? codec_take_units(c, all, &used) : codec_take_lines(c, all, &used)))
        return false;
    flush_text(c, false);
    c->in_n -= used;
    memmove(c->in, c->in + used, c->in_n);
    return true;
}

uint8_t *codec_room(struct codec *c, size_t *room)
{
    *room = IN_BYTES - c->in_n;
    return c->in + c->in_n;
}

bool codec_filled(struct codec *c, size_t n)
{
    c->in_n += n;
    if (c->in_n > c->in_high)
        c->in_high = c->in_n;
    if (!c->guessed) {
        if (c->in_n < ENCODING_SNIFF)
            return true;
        guess(c);
    }
    return take(c, false);
}

bool codec_end(struct codec *c)
{
    if (!c->guessed)
        guess(c);
    if (!take(c, true))
        return false;
    flush_text(c, true);
    return c->broken * BROKEN_SHARE <= c->seen &&
           (c->gb_all < RARE_FREE || c->gb_common * 2 >= c->gb_all);
}
