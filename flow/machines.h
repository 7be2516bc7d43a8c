/* machines.h - a batch: the machines whose packs lie on one medium, as the session knows them. */
#ifndef CASEPACK_FLOW_MACHINES_H
#define CASEPACK_FLOW_MACHINES_H

#include "flow/flow.h"

struct flow_machine { /* 31, 90, 93 */
    unsigned number;
    enum machine_role role;
    bool is_written;
    char code[16]; /* bundle code, "" before */
    struct flow_mark {
        unsigned rule;
        enum verdict verdict;
    } * marks;
    size_t n;
};

/* In order of number, this one among them once it is checked. */
size_t flow_machines(const struct flow *f);
const struct flow_machine *flow_machine_at(const struct flow *f, size_t i);
/* A session of another PC was loaded: said once, the machine number may be wrong. */
bool flow_is_other_machine(const struct flow *f);

/* The next PC of the batch: case, policy, keywords stay, machine + 1. */
bool flow_next_machine(struct flow *f, struct err *err) MUST_USE;

#endif
