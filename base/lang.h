/* lang.h - texts in the user's language, from the catalogue inside the program.
 *
 * Source texts are English; po/zh_CN.po holds the Chinese. _("text") is translated now,
 * N_("text") only marks it for extraction (tables). Changing the language changes what _()
 * gives from then on; every returned pointer stays valid for the whole run. Floors below tui/
 * and cli/ use N_ only. */
#ifndef CASEPACK_BASE_LANG_H
#define CASEPACK_BASE_LANG_H

#include "base/str.h"

enum lang { LANG_EN, LANG_ZH };
#define LANG_COUNT 2

void lang_set(enum lang lang);
enum lang lang_get(void);
bool lang_of(const char *name, enum lang *out); /* "zh", "zh_CN.UTF-8", "en", "C" ... */
enum lang lang_from_env(void); /* LC_ALL, LC_MESSAGES, LANG; Chinese when nothing is said */
const char *lang_name(enum lang lang); /* "zh" or "en" */

const char *lang_text(const char *msgid) __attribute__((format_arg(1)));
const char *lang_text_in(enum lang lang, const char *msgid) __attribute__((format_arg(2)));

/* The pair as it stands in templates: both languages side by side. */
struct text2 {
    const char *zh;
    const char *en;
};
const char *text2_now(const struct text2 *t); /* in the current language; never NULL */

#define _(msgid) lang_text(msgid)
#define N_(msgid) msgid

#endif
