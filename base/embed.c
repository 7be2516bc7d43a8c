/* embed.c - finds a file in the table that tools/embed.c made. */
#include "base/embed.h"

#include <string.h>

bool embed_find(const char *path, struct str *out)
{
    for (size_t i = 0; i < embed_count; i++) {
        if (strcmp(embed_files[i].path, path) == 0) {
            *out = (struct str){(const char *)embed_files[i].data, embed_files[i].n};
            return true;
        }
    }
    return false;
}
