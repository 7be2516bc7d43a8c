/* stream_box.c - an archive: each member is a stream, its name goes through the engine too. */
#include "redact/stream_inside.h"

#include "base/utf8.h"
#include "redact/content.h"

struct box_stream {
    enum container_type type;
    struct container *container;
    struct stream *member; /* NULL between members */
    size_t number;         /* of it in the plan */
    bool known;            /* it is being written; else only measured */
    uint64_t given;
    struct buf name, path;
    unsigned met, left_out;
    enum withheld first_reason;
};

bool box_stream_open(struct stream *s, enum container_type type, struct err *err)
{
    struct box_stream *b = mem_new(sizeof *b);

    s->box = b;
    b->type = type;
    b->name = BUF_INIT(CONTAINER_NAME_MAX);
    b->path = BUF_INIT(STREAM_LEVEL_MAX * CONTAINER_NAME_MAX);
    b->container = container_open(type, &s->input, &s->job->budget, &s->out, err);
    return b->container != NULL;
}

void box_stream_close(struct box_stream *b)
{
    if (!b)
        return;
    stream_close(b->member);
    container_close(b->container);
    buf_done(&b->name);
    buf_done(&b->path);
    free(b);
}

/* ---- members that do not leave -------------------------------------------------------------*/

static void leave_out(struct stream *s, struct str name, enum withheld reason)
{
    struct box_stream *b = s->box;

    members_withhold(s->job->plan, s->path, name, reason);
    if (b->left_out++ == 0)
        b->first_reason = reason;
}

/* A measured member is void for all archives around it, too. */
static void is_void(struct stream *s)
{
    s->is_void = s->job->plan->is_void = true;
}

static bool changed(const struct stream *s, struct err *err)
{
    return err_set(err, E_FS_CHANGED, "%s", s->name);
}

/* Why the member could not be read: its own fault, or one of the archive around it? */
static bool member_failed(struct stream *s, const struct err *why, struct err *err)
{
    struct box_stream *b = s->box;
    enum withheld reason;

    if (container_is_single(b->type) || container_is_broken(b->container) ||
        !stream_withheld_by(why->code, &reason))
        return err_set(err, why->code, "%s", why->detail);
    if (b->known)
        return changed(s, err);
    members_learn(s->job->plan, b->number, 0, reason);
    is_void(s);
    return true;
}

/* ---- a member ------------------------------------------------------------------------------*/

static bool member_ended(struct stream *s, struct err *err)
{
    struct box_stream *b = s->box;

    if (container_is_single(b->type)) {
        if (b->member->is_void)
            is_void(s);
        return true;
    }
    if (b->known)
        return b->given == s->job->plan->members[b->number].size || changed(s, err);
    if (!b->member->is_void)
        members_learn(s->job->plan, b->number, b->given, WITHHELD_NO);
    is_void(s);
    return true;
}

static bool next_of_member(struct stream *s, struct err *err)
{
    struct box_stream *b = s->box;
    struct err why = ERR_NONE;
    struct str piece = {NULL, 0};
    bool good = stream_next(b->member, &piece, &why);

    if (good && piece.n) {
        b->given += piece.n;
        return s->is_void || !b->known || container_write(b->container, piece, err);
    }
    good = good ? member_ended(s, err) : member_failed(s, &why, err);
    stream_close(b->member);
    b->member = NULL;
    return good;
}

/* The name as it may leave: never one that leads out of the folder it is unpacked to. */
static bool redact_name(struct stream *s, struct str name, struct err *err)
{
    struct buf *out = &s->box->name;
    struct str rest, part;

    buf_clear(out);
    if (!redact_text(s->job->r, name, out, err))
        return false;
    for (rest = buf_str(out); str_next(&rest, '/', &part);)
        if (str_is(part, ".."))
            return false;
    return out->n > 0 && !str_starts(buf_str(out), "/") && utf8_is_valid(buf_str(out));
}

static void open_member(struct stream *s)
{
    struct box_stream *b = s->box;

    buf_clear(&b->path);
    buf_add_str(&b->path, s->path);
    if (!container_is_single(b->type)) {
        buf_add_str(&b->path, buf_str(&b->name));
        buf_puts(&b->path, "!/");
    }
    b->given = 0;
    b->member = stream_inside(s->job, container_data(b->container), buf_str(&b->path), s->level,
                              container_is_single(b->type));
    b->member->name = s->name;
}

static bool begin_file(struct stream *s, struct err *err)
{
    struct box_stream *b = s->box;
    struct container_members *plan = s->job->plan;

    if (!members_next(plan, &b->number))
        return changed(s, err);
    const struct member_plan *m = &plan->members[b->number];
    b->known = m->known;
    if (m->known && m->withheld != WITHHELD_NO) {
        leave_out(s, buf_str(&b->name), m->withheld);
        members_skip(plan, b->number);
        return true;
    }
    if (!m->known)
        is_void(s);
    else if (!s->is_void && !container_begin(b->container, buf_str(&b->name), m->size, err))
        return false;
    open_member(s);
    return true;
}

static bool begin_single(struct stream *s, struct err *err)
{
    s->box->known = true;
    if (!container_begin(s->box->container, STR(""), 0, err))
        return false;
    open_member(s);
    return true;
}

/* A marking in the name of a member, or of a folder that it lies in. */
static enum withheld mark_of(const struct stream *s, const struct container_member *m)
{
    enum withheld mark = redact_text_mark(s->job->r, m->name);

    return mark == WITHHELD_MARK_OVERRIDABLE && s->job->mark_overridden ? WITHHELD_NO : mark;
}

static bool begin_member(struct stream *s, const struct container_member *m, struct err *err)
{
    struct box_stream *b = s->box;
    struct err bad = ERR_NONE;
    enum withheld mark;

    if (b->met++ == 0 && b->type == CONTAINER_ZIP && content_is_document(m->name))
        return err_set(err, E_FILE_TYPE, "%s", s->name);
    if (container_is_single(b->type))
        return begin_single(s, err);
    if (!m->name.p || !redact_name(s, m->name, &bad)) {
        leave_out(s, STR("?"), WITHHELD_ENCODING);
        return true;
    }
    if ((mark = mark_of(s, m)) != WITHHELD_NO) {
        leave_out(s, STR("?"), mark);
        return true;
    }
    if (m->type == MEMBER_OTHER || m->encrypted) {
        leave_out(s, buf_str(&b->name), m->encrypted ? WITHHELD_ARCHIVE : WITHHELD_KIND);
        return true;
    }
    if (m->type == MEMBER_FOLDER)
        return s->is_void || container_begin(b->container, buf_str(&b->name), 0, err);
    return begin_file(s, err);
}

/* ---- the archive ---------------------------------------------------------------------------*/

/* What stands behind the archive is not carried; that it is all there is still seen to. */
static bool read_to_end(struct stream *s, struct err *err)
{
    uint8_t part[16 * 1024];
    size_t got = s->owns_reader;

    while (got)
        if (!reader_read(&s->input, part, sizeof part, &got, err))
            return false;
    return true;
}

/* Of an archive of which nothing may leave, nothing leaves. */
static bool end_of_box(struct stream *s, struct err *err)
{
    static const enum err_code codes[WITHHELD_COUNT] = {
        [WITHHELD_ENCODING] = E_TEXT_FORM,
        [WITHHELD_KIND] = E_FS_KIND,
        [WITHHELD_TYPE] = E_FILE_TYPE,
        [WITHHELD_MARK] = E_MARK,
        [WITHHELD_MARK_OVERRIDABLE] = E_MARK_JUDGE,
        [WITHHELD_POLICY] = E_HELD_BACK,
        [WITHHELD_PATTERN] = E_PATTERN,
    };
    struct box_stream *b = s->box;

    s->ended = true;
    if (s->is_void)
        return true;
    if (b->left_out && b->left_out == b->met) {
        enum err_code code = codes[b->first_reason];
        return err_set(err, code ? code : E_ARCHIVE, "%s", s->name);
    }
    if (container_is_single(b->type) && b->met == 0 &&
        !container_begin(b->container, STR(""), 0, err))
        return false;
    return container_end(b->container, err) && read_to_end(s, err);
}

static bool step(struct stream *s, struct err *err)
{
    struct container_member m;
    bool more;

    if (s->box->member)
        return next_of_member(s, err);
    if (!container_next(s->box->container, &m, &more, err))
        return false;
    return more ? begin_member(s, &m, err) : end_of_box(s, err);
}

bool box_stream_next(struct stream *s, struct err *err)
{
    while (s->out.n == 0 && !s->ended)
        if (!step(s, err))
            return false;
    return true;
}
