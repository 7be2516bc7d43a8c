/* readme.c - README.txt: how this very bundle is verified without casepack.
 *
 * From templates/bundle/README.txt. A line "[NAME]..." stands only where the bundle holds that file
 * (or folder, with a slash at its end); {key_id} and the line {certutil} are filled in. */
#include <string.h>

#include "base/embed.h"
#include "flow/state.h"

#define TEMPLATE "bundle/README.txt"
#define KEY_ID_MARK "{key_id}"
#define CERTUTIL_MARK "{certutil}"
#define CERTUTIL_MAX 24 /* lines; MANIFEST.txt has them all */

/* The signatures are not there yet when the file is made, but it is known which will be. */
static bool will_sign(const struct flow *f, struct str name)
{
    const struct {
        const char *file;
        bool there;
    } signatures[] = {
        {PLAN_SM2_SIGNATURE, flow_uses_sm2(f)},
        {PLAN_OFFICER_SIGNATURE, flow_needs_second(f)},
        {PLAN_RELEASE_SIGNATURE, !flow_needs_second(f)},
    };

    for (size_t i = 0; i < COUNT_OF(signatures); i++)
        if (str_is(name, signatures[i].file))
            return signatures[i].there;
    return false;
}

static bool will_hold(const struct flow *f, struct str name)
{
    bool is_folder = str_ends(name, "/");

    for (size_t i = 0; i < plan_count(f->plan); i++) {
        struct str there = str_of(plan_at(f->plan, i)->name);

        if (str_eq(is_folder ? str_sub(there, 0, name.n) : there, name))
            return true;
    }
    return will_sign(f, name);
}

static void put_certutil(const struct flow *f, struct buf *out)
{
    for (size_t i = 0; i < plan_count(f->plan) && i < CERTUTIL_MAX; i++) {
        buf_puts(out, "    certutil -hashfile ");
        for (const char *c = plan_at(f->plan, i)->name; *c; c++)
            buf_putc(out, *c == '/' ? '\\' : *c);
        buf_puts(out, " SHA256\n");
    }
    if (plan_count(f->plan) > CERTUTIL_MAX)
        buf_puts(out, "    ...\n");
}

static void put_line(const struct flow *f, struct str line, struct buf *out)
{
    char id[KEY_ID_TEXT];
    size_t at;

    key_id_text(f->site.id, id);
    if (str_is(line, CERTUTIL_MARK)) {
        put_certutil(f, out);
    } else if (str_find(line, KEY_ID_MARK, &at)) {
        buf_printf(out, "%.*s%s", (int)at, line.p, id);
        buf_add_str(out, str_sub(line, at + strlen(KEY_ID_MARK), line.n));
    } else {
        buf_add_str(out, line);
    }
    buf_putc(out, '\n');
}

bool document_readme(const struct flow *f, struct buf *out, struct err *err)
{
    struct str text, line, name;

    if (!embed_find(TEMPLATE, &text))
        return err_set(err, E_INTERNAL, "%s", TEMPLATE);
    while (text.n > 0 && str_next(&text, '\n', &line)) {
        struct str rest = str_sub(line, 1, line.n);

        if (!str_starts(line, "["))
            put_line(f, line, out);
        else if (str_next(&rest, ']', &name) && rest.p && will_hold(f, name))
            put_line(f, rest, out);
    }
    return true;
}
