/* keyring.h - the key folder as the files of this folder see it. */
#ifndef CASEPACK_BUNDLE_KEYRING_H
#define CASEPACK_BUNDLE_KEYRING_H

#include "bundle/file.h"

struct keyring {
    char dir[FILE_PATH_MAX];
};

#endif
