/* evidence_text.c - case.txt, release.txt, index.tsv and redaction.txt, line by line. */
#include "desk/evidence_text.h"

#include <string.h>

#include "bundle/plan.h"

#define FILES_MAX PLAN_MAX_FILES
#define REMOVED_MAX 256

/* ---- lines ----------------------------------------------------------------------------------- */

/* What follows label on the first line that begins with it; "" when there is none. */
static struct str labelled(struct str text, const char *label)
{
    struct str line;

    while (str_next(&text, '\n', &line))
        if (str_starts(line, label))
            return str_trim(str_sub(line, strlen(label), line.n));
    return STR("");
}

static const char *text_after(struct evidence *e, struct str text, const char *label)
{
    return arena_cstr(e->arena, labelled(text, label));
}

static unsigned small_number(struct str text)
{
    uint64_t n;

    return str_number(text, &n) && n <= UINT32_MAX ? (unsigned)n : 0;
}

static unsigned number_after(struct str text, const char *label)
{
    return small_number(labelled(text, label));
}

/* "cmge 11": a name and its version. */
static const char *name_after(struct evidence *e, struct str text, const char *label,
                              unsigned *version)
{
    struct str rest = labelled(text, label), name = {"", 0};

    *version = str_next(&rest, ' ', &name) && rest.p ? small_number(rest) : 0;
    return arena_cstr(e->arena, name);
}

void evidence_read_case(struct evidence *e, struct str text)
{
    struct str machines = labelled(text, CASE_MACHINE_LINE), machine = {"", 0};

    e->case_text = arena_str(e->arena, text);
    e->case_number = text_after(e, text, CASE_NUMBER_LINE);
    if (str_next(&machines, '/', &machine) && machines.p) {
        e->machine = small_number(machine);
        e->machines = small_number(machines);
    }
    e->sequence = number_after(text, CASE_SEQUENCE_LINE);
    if (!role_of_name(labelled(text, "role: "), &e->role))
        e->role = ROLE_UNKNOWN;
    e->symptom = text_after(e, text, "symptom: ");
    e->error_text = text_after(e, text, "error text: ");
    e->profile = name_after(e, text, "profile: ", &e->pack);
    e->policy = name_after(e, text, "policy: ", &e->policy_version);
    e->level = number_after(text, "level: ");
    e->report_code = text_after(e, text, "report code: ");
    e->tool = text_after(e, text, "tool: ");
}

void evidence_read_release(struct evidence *e, struct str text)
{
    e->operator_id = text_after(e, text, RELEASE_OPERATOR_LINE);
    e->releaser_id = text_after(e, text, RELEASE_RELEASER_LINE);
    e->released_on = text_after(e, text, RELEASE_DATE_LINE);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The next line that is no comment, cut at its tabs into exactly n columns. */
static bool next_row(struct str *text, struct str *columns, size_t n)
{
    struct str line;

    while (str_next(text, '\n', &line)) {
        size_t i = 0;

        if (str_starts(line, "#"))
            continue;
        while (i < n && str_next(&line, '\t', &columns[i]))
            i++;
        if (i == n && !line.p)
            return true;
    }
    return false;
}

static size_t count_lines(struct str text, size_t max)
{
    struct str line;
    size_t n = 0;

    while (n < max && str_next(&text, '\n', &line))
        n++;
    return n;
}

/* A word of another version still means: not there. */
static enum withheld withheld_of(struct str word)
{
    for (int i = WITHHELD_NO + 1; i < WITHHELD_COUNT; i++)
        if (str_is(word, withheld_name((enum withheld)i)))
            return (enum withheld)i;
    return WITHHELD_UNREADABLE;
}

void evidence_read_index(struct evidence *e, struct str text)
{
    size_t max = count_lines(text, FILES_MAX);
    struct str column[5];

    e->files = arena_take(e->arena, (max + 1) * sizeof *e->files);
    while (e->files_n < max && next_row(&text, column, COUNT_OF(column))) {
        struct evidence_file *f = &e->files[e->files_n++];

        f->stored = arena_cstr(e->arena, column[0]);
        f->origin = arena_cstr(e->arena, column[1]);
        if (!str_number(column[2], &f->size_bytes))
            f->size_bytes = 0;
        f->is_withheld = !str_is(column[4], "carried");
        f->why = f->is_withheld ? withheld_of(column[4]) : WITHHELD_NO;
        e->withheld_n += f->is_withheld;
    }
}

void evidence_read_redaction(struct evidence *e, struct str text)
{
    size_t max = count_lines(text, REMOVED_MAX);
    struct str column[6];

    e->removed = arena_take(e->arena, (max + 1) * sizeof *e->removed);
    while (e->removed_n < max && next_row(&text, column, COUNT_OF(column))) {
        struct evidence_removed *r = &e->removed[e->removed_n];

        if (!str_number(column[3], &r->hits) || r->hits == 0)
            continue;
        r->rule = small_number(column[0]);
        r->kind = arena_cstr(e->arena, column[1]);
        r->title_zh = arena_cstr(e->arena, column[2]);
        r->files = small_number(column[4]);
        r->action = arena_cstr(e->arena, column[5]);
        e->removed_n++;
    }
}
