/* evidence_kit.h - what a bundle says, without the bundle: for tests and benches of the desk. */
#ifndef CASEPACK_TESTS_SUPPORT_EVIDENCE_KIT_H
#define CASEPACK_TESTS_SUPPORT_EVIDENCE_KIT_H

#include "desk/evidence.h"

struct evidence_plan {
    const char *site_key; /* NULL: "0011223344556677" */
    const char *case_number;
    unsigned machine, sequence;
    const char *serial; /* of the system; NULL: one of its own for each case and machine */
    bool is_plain;      /* the serial left as it is, no alias */
    const char *maker;  /* NULL: "Maker" */
    const char *mac;    /* of an adapter; NULL: it has none */
    const char *bios_version;
    unsigned failing; /* rule 101 and on: so many must be fixed, as empty */
    enum machine_role role;
    const char *day; /* NULL: "2026-01-02" */
};

/* The bundle id follows from the plan: the same plan is the same bundle. */
void evidence_kit(const struct evidence_plan *plan, struct evidence *out);

#endif
