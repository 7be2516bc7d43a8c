/* serial_form.h - in which form a disk's serial was handed on.
 *
 * Drivers and bridges pass the same serial on in several forms; whoever compares two readings,
 * or a reading with the label, must know which. Judged from the bytes alone, as they were read
 * with their padding, and only where an ordinary serial cannot look so. */
#ifndef CASEPACK_COLLECT_SERIAL_FORM_H
#define CASEPACK_COLLECT_SERIAL_FORM_H

#include "base/str.h"

enum serial_form {
    SERIAL_PLAIN,
    SERIAL_PAIR_SWAPPED, /* ATA words with their bytes not put right: "DWW-XC" for "WD-WCX" */
    SERIAL_HEX,          /* each byte as two digits: "5744" for "WD" */
    SERIAL_HEX_SWAPPED,  /* both: "4457" */
    SERIAL_EUI64,        /* an address in place of a serial: "0025_3858_91B0_F3A1." */
    SERIAL_FORM_COUNT
};

enum serial_form serial_form_of(struct str raw);

/* The same bytes with the two of each pair exchanged, and not the same text. Both as read. */
bool serial_is_swap_of(struct str a, struct str b);

/* Without the padding of disks: blanks and NULs at both ends. */
struct str serial_trim(struct str serial);

const char *serial_form_name(enum serial_form form); /* "hex-encoded" */

#endif
