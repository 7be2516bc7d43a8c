/* system.h - how a program starts and where its own files lie, system by system. */
#ifndef CASEPACK_BASE_SYSTEM_H
#define CASEPACK_BASE_SYSTEM_H

#include "base/err.h"

/* First in main(): from here on the words of the command line and all output are UTF-8. */
void system_start(int *argc, char ***argv);

/* The key folder when none is named: $XDG_DATA_HOME/casepack or ~/.local/share/casepack; on
 * Windows, where nothing may be written to the system disk, casepack-keys beside the program.
 * E_VALUE when nothing says where. */
bool system_data_dir(struct buf *out, struct err *err) MUST_USE;

/* Whether the processor and the system know these instructions of x86, and BMI1 and POPCNT, which
 * nearly all processors have that have AVX2. */
bool system_has_avx2(void);
bool system_has_avx512bw(void);

#endif
