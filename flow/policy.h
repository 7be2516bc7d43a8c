/* policy.h - what the site allows: templates/policies/NAME.yaml. */
#ifndef CASEPACK_FLOW_POLICY_H
#define CASEPACK_FLOW_POLICY_H

#include "base/err.h"
#include "base/lang.h"

#define POLICY_MAX_LEVEL 3

struct policy {
    const char *name;
    struct text2 title;
    struct text2 about;
    unsigned version;
    unsigned level;      /* highest disclosure level that may leave, 0..3 */
    bool second_person;  /* a different releaser must agree */
    bool smbios_as_hex;  /* the table leaves as hex text */
    bool phone_report;   /* screen 91 and the report code */
    bool qr;             /* phones may be used: QR symbols on paper and screen */
    bool gm;             /* sign with SM2 as well */
    const char *hotline; /* "" when the site gave none */
};

extern const char *const policy_names[]; /* "strict", "normal", "lab" */
extern const size_t policy_names_n;

/* E_POLICY for an unknown name. */
const struct policy *policy_load(const char *name, struct err *err) MUST_USE;
void policy_free(const struct policy *p);

#endif
