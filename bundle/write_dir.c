/* write_dir.c - a bundle as the plain folder NAME/, for burning and for sites that unpack anyway.
 *
 * Each file and each folder is synced before the folder gets its name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/formats.h"

#define READ_BYTES (128 * 1024)
#define FILE_MODE 0644
#define FOLDER_MODE 0755

/* The modes are the same whatever the umask; FAT keeps none and says so with EPERM. */
static bool make_folder(const char *path, struct err *err)
{
    if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST)
        return file_write_failed(err, errno, path);
    return chmod(path, FOLDER_MODE) == 0 || errno == EPERM ||
           file_write_failed(err, errno, path);
}

/* The folders between the bundle's own and the file. */
static bool make_folders(const char *path, size_t own, struct err *err)
{
    char folder[FILE_PATH_MAX];

    for (const char *slash = strchr(path + own + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        if (!make_folder(folder, err))
            return false;
    }
    return true;
}

static bool put_bytes(int fd, const char *path, struct outgoing *o, struct write_job *job,
                      struct err *err)
{
    char *part = mem_new(READ_BYTES);
    bool ok = true, last = false;
    size_t got = 0;

    while (ok && !last)
        ok = outgoing_fill(o, part, READ_BYTES, &got, &last, &job->count, err) &&
             file_write(fd, path, (struct str){part, got}, err);
    free(part);
    return ok;
}

static bool put_file(const char *path, const struct plan_file *file, struct write_job *job,
                     struct err *err)
{
    struct outgoing o;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);

    if (fd < 0)
        return file_write_failed(err, errno, path);
    bool ok = outgoing_open(&o, file, err) && put_bytes(fd, path, &o, job, err);
    outgoing_close(&o);
    if (ok && fchmod(fd, FILE_MODE) != 0 && errno != EPERM)
        ok = file_write_failed(err, errno, path);
    ok = ok && file_sync(fd, path, err);
    if (close(fd) != 0 && ok)
        ok = file_write_failed(err, errno, path);
    return ok;
}

/* The folder of each file and those above it, up to the bundle's own; once where files follow
 * each other in one folder. */
static bool sync_folders(const struct write_job *job, struct err *err)
{
    size_t own = strlen(job->folder);
    char path[FILE_PATH_MAX], done[FILE_PATH_MAX] = "";

    for (size_t i = 0; i < plan_count(job->plan); i++) {
        if (!file_path(path, job->folder, plan_at(job->plan, i)->name, "", err))
            return false;
        size_t n = (size_t)(strrchr(path, '/') - path);
        if (strlen(done) == n && strncmp(done, path, n) == 0)
            continue;
        for (char *slash = path + n; slash >= path + own; slash = strrchr(path, '/')) {
            if (!file_sync_folder(path, err))
                return false;
            *slash = '\0';
            if (slash == path + n)
                snprintf(done, sizeof done, "%s", path);
        }
    }
    return true;
}

static bool dir_write(struct write_job *job, struct err *err)
{
    size_t own = strlen(job->folder), n = plan_count(job->plan);
    char path[FILE_PATH_MAX];
    bool ok = make_folder(job->folder, err);

    for (size_t i = 0; ok && i < n; i++) {
        const struct plan_file *file = plan_at(job->plan, i);

        ok = file_path(path, job->folder, file->name, "", err) &&
             make_folders(path, own, err) && put_file(path, file, job, err);
    }
    return ok && sync_folders(job, err);
}

const struct bundle_format format_dir = {
    .name = "dir", .suffix = "", .write = dir_write, .is_folder = true};
