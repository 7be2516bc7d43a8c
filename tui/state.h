/* state.h - the state of a run of the wizard, and what a screen may ask of it. */
#ifndef CASEPACK_TUI_STATE_H
#define CASEPACK_TUI_STATE_H

#include "bundle/spoken_message.h"
#include "flow/machines.h"
#include "flow/marking.h"
#include "flow/release.h"
#include "flow/review.h"
#include "flow/session.h"
#include "tui/field.h"
#include "tui/job.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/screen.h"
#include "tui/wizard.h"

#define PASSPHRASE_MAX 256
#define TYPED_MAX 512
#define NO_ITEM 0

/* What the user typed and has not confirmed. */
struct edit {
    unsigned item; /* NO_ITEM: no field is open */
    int row, col;  /* of its cursor on the canvas */
    struct field field;
    char text[TYPED_MAX];
};

/* Said in the message row; in the language of the moment it is drawn. */
struct message {
    const char *msgid;
    struct err err;
};

#define DESTINATIONS_MAX 8

struct destination {
    const char *path;
    bool is_drive;
    bool is_writable;
    uint64_t free_bytes;
};

struct wizard {
    struct flow *flow;
    struct term *term;
    const struct wizard_options *options;
    struct canvas canvas;
    enum screen_id screen;
    enum screen_id overlay; /* help or the quit question, SCREEN_COUNT for none */
    struct list lists[SCREEN_COUNT];
    struct edit edit;
    struct message message;
    struct job job;
    struct { /* what wizard_reach() works for */
        enum flow_step step;
        enum screen_id then;
    } goal;
    bool is_done;
    bool is_checking_only;
    const char *offline; /* 10: drive with a Windows that does not run, in kept; NULL: none */
    bool is_offline;
    int exit_code;

    struct {          /* 31, 32 */
        size_t shown; /* known issues, then findings, the worst first */
        int scroll, rows_left;
    } check;
    struct spoken_request asked;   /* 40: by the hotline, in digits */
    struct spoken_receipt receipt; /* 94 */
    struct {                       /* 50 */
        const struct policy *policies[4];
        char tried[TYPED_MAX];
        struct buf becomes;
    } redact;
    struct { /* 52 */
        enum entity_kind kind;
        size_t shown; /* for flow_place_at() */
        bool keep_asked;
        bool is_wide; /* the lines around it instead of the actions */
    } hit;
    struct {          /* 53 */
        size_t shown; /* in the plan */
        struct pager pager;
        char find[TYPED_MAX];
    } file;
    struct {               /* where decisions are saved after each step (save.c) */
        const char *dir;   /* in kept; NULL: nowhere yet */
        const char *found; /* of a session that could be gone on with */
        struct session_info info;
        unsigned long signature; /* of what was saved last */
        bool failed;
    } save;
    struct { /* 55 */
        struct flow_held file;
        char person[16];
    } held;
    enum screen_id table_back; /* 93: the screen it was opened from */
    bool operator_agreed;      /* 60; the list is the one that was agreed to */
    struct {                   /* 61 */
        char id[16];
        char code[32];
    } second;
    char *passphrase;       /* PASSPHRASE_MAX of secret memory, 61 and 70 */
    char *passphrase_again; /* the same, when a new key is made */
    struct {                /* 80 */
        struct destination items[DESTINATIONS_MAX]; /* strings in kept */
        size_t n;
        const char *chosen_dir; /* in kept; NULL: none yet */
        const char *typed_dir;  /* the same */
        size_t format, split;   /* into the tables of s80_write.c */
    } target;
    struct arena *kept; /* for the whole run */
    struct {            /* 99 */
        struct err err;
        enum screen_id from;
    } failure;
};

/* The whole of it, for wizard_run() and for a look at one screen (hotline.c). */
struct wizard *wizard_new(struct flow *flow, struct term *term,
                          const struct wizard_options *options);
bool wizard_load_policies(struct wizard *w, struct err *err) MUST_USE;
void wizard_free(struct wizard *w);

static inline struct list *screen_list(struct wizard *w)
{
    return &w->lists[w->screen];
}

/* Shows another screen. */
void wizard_go(struct wizard *w, enum screen_id id);
/* Does what is missing up to step, long work beside the screen, then shows the screen. Where a
 * step needs the user first, that screen is shown and says so. */
void wizard_reach(struct wizard *w, enum flow_step step, enum screen_id then);
/* The same, and does step again when it was done before. */
void wizard_redo(struct wizard *w, enum flow_step step, enum screen_id then);
void wizard_say(struct wizard *w, const char *msgid);
void wizard_say_err(struct wizard *w, const struct err *err);
void wizard_fail(struct wizard *w, const struct err *err); /* screen 99 */
void wizard_wipe_secrets(struct wizard *w);
/* The exit code that the findings ask for: 1 when something must be fixed. */
int wizard_verdict_code(const struct wizard *w);

/* The saved session (save.c): looks for one; goes on with it; saves when something changed. */
void save_find(struct wizard *w);
void save_resume(struct wizard *w);
void save_now(struct wizard *w);
/* From now on decisions are saved there; dir lives in kept. */
void save_choose(struct wizard *w, const char *dir);
/* Paths of drives that are mounted, in kept. */
size_t wizard_drives(struct wizard *w, const char **out, size_t max);
/* Sets offline to the first drive that is the system disk of a Windows (offline.c). */
void offline_find(struct wizard *w);
/* From now on that Windows is the machine, or again the one casepack was started for; false, and
 * screen 99, when it cannot be opened. */
bool offline_take(struct wizard *w, bool yes);

/* Screen 93, and back to the present one. */
void wizard_table(struct wizard *w);

/* Opens the field of an item with its present text. */
void wizard_edit(struct wizard *w, unsigned item, enum field_kind kind, const char *text);
/* The same over secret memory. */
void wizard_edit_secret(struct wizard *w, unsigned item, char *secret);
/* The open field, its row marked; while it is open the hardware cursor stands in it. */
void wizard_field_open(struct wizard *w, struct canvas *c, int row, int col, int cols);
/* The row of list item "item - 1": its field when that is open, otherwise the value. */
void wizard_field(struct wizard *w, struct canvas *c, int row, int col, int cols, unsigned item,
                  const char *value);

#endif
