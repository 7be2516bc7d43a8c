/* iso_head.h - an ISO 9660 image says nothing of who made it, and when.
 *
 * libarchive writes the clock, the time zone, the system and its own version into the head of each
 * image: everything before the first file. Here they become the same for everybody, so that the
 * same bundle is the same image.
 *
 *   collect the image from its beginning until iso_head_end() is not 0 -> iso_head_settle() */
#ifndef CASEPACK_BUNDLE_ISO_HEAD_H
#define CASEPACK_BUNDLE_ISO_HEAD_H

#include "base/str.h"

/* Where the head ends; 0 while image is too short to tell, or is no image with Joliet names. */
size_t iso_head_end(struct str image);

/* Every time becomes ARCHIVE_TIME in UTC; the maker's names become blanks. */
void iso_head_settle(char *image, size_t end);

#endif
