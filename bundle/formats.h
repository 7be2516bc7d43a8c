/* formats.h - one vtable for each write_x.c; write.c lists them. */
#ifndef CASEPACK_BUNDLE_FORMATS_H
#define CASEPACK_BUNDLE_FORMATS_H

#include "bundle/write.h"

extern const struct bundle_format format_zip;

#endif
