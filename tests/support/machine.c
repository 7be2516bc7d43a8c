/* machine.c - recorded machines from their description. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

#include <stdio.h>
#include <string.h>

#include "collect/provider.h"
#include "tests/support/scratch.h"

#define TREE_MAX_BYTES (256 * 1024)

void machine_line(struct machine *m, const char *line)
{
    machine_text(m, str_of(line));
}

void machine_bytes(struct machine *m, const char *path, struct str bytes)
{
    struct buf line = BUF_INIT(TREE_MAX_BYTES);

    buf_printf(&line, "%s := ", path);
    for (size_t i = 0; i < bytes.n; i++)
        buf_printf(&line, "\\x%02x", (unsigned char)bytes.p[i]);
    machine_text(m, buf_str(&line));
    assert_false(buf_failed(&line));
    buf_done(&line);
}

void machine_init(struct machine *m, const char *name)
{
    struct buf text = BUF_INIT(TREE_MAX_BYTES), path = BUF_INIT(256);
    struct err err = ERR_NONE;
    struct fs_root *here;

    *m = (struct machine){.root = NULL};
    scratch_new(NULL, "machine", m->dir, sizeof(m->dir));
    machine_text(m, STR(""));
    if (!name)
        return;
    here = fs_root_open("tests/machines", &err);
    check_no_err(&err);
    buf_printf(&path, "/%s.tree", name);
    if (!fs_read(here, buf_cstr(&path), TREE_MAX_BYTES, FS_NO_LINKS, &text, &err))
        check_no_err(&err);
    machine_text(m, buf_str(&text));
    fs_root_free(here);
    buf_done(&text);
    buf_done(&path);
}

void machine_needs_folder(const struct machine *m)
{
    if (strcmp(m->at, m->dir) != 0)
        skip();
}

static void forget(struct machine *m)
{
    fact_list_free(m->result.facts);
    artifact_list_free(m->result.artifacts);
    m->result = (struct collect_result){.facts = NULL};
}

void machine_done(struct machine *m)
{
    forget(m);
    fs_root_free(m->root);
    scratch_remove(m->dir);
}

void ask_item(const struct collect_target *target, unsigned item, struct collect_result *out)
{
    struct err err = ERR_NONE;

    for (enum ask i = 0; i < ASK_COUNT; i++)
        if (ask_row(i)->item == item && !collect_ask(target, i, out, &err))
            check_no_err(&err);
}

const struct fact_list *machine_facts(struct machine *m, unsigned item)
{
    struct collect_target target = {.root = m->root};

    forget(m);
    m->result.facts = fact_list_new();
    ask_item(&target, item, &m->result);
    return m->result.facts;
}

const struct fact *check_fact(const struct fact_list *facts, enum fact_key key,
                              unsigned instance, enum fact_state state, const char *text)
{
    const struct fact *f = fact_find(facts, key, instance);

    if (!f || f->state != state)
        fail_msg("%s %u: want %s, got %s", fact_key_row(key)->name, instance,
                 fact_state_name(state), f ? fact_state_name(f->state) : "no fact");
    if (text)
        check_str(f->text, text);
    return f;
}

unsigned instance_of(const struct fact_list *facts, enum fact_key key, const char *text)
{
    for (size_t i = 0; i < fact_count(facts); i++)
        if (fact_at(facts, i)->key == key && str_is(fact_at(facts, i)->text, text))
            return fact_at(facts, i)->instance;
    fail_msg("no %s is %s", fact_key_row(key)->name, text);
    return 0;
}
