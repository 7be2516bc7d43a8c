/* key_file.h - what the key folder does with the secret files of keys.c. */
#ifndef CASEPACK_BUNDLE_KEY_FILE_H
#define CASEPACK_BUNDLE_KEY_FILE_H

#include "base/err.h"

/* A new pair; the folder is there. E_KEY_EXISTS when key_path is. */
bool key_file_make(const char *key_path, const char *pub_path, struct str passphrase,
                   struct err *err) MUST_USE;
bool key_file_is_sealed(const char *file, bool *sealed, struct err *err) MUST_USE;

/* Letters that the name of a key may have: [a-z0-9_-], 1 to 31 of them. */
bool key_name_is_valid(struct str name);

#endif
