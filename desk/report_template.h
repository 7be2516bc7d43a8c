/* report_template.h - a report's template as it stands in memory. Private to desk/report*.c.
 *
 *   version: 1
 *   title: {zh: ..., en: ...}
 *   blocks:
 *     - title: {zh: 问题定义, en: Problem}          a heading; may be left out
 *       when: batch                                 else the block is left out
 *       each: fault                                 the block once for each
 *       lines:
 *         - {as: item, when: ..., each: ..., text: {zh: '{title}：{found}', en: ...}}
 *         - {as: pair, label: {zh: ..., en: ...}, text: {...}}
 *         - {as: machines}                          a part that has no words of its own */
#ifndef CASEPACK_DESK_REPORT_TEMPLATE_H
#define CASEPACK_DESK_REPORT_TEMPLATE_H

#include "base/err.h"
#include "base/lang.h"

enum report_when {
#define REPORT_WHEN(id, name, function) WHEN_##id,
#include "desk/report.def"
    WHEN_COUNT
};

enum report_each {
#define REPORT_EACH(id, name, function) EACH_##id,
#include "desk/report.def"
    EACH_COUNT
};

enum report_blank {
#define REPORT_BLANK(id, name, function) BLANK_##id,
#include "desk/report.def"
    BLANK_COUNT
};

enum report_as {
    AS_TEXT,
    AS_HEADING,
    AS_ITEM,
    AS_STEP,
    AS_CODE,
    AS_PAIR,
    AS_GOOD, /* sentences that must not be missed */
    AS_BAD,
    AS_WARN,
    AS_MACHINES,    /* the table of PCs */
    AS_VERDICTS,    /* PCs by rules */
    AS_CONCLUSIONS, /* of the comparison */
    AS_FAULTS,      /* a chart: checks by PCs that fail them */
    AS_PAGE,        /* a new page when printed */
    AS_COUNT
};

struct report_line {
    enum report_when when;
    enum report_each each;
    enum report_as as;
    struct text2 label, text; /* zh NULL: none */
};

struct report_block {
    struct text2 title; /* zh NULL: none */
    enum report_when when;
    enum report_each each;
    struct report_line *lines;
    unsigned lines_count;
};

struct report_template {
    unsigned version;
    struct text2 title;
    struct report_block *blocks;
    unsigned blocks_count;
};

/* "case": templates/reports/case.yaml. E_YAML also for a blank that report.def does not know. */
struct report_template *report_template_load(const char *name, struct err *err) MUST_USE;
struct report_template *report_template_parse(struct str yaml, const char *file_name,
                                              struct err *err) MUST_USE;
void report_template_free(struct report_template *t);

/* The next "{word}" at or behind *at: its row, and *at..*end is what it covers. False when there
 * is none; *blank is BLANK_COUNT for an unknown word. */
bool report_next_blank(struct str text, size_t *at, size_t *end, enum report_blank *blank);

#endif
