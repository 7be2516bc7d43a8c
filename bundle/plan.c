/* plan.c - the release list and the manifests made from it. */
#include "bundle/plan.h"

#include <string.h>

#include "base/arena.h"
#include "bundle/manifest.h"
#include "bundle/name.h"

/* Room kept for the two manifests, release.txt and signatures. */
#define OWN_FILES 8

struct plan {
    struct arena *arena;
    struct plan_file **files;
    size_t n, cap;
    uint64_t bytes;
    bool sealed;
    struct str manifest;
    char bundle_id[2 * SHA256_BYTES + 1];
};

struct plan *plan_new(void)
{
    struct plan *p = mem_new(sizeof *p);

    p->arena = arena_new();
    return p;
}

void plan_free(struct plan *p)
{
    if (!p)
        return;
    arena_free(p->arena);
    free(p->files);
    free(p);
}

struct arena *plan_arena(struct plan *p)
{
    return p->arena;
}

/* A new entry under a name that is allowed; the caller fills the rest. */
static struct plan_file *add(struct plan *p, const char *name, uint64_t size_bytes,
                             struct err *err)
{
    const char *fault = name_fault(str_of(name));

    if (fault)
        return err_null(err, E_INTERNAL, "%s: %s", name, fault);
    if (p->n >= PLAN_MAX_FILES || size_bytes > PLAN_MAX_BYTES - p->bytes)
        return err_null(err, E_TOO_LARGE, "%s", name);
    struct plan_file *file = arena_take(p->arena, sizeof *file);
    file->name = arena_cstr(p->arena, str_of(name));
    file->size_bytes = size_bytes;
    p->files = mem_grow(p->files, &p->cap, p->n + 1, sizeof(struct plan_file *));
    p->files[p->n++] = file;
    p->bytes += size_bytes;
    return file;
}

static bool add_bytes(struct plan *p, const char *name, struct str bytes, struct err *err)
{
    struct plan_file *file = add(p, name, bytes.n, err);

    if (!file)
        return false;
    file->bytes = arena_str(p->arena, bytes);
    digest_once(DIGEST_SHA256, bytes.p, bytes.n, file->sha256);
    digest_once(DIGEST_SM3, bytes.p, bytes.n, file->sm3);
    return true;
}

/* What the manifest will list is added before the seal, and not the manifests themselves. */
static bool may_add(const struct plan *p, const char *name, struct err *err)
{
    struct str s = str_of(name);

    if (p->sealed || name_is_outside_manifest(s) || str_is(s, PLAN_MANIFEST_SM3))
        return err_set(err, E_INTERNAL, "%s cannot be added now", name);
    if (p->n >= PLAN_MAX_FILES - OWN_FILES)
        return err_set(err, E_TOO_LARGE, "%s", name);
    return true;
}

bool plan_add_bytes(struct plan *p, const char *name, struct str bytes, struct err *err)
{
    return may_add(p, name, err) && add_bytes(p, name, bytes, err);
}

bool plan_add_stream(struct plan *p, const char *name, uint64_t size_bytes,
                     const uint8_t *sha256, const uint8_t *sm3,
                     struct reader *(*opener)(void *ctx, struct err *err), void *ctx,
                     struct err *err)
{
    struct plan_file *file = may_add(p, name, err) ? add(p, name, size_bytes, err) : NULL;

    if (!file)
        return false;
    memcpy(file->sha256, sha256, sizeof file->sha256);
    memcpy(file->sm3, sm3, sizeof file->sm3);
    file->open = opener;
    file->ctx = ctx;
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct plan_file *const *x = a, *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

static void sort(struct plan *p)
{
    if (p->n > 0)
        qsort(p->files, p->n, sizeof(struct plan_file *), by_name);
}

/* One line for each file so far, names ascending. */
static void list(struct plan *p, enum digest_kind kind, struct buf *out)
{
    sort(p);
    for (size_t i = 0; i < p->n; i++)
        manifest_add(out, kind, p->files[i]->name,
                     kind == DIGEST_SM3 ? p->files[i]->sm3 : p->files[i]->sha256);
}

void plan_content(struct plan *p, uint8_t *sha256)
{
    struct buf lines = BUF_INIT(MANIFEST_MAX_BYTES);

    list(p, DIGEST_SHA256, &lines);
    digest_once(DIGEST_SHA256, lines.p, lines.n, sha256);
    buf_done(&lines);
}

/* No name twice, and none that is a file here and a folder there. The files are sorted. */
static bool names_fit(const struct plan *p, struct err *err)
{
    for (size_t i = 0; i < p->n; i++) {
        const char *name = p->files[i]->name;

        if (i > 0 && strcmp(p->files[i - 1]->name, name) == 0)
            return err_set(err, E_INTERNAL, "%s twice", name);
        for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
            struct str above = {name, (size_t)(slash - name)};
            struct plan_file folder = {.name = arena_cstr(p->arena, above)};
            const struct plan_file *key = &folder;

            if (bsearch(&key, p->files, p->n, sizeof(struct plan_file *), by_name))
                return err_set(err, E_INTERNAL, "%s is a file and a folder", folder.name);
        }
    }
    return true;
}

bool plan_seal(struct plan *p, struct err *err)
{
    struct buf lines = BUF_INIT(MANIFEST_MAX_BYTES);
    bool ok = false;

    if (p->sealed) {
        err_set(err, E_INTERNAL, "%s", "the plan is sealed");
        goto out;
    }
    list(p, DIGEST_SM3, &lines);
    if (!names_fit(p, err) || !add_bytes(p, PLAN_MANIFEST_SM3, buf_str(&lines), err))
        goto out;
    buf_clear(&lines);
    list(p, DIGEST_SHA256, &lines);
    if (!add_bytes(p, PLAN_MANIFEST, buf_str(&lines), err))
        goto out;
    p->manifest = p->files[p->n - 1]->bytes;
    hex_from(p->files[p->n - 1]->sha256, SHA256_BYTES, p->bundle_id);
    sort(p);
    p->sealed = true;
    ok = true;
out:
    buf_done(&lines);
    return ok;
}

bool plan_attach(struct plan *p, const char *name, struct str bytes, struct err *err)
{
    struct str s = str_of(name);

    if (!p->sealed || !name_is_outside_manifest(s) || str_is(s, PLAN_MANIFEST))
        return err_set(err, E_INTERNAL, "%s cannot be attached", name);
    if (!add_bytes(p, name, bytes, err))
        return false;
    sort(p);
    return names_fit(p, err);
}

struct str plan_manifest(const struct plan *p)
{
    return p->manifest;
}

const char *plan_bundle_id(const struct plan *p)
{
    return p->bundle_id;
}

size_t plan_count(const struct plan *p)
{
    return p->n;
}

const struct plan_file *plan_at(const struct plan *p, size_t i)
{
    return p->files[i];
}

uint64_t plan_bytes(const struct plan *p)
{
    return p->bytes;
}
