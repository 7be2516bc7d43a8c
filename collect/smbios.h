/* smbios.h - SMBIOS fields as facts and as text: table-driven over smbios_fields.def. */
#ifndef CASEPACK_COLLECT_SMBIOS_H
#define CASEPACK_COLLECT_SMBIOS_H

#include "collect/collect.h"

#define SMBIOS_IDENTITY_TYPES 4 /* 0 BIOS, 1 system, 2 board, 3 chassis */

/* Facts of all identity structures with provenance; every key is added, with a state when there
 * is no value. Further structures of a type become instances 1, 2 ... up to 63. */
void smbios_facts(const struct smbios_table *t, struct fact_list *out);

/* The same when there is no table: each key with that state, and the place it would have. */
void smbios_facts_without_table(enum fact_state state, struct fact_list *out);

/* Readable decode, close to dmidecode's text: one block a structure. Untrusted strings are made
 * visible. Structures without a decoder are dumped as hex with their strings. */
void smbios_print(const struct smbios_table *t, struct buf *out);

/* The same in pieces, for who passes them on at once: the heading with what is odd, then each of
 * t->structures in order. */
void smbios_print_heading(const struct smbios_table *t, struct buf *out);
void smbios_print_structure(const struct smbios_table *t, const struct smbios_structure *s,
                            struct buf *out);

/* Where sensitive values lie in the dump form (SMBIOS_DUMP_TABLE_AT + table offset); sorted. */
void smbios_spans(const struct smbios_table *t, struct arena *a, const struct span **spans,
                  size_t *n);

/* What a provider found, into out: the table and its facts, or the state that says why there is
 * none. A table of no structures is unreadable. */
void smbios_settle(struct collect_result *out, const struct smbios_table *t,
                   enum fact_state state);

#endif
