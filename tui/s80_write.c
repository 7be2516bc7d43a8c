/* s80_write.c - where the pack is written: a drive, the folder given, a folder typed; in which form
 * and in pieces of which size. */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "bundle/write.h"
#include "tui/meter.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define DRIVES_MAX 4 /* and two folders, another one, the form, the pieces: nine digits */
#define PATH_COL 25
#define FREE_COL 64

/* The items behind the destinations. */
enum { BEHIND_TYPED, BEHIND_FORMAT, BEHIND_SPLIT, BEHIND };

static const char *const formats[] = {
    N_("ZIP: opens on every Windows"),
    N_("TAR.ZST: smaller, for large logs"),
    N_("Folder: the files as they are"),
    N_("ISO: an image to burn on a disc"),
};
static const char *const format_names[COUNT_OF(formats)] = {"zip", "tar.zst", "dir", "iso"};

static const struct {
    uint64_t bytes;
    const char *text;
} splits[] = {
    {0, N_("in one piece")},
    {UINT64_C(10) << 20, N_("pieces of 10 MB, for mail")},
    {UINT64_C(650) << 20, N_("pieces of 650 MB, for CDs")},
    {UINT64_C(4000) << 20, N_("pieces of 4000 MB, for FAT32 drives")},
};

static void add(struct wizard *w, const char *path, bool is_drive)
{
    struct destination *d = &w->target.items[w->target.n];
    struct err err = ERR_NONE;

    for (size_t i = 0; i < w->target.n; i++)
        if (strcmp(w->target.items[i].path, path) == 0)
            return;
    *d = (struct destination){.path = path, .is_drive = is_drive};
    d->is_writable = bundle_space(path, &d->free_bytes, &err);
    w->target.n++;
}

static void add_drives(struct wizard *w)
{
    const char *drives[DRIVES_MAX];
    size_t n = wizard_drives(w, drives, DRIVES_MAX);

    for (size_t i = 0; i < n; i++)
        if (!w->offline || strcmp(drives[i], w->offline) != 0) /* it is only looked at */
            add(w, drives[i], true);
}

/* The one chosen before, else the folder that was asked for, else the first drive that can be
 * written, else the present folder. */
static void choose_default(struct wizard *w, const char *folder)
{
    if (w->target.chosen_dir)
        return;
    w->target.chosen_dir = folder;
    if (w->options->out_dir)
        return;
    for (size_t i = w->target.n; i-- > 0;)
        if (w->target.items[i].is_drive && w->target.items[i].is_writable)
            w->target.chosen_dir = w->target.items[i].path;
}

static void enter(struct wizard *w)
{
    char present[PATH_MAX] = ".";
    const char *folder = w->options->out_dir;

    if (!folder)
        folder = getcwd(present, sizeof present) ? arena_cstr(w->kept, str_of(present)) : ".";
    w->target.n = 0;
    add_drives(w);
    add(w, folder, false);
    if (w->target.typed_dir)
        add(w, w->target.typed_dir, false);
    choose_default(w, folder);
    list_set(screen_list(w), w->target.n + BEHIND, 9, true);
    list_home(screen_list(w));
}

static bool is_chosen(const struct wizard *w, const struct destination *d)
{
    return w->target.chosen_dir && strcmp(w->target.chosen_dir, d->path) == 0;
}

static void draw_destination(const struct wizard *w, const struct destination *d,
                             struct canvas *c, int row)
{
    enum look look = d->is_writable ? LOOK_PLAIN : LOOK_QUIET;
    struct buf space = BUF_INIT(32);

    if (d->is_writable)
        meter_size(d->free_bytes, &space);
    else
        buf_puts(&space, _("cannot write"));
    canvas_text(c, row, LIST_TEXT_COL, 3, look,
                !d->is_writable   ? "[-]"
                : is_chosen(w, d) ? "(*)"
                                  : "( )");
    canvas_text(c, row, LIST_TEXT_COL + 4, PATH_COL - LIST_TEXT_COL - 5, look,
                d->is_drive ? _("Drive") : _("Folder"));
    canvas_untrusted(c, row, PATH_COL, FREE_COL - PATH_COL - 1, look, str_of(d->path));
    canvas_text(c, row, FREE_COL, TO_EDGE, look, buf_cstr(&space));
    buf_done(&space);
}

static const struct bundle_format *format_of(const struct wizard *w)
{
    return bundle_format_of(str_of(format_names[w->target.format]));
}

const char *target_format(const struct wizard *w)
{
    return format_names[w->target.format];
}

/* A folder has no pieces. */
static size_t split_of(const struct wizard *w)
{
    return format_of(w)->is_folder ? 0 : w->target.split;
}

static void draw_form(const struct wizard *w, struct canvas *c, int row)
{
    const struct list *list = &w->lists[SCREEN_s80_write];
    bool is_folder = format_of(w)->is_folder;
    size_t first = w->target.n + BEHIND_FORMAT;

    canvas_text(c, row, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN, _("Format"));
    canvas_text(c, row, PATH_COL, TO_EDGE, LOOK_STRONG, _(formats[w->target.format]));
    list_mark(list, c, row, first);
    if (is_folder)
        canvas_text(c, row + 1, LIST_TEXT_COL, 3, LOOK_QUIET, "[-]");
    canvas_text(c, row + 1, LIST_TEXT_COL + 4, TO_EDGE, is_folder ? LOOK_QUIET : LOOK_PLAIN,
                _("Pieces"));
    canvas_text(c, row + 1, PATH_COL, TO_EDGE, is_folder ? LOOK_QUIET : LOOK_STRONG,
                _(splits[split_of(w)].text));
    list_mark(list, c, row + 1, first + 1);
    canvas_text(c, row + 3, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN, _("Name"));
    canvas_printf(c, row + 3, PATH_COL, TO_EDGE, LOOK_PLAIN, "%s%s%s", flow_file_stem(w->flow),
                  format_of(w)->suffix, split_of(w) > 0 ? ".001" : "");
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = FIRST_ROW;

    canvas_text(c, FIRST_ROW - 1, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN, _("Destination"));
    canvas_text(c, FIRST_ROW - 1, FREE_COL, TO_EDGE, LOOK_PLAIN, _("Free"));
    for (size_t i = 0; i < w->target.n; i++, row++) {
        draw_destination(w, &w->target.items[i], c, row);
        list_mark(list, c, row, i);
    }
    draw_form(w, c, row + 1);
    canvas_wrap(c, row + 6, 3, TEXT_COLS, 2, LOOK_PLAIN,
                str_of(_("After writing, the pack is read back and compared. Do not pull the "
                         "drive out before screen 90.")));
    canvas_text(c, row + 8, 3, TO_EDGE, LOOK_PLAIN,
                _("Is the drive not in the list? Put it in, then press 0 and ENTER."));
    list_next(list, c, screen_bottom(c), _("write"));
    canvas_text(c, row, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN, _("Another folder"));
    wizard_field(w, c, row, PATH_COL, FREE_COL - PATH_COL - 1, (unsigned)w->target.n + 1, "");
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    struct err err = ERR_NONE;
    uint64_t free_bytes;

    (void)item;
    text = str_trim(text);
    if (text.n == 0)
        return true;
    const char *dir = arena_cstr(w->kept, text);
    if (!bundle_space(dir, &free_bytes, &err)) {
        wizard_say_err(w, &err);
        return false;
    }
    w->target.typed_dir = w->target.chosen_dir = dir;
    save_choose(w, dir);
    enter(w);
    return true;
}

static void choose(struct wizard *w, const char *dir)
{
    w->target.chosen_dir = dir;
    save_choose(w, dir);
}

static void next_split(struct wizard *w)
{
    if (format_of(w)->is_folder)
        wizard_say(w, N_("A folder is not cut into pieces."));
    else
        w->target.split = (w->target.split + 1) % COUNT_OF(splits);
}

static void pick_behind(struct wizard *w, size_t i)
{
    if (i == BEHIND_TYPED)
        wizard_edit(w, (unsigned)(w->target.n + i) + 1, FIELD_TEXT, "");
    else if (i == BEHIND_FORMAT)
        w->target.format = (w->target.format + 1) % COUNT_OF(formats);
    else
        next_split(w);
}

static void pick(struct wizard *w, size_t i)
{
    if (i >= w->target.n)
        pick_behind(w, i - w->target.n);
    else if (w->target.items[i].is_writable)
        choose(w, w->target.items[i].path);
    else
        wizard_say(w, N_("Nothing can be written there; choose another destination."));
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, picked);
        break;
    case LIST_NEXT:
        save_choose(w, w->target.chosen_dir);
        flow_split(w->flow, splits[split_of(w)].bytes);
        wizard_redo(w, STEP_WRITTEN, SCREEN_s90_done);
        break;
    default:
        break;
    }
}

const struct screen_ops s80_write = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-9 choose"),
    .take = N_("write"),
    .back = SCREEN_s70_sign,
};
