/* sink.h - where a container goes: a part file, or several of a fixed size.
 *
 *   NAME.zip.part                                  in one piece
 *   NAME.zip.001.part NAME.zip.002.part ...        split
 *
 *   sink_new() -> sink_add(), sink_patch() many -> sink_sync() -> sink_publish() -> sink_free()
 *
 * Nothing bears its name before sink_publish(), and then all of it is on the medium. */
#ifndef CASEPACK_BUNDLE_SINK_H
#define CASEPACK_BUNDLE_SINK_H

#include "base/err.h"

#define PART_SUFFIX ".part"
#define PIECES_MAX 999
#define PIECE_SUFFIX_FORMAT ".%03zu"

struct sink;

/* path is that of the container; split_bytes 0: in one piece. path is copied. */
struct sink *sink_new(const char *path, uint64_t split_bytes);
void sink_free(struct sink *s); /* does not remove anything */

bool sink_add(struct sink *s, const void *p, size_t n, struct err *err) MUST_USE;
/* Writes over bytes that were added before. */
bool sink_patch(struct sink *s, uint64_t at, const void *p, size_t n, struct err *err) MUST_USE;
uint64_t sink_size(const struct sink *s);

/* Every byte is on the medium and out of the cache. */
bool sink_sync(struct sink *s, struct err *err) MUST_USE;

/* How many files, and the path of each (from 0), before or after publishing; out holds
 * FILE_PATH_MAX bytes. */
size_t sink_pieces(const struct sink *s);
bool sink_is_split(const struct sink *s);
void sink_piece_path(const struct sink *s, size_t i, bool published, char *out);

/* The part files get their names; the folder is synced. */
bool sink_publish(struct sink *s, struct err *err) MUST_USE;
/* Whether one of them has its name, so that an older container is no longer whole. */
bool sink_has_names(const struct sink *s);
/* Removes the part files: the write failed. */
void sink_discard(struct sink *s);

#endif
