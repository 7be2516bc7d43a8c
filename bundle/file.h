/* file.h - our own files, written whole: a part file beside them, fsync, rename, fsync of the
 * folder. Whoever looks sees the old file or the new one, never half of one. */
#ifndef CASEPACK_BUNDLE_FILE_H
#define CASEPACK_BUNDLE_FILE_H

#include <sys/types.h>

#include "base/err.h"

#define FILE_PATH_MAX 4096

/* folder/name and suffix into out, which holds FILE_PATH_MAX bytes; E_VALUE when too long. */
bool file_path(char *out, const char *folder, const char *name, const char *suffix,
               struct err *err) MUST_USE;

/* What errno says of writing to path, as the error a user can act on. Always false. */
bool file_write_failed(struct err *err, int number, const char *path);

enum file_put { FILE_REPLACE, FILE_NEW };

/* FILE_NEW: E_KEY_EXISTS when path is there, also when it appears at that moment. */
bool file_put(const char *path, enum file_put how, struct str text, mode_t mode,
              struct err *err) MUST_USE;

/* An ordinary file of at most cap bytes into p. E_FS_ABSENT, E_FS_DENIED, E_FS_KIND,
 * E_FS_TOO_LARGE, E_FS_IO. */
bool file_get(const char *path, void *p, size_t cap, size_t *got, struct err *err) MUST_USE;
bool file_text(const char *path, size_t max, struct buf *out, struct err *err) MUST_USE;

/* Opens an ordinary file for reading, without waiting on a FIFO; -1 with err. */
int file_open(const char *path, uint64_t *size_bytes, struct err *err) MUST_USE;

/* All n bytes at offset at; E_FS_CHANGED when the file ends before. */
bool file_read_at(int fd, const char *path, void *p, size_t n, uint64_t at,
                  struct err *err) MUST_USE;

/* All of the bytes, where fd stands. */
bool file_write(int fd, const char *path, struct str bytes, struct err *err) MUST_USE;

/* fd is on the medium, and out of the cache so that it is the medium that answers later reads. */
bool file_sync(int fd, const char *path, struct err *err) MUST_USE;

/* fsync of the folder that holds path; a file system that cannot is not an error. */
bool file_sync_folder(const char *path, struct err *err) MUST_USE;

/* The folder and those above it, 0700. */
bool file_make_folder(const char *path, struct err *err) MUST_USE;

#endif
