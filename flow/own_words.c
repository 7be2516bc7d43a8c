/* own_words.c - what casepack writes for any machine: its documents about a machine without a
 * value. A known word that stands in them ("report", "user") says nothing where they say it. */
#include "collect/smbios.h"
#include "facts/json.h"
#include "flow/state.h"

#define BLANK '-'

static struct fact_list *blank_facts(const struct fact_list *facts)
{
    struct fact_list *blank = fact_list_new();

    for (size_t i = 0; i < fact_count(facts); i++) {
        struct fact *f = fact_add_copy(blank, fact_at(facts, i));
        f->text = STR("");
        f->source.path = f->source.path ? "" : NULL;
    }
    return blank;
}

static struct finding_list blank_findings(const struct flow *f, const struct fact_list *facts,
                                          struct arena *a)
{
    struct finding_list blank = f->findings;

    blank.items = arena_copy(a, f->findings.items, f->findings.n * sizeof *blank.items);
    for (size_t i = 0; i < blank.n; i++)
        blank.items[i].fact = fact_find(facts, blank.items[i].key, blank.items[i].instance);
    return blank;
}

static const char **blank_names(size_t n, struct arena *a)
{
    const char **names = arena_take(a, (n + 1) * sizeof *names);

    for (size_t i = 0; i < n; i++)
        names[i] = "";
    return names;
}

static bool put_documents(struct flow *blank, const struct finding_list *findings,
                          struct buf *out, struct err *err)
{
    blank->info.symptom[0] = blank->info.error_text[0] = '\0';
    if (!json_print(json_of_facts(blank->facts_out), out, err) ||
        !json_print(json_of_findings(findings), out, err) || !document_readme(blank, out, err))
        return false;
    document_report(blank, findings, out);
    document_redaction(blank, out);
    document_index(blank, out);
    document_case(blank, out);
    return true;
}

/* The decode of a table of the same structures whose strings say nothing. */
static bool put_table(const struct artifact *artifact, struct arena *a, struct buf *out,
                      struct err *err)
{
    char *bytes = arena_copy(a, artifact->content.p, artifact->content.n);
    struct str file = {bytes, artifact->content.n};
    struct smbios_table table, blank;
    size_t at = str_starts(file, "_SM") ? SMBIOS_DUMP_TABLE_AT : 0;

    if (!smbios_table_from_dump(file, a, &table, err))
        return false;
    for (size_t i = 0; i < table.n; i++)
        for (size_t k = table.structures[i].strings_at; k < table.structures[i].next; k++)
            if (bytes[at + k])
                bytes[at + k] = BLANK;
    if (!smbios_table_from_dump(file, a, &blank, err))
        return false;
    smbios_print(&blank, out);
    return true;
}

bool flow_own_words(const struct flow *f, struct buf *out, struct err *err)
{
    struct flow blank = *f;
    struct arena *a = arena_new();
    bool ok;

    blank.facts_out = blank_facts(f->facts_out);
    blank.shown = blank_names(flow_artifacts(f), a);
    struct finding_list findings = blank_findings(f, blank.facts_out, a);
    ok = put_documents(&blank, &findings, out, err);
    for (size_t i = 0; ok && i < flow_artifacts(f); i++) {
        const struct artifact *artifact = artifact_at(f->result.artifacts, i);
        if (artifact->kind == ARTIFACT_TABLE && artifact->content.p && flow_carries(f, i))
            ok = put_table(artifact, a, out, err);
    }
    fact_list_free(blank.facts_out);
    arena_free(a);
    return ok && (!buf_failed(out) || err_set(err, E_MEMORY, "%s", ""));
}
