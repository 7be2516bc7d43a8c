/* write.c - a sealed plan onto a medium.
 *
 *   what a killed run left goes | NAME.part is written and synced | read back from the medium |
 *   the old seal is set aside | NAME.part becomes NAME | the new seal
 *
 * After each of these steps there is the old bundle, or the new one, or nothing that bears the
 * name of one. */
#include "bundle/write.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/container.h"
#include "bundle/file.h"
#include "bundle/folder.h"
#include "bundle/formats.h"
#include "bundle/seal.h"

#define FILE_MODE 0644
#define SUFFIX_ROOM 32 /* ".001.part", ".ok.part-XXXXXX" */
#define NAME_MAX_BYTES 255

const struct bundle_format *const bundle_formats[] = {&format_zip, &format_tar, &format_dir,
                                                      &format_iso};
const size_t bundle_formats_n = COUNT_OF(bundle_formats);

const struct bundle_format *bundle_format_of(struct str name)
{
    for (size_t i = 0; i < bundle_formats_n; i++)
        if (str_is(name, bundle_formats[i]->name))
            return bundle_formats[i];
    return NULL;
}

/* ---- room ----------------------------------------------------------------------------------- */

bool bundle_space(const char *dir, uint64_t *free_bytes, struct err *err)
{
    struct stat info;
    struct statvfs space;

    if (stat(dir, &info) != 0)
        return file_write_failed(err, errno, dir);
    if (!S_ISDIR(info.st_mode))
        return err_set(err, E_NO_DESTINATION, "%s", dir);
    if (statvfs(dir, &space) != 0)
        return file_write_failed(err, errno, dir);
    if (space.f_flag & ST_RDONLY)
        return err_set(err, E_READ_ONLY, "%s", dir);
    if (access(dir, W_OK | X_OK) != 0)
        return file_write_failed(err, errno, dir);
    *free_bytes = (uint64_t)space.f_bavail * space.f_frsize;
    return true;
}

/* How well a file packs shows when it is packed; below this it cannot be. */
static uint64_t least_bytes(const struct plan *plan, const struct bundle_format *format)
{
    uint64_t bytes = plan_bytes(plan);

    if (format->packs > 0)
        bytes /= format->packs;
    if (format->takes > 0)
        bytes *= format->takes;
    return bytes + plan_count(plan) * 128;
}

static bool has_room(const struct plan *plan, const struct bundle_target *target,
                     struct err *err)
{
    uint64_t space, need = least_bytes(plan, target->format);

    if (!bundle_space(target->out_dir, &space, err))
        return false;
    return space >= need ||
           err_set(err, E_NO_SPACE, "%s (%llu KiB > %llu KiB)", target->out_dir,
                   (unsigned long long)need / 1024 + 1, (unsigned long long)space / 1024);
}

/* ---- one write ------------------------------------------------------------------------------ */

struct writing {
    const struct plan *plan;
    const struct bundle_target *target;
    const struct progress *progress;
    struct arena *a;
    char path[FILE_PATH_MAX]; /* NAME */
    char seal_path[FILE_PATH_MAX];
    char old_seal_path[FILE_PATH_MAX];
    char part_path[FILE_PATH_MAX]; /* of a folder */
    struct sink *sink;             /* of a container */
    struct seal seal;              /* as it will be */
};

static bool name_it(struct writing *w, struct err *err)
{
    const struct bundle_target *t = w->target;
    char name[NAME_MAX_BYTES + 1 - SUFFIX_ROOM];
    int n = snprintf(name, sizeof name, "%s%s", t->stem, t->format->suffix);

    if (t->stem[0] == '\0' || strchr(t->stem, '/') || n < 0 || n >= (int)sizeof name)
        return err_set(err, E_VALUE, "%s", t->stem);
    return file_path(w->path, t->out_dir, name, "", err) &&
           file_path(w->part_path, t->out_dir, name, PART_SUFFIX, err) &&
           file_path(w->seal_path, t->out_dir, name, SEAL_SUFFIX, err) &&
           file_path(w->old_seal_path, t->out_dir, name, SEAL_SUFFIX PART_SUFFIX, err) &&
           (strlen(w->path) + SUFFIX_ROOM < FILE_PATH_MAX ||
            err_set(err, E_VALUE, "%s", t->out_dir));
}

static unsigned threads(const struct bundle_target *target)
{
    long n = target->threads ? (long)target->threads : sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : (unsigned)n;
}

static bool write_part(struct writing *w, struct err *err)
{
    struct write_job job = {
        .plan = w->plan,
        .stem = w->target->stem,
        .out_dir = w->target->out_dir,
        .threads = threads(w->target),
        .sink = w->sink,
        .folder = w->part_path,
        .count = {w->progress, 0, plan_bytes(w->plan)},
    };

    return w->target->format->write(&job, err) && (!w->sink || sink_sync(w->sink, err));
}

/* ---- read back ------------------------------------------------------------------------------ */

static struct source *open_parts(const struct writing *w, struct err *err)
{
    size_t n = sink_pieces(w->sink);
    const char **paths = arena_take(w->a, n * sizeof *paths);
    char path[FILE_PATH_MAX];

    for (size_t i = 0; i < n; i++) {
        sink_piece_path(w->sink, i, false, path);
        paths[i] = arena_cstr(w->a, str_of(path));
    }
    return source_join(w->path, paths, n, err);
}

/* What the medium gives for each entry is what the plan says. */
static bool same_as_plan(const struct plan *plan, const struct bundle *b, const char *path,
                         struct err *err)
{
    if (bundle_entries(b) != plan_count(plan))
        return err_set(err, E_READ_BACK, "%s", path);
    for (size_t i = 0; i < plan_count(plan); i++) {
        const struct plan_file *file = plan_at(plan, i);
        const struct bundle_entry *e = bundle_entry_at(b, i);

        if (e->fault || strcmp(file->name, e->name) != 0 || e->size_bytes != file->size_bytes ||
            memcmp(e->sha256, file->sha256, sizeof e->sha256) != 0)
            return err_set(err, E_READ_BACK, "%s", file->name);
    }
    return true;
}

/* What the seal will say, from what the medium gives. */
static bool fill_seal(struct writing *w, struct bundle *b, struct err *err)
{
    struct seal *seal = &w->seal;

    snprintf(seal->bundle_id, sizeof seal->bundle_id, "%s", plan_bundle_id(w->plan));
    seal->size_bytes = bundle_size(b);
    if (!bundle_hash(b, seal->sha256, err))
        return false;
    if (!w->sink || !sink_is_split(w->sink))
        return true;
    seal->pieces_n = source_pieces(b->source);
    seal->pieces = arena_take(w->a, seal->pieces_n * sizeof *seal->pieces);
    for (size_t i = 0; i < seal->pieces_n; i++) {
        struct seal_piece *piece = &seal->pieces[i];
        uint64_t at;

        source_piece(b->source, i, &at, &piece->size_bytes);
        if (!source_hash(b->source, at, piece->size_bytes, piece->sha256, err))
            return false;
    }
    return true;
}

static bool check_medium(struct writing *w, struct err *err)
{
    const struct bundle_pass pass = {DIGEST_SHA256, w->progress, "read-back",
                                     plan_bytes(w->plan)};
    struct source *source = w->sink ? open_parts(w, err) : NULL;
    struct bundle *b = NULL;

    if (source)
        b = bundle_open_source(source, &pass, err);
    else if (!w->sink)
        b = bundle_open_hashed(w->part_path, &pass, err);
    bool ok = b && same_as_plan(w->plan, b, w->path, err) && fill_seal(w, b, err);
    bundle_close(b);
    return ok;
}

static bool read_back(struct writing *w, struct err *err)
{
    struct err cause = ERR_NONE;

    if (check_medium(w, &cause))
        return true;
    /* Whatever a reader may call it: here it means that the medium does not hold what we wrote.
     */
    if (cause.code == E_STOPPED || cause.code == E_READ_BACK)
        return err_set(err, cause.code, "%s", cause.detail);
    return err_set(err, E_READ_BACK, "%s", cause.detail);
}

/* ---- publish -------------------------------------------------------------------------------- */

/* The seal of an older bundle would call the new one altered. It comes back when that fails, as
 * long as the older one is there. */
static bool set_seal_aside(const struct writing *w, bool *aside, struct err *err)
{
    *aside = rename(w->seal_path, w->old_seal_path) == 0;
    if (!*aside)
        return errno == ENOENT || file_write_failed(err, errno, w->seal_path);
    return file_sync_folder(w->seal_path, err);
}

static bool put_seal(const struct writing *w, struct err *err)
{
    struct buf text = BUF_INIT(SEAL_MAX_BYTES);

    seal_text(&w->seal, &text);
    bool ok = file_put(w->seal_path, FILE_REPLACE, buf_str(&text), FILE_MODE, err);
    buf_done(&text);
    return ok;
}

/* Pieces of an older bundle that was longer, or was not split, or is now. */
static void drop_older(const struct writing *w)
{
    char path[FILE_PATH_MAX + SUFFIX_ROOM];
    bool is_split = w->seal.pieces_n > 0;

    if (!w->sink)
        return;
    for (size_t i = w->seal.pieces_n; i < PIECES_MAX; i++) {
        snprintf(path, sizeof path, "%s" PIECE_SUFFIX_FORMAT, w->path, i + 1);
        if (unlink(path) != 0)
            break;
    }
    if (is_split)
        (void)unlink(w->path);
}

static bool publish(const struct writing *w, struct err *err)
{
    bool aside = false;

    if (!set_seal_aside(w, &aside, err) ||
        !(w->sink ? sink_publish(w->sink, err) : folder_publish(w->part_path, w->path, err))) {
        if (aside && !(w->sink && sink_has_names(w->sink)))
            (void)!rename(w->old_seal_path, w->seal_path);
        return false;
    }
    drop_older(w);
    bool ok = put_seal(w, err);
    (void)unlink(ok ? w->old_seal_path : w->seal_path);
    return ok;
}

static void discard(const struct writing *w)
{
    struct err ignored = ERR_NONE;

    if (w->sink)
        sink_discard(w->sink);
    else
        (void)!folder_remove(w->part_path, &ignored);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void describe(const struct writing *w, struct bundle_written *out)
{
    struct bundle_written written = {.size_bytes = w->seal.size_bytes,
                                     .pieces = w->seal.pieces_n};

    if (w->seal.pieces_n > 0)
        sink_piece_path(w->sink, 0, true, written.path);
    else
        snprintf(written.path, sizeof written.path, "%s", w->path);
    memcpy(written.outer_sha256, w->seal.sha256, sizeof written.outer_sha256);
    *out = written;
}

static bool may_write(const struct plan *plan, const struct bundle_target *target,
                      struct err *err)
{
    if (plan_bundle_id(plan)[0] == '\0')
        return err_set(err, E_INTERNAL, "%s", "the plan is not sealed");
    if (target->split_bytes > 0 &&
        (target->format->is_folder || target->split_bytes < SPLIT_MIN_BYTES))
        return err_set(err, E_VALUE, "%s", "--split");
    return true;
}

bool bundle_write_to(const struct plan *plan, const struct bundle_target *target,
                     const struct progress *progress, struct bundle_written *out,
                     struct err *err)
{
    struct writing w = {.plan = plan, .target = target, .progress = progress};

    if (!may_write(plan, target, err) || !name_it(&w, err) || !has_room(plan, target, err) ||
        !folder_clean(target->out_dir, target->stem, err) ||
        (target->format->is_folder && !folder_may_replace(w.path, err)))
        return false;
    w.a = arena_new();
    if (!target->format->is_folder)
        w.sink = sink_new(w.path, target->split_bytes);
    bool ok = write_part(&w, err) && read_back(&w, err) && publish(&w, err);
    if (ok)
        describe(&w, out);
    else
        discard(&w);
    sink_free(w.sink);
    arena_free(w.a);
    return ok;
}

bool bundle_write(const struct plan *plan, const struct bundle_format *format,
                  const char *out_dir, const char *stem, const struct progress *progress,
                  struct bundle_written *out, struct err *err)
{
    const struct bundle_target target = {.format = format, .out_dir = out_dir, .stem = stem};

    return bundle_write_to(plan, &target, progress, out, err);
}
