/* hotline.c - pages by schema, screens by their own draw functions. */
#include "tui/hotline.h"

#include <stdio.h>

#include "base/embed.h"
#include "base/yaml.h"
#include "tui/state.h"

#define SAMPLE_DRIVE "/media/usb"
#define SAMPLE_LOG "/var/log/client.log"
#define SAMPLE_FREE UINT64_C(14200000000)

static const cyaml_schema_field_t text2_fields[] = {
    CYAML_FIELD_STRING_PTR("zh", CYAML_FLAG_POINTER, struct text2, zh, 0, 600),
    CYAML_FIELD_STRING_PTR("en", CYAML_FLAG_POINTER, struct text2, en, 0, 600),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t page_fields[] = {
    CYAML_FIELD_MAPPING("say", CYAML_FLAG_DEFAULT, struct hotline_page, say, text2_fields),
    CYAML_FIELD_MAPPING("hear", CYAML_FLAG_DEFAULT, struct hotline_page, hear, text2_fields),
    CYAML_FIELD_MAPPING("next", CYAML_FLAG_DEFAULT, struct hotline_page, next, text2_fields),
    CYAML_FIELD_MAPPING("note", CYAML_FLAG_DEFAULT, struct hotline_page, note, text2_fields),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t page_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct hotline_page, page_fields),
};

const struct hotline_page *hotline_page(unsigned screen, struct err *err)
{
    enum screen_id id;
    struct str text;
    char path[64];
    void *loaded;

    if (!screen_of_number(screen, &id))
        return err_null(err, E_VALUE, "screen %02u", screen);
    snprintf(path, sizeof path, "hotline/%02u.yaml", screen);
    if (!embed_find(path, &text))
        return err_null(err, E_INTERNAL, "%s", path);
    return yaml_load(text, path, &page_schema, &loaded, err) ? loaded : NULL;
}

void hotline_page_free(const struct hotline_page *page)
{
    if (page)
        yaml_release(&page_schema, (void *)page);
}

size_t hotline_screens(unsigned *out, size_t max)
{
    size_t n = 0;

    for (int i = 0; i < SCREEN_COUNT && n < max; i++)
        out[n++] = screen_row((enum screen_id)i)->number;
    return n;
}

/* What a screen shows that the flow does not tell. */
static void prepare(struct wizard *w, enum screen_id id)
{
    struct flow_kind kind;

    if (id == SCREEN_s30_checking || id == SCREEN_s41_collecting) {
        w->job.step = id == SCREEN_s30_checking ? STEP_CHECKED : STEP_COLLECTED;
        w->job.view = (struct task_view){.done = 1, .total = 4, .elapsed_ms = 4000};
        snprintf(w->job.view.item, sizeof w->job.view.item, "%s",
                 id == SCREEN_s30_checking ? "disk" : SAMPLE_LOG);
    }
    if (id == SCREEN_s52_hit && flow_kind_at(w->flow, 0, &kind))
        w->hit.kind = kind.kind;
    if (id == SCREEN_s99_error) {
        err_set(&w->failure.err, E_NO_SPACE, "%s", SAMPLE_DRIVE);
        w->failure.from = SCREEN_s80_write;
    }
    if (id == SCREEN_s55_marking && !flow_held_at(w->flow, 0, &w->held.file))
        w->held.file = (struct flow_held){.origin = "", .judged_by = ""};
    w->table_back = SCREEN_s90_done;
}

/* A drive on screen 80 whatever this PC has. */
static void show_drive(struct wizard *w)
{
    if (w->target.n > 0)
        w->target.items[0] = (struct destination){.path = SAMPLE_DRIVE,
                                                  .is_drive = true,
                                                  .is_writable = true,
                                                  .free_bytes = SAMPLE_FREE};
}

bool hotline_draw(struct flow *flow, unsigned screen, struct canvas *c, struct err *err)
{
    const struct wizard_options options = {.out_dir = SAMPLE_DRIVE, .mounts = "/dev/null"};
    struct term nothing = {.percent = -1};
    enum screen_id id;

    if (!screen_of_number(screen, &id))
        return err_set(err, E_VALUE, "screen %02u", screen);
    struct wizard *w = wizard_new(flow, &nothing, &options);
    bool ok = wizard_load_policies(w, err);
    if (ok) {
        bool is_overlay = screen < 10;

        w->screen = is_overlay ? SCREEN_s31_results : id;
        prepare(w, id);
        wizard_go(w, w->screen);
        w->overlay = is_overlay ? id : SCREEN_COUNT;
        show_drive(w);
        if (id == SCREEN_s02_small)
            canvas_resize(c, 20, 60);
        w->canvas.rows = c->rows;
        w->canvas.cols = c->cols;
        frame_draw(w, c);
        w->canvas = (struct canvas){0};
    }
    wizard_free(w);
    return ok;
}
