/* registry_kit.h - a registry for tests, made of lines; made-up data only.
 *
 *   static const struct kit_value values[] = {
 *       {"SOFTWARE\\CMIT\\Active", "Status", WINREG_DWORD, "1"}, ...
 *   };
 *   struct winreg reg = registry_kit(&(struct kit){values, COUNT_OF(values)});
 * Texts are given in UTF-8 (characters of the basic plane), numbers in decimal, bytes in
 * hexadecimal. */
#ifndef CASEPACK_TESTS_SUPPORT_REGISTRY_KIT_H
#define CASEPACK_TESTS_SUPPORT_REGISTRY_KIT_H

#include "collect/winreg.h"

struct kit_value {
    const char *key, *name;
    uint32_t type;
    const char *value;
};

struct kit {
    const struct kit_value *values;
    size_t n;
    const char *denied; /* a key that may not be read; NULL: none */
};

/* The bytes that stand for the value. */
void registry_kit_data(const struct kit_value *v, struct buf *out);

struct winreg registry_kit(const struct kit *kit);

#endif
