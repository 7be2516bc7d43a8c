/* locate.c - from the path a user names to the files of a bundle. */
#include "bundle/locate.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "bundle/file.h"
#include "bundle/sink.h"

/* The path before ".ok" or ".001"; whether it was the latter. */
static const char *without_suffix(const char *path, struct arena *a, bool *is_piece)
{
    struct str s = str_of(path);
    const char *p = path + s.n;

    *is_piece = s.n > 4 && p[-4] == '.' && isdigit((unsigned char)p[-3]) &&
                isdigit((unsigned char)p[-2]) && isdigit((unsigned char)p[-1]);
    if (*is_piece)
        return arena_cstr(a, str_sub(s, 0, s.n - 4));
    while (s.n > 1 && s.p[s.n - 1] == '/') /* a folder, completed by a shell */
        s.n--;
    if (str_ends(s, SEAL_SUFFIX))
        s.n -= strlen(SEAL_SUFFIX);
    return arena_cstr(a, s);
}

static bool load_seal(struct located *l, struct arena *a, struct err *err)
{
    struct buf text = BUF_INIT(SEAL_MAX_BYTES);
    struct err cause = ERR_NONE;
    bool ok = file_text(l->seal_path, SEAL_MAX_BYTES, &text, &cause);

    if (ok)
        ok = l->is_sealed = seal_parse(buf_str(&text), a, &l->seal);
    else if (cause.code == E_FS_ABSENT)
        ok = true;
    buf_done(&text);
    return ok || err_set(err, E_SEAL, "%s", l->seal_path);
}

static void name_pieces(struct located *l, struct arena *a)
{
    const char **paths = arena_take(a, l->seal.pieces_n * sizeof *paths);

    for (size_t i = 0; i < l->seal.pieces_n; i++)
        paths[i] = arena_printf(a, "%s" PIECE_SUFFIX_FORMAT, l->path, i + 1);
    l->pieces = paths;
    l->pieces_n = l->seal.pieces_n;
}

bool locate(const char *path, struct arena *a, struct located *out, struct err *err)
{
    struct located l = {.is_folder = false};
    struct stat info;
    bool is_piece;

    l.path = without_suffix(path, a, &is_piece);
    l.seal_path = arena_printf(a, "%s" SEAL_SUFFIX, l.path);
    if (!load_seal(&l, a, err))
        return false;
    if (l.seal.pieces_n > 0)
        name_pieces(&l, a);
    else if (is_piece)
        return err_set(err, E_SEAL, "%s", l.seal_path);
    else
        l.is_folder = stat(l.path, &info) == 0 && S_ISDIR(info.st_mode);
    *out = l;
    return true;
}
