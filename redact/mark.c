/* mark.c - classification markings; see mark.h.
 *
 * "机密", "机密级", "秘 密". Near misses that are none: 机密性, 机密计算, 秘密共享, "★★★★☆ 5年", 内部版本, 涉密部门. */
#include "redact/take.h"

#define BLANKS_MAX 8
#define PERIOD_BYTES 48
#define FIRST_LINES 5

static const char *const levels[] = {"绝", "机", "機", "秘"};
static const char secret_char[] = "密", level_char[] = "级"; /* the second may be left out */
static const char *const stars[] = {"★", "☆", "＊"};

static size_t skip_blanks(const struct text *t, size_t i)
{
    for (size_t from = i; i - from < 3 * BLANKS_MAX;) {
        if (is_blank(text_at(t, i)))
            i++;
        else if (text_has(t, i, "　"))
            i += 3;
        else
            break;
    }
    return i;
}

static size_t back_over_blanks(const struct text *t, size_t i)
{
    for (size_t from = i; from - i < 3 * BLANKS_MAX;) {
        if (i > t->lo && is_blank(t->p[i - 1]))
            i--;
        else if (text_ends(t, i, "　"))
            i -= 3;
        else
            break;
    }
    return i;
}

size_t mark_level(const struct text *t, size_t i)
{
    for (size_t k = 0; k < COUNT_OF(levels); k++) {
        if (!text_has(t, i, levels[k]))
            continue;
        size_t end = skip_blanks(t, i + strlen(levels[k])) + strlen(secret_char);
        if (!text_ends(t, end, secret_char))
            return 0;
        return text_has(t, end, level_char) ? end + strlen(level_char) : end;
    }
    return 0;
}

static unsigned give_mark(enum mark mark, size_t at, size_t end, struct hit *hit)
{
    hit_give(hit, ENTITY_KEYWORD, at, end);
    hit->mark = mark;
    return 1;
}

/* ---- tier 1 -------------------------------------------------------------------------------*/

/* Right before i, blanks aside: where the LEVEL begins; i when there is none. */
static size_t level_before(const struct text *t, size_t i)
{
    size_t at = back_over_blanks(t, i);

    if (text_ends(t, at, level_char))
        at = back_over_blanks(t, at - strlen(level_char));
    if (!text_ends(t, at, secret_char))
        return i;
    at = back_over_blanks(t, at - strlen(secret_char));
    for (size_t k = 0; k < COUNT_OF(levels); k++)
        if (text_ends(t, at, levels[k]))
            return at - strlen(levels[k]);
    return i;
}

/* "10年", "六个月", "长期", "解密...": the form of a mark that is written with "*". */
static bool period_follows(const struct text *t, size_t i)
{
    static const char *const words[] = {"年", "个月", "月", "长期", "永久", "解密", "前"};
    size_t from = i;

    for (; i < t->hi && i - from < PERIOD_BYTES && t->p[i] != '\n'; i++)
        for (size_t k = 0; k < COUNT_OF(words); k++)
            if (text_has(t, i, words[k]))
                return true;
    return false;
}

unsigned match_star(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t end = x + 1, at = star_may(t->p + x) ? level_before(t, x) : x;

    if (at == x)
        return 0;
    for (size_t k = 0; k < COUNT_OF(stars); k++)
        if (text_has(t, x, stars[k]))
            end = x + strlen(stars[k]);
    if (t->p[x] == '*' && !period_follows(t, end))
        return 0;
    return give_mark(MARK_NEVER, at, end, hits);
}

/* ---- tier 2 -------------------------------------------------------------------------------*/

static bool ends_line(const struct text *t, size_t i)
{
    i = skip_blanks(t, i);
    return i >= t->hi || t->p[i] == '\r' || t->p[i] == '\n';
}

static bool begins_line(const struct text *t, size_t i)
{
    static const char byte_order[] = "\xef\xbb\xbf";

    i = back_over_blanks(t, i);
    if (text_ends(t, i, byte_order))
        i -= 3;
    return i == t->lo ? t->first : t->p[i - 1] == '\n' || t->p[i - 1] == '\r';
}

/* Among the first five lines that are not empty; they lie in the window or it is too late. */
static bool in_first_lines(const struct text *t, size_t x)
{
    unsigned lines = 0;
    bool text = false;

    for (size_t i = t->lo; t->first && i < x; i++) {
        text |= t->p[i] > ' ';
        if (t->p[i] == '\n') {
            lines += text;
            text = false;
        }
    }
    return t->first && lines < FIRST_LINES;
}

/* A line that is a LEVEL, or a paragraph that begins with one in brackets. */
unsigned take_level(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->label_at, end = mark_level(t, at);

    if (!end)
        return 0;
    if (begins_line(t, at) && ends_line(t, end) && in_first_lines(t, at))
        return give_mark(MARK_SECOND_PERSON, at, end, hits);
    size_t open = text_ends(t, at, "（") ? 3 : text_ends(t, at, "(") ? 1 : 0;
    if (open && begins_line(t, at - open) && (text_has(t, end, "）") || text_has(t, end, ")")))
        return give_mark(MARK_SECOND_PERSON, at, end, hits);
    return 0;
}

/* "密级：机密"; in a table the level stands below, columns.c. */
unsigned take_named_level(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = mark_level(t, v->at);

    if (!end || text_has(t, end, "性"))
        return 0;
    return give_mark(MARK_SECOND_PERSON, v->at, end, hits);
}

/* 内部资料 注意保存, 工作秘密 严禁外传 */
unsigned take_work_secret(const struct text *t, const struct place *v, struct hit *hits)
{
    static const char *const orders[] = {"注意保存", "注意保密", "严禁外传",
                                         "不得外传", "请勿外传", "妥善保管"};
    size_t i = v->label_at + 4 * strlen(secret_char);

    if (text_has(t, v->label_at, "工作秘密"))
        return begins_line(t, v->label_at) && ends_line(t, i)
                   ? give_mark(MARK_SECOND_PERSON, v->label_at, i, hits)
                   : 0;
    for (size_t from = i; i - from < 24; i++)
        for (size_t k = 0; k < COUNT_OF(orders); k++)
            if (text_has(t, i, orders[k]))
                return give_mark(MARK_SECOND_PERSON, v->label_at, i + strlen(orders[k]), hits);
    return 0;
}

unsigned take_trade_secret(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = v->label_at + 4 * strlen(secret_char), star = skip_blanks(t, end);

    for (size_t k = 0; k < COUNT_OF(stars); k++)
        if (text_has(t, star, stars[k]))
            return give_mark(MARK_SECOND_PERSON, v->label_at, star, hits);
    return begins_line(t, v->label_at) && ends_line(t, end)
               ? give_mark(MARK_SECOND_PERSON, v->label_at, end, hits)
               : 0;
}
