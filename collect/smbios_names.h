/* smbios_names.h - texts of codes and bits in the identity structures, in dmidecode's words. */
#ifndef CASEPACK_COLLECT_SMBIOS_NAMES_H
#define CASEPACK_COLLECT_SMBIOS_NAMES_H

#include "collect/smbios_field.h"

extern const struct smbios_names names_bios;             /* 7.1.1 */
extern const struct smbios_names names_bios_ext1;        /* 7.1.2.1 */
extern const struct smbios_names names_bios_ext2;        /* 7.1.2.2 */
extern const struct smbios_names names_wake_up;          /* 7.2.2 */
extern const struct smbios_names names_board_features;   /* 7.3.1 */
extern const struct smbios_names names_board_type;       /* 7.3.2 */
extern const struct smbios_names names_chassis_type;     /* 7.4.1 */
extern const struct smbios_names names_chassis_state;    /* 7.4.2 */
extern const struct smbios_names names_chassis_security; /* 7.4.3 */
extern const struct smbios_names names_structure;        /* a type inside an element, 7.4.4 */

/* The name of a code, "<OUT OF SPEC>" when it has none. */
const char *smbios_name(const struct smbios_names *names, uint64_t code);

#endif
