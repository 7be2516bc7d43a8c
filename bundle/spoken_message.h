/* spoken_message.h - what is said besides the report: the user's receipt, the agent's request.
 *
 * Like the report code both begin with a head group that ends with KK (spoken_sum()) and are
 * written with the number of each group. The number of the head names the kind of code.
 *
 *   receipt, user to agent:   8:ACKK  1:YYMM  2:DDPP
 *     A how it was activated, C with which client, the date, PP profile and pack version
 *
 *   request, agent to user:   9:TNKK  1:....  ..  N:....
 *     T 1  case CAS-12345-A0B0C0    N 4  0 12345 and A0B0C0 in base 36 as ten digits
 *     T 2  case CMIT:1234567        N 2  0 1234567
 *     T 3  items to collect         N 1..7, two numbers of two digits a group, rising; an odd
 *                                   one out is followed by 00
 *
 * "Activated offline on 2026-11-23, client V3, pack 1" is 8:23KK 1:2611 2:2301, each group
 * followed by its check digit; "collect items 12 and 15" is 9:31KK 1:1215. */
#ifndef CASEPACK_BUNDLE_SPOKEN_MESSAGE_H
#define CASEPACK_BUNDLE_SPOKEN_MESSAGE_H

#include "base/err.h"

#define SPOKEN_HEAD_REPORT 0
#define SPOKEN_HEAD_RECEIPT 8
#define SPOKEN_HEAD_REQUEST 9

/* A and C are said as they stand here; 7 and 9 are left out as in the report. */
enum activation {
    ACTIVATION_NONE = 0,
    ACTIVATION_ONLINE = 1,
    ACTIVATION_OFFLINE = 2, /* by phone scan */
    ACTIVATION_FACTORY = 3, /* on the production line */
    ACTIVATION_SOMEHOW = 4, /* activated, nobody knows how */
};

enum client {
    CLIENT_UNKNOWN = 0,
    CLIENT_WINDOWS = 1, /* Windows itself */
    CLIENT_CMIT_V2 = 2,
    CLIENT_CMIT_V3 = 3,
    CLIENT_KYLIN = 4,
    CLIENT_UOS = 5,
    CLIENT_OTHER = 6,
};

const char *activation_name(enum activation activation); /* "offline": the word in JSON */
const char *activation_text(enum activation activation); /* msgid: a few words for people */
const char *client_name(enum client client);             /* "cmit-v3" */

struct spoken_receipt {
    enum activation activation;
    enum client client;
    unsigned year, month, day; /* 2000..2099 */
    unsigned pack;             /* PP: its last two digits are said */
};

enum request_kind { REQUEST_CASE_CAS = 1, REQUEST_CASE_CMIT = 2, REQUEST_ITEMS = 3 };

#define CASE_NUMBER_FORMS "CAS-00000-A0B0C0, CMIT:0000000"
#define REQUEST_CASE_MAX 17 /* with its NUL */
#define REQUEST_ITEMS_MAX 14

struct spoken_request {
    enum request_kind kind;
    char case_number[REQUEST_CASE_MAX]; /* of the two cases */
    unsigned items[REQUEST_ITEMS_MAX];  /* 1..99, rising */
    size_t items_n;
};

/* Append the code; E_VALUE names what cannot be said. */
bool spoken_receipt_code(const struct spoken_receipt *receipt, struct buf *out,
                         struct err *err) MUST_USE;
bool spoken_case_code(struct str case_number, struct buf *out, struct err *err) MUST_USE;
bool spoken_items_code(const unsigned *items, size_t n, struct buf *out,
                       struct err *err) MUST_USE;

/* Back from the head's two digits and those of the groups behind it; false when they mean
 * nothing, or mean something that is said in another way. */
bool spoken_receipt_of(const uint8_t *head, const uint8_t *digits, size_t groups,
                       struct spoken_receipt *out) MUST_USE;
bool spoken_request_of(const uint8_t *head, const uint8_t *digits, size_t groups,
                       struct spoken_request *out) MUST_USE;

#endif
