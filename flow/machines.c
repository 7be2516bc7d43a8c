/* machines.c - the machines whose packs lie on one medium, each with its verdicts. */
#include <string.h>

#include "flow/state.h"

struct flow_machine *flow_machine_row(struct flow *f, unsigned number)
{
    size_t i = 0;

    while (i < f->machines_n && f->machines[i].number < number)
        i++;
    if (i < f->machines_n && f->machines[i].number == number)
        return &f->machines[i];
    f->machines =
        mem_grow(f->machines, &f->machines_cap, f->machines_n + 1, sizeof *f->machines);
    memmove(f->machines + i + 1, f->machines + i, (f->machines_n - i) * sizeof *f->machines);
    f->machines_n++;
    f->machines[i] = (struct flow_machine){.number = number};
    return &f->machines[i];
}

void flow_note_machine(struct flow *f)
{
    struct flow_machine *row = flow_machine_row(f, f->info.machine);
    size_t cap = 0;

    free(row->marks);
    row->marks = NULL;
    row->n = 0;
    for (size_t i = 0; i < f->findings.n; i++) {
        row->marks = mem_grow(row->marks, &cap, row->n + 1, sizeof *row->marks);
        row->marks[row->n++] =
            (struct flow_mark){f->findings.items[i].rule, f->findings.items[i].verdict};
    }
    row->role = f->info.role;
}

size_t flow_machines(const struct flow *f)
{
    return f->machines_n;
}

const struct flow_machine *flow_machine_at(const struct flow *f, size_t i)
{
    return i < f->machines_n ? &f->machines[i] : NULL;
}

void flow_note_written(struct flow *f)
{
    struct flow_machine *row = flow_machine_row(f, f->info.machine);

    row->is_written = true;
    snprintf(row->code, sizeof row->code, "%s", flow_bundle_code(f));
}
