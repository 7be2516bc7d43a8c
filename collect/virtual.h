/* virtual.h - is this a machine or a guest of one? Signs are gathered, then become two facts.
 *
 *   struct virtual_signs signs = VIRTUAL_SIGNS_INIT;
 *   virtual_ask_names() or virtual_ask_table(), virtual_sign() ... -> virtual_facts() */
#ifndef CASEPACK_COLLECT_VIRTUAL_H
#define CASEPACK_COLLECT_VIRTUAL_H

#include "base/buf.h"
#include "facts/fact.h"

struct virtual_signs {
    const char *name;          /* of the first sign; NULL: none */
    struct fact_source source; /* of the first sign, or of a place that was looked at */
    bool looked;               /* a place was asked that would know a guest */
    struct buf text;
};

#define VIRTUAL_SIGNS_INIT \
    ((struct virtual_signs){.source = {.path = ""}, .text = BUF_INIT(1024)})

/* name must stay valid until virtual_facts(). */
void virtual_sign(struct virtual_signs *signs, const char *name, struct fact_source source,
                  const char *what);

/* What the firmware calls the machine; source is where maker stands. */
void virtual_ask_names(struct virtual_signs *signs, struct str maker, struct str product,
                       struct fact_source source);
/* The same by the facts of the SMBIOS table, where there are such. */
void virtual_ask_table(struct virtual_signs *signs, const struct fact_list *facts);

/* Adds system.virtual ("no", the name of the hypervisor, or "unknown" for one without a name)
 * and system.virtual_signs, all that speaks for a guest; without a sign and without a look the
 * state unknown. Frees what signs hold. */
void virtual_facts(struct virtual_signs *signs, struct fact_list *facts,
                   enum fact_state unknown);

#endif
