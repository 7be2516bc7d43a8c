/* firmware.h - how the machine was started, and what its firmware keeps for the system. */
#ifndef CASEPACK_COLLECT_LINUX_FIRMWARE_H
#define CASEPACK_COLLECT_LINUX_FIRMWARE_H

#include "collect/linux/sysfs.h"

/* Adds firmware.mode, secure_boot, efi_variables, efi_variable_bytes, msdm and msdm_bytes.
 * Of MSDM (a product key) at most its header of 36 bytes is read. */
void firmware_facts(const struct sysfs *s);

/* Adds efi-variables.txt: sizes, vendors and names, no contents. Nothing without variables. */
bool firmware_artifacts(const struct collect_target *target, struct artifact_list *out,
                        struct err *err) MUST_USE;

#endif
