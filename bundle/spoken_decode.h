/* spoken_decode.h - digits heard on the phone back into what they say.
 *
 *   spoken_hear() cuts the typed text into groups -> spoken_decode() says which code it is,
 *   whether it is whole, which group is bad, and what to ask.
 *
 * Typed are groups of 4 digits + check digit, with their number ("2:30004") or bare ("30004").
 * A bare group counts by its place; in a report, where groups are left out, its check digit
 * tells its number. Nothing is ever corrected here: a correction is a question to the caller. */
#ifndef CASEPACK_BUNDLE_SPOKEN_DECODE_H
#define CASEPACK_BUNDLE_SPOKEN_DECODE_H

#include "bundle/spoken.h"
#include "bundle/spoken_message.h"

#define HEARD_GROUPS_MAX 10
#define HEARD_DIGITS (SPOKEN_DIGITS + 1)
#define HEARD_NO_NUMBER 255
#define REPORT_STATES_MAX (9 * SPOKEN_DIGITS)

struct heard_group {
    uint8_t number; /* 0..9 or HEARD_NO_NUMBER */
    uint8_t digits[HEARD_DIGITS];
    uint8_t digits_n; /* how many were typed, also when they do not fit; at most 99 */
};

struct heard {
    struct heard_group groups[HEARD_GROUPS_MAX];
    size_t n;
};

/* Groups with blanks between. E_VALUE shows what is not a group of digits; more than
 * HEARD_GROUPS_MAX, or none, is E_VALUE too. */
bool spoken_hear(struct str text, struct heard *out, struct err *err) MUST_USE;

enum spoken_kind {
    SPOKEN_REPORT,
    SPOKEN_RECEIPT,
    SPOKEN_REQUEST,
    SPOKEN_BUNDLE,
    SPOKEN_FINGERPRINT,
};
#define SPOKEN_KINDS 5
const char *spoken_kind_name(enum spoken_kind kind); /* "report": the word in JSON */

enum spoken_fault {
    SPOKEN_FITS,
    SPOKEN_DIGIT_COUNT, /* not five digits: one was dropped, or one too many */
    SPOKEN_CHECK_DIGIT,
    SPOKEN_STATE,  /* 7 or 9 in a report: 1 or 6 was said */
    SPOKEN_NUMBER, /* no such group in this code */
    SPOKEN_TWICE,
    SPOKEN_ORDER, /* behind a group with a higher number */
};
#define SPOKEN_FAULTS 7
const char *spoken_fault_name(enum spoken_fault fault);

/* How the one possible correction differs from what was typed. */
enum spoken_change {
    SPOKEN_NO_CHANGE,
    SPOKEN_MISHEARD,     /* 1 and 7, 6 and 9 */
    SPOKEN_OTHER_DIGIT,  /* any other digit */
    SPOKEN_SWAPPED,      /* place and the one behind it */
    SPOKEN_OTHER_NUMBER, /* of the group: should be `meant` */
};
#define SPOKEN_CHANGES 5
const char *spoken_change_name(enum spoken_change change);

struct spoken_question {
    enum spoken_change change;
    size_t group;   /* index into groups */
    unsigned place; /* 0..4 */
    uint8_t meant;
};

struct decoded_group {
    uint8_t number; /* HEARD_NO_NUMBER when a bare group of a report does not tell */
    enum spoken_fault fault;
};

struct decoded {
    enum spoken_kind kind;
    bool valid;
    struct decoded_group groups[HEARD_GROUPS_MAX]; /* as many as were heard */
    unsigned missing; /* bit n: group n belongs here and was not said */
    /* All groups fit, yet KK, or what they say, does not: a group of a report was left out, or
     * two digits are wrong. */
    bool contradicts;
    struct spoken_question question; /* set when exactly one correction makes the code valid */
    /* By kind, when valid. */
    unsigned report_pack;
    uint8_t report_states[REPORT_STATES_MAX]; /* in the order of the profile's checks */
    struct spoken_receipt receipt;
    struct spoken_request request;
};

void spoken_decode(const struct heard *heard, struct decoded *out);

/* The digits of a group as they were typed, and those of the question's group as its one correction
 * would have them. */
#define HEARD_TEXT (HEARD_DIGITS + 4) /* "12345.." when there were more */
void heard_text(const struct heard_group *group, char out[HEARD_TEXT]);
void spoken_corrected(const struct heard *heard, const struct decoded *code,
                      char out[HEARD_TEXT]);

#endif
