/* winreg.c - values of the registry as texts, numbers and facts. */
#include "collect/winreg.h"

#include "base/enc.h"
#include "collect/collect.h"

/* The number of n bytes, little-endian. */
static uint64_t number_of(struct str data)
{
    uint64_t number = 0;

    for (size_t i = data.n; i > 0; i--)
        number = number << 8 | (unsigned char)data.p[i - 1];
    return number;
}

static bool is_number(const struct winreg_value *v)
{
    return (v->type == WINREG_DWORD && v->data.n == 4) ||
           (v->type == WINREG_QWORD && v->data.n == 8);
}

static bool is_text(const struct winreg_value *v)
{
    return v->type == WINREG_TEXT || v->type == WINREG_TEXT_EXPAND || v->type == WINREG_TEXTS;
}

static enum fact_state text_of(const struct winreg_value *v, struct arena *a, struct str *out)
{
    struct buf text = BUF_INIT(2 * WINREG_VALUE_MAX); /* three bytes for two at most */

    if (is_number(v))
        buf_printf(&text, "%llu", (unsigned long long)number_of(v->data));
    else if (is_text(v))
        enc_utf16le(v->data, &text);
    else
        return FACT_UNREADABLE;
    *out = arena_str(a, buf_str(&text));
    buf_done(&text);
    return fact_state_of(*out);
}

enum fact_state winreg_text(const struct winreg *reg, const char *key, const char *name,
                            struct arena *a, struct str *out)
{
    struct err err = ERR_NONE;
    struct winreg_value v;

    *out = (struct str){NULL, 0};
    if (!reg->value(reg->ctx, key, name, a, &v, &err))
        return collect_state_of(&err);
    return text_of(&v, a, out);
}

bool winreg_number(const struct winreg *reg, const char *key, const char *name, struct arena *a,
                   uint64_t *out)
{
    struct err err = ERR_NONE;
    struct winreg_value v;

    if (!reg->value(reg->ctx, key, name, a, &v, &err) || !is_number(&v))
        return false;
    *out = number_of(v.data);
    return true;
}

struct fs_names winreg_keys(const struct winreg *reg, const char *key, struct arena *a)
{
    struct fs_names names = {NULL, 0};
    struct err err = ERR_NONE;

    return reg->keys(reg->ctx, key, a, &names, &err) ? names : (struct fs_names){NULL, 0};
}

struct fact_source winreg_source(struct fact_list *facts, const char *key, const char *name)
{
    return (struct fact_source){
        .kind = SOURCE_REGISTRY,
        .path = arena_printf(fact_list_arena(facts), "HKLM\\%s\\%s", key, name)};
}

struct fact *winreg_fact(const struct winreg *reg, struct fact_list *facts, enum fact_key fact,
                         unsigned instance, const char *key, const char *name)
{
    struct str text;
    enum fact_state state = winreg_text(reg, key, name, fact_list_arena(facts), &text);
    struct fact *f =
        fact_add_state(facts, fact, instance, state, winreg_source(facts, key, name));

    f->text = text;
    return f;
}
