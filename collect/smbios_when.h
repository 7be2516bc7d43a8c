/* smbios_when.h - tests that rows of smbios_fields.def name: WHEN(watchdog) is when_watchdog.
 * True when the field means something. */
#ifndef CASEPACK_COLLECT_SMBIOS_WHEN_H
#define CASEPACK_COLLECT_SMBIOS_WHEN_H

#include "collect/smbios_field.h"

bool when_version_2_1(const struct smbios_value *v);
bool when_module_installed(const struct smbios_value *v); /* 7.18: size is not zero */
bool when_watchdog(const struct smbios_value *v);         /* 7.24: there is one */

/* 7.23: a battery says a thing as a string or as a Smart Battery value. */
bool when_battery_date(const struct smbios_value *v);
bool when_battery_serial(const struct smbios_value *v);
bool when_battery_chemistry(const struct smbios_value *v);
bool when_sbds_date(const struct smbios_value *v);
bool when_sbds_serial(const struct smbios_value *v);
bool when_sbds_chemistry(const struct smbios_value *v);

/* 7.39 */
bool when_ipmi_no_storage(const struct smbios_value *v);
bool when_ipmi_registers(const struct smbios_value *v); /* not on the SMBus */
bool when_ipmi_interrupt(const struct smbios_value *v); /* and its bits are filled in */

#endif
