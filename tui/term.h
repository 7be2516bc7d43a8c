/* term.h - what the wizard needs of a terminal; term_screen.h is a real one, term_plain.h is
 * line mode, term_mem.h a test.
 *
 * Opening one is up to the back end; term_free() gives the terminal back as it was. */
#ifndef CASEPACK_TUI_TERM_H
#define CASEPACK_TUI_TERM_H

#include "tui/canvas.h"

/* Keys that are no characters; all above Unicode. */
enum {
    IN_NONE = 0x110000, /* nothing was pressed in time */
    IN_RESIZE,          /* the size changed, or everything is to be drawn again */
    IN_GONE,            /* the terminal went away or the program was asked to end */
    IN_ENTER,
    IN_ESC,
    IN_TAB,
    IN_BACK_TAB,
    IN_BACKSPACE,
    IN_DELETE,
    IN_UP,
    IN_DOWN,
    IN_LEFT,
    IN_RIGHT,
    IN_HOME,
    IN_END,
    IN_PAGE_UP,
    IN_PAGE_DOWN,
    IN_F1,
    IN_F2,
    IN_F3,
    IN_F4,
    IN_F5,
    IN_F6,
    IN_F7,
    IN_F8,
    IN_F9,
    IN_F10,
    IN_CLICK, /* on the cell that the terminal says */
    IN_WHEEL_UP,
    IN_WHEEL_DOWN,
};

struct term;

struct term_ops {
    void (*size)(struct term *t, int *rows, int *cols);
    /* Brings the terminal to the canvas; only what changed is sent. */
    void (*show)(struct term *t, const struct canvas *c);
    /* Waits at most wait_ms for a key, for ever when negative. */
    uint32_t (*read)(struct term *t, int wait_ms);
    /* Mouse on or off; false where there is none. NULL: there never is one. */
    bool (*mouse)(struct term *t, bool on);
    void (*free)(struct term *t);
};

/* What the wizard waits for: line mode asks for it in its own way. */
enum term_wants { WANTS_KEY, WANTS_TEXT, WANTS_SECRET };

struct term {
    const struct term_ops *ops; /* first member of each back end */
    bool no_chinese;            /* the console has no Chinese glyphs */
    bool is_plain;              /* lines instead of screens */
    enum term_wants wants;      /* set before each show */
    int percent;                /* of the work that runs, -1 for none; set before each show */
    bool has_mouse_on;          /* as term_mouse() left it; off at first */
    int click_row, click_col;   /* of the last IN_CLICK */
};

static inline void term_size(struct term *t, int *rows, int *cols)
{
    t->ops->size(t, rows, cols);
}

static inline void term_show(struct term *t, const struct canvas *c)
{
    t->ops->show(t, c);
}

static inline uint32_t term_read(struct term *t, int wait_ms)
{
    return t->ops->read(t, wait_ms);
}

/* A mouse that is on takes the terminal's own selecting of text away, mostly but with Shift. */
static inline bool term_mouse(struct term *t, bool on)
{
    bool ok = t->ops->mouse && t->ops->mouse(t, on);

    t->has_mouse_on = ok ? on : t->has_mouse_on;
    return ok;
}

static inline void term_free(struct term *t)
{
    if (t)
        t->ops->free(t);
}

#endif
