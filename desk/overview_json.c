/* overview_json.c - one bundle for programs. */
#include "desk/overview.h"

#include "bundle/spoken.h"

static json_t *text_of(const char *text)
{
    return json_text(str_of(text));
}

static json_t *problems_of(const struct verify_report *r)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->problems_n; i++) {
        const struct verify_problem *p = &r->problems[i];
        json_array_append_new(list, json_pack("{s:i, s:o, s:s}", "error", (int)p->code, "file",
                                              text_of(p->file), "detail", p->detail));
    }
    return list;
}

static json_t *signatures_of(const struct verify_report *r)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->signatures_n; i++) {
        const struct verify_signature *s = &r->signatures[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:o, s:s, s:o, s:b, s:b}", "file", s->file,
                                        "over", s->over, "signer", text_of(s->signer), "key_id",
                                        s->key_id, "comment", text_of(s->comment), "good",
                                        s->good, "trusted", s->trusted));
    }
    return list;
}

/* case.txt is "key: value" lines. */
static json_t *case_of(struct str text)
{
    json_t *object = json_object();
    struct str line, key;

    while (str_next(&text, '\n', &line)) {
        struct str rest = line;
        if (!str_next(&rest, ':', &key) || !rest.p || key.n == 0 || key.n > 60)
            continue;
        json_object_setn_new(object, key.p, key.n, json_text(str_trim(rest)));
    }
    return object;
}

static json_t *released_of(const struct evidence *e)
{
    return json_pack("{s:o, s:o, s:o, s:b}", "operator", text_of(e->operator_id), "releaser",
                     text_of(e->releaser_id), "date", text_of(e->released_on), "second_person",
                     evidence_has_second_person(e));
}

static json_t *withheld_of(const struct evidence *e)
{
    json_t *list = json_array();

    for (size_t i = 0; i < e->files_n; i++) {
        const struct evidence_file *f = &e->files[i];
        if (f->is_withheld)
            json_array_append_new(list, json_pack("{s:o, s:I, s:s}", "file", text_of(f->origin),
                                                  "size", (json_int_t)f->size_bytes, "reason",
                                                  withheld_name(f->why)));
    }
    return list;
}

static json_t *removed_of(const struct evidence *e)
{
    json_t *list = json_array();

    for (size_t i = 0; i < e->removed_n; i++) {
        const struct evidence_removed *r = &e->removed[i];
        json_array_append_new(list,
                              json_pack("{s:i, s:o, s:I, s:i, s:o}", "rule", (int)r->rule,
                                        "kind", text_of(r->kind), "places", (json_int_t)r->hits,
                                        "files", (int)r->files, "action", text_of(r->action)));
    }
    return list;
}

static void add_content(const struct evidence *e, json_t *all)
{
    json_object_set_new(all, "case", case_of(e->case_text));
    json_object_set_new(all, "released", released_of(e));
    json_object_set_new(all, "withheld", withheld_of(e));
    json_object_set_new(all, "replaced", removed_of(e));
    json_object_set_new(all, "report", json_of_findings(&e->findings));
    json_object_set_new(all, "latent_failure",
                        json_boolean(check_is_latent(&e->findings, e->role == ROLE_GOOD)));
}

static void add_spoken(const char *bundle_id, json_t *all)
{
    struct buf code = BUF_INIT(64), answer = BUF_INIT(64);

    spoken_bundle_code(bundle_id, &code);
    spoken_answer(bundle_id, &answer);
    json_object_set_new(all, "bundle_code", json_string(buf_cstr(&code)));
    json_object_set_new(all, "answer_digits", json_string(buf_cstr(&answer)));
    buf_done(&code);
    buf_done(&answer);
}

json_t *overview_verify_json(const struct evidence *e)
{
    const struct verify_report *r = &e->report;
    json_t *all =
        json_pack("{s:o, s:b, s:s, s:b, s:b, s:I, s:I, s:o, s:o}", "bundle", text_of(e->path),
                  "genuine", r->genuine, "bundle_id", r->bundle_id, "sealed", r->sealed, "sm3",
                  r->has_sm3, "size", (json_int_t)r->size_bytes, "files", (json_int_t)r->files,
                  "problems", problems_of(r), "signatures", signatures_of(r));

    if (r->genuine)
        add_spoken(r->bundle_id, all);
    if (e->facts)
        add_content(e, all);
    return all;
}

json_t *overview_show_json(const struct evidence *e)
{
    json_t *all = json_pack("{s:s}", "bundle_id", e->report.bundle_id);
    json_t *files = json_array();

    for (size_t i = 0; i < e->entries_n; i++)
        json_array_append_new(files, json_pack("{s:s, s:I}", "name", e->entries[i].name, "size",
                                               (json_int_t)e->entries[i].size_bytes));
    json_object_set_new(all, "files", files);
    add_content(e, all);
    return all;
}

json_t *overview_check_json(const struct evidence *e, const struct recheck *r)
{
    json_t *all = json_of_findings(&r->findings), *differences = json_array();

    for (size_t i = 0; i < r->rows_n; i++) {
        const struct recheck_row *row = &r->rows[i];
        json_t *one =
            json_pack("{s:i, s:s}", "rule", (int)(row->desk ? row->desk : row->site)->rule,
                      "change", recheck_name(row->change));
        json_object_set_new(one, "site", row->site ? json_of_finding(row->site) : json_null());
        json_object_set_new(one, "desk", row->desk ? json_of_finding(row->desk) : json_null());
        json_array_append_new(differences, one);
    }
    json_object_set_new(all, "bundle_id", json_string(e->report.bundle_id));
    json_object_set_new(
        all, "site",
        json_pack("{s:o, s:i}", "profile", text_of(e->profile), "pack", (int)e->pack));
    json_object_set_new(all, "differences", differences);
    json_object_set_new(all, "latent_failure",
                        json_boolean(check_is_latent(&r->findings, e->role == ROLE_GOOD)));
    return all;
}
