/* lang.c - the language of the texts, and the embedded catalogue. */
#include "base/lang.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/embed.h"
#include "base/mo.h"

static atomic_int current = LANG_EN;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct mo chinese; /* written once, then only read: any thread may look */

static void open_catalogue(void)
{
    struct str bytes;

    if (!embed_find("po/zh_CN.mo", &bytes) || !mo_init(&chinese, bytes))
        chinese = (struct mo){0};
}

void lang_set(enum lang lang)
{
    atomic_store(&current, (int)lang);
}

enum lang lang_get(void)
{
    return (enum lang)atomic_load(&current);
}

bool lang_of(const char *name, enum lang *out)
{
    static const struct {
        const char *name;
        enum lang lang;
    } known[] = {{"zh", LANG_ZH}, {"en", LANG_EN}, {"C", LANG_EN}, {"POSIX", LANG_EN}};
    struct str language = str_of(name);
    size_t n = 0;

    while (n < language.n && language.p[n] != '_' && language.p[n] != '-' &&
           language.p[n] != '.' && language.p[n] != '@')
        n++;
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (str_eq_nocase(str_sub(language, 0, n), str_of(known[i].name))) {
            *out = known[i].lang;
            return true;
        }
    }
    return false;
}

enum lang lang_from_env(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    enum lang lang;

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return lang_of(value, &lang) ? lang : LANG_EN;
    }
    return LANG_ZH;
}

const char *lang_name(enum lang lang)
{
    return lang == LANG_ZH ? "zh" : "en";
}

const char *lang_text(const char *msgid)
{
    return lang_text_in(lang_get(), msgid);
}

const char *lang_text_in(enum lang lang, const char *msgid)
{
    if (lang == LANG_EN || *msgid == '\0') /* "" would give the catalogue's own header */
        return msgid;
    pthread_once(&once, open_catalogue);
    const char *text = mo_find(&chinese, msgid);
    return text ? text : msgid;
}

const char *text2_now(const struct text2 *t)
{
    const char *text = lang_get() == LANG_ZH ? t->zh : t->en;

    return text ? text : "";
}
