/* bundle_kit.h - a folder, keys and a small released bundle for tests. */
#ifndef CASEPACK_TESTS_SUPPORT_BUNDLE_KIT_H
#define CASEPACK_TESTS_SUPPORT_BUNDLE_KIT_H

#include "bundle/keys.h"
#include "bundle/verify.h"
#include "bundle/write.h"

#define KIT_PATH 512
#define KIT_FILE_MAX (1024 * 1024)

struct kit {
    char dir[KIT_PATH]; /* removed with all that is in it */
    struct keyring *keys;
    struct signing_key *site;
    struct signing_key *officer;
    struct trust trust; /* both */
};

void kit_start(struct kit *k); /* the crypto library too */
void kit_end(struct kit *k);

/* dir/name, in one of a few static buffers. */
const char *kit_path(const struct kit *k, const char *name);

/* A plan with files of ours and one stream, not yet sealed. */
struct plan *kit_plan(void);
/* case.txt, seal, release.txt and signatures of one person or two. */
void kit_release(const struct kit *k, struct plan *p, bool two_persons);
/* The same with a case.txt of its own, by one person. */
void kit_release_case(const struct kit *k, struct plan *p, struct str case_text);
/* All of it, written as dir/stem.zip; the caller owns the plan. */
struct plan *kit_bundle(const struct kit *k, const char *stem, bool two_persons,
                        struct bundle_written *out);

/* Whole files, without any care. */
void kit_get(const char *path, struct buf *out);
void kit_put(const char *path, struct str bytes);
bool kit_is_there(const char *path);
/* What bundle_open() says of path. With CASEPACK_KEEP_HOSTILE=DIR in the environment a copy of what
 * it refuses stays in DIR, for a test that shows it to a program (tests/desk/test_hostile.sh). */
enum err_code kit_open_code(const char *path);
/* Names in the folder, sorted, one blank after each. */
void kit_list(const char *dir, struct buf *out);

/* The report lives in the arena; fails the test when the bundle cannot be read. */
struct verify_report kit_verify(const struct kit *k, const char *path, struct arena *a);
bool kit_is_genuine(const struct kit *k, const char *path);
/* A signature file as somebody with that trust sees it: E_NONE when it is good. */
typedef enum err_code kit_check(struct str text, struct str message, struct trust trust);
/* Every flipped bit, every truncation, a line feed more, another message, no trust: refused. */
void kit_only_itself_is_good(const struct kit *k, struct str text, struct str message,
                             kit_check *check);
/* The report says this of that file. */
void kit_check_problem(const struct verify_report *r, enum err_code code, const char *file);

#endif
