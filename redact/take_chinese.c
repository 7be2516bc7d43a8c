/* take_chinese.c - names of people, organisations and places, number plates: text without blanks,
 * so what counts is where a run of ideographs begins and what it ends in. */
#include "redact/names.h"
#include "redact/take.h"

#define CJK_BYTES 3
#define WORD_SETS 4
#define NAME_MAX_CHARS 4
#define ORG_MAX_BYTES 120
#define ADDRESS_MAX_BYTES 180

/* Bytes of the ideograph at i (U+4E00..9FFF and U+3007), or 0. */
static size_t cjk_at(const struct text *t, size_t i)
{
    uint8_t c = text_at(t, i);

    if (c >= 0xe4 && c <= 0xe9 && text_at(t, i + 2) >= 0x80)
        return CJK_BYTES;
    return text_has(t, i, "\xe3\x80\x87") ? CJK_BYTES : 0;
}

static bool cjk_before(const struct text *t, size_t i)
{
    return i >= t->lo + CJK_BYTES && cjk_at(t, i - CJK_BYTES) == CJK_BYTES;
}

/* ---- lists of words ------------------------------------------------------------------------*/

enum words {
    NO_PERSON,
    FOLLOWS_PERSON,
    STATE,
    GREETING,
    ORG_END,
    MAKER,
    NO_ORG,
    BEFORE_ORG,
    REGION,
    STREET,
    UNIT,
    BEFORE_PLACE,
    AFTER_ADDRESS,
    PLATE_USE,
    WORD_LISTS
};

static struct word_list {
    const char *words; /* of ideographs, or of signs as wide, with a blank between two */
    uint64_t begins[WORD_SETS], ends[WORD_SETS]; /* filters, made by take_start() */
} lists[WORD_LISTS] = {
    [NO_PERSON] = {.words =
                       "电话 手机 邮箱 地址 单位 管理 系统 未知 暂无 无 姓名 签名 签字 信息"
                       " 方式 数量 权限 登录 反馈 名称 密码 不存在 已 未 请 可 需 的 或 和 及"
                       " 编号 为空 所有 全部 其他 本人 同上 部门 列表 类型 状态 终端 界面 体验"
                       " 数据 服务 配置 文件 设置"},
    [FOLLOWS_PERSON] =
        {.words = "的 在 已 是 说 与 于 到 反 来 打 电 等 先生 女士 报 联 确 请 将 把 被"
                  " 给 让 去 未 没 有 申 用 和 登 提 发 收 称 于 从 对 进 完 处 手 经理"
                  " 主任 工"},
    [STATE] = {.words = "关闭 通过 同意 成功 安全 常规 时间 高级 任意 任务 文件 方案 程序 计划"
                        " 计算 单独 应用 平台 解除 金额 应急 连接 强制 查询 项目 元素"},
    [GREETING] = {.words = "请 给 找 与 和 由 联系 转告 通知 询问 您好 ， 。"},
    [ORG_END] = {.words = "公司 集团 研究所 研究院 设计院 学院 大学 中学 小学 医院 银行 局 厅 "
                          "委 部队 厂 中心 院"
                          " 所 站 处 部 室 馆 队 校 社 会 法院 政府 基地"},
    [MAKER] =
        {.words =
             "神州网信 微软 联想 华为 同方 清华同方 浪潮 飞腾 龙芯 麒麟 统信 中科曙光 戴尔 惠普"
             " 英特尔"},
    [NO_ORG] = {.words = "不 未 无 名称 地址 电话 管理 代码 负责"},
    [BEFORE_ORG] =
        {.words = "在 去 到 是 的 与 和 给 由 从 至 向 为 对 及 请 了 将 把 往 ： ， 。 、"},
    [REGION] = {.words = "省 市 区 县 镇 乡 旗 州 盟"},
    [STREET] = {.words = "路 街 道 巷 弄 里 村 庄 园 胡同 大厦 广场 小区 社区"},
    [UNIT] = {.words = "号楼 号院 号 栋 幢 座 楼 单元 层 室 房"},
    [BEFORE_PLACE] = {.words = "在 于 到 址 至 往"},
    [AFTER_ADDRESS] = {.words = "， 。 ； 　 、"},
    [PLATE_USE] = {.words = "警 学 挂 港 澳 使 领"},
};

static uint64_t word_bit(const uint8_t *p)
{
    return UINT64_C(1) << (p[2] & 63);
}

static size_t word_set(const uint8_t *p)
{
    return p[1] % WORD_SETS;
}

static const char *word_end(const char *word)
{
    do
        word += CJK_BYTES;
    while (*word && *word != ' ');
    return word;
}

static void make_filters(struct word_list *list)
{
    for (const char *word = list->words, *end; *word; word = *end ? end + 1 : end) {
        const uint8_t *first = (const uint8_t *)word, *last;

        end = word_end(word);
        last = (const uint8_t *)end - CJK_BYTES;
        list->begins[word_set(first)] |= word_bit(first);
        list->ends[word_set(last)] |= word_bit(last);
    }
}

void take_start(void)
{
    for (size_t i = 0; i < WORD_LISTS; i++)
        make_filters(&lists[i]);
}

/* Bytes of the first of the words that stands at i. */
static size_t word_at(const struct text *t, size_t i, enum words which)
{
    const struct word_list *list = &lists[which];
    const uint8_t *p = t->p + i;

    if (i < t->lo || i + CJK_BYTES > t->hi || !(list->begins[word_set(p)] & word_bit(p)))
        return 0;
    for (const char *word = list->words, *end; *word; word = *end ? end + 1 : end) {
        end = word_end(word);
        if ((uint8_t)word[CJK_BYTES - 1] == p[CJK_BYTES - 1] &&
            text_has_all(t, i, word, (size_t)(end - word)))
            return (size_t)(end - word);
    }
    return 0;
}

/* The same of those that end right before i. */
static size_t word_ends(const struct text *t, size_t i, enum words which)
{
    const struct word_list *list = &lists[which];

    if (i < t->lo + CJK_BYTES)
        return 0;
    const uint8_t *p = t->p + i - CJK_BYTES;
    if (!(list->ends[word_set(p)] & word_bit(p)))
        return 0;
    for (const char *word = list->words, *end; *word; word = *end ? end + 1 : end) {
        end = word_end(word);
        size_t n = (size_t)(end - word);
        if ((uint8_t)end[-1] == p[CJK_BYTES - 1] && i - t->lo >= n &&
            text_has_all(t, i - n, word, n))
            return n;
    }
    return 0;
}

/* ---- people -------------------------------------------------------------------------------*/

/* Behind a label and no names: "联系人电话", "用户管理员". */
static bool is_no_person(const struct text *t, size_t i)
{
    return word_at(t, i, NO_PERSON) > 0;
}

/* Goes on behind a name in running text. */
static size_t follows_person(const struct text *t, size_t i)
{
    return word_at(t, i, FOLLOWS_PERSON);
}

/* The end of a name that begins at i: a surname and one or two more, or what stands alone. */
static size_t person_end(const struct text *t, size_t i, bool any)
{
    size_t surname = name_surname(text_str(t, i, t->hi)), end = i, chars = 0;

    while (chars <= NAME_MAX_CHARS && cjk_at(t, end)) {
        end += CJK_BYTES;
        chars++;
    }
    if (text_has(t, end, "·") && cjk_at(t, end + 2)) { /* 买买提·吐尔逊 */
        end += 2;
        while (end - i < 40 && cjk_at(t, end))
            end += CJK_BYTES;
        return end;
    }
    if (chars < 2 || is_no_person(t, i) || (!surname && !any))
        return 0;
    if (chars <= 3 && (surname || chars >= 2)) {
        if (chars == 3 && surname == CJK_BYTES && follows_person(t, i + 2 * CJK_BYTES) && !any)
            return i + 2 * CJK_BYTES;
        return surname || any ? end : 0;
    }
    if (!surname)
        return chars <= NAME_MAX_CHARS && any ? end : 0;
    if (chars <= NAME_MAX_CHARS && surname == 2 * CJK_BYTES)
        return end;
    return i + surname +
           (follows_person(t, i + surname + CJK_BYTES) ? CJK_BYTES : 2 * CJK_BYTES);
}

unsigned take_person(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->at, end;

    if (!cjk_at(t, at))
        return 0;
    end = person_end(t, at, v->sign && v->kind == ENTITY_PERSON);
    if (!end || (!v->sign && !name_surname(text_str(t, at, end))))
        return 0;
    hit_give(hits, ENTITY_PERSON, at, end);
    hits->learn = true;
    return 1;
}

/* Words of two ideographs, of which the first could be a surname. */
static bool is_state(const struct text *t, size_t i)
{
    return word_at(t, i, STATE) > 0;
}

/* Behind "人：", "审核：" and such, where a word may stand as well: a surname, one or two more, and
 * then no ideograph. */
unsigned take_signer(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t surname = name_surname(text_str(t, v->at, t->hi)), end = v->at;

    while (end - v->at <= NAME_MAX_CHARS * CJK_BYTES && cjk_at(t, end))
        end += CJK_BYTES;
    if (!surname || end <= v->at + surname || end > v->at + surname + 2 * CJK_BYTES ||
        is_no_person(t, v->at) || is_state(t, v->at))
        return 0;
    hit_give(hits, ENTITY_PERSON, v->at, end);
    hits->learn = true;
    return 1;
}

/* {"name":"张三","phone":"..."}: of a person when the same line says more of one. */
unsigned take_record_name(const struct text *t, const struct place *v, struct hit *hits)
{
    static const char *const person[] = {"phone",  "mobile", "email", "id_card", "idcard",
                                         "gender", "手机",   "电话",  "邮箱",    "身份证"};

    if (!take_signer(t, v, hits))
        return 0;
    size_t at = v->at;
    while (at > t->lo && t->p[at - 1] != '\n')
        at--;
    for (size_t i = at; i < t->hi && t->p[i] != '\n'; i++)
        for (size_t k = 0; k < COUNT_OF(person); k++)
            if (text_has(t, i, person[k]))
                return 1;
    return 0;
}

/* "王经理", "张伟先生" at the beginning of a run of ideographs. */
unsigned take_title(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = v->label_at, at = end;

    while (at > t->lo && end - at < NAME_MAX_CHARS * CJK_BYTES && cjk_before(t, at))
        at -= CJK_BYTES;
    if (end - at > 3 * CJK_BYTES)
        at = end - 3 * CJK_BYTES;
    for (bool edge = !cjk_before(t, at); at < end; at += CJK_BYTES, edge = false) {
        size_t greeting = word_ends(t, at, GREETING);
        if ((edge || greeting) && name_surname(text_str(t, at, end)) && !is_no_person(t, at))
            return hit_give(hits, ENTITY_PERSON, at, end);
    }
    return 0;
}

/* ---- organisations ------------------------------------------------------------------------*/

static bool in_org(const struct text *t, size_t i, size_t *n)
{
    uint8_t c = text_at(t, i);

    *n = cjk_at(t, i);
    if (!*n && is_alnum(c))
        *n = 1;
    if (!*n && (text_has(t, i, "（") || text_has(t, i, "）") || text_has(t, i, "·")))
        *n = text_has(t, i, "·") ? 2 : 3;
    if (!*n && (c == '(' || c == ')'))
        *n = 1;
    return *n > 0;
}

unsigned take_org(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = v->at, n, last = 0;

    if (!cjk_at(t, v->at) && !(v->sign && is_upper(text_at(t, v->at))))
        return 0;
    while (end - v->at < ORG_MAX_BYTES && in_org(t, end, &n)) {
        end += n;
        if (word_ends(t, end, ORG_END))
            last = end;
    }
    if (!v->sign)
        end = last; /* in running text: to the last word that ends a name */
    while (end > v->at && (text_ends(t, end, "（") || text_ends(t, end, "(")))
        end -= text_ends(t, end, "(") ? 1 : 3;
    if (end < v->at + 2 * CJK_BYTES || word_at(t, v->at, MAKER) ||
        name_is_word(text_str(t, v->at, end)))
        return 0;
    if (word_at(t, v->at, NO_ORG))
        return 0;
    hit_give(hits, ENTITY_ORG, v->at, end);
    hits->learn = end - v->at >= 4 * CJK_BYTES && last == end;
    return 1;
}

/* "...有限公司" in running text: back to where the run begins, or to a word that cannot belong
 * to a name. */
unsigned take_org_suffix(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->label_at, end = at;

    while (end - v->label_at < 24 && !word_ends(t, end, ORG_END))
        end += cjk_at(t, end) ? CJK_BYTES : 24;
    while (at > t->lo && v->label_at - at < ORG_MAX_BYTES / 2 && cjk_before(t, at) &&
           !word_ends(t, at, BEFORE_ORG))
        at -= CJK_BYTES;
    if (!word_ends(t, end, ORG_END) || v->label_at - at < 2 * CJK_BYTES ||
        word_at(t, at, MAKER))
        return 0;
    hit_give(hits, ENTITY_ORG, at, end);
    hits->learn = true;
    return 1;
}

/* ---- places -------------------------------------------------------------------------------*/

/* "12号楼1320室", "B座25层", "（100081）" behind a house number. */
static size_t rooms_end(const struct text *t, size_t i)
{
    size_t done = i;

    while (i - done < 24) {
        size_t n = word_at(t, i, UNIT);
        if (n) {
            done = i += n;
        } else if (is_alnum(text_at(t, i)) || text_at(t, i) == '-') {
            i++;
        } else {
            break;
        }
    }
    for (size_t open = 1; open <= 3; open += 2) {
        size_t post = done + open, n = text_run(t, post, 6, is_digit) - post;
        if (n == 6 && (text_has(t, done, open == 1 ? "(" : "（")))
            return post + 6 + (text_at(t, post + 6) == ')' ? 1 : 3);
    }
    return done;
}

/* The anchor is the first digit of a house number: "学苑南路306号12号楼1320室". */
unsigned match_house_number(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x, end = text_run(t, x, 6, is_digit);
    bool region = false;

    if (!text_has(t, end, "号") || !word_ends(t, x, STREET))
        return 0;
    end = rooms_end(t, end);
    while (at > t->lo && x - at < ADDRESS_MAX_BYTES &&
           (cjk_before(t, at) || is_alnum(t->p[at - 1]))) {
        if (word_ends(t, at, BEFORE_PLACE) && region)
            break;
        region |= word_ends(t, at, REGION) > 0;
        at -= cjk_before(t, at) ? CJK_BYTES : 1;
    }
    if (!region)
        return 0;
    return hit_give(hits, ENTITY_ADDRESS, at, end);
}

static bool ends_address(const struct text *t, size_t i)
{
    uint8_t c = t->p[i];

    return c <= ' ' || strchr(",;\"'<>|", c) || word_at(t, i, AFTER_ADDRESS);
}

unsigned take_address(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = v->at;
    bool region = false, street = false;

    while (end < t->hi && end - v->at < ADDRESS_MAX_BYTES && !ends_address(t, end)) {
        if (t->p[end] >= 0xc0) { /* the words below begin a character */
            region |= word_at(t, end, REGION) > 0;
            street |= word_at(t, end, STREET) > 0;
        }
        end++;
    }
    if (!cjk_at(t, v->at) || end - v->at < 4 * CJK_BYTES || !(region || (street && v->sign)))
        return 0;
    hit_give(hits, ENTITY_ADDRESS, v->at, end);
    hits->learn = end - v->at >= 6 * CJK_BYTES;
    return 1;
}

/* ---- number plates ------------------------------------------------------------------------*/

static bool in_plate(uint8_t c)
{
    return is_digit(c) || (is_upper(c) && c != 'I' && c != 'O');
}

/* GA 36-2018: province, letter, five of digits and letters, of which the last may be a sign of
 * use; new energy: six, with D or F (A..K) first or last. */
static unsigned plate_at(const struct text *t, size_t at, bool labelled, struct hit *hit)
{
    size_t i = at + CJK_BYTES + 1, end;
    unsigned digits = 0;

    if (!is_upper(text_at(t, i - 1)))
        return 0;
    if (text_has(t, i, "·") || text_has(t, i, "•"))
        i += text_has(t, i, "·") ? 2 : 3;
    else if ((text_at(t, i) == '.' || text_at(t, i) == '-' || text_at(t, i) == ' ') && labelled)
        i++;
    end = text_run(t, i, 7, in_plate);
    for (size_t k = i; k < end; k++)
        digits += is_digit(t->p[k]);
    size_t use = word_at(t, end, PLATE_USE);
    if (!(end - i == 5 || end - i == 6 || (end - i == 4 && use)) ||
        digits < (labelled ? 1u : 3u) || is_word(text_at(t, end)))
        return 0;
    return hit_give(hit, ENTITY_PLATE, at, end - i == 4 ? end + use : end);
}

unsigned take_plate(const struct text *t, const struct place *v, struct hit *hits)
{
    return plate_at(t, v->label_at, false, hits);
}

unsigned take_plate_label(const struct text *t, const struct place *v, struct hit *hits)
{
    if (cjk_at(t, v->at))
        return plate_at(t, v->at, true, hits);
    size_t end = text_run(t, v->at, 9, in_plate); /* "WJ..." of the armed police */
    return text_has(t, v->at, "wj") && end - v->at >= 6
               ? hit_give(hits, ENTITY_PLATE, v->at, end)
               : 0;
}
