/* smbios.h - a table looked at from all sides, and a small one to start from. */
#ifndef CASEPACK_TESTS_FUZZ_SMBIOS_H
#define CASEPACK_TESTS_FUZZ_SMBIOS_H

#include "collect/smbios.h"
#include "collect/smbios_json.h"
#include "facts/json.h"
#include "tests/fuzz/fuzz.h"

#define SMBIOS_TEXT_MAX (64 * 1024 * 1024)

/* The spans lie in the dump, in order, and the dump is again a table with the same structures. */
static inline void smbios_check_dump(const struct smbios_table *t, struct arena *a)
{
    struct buf dump = BUF_INIT(SMBIOS_MAX_TABLE_BYTES + SMBIOS_DUMP_TABLE_AT);
    const struct span *spans;
    size_t n, end = 0;
    struct smbios_table again;
    struct err err = ERR_NONE;

    smbios_table_dump(t, &dump);
    FUZZ_REQUIRE(!buf_failed(&dump));
    smbios_spans(t, a, &spans, &n);
    for (size_t i = 0; i < n; i++) {
        FUZZ_REQUIRE(spans[i].at >= end && spans[i].n <= dump.n &&
                     spans[i].at <= dump.n - spans[i].n);
        end = spans[i].at + spans[i].n;
    }
    if (t->n > 0) {
        FUZZ_REQUIRE(smbios_table_from_dump(buf_str(&dump), a, &again, &err));
        FUZZ_REQUIRE(again.n == t->n && !(again.odd & SMBIOS_ODD_CHECKSUM));
    }
    buf_done(&dump);
}

/* To facts, text, spans and JSON, without a crash and without losing itself. */
static inline void smbios_look(const struct smbios_table *t, struct arena *a)
{
    struct fact_list *facts = fact_list_new();
    struct buf text = BUF_INIT(SMBIOS_TEXT_MAX);
    struct err err = ERR_NONE;

    smbios_facts(t, facts);
    smbios_print(t, &text);
    buf_clear(&text);
    FUZZ_REQUIRE(json_print(json_of_facts(facts), &text, &err));
    buf_clear(&text);
    FUZZ_REQUIRE(json_print(smbios_json(t), &text, &err));
    smbios_check_dump(t, a);
    buf_done(&text);
    fact_list_free(facts);
}

/* A small machine: types 0 to 3 with strings, an unknown type, the end. */
static const char smbios_sample[] =
    "\x00\x18\x00\x00\x01\x02\x00\xe0\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00"
    "\xff"
    "\xff"
    "Maker\0"
    "1.0\0"
    "01/01/2020\0\0"
    "\x01\x1b\x01\x00\x01\x02\x03\x04\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd"
    "\xee"
    "\xff\x06\x05\x06"
    "Maker\0"
    "PC 1\0"
    "V1\0"
    "SN-0001-X\0"
    "SKU\0"
    "Family\0\0"
    "\x02\x0f\x02\x00\x01\x02\x03\x04\x05\x09\x00\x03\x00\x0a\x00"
    "Maker\0"
    "Board\0"
    "A\0"
    "BS-7 \0"
    "Tag\0\0"
    "\x03\x16\x03\x00\x01\x03\x02\x03\x04\x03\x03\x03\x03\x00\x00\x00\x00\x00\x01\x00\x00\x00"
    "Maker\0"
    "V\0"
    "CS\0"
    "Default string\0\0"
    "\x0b\x05\x0b\x00\x02"
    "one\0"
    "two\0\0"
    "\x7f\x04\xff\xfe\0";

#endif
