/* volume_kit.h - the system disk of a made-up CMGE machine, as a folder. */
#ifndef CASEPACK_TESTS_SUPPORT_VOLUME_KIT_H
#define CASEPACK_TESTS_SUPPORT_VOLUME_KIT_H

/* Makes Windows, Program Files and Users in dir, which is there: hives SYSTEM and SOFTWARE,
 * logs Application and System, the client with its log, and beside them what must never be
 * opened, each file with the text "NEVER". Names differ in case from those that are asked for. */
void volume_kit(const char *dir);

/* The files of volume_kit() that must never be opened, relative to dir; ends with NULL. */
extern const char *const volume_kit_never[];

#endif
