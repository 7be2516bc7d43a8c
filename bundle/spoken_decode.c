/* spoken_decode.c - digits heard on the phone back into what they say. */
#include "bundle/spoken_decode.h"

#include <stdio.h>
#include <string.h>

#define NO_HEAD 255
#define ANY_COUNT 0
#define KK_AT 2 /* place of KK in a head group */
#define CHECK_AT SPOKEN_DIGITS

static const struct kind_row {
    const char *name;
    uint8_t head;   /* number of the first group */
    uint8_t groups; /* with the head */
} kinds[SPOKEN_KINDS] = {
    [SPOKEN_REPORT] = {"report", SPOKEN_HEAD_REPORT, ANY_COUNT},
    [SPOKEN_RECEIPT] = {"receipt", SPOKEN_HEAD_RECEIPT, 3},
    [SPOKEN_REQUEST] = {"request", SPOKEN_HEAD_REQUEST, ANY_COUNT}, /* the head says */
    [SPOKEN_BUNDLE] = {"bundle", NO_HEAD, 2},
    [SPOKEN_FINGERPRINT] = {"fingerprint", NO_HEAD, 6},
};

const char *spoken_kind_name(enum spoken_kind kind)
{
    return kinds[kind].name;
}

const char *spoken_fault_name(enum spoken_fault fault)
{
    static const char *const names[SPOKEN_FAULTS] = {
        "", "digit-count", "check-digit", "state", "number", "twice", "order"};

    return names[fault];
}

const char *spoken_change_name(enum spoken_change change)
{
    static const char *const names[SPOKEN_CHANGES] = {"", "misheard", "other-digit", "swapped",
                                                      "other-number"};

    return names[change];
}

/* ---- hearing ---------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool hear_group(struct str text, struct heard_group *out)
{
    *out = (struct heard_group){.number = HEARD_NO_NUMBER};
    if (text.n > 2 && text.p[1] == ':' && is_digit(text.p[0])) {
        out->number = (uint8_t)(text.p[0] - '0');
        text = str_sub(text, 2, text.n);
    }
    if (text.n > 99)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_digit(text.p[i]))
            return false;
        if (i < HEARD_DIGITS)
            out->digits[i] = (uint8_t)(text.p[i] - '0');
    }
    out->digits_n = (uint8_t)text.n;
    return true;
}

bool spoken_hear(struct str text, struct heard *out, struct err *err)
{
    struct heard heard = {.n = 0};
    struct str word;

    while (str_next(&text, ' ', &word)) {
        if (word.n == 0)
            continue;
        if (heard.n == HEARD_GROUPS_MAX || !hear_group(word, &heard.groups[heard.n]))
            return err_set(err, E_VALUE, "%.*s (12345, 2:12345)",
                           STR_ARG(str_sub(word, 0, 40)));
        heard.n++;
    }
    if (heard.n == 0)
        return err_set(err, E_VALUE, "%s", "\"\" (12345, 2:12345)");
    *out = heard;
    return true;
}

/* ---- group by group --------------------------------------------------------------------------- */

static bool fits(unsigned number, const struct heard_group *group)
{
    return spoken_check(number, group->digits) == group->digits[CHECK_AT];
}

/* The table of Damm is a Latin square: exactly one number goes with five digits. */
static uint8_t number_told(const struct heard_group *group)
{
    uint8_t number = 0;

    while (number < 9 && !fits(number, group))
        number++;
    return number;
}

static uint8_t number_by_place(enum spoken_kind kind, size_t place)
{
    if (kinds[kind].head == NO_HEAD)
        return (uint8_t)(place + 1);
    return place == 0 ? kinds[kind].head : (uint8_t)place;
}

/* next is the lowest number that may follow in a report. */
static uint8_t number_of(enum spoken_kind kind, const struct heard *heard, size_t i,
                         unsigned next)
{
    const struct heard_group *group = &heard->groups[i];
    uint8_t told;

    if (group->number != HEARD_NO_NUMBER)
        return group->number;
    if (kind != SPOKEN_REPORT || i == 0)
        return number_by_place(kind, i);
    told = number_told(group);
    return told >= next ? told : HEARD_NO_NUMBER;
}

/* Bit n: a group with number n belongs to this code. */
static unsigned numbers_wanted(enum spoken_kind kind, const struct heard *heard)
{
    const struct heard_group *head = &heard->groups[0];
    size_t count = kinds[kind].groups;
    unsigned wanted = 0;

    if (kind == SPOKEN_REPORT)
        return (1U << 10) - 1;
    if (count == ANY_COUNT) /* N of a request whose head fits, else as many as were heard */
        count = fits(SPOKEN_HEAD_REQUEST, head) ? head->digits[1] + 1U : heard->n;
    for (size_t i = 0; i < count && i < HEARD_GROUPS_MAX; i++)
        wanted |= 1U << number_by_place(kind, i);
    return wanted;
}

static bool is_state(uint8_t digit)
{
    return digit != 7 && digit != 9;
}

static bool is_states(const struct heard_group *group)
{
    for (size_t i = 0; i < SPOKEN_DIGITS; i++)
        if (!is_state(group->digits[i]))
            return false;
    return true;
}

/* Where the head stands: it comes first whatever its number. */
static unsigned rank(enum spoken_kind kind, uint8_t number)
{
    return number == kinds[kind].head ? 0 : number;
}

struct course { /* what was said up to here */
    unsigned wanted;
    unsigned said; /* also by bad groups */
    unsigned
        seen; /* good groups only, so that a misheard number puts no other group in doubt */
    unsigned next; /* lowest rank that is in order */
};

static enum spoken_fault fault_of(enum spoken_kind kind, const struct heard_group *group,
                                  uint8_t number, const struct course *course)
{
    if (group->digits_n != HEARD_DIGITS)
        return SPOKEN_DIGIT_COUNT;
    if (number == HEARD_NO_NUMBER || !fits(number, group))
        return SPOKEN_CHECK_DIGIT;
    if (!(course->wanted >> number & 1))
        return SPOKEN_NUMBER;
    if (course->seen >> number & 1)
        return SPOKEN_TWICE;
    if (rank(kind, number) < course->next)
        return SPOKEN_ORDER;
    if (kind == SPOKEN_REPORT && number != SPOKEN_HEAD_REPORT && !is_states(group))
        return SPOKEN_STATE;
    return SPOKEN_FITS;
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* All digits but KK and the check digits, each at its place. */
struct digits {
    uint8_t head[SPOKEN_DIGITS];
    uint8_t rest[REPORT_STATES_MAX];
    size_t groups; /* behind the head */
};

static void gather(const struct heard *heard, const struct decoded *code, struct digits *out)
{
    *out = (struct digits){.groups = 0};
    for (size_t i = 0; i < heard->n; i++) {
        unsigned r = rank(code->kind, code->groups[i].number);

        memcpy(r == 0 ? out->head : out->rest + (r - 1) * SPOKEN_DIGITS,
               heard->groups[i].digits, SPOKEN_DIGITS);
        if (r > out->groups)
            out->groups = r;
    }
}

static bool report_of(const struct digits *d, struct decoded *out)
{
    out->report_pack = d->head[0] * 10U + d->head[1];
    memcpy(out->report_states, d->rest, sizeof out->report_states);
    return true;
}

static bool says_something(const struct digits *d, struct decoded *out)
{
    switch (out->kind) {
    case SPOKEN_REPORT:
        return report_of(d, out);
    case SPOKEN_RECEIPT:
        return spoken_receipt_of(d->head, d->rest, d->groups, &out->receipt);
    case SPOKEN_REQUEST:
        return spoken_request_of(d->head, d->rest, d->groups, &out->request);
    case SPOKEN_BUNDLE:
    case SPOKEN_FINGERPRINT:
        break;
    }
    return true;
}

static bool agrees(const struct heard *heard, struct decoded *out)
{
    struct digits d;

    if (kinds[out->kind].head == NO_HEAD)
        return true;
    gather(heard, out, &d);
    return spoken_sum(d.head, d.rest, d.groups * SPOKEN_DIGITS) ==
               d.head[KK_AT] * 10U + d.head[KK_AT + 1] &&
           says_something(&d, out);
}

/* Reads what was heard as a code of that kind. Returns how much is wrong; 0 is valid. */
static unsigned read_as(enum spoken_kind kind, const struct heard *heard, struct decoded *out)
{
    struct course course = {.wanted = numbers_wanted(kind, heard)};
    unsigned wrong = 0;

    out->kind = kind;
    out->valid = out->contradicts = false;
    out->question.change = SPOKEN_NO_CHANGE;
    for (size_t i = 0; i < heard->n; i++) {
        uint8_t number = number_of(kind, heard, i, course.next);
        enum spoken_fault fault = fault_of(kind, &heard->groups[i], number, &course);

        out->groups[i] = (struct decoded_group){number, fault};
        wrong += fault != SPOKEN_FITS;
        course.said |= number == HEARD_NO_NUMBER ? 0 : 1U << number;
        if (fault == SPOKEN_FITS) {
            course.seen |= 1U << number;
            course.next = rank(kind, number) + 1;
        }
    }
    /* In a report only the head must be there. */
    out->missing = course.wanted & ~course.said;
    if (kind == SPOKEN_REPORT)
        out->missing &= 1U << SPOKEN_HEAD_REPORT;
    for (unsigned left = out->missing; left; left &= left - 1)
        wrong++;
    if (wrong > 0)
        return wrong;
    out->valid = agrees(heard, out);
    out->contradicts = !out->valid;
    return out->valid ? 0 : 1;
}

/* ---- the question ----------------------------------------------------------------------------- */

struct search {
    struct heard heard; /* what was typed, changed in one place at a time */
    enum spoken_kind kind;
    size_t group;
    unsigned found;
    struct spoken_question question;
};

static void try_change(struct search *s, enum spoken_change change, unsigned place,
                       uint8_t meant)
{
    const struct heard_group *group = &s->heard.groups[s->group];
    uint8_t number = group->number;
    struct decoded code;

    if (number == HEARD_NO_NUMBER && s->kind != SPOKEN_REPORT)
        number = number_by_place(s->kind, s->group);
    if (number != HEARD_NO_NUMBER && !fits(number, group))
        return; /* most end here, cheaply */
    if (read_as(s->kind, &s->heard, &code) > 0)
        return;
    s->question = (struct spoken_question){change, s->group, place, meant};
    s->found++;
}

/* Sounds that are taken for each other: yao and qi, liu and jiu. */
static bool sounds_like(uint8_t a, uint8_t b)
{
    return (a == 1 && b == 7) || (a == 7 && b == 1) || (a == 6 && b == 9) || (a == 9 && b == 6);
}

static void try_digits(struct search *s)
{
    uint8_t *digits = s->heard.groups[s->group].digits;

    for (unsigned place = 0; place < HEARD_DIGITS; place++) {
        uint8_t typed = digits[place];

        for (uint8_t d = 0; d < 10; d++) {
            digits[place] = d;
            if (d != typed)
                try_change(s, sounds_like(d, typed) ? SPOKEN_MISHEARD : SPOKEN_OTHER_DIGIT,
                           place, d);
        }
        digits[place] = typed;
    }
}

static void try_swaps(struct search *s)
{
    uint8_t *digits = s->heard.groups[s->group].digits;

    for (unsigned place = 0; place + 1 < HEARD_DIGITS; place++) {
        uint8_t a = digits[place], b = digits[place + 1];

        digits[place] = b;
        digits[place + 1] = a;
        if (a != b)
            try_change(s, SPOKEN_SWAPPED, place, b);
        digits[place] = a;
        digits[place + 1] = b;
    }
}

static void try_numbers(struct search *s)
{
    struct heard_group *group = &s->heard.groups[s->group];
    uint8_t typed = group->number;

    if (typed == HEARD_NO_NUMBER)
        return;
    for (uint8_t number = 0; number < 10; number++) {
        group->number = number;
        if (number != typed)
            try_change(s, SPOKEN_OTHER_NUMBER, 0, number);
    }
    group->number = typed;
}

/* When one group is bad: the one change of it that makes the whole code valid. One wrong digit
 * is likelier than two swapped ones, those are likelier than a wrong group number; the first
 * class with a candidate decides, and two candidates are none. */
static void ask(const struct heard *heard, struct decoded *out)
{
    static void (*const tries[])(struct search *) = {try_digits, try_swaps, try_numbers};
    struct search s = {.heard = *heard, .kind = out->kind, .group = heard->n};

    for (size_t i = 0; i < heard->n; i++) {
        if (out->groups[i].fault == SPOKEN_FITS)
            continue;
        if (s.group < heard->n)
            return;
        s.group = i;
    }
    if (s.group == heard->n || heard->groups[s.group].digits_n != HEARD_DIGITS)
        return;
    for (size_t i = 0; i < COUNT_OF(tries) && s.found == 0; i++)
        tries[i](&s);
    if (s.found == 1)
        out->question = s.question;
}

/* The number of the first group names the kind, if it was said and is that of a head. */
static bool kind_by_number(const struct heard *heard, enum spoken_kind *out)
{
    for (size_t i = 0; i < SPOKEN_KINDS; i++)
        if (kinds[i].head != NO_HEAD && kinds[i].head == heard->groups[0].number) {
            *out = (enum spoken_kind)i;
            return true;
        }
    return false;
}

static enum spoken_kind kind_of(const struct heard *heard)
{
    enum spoken_kind best = SPOKEN_REPORT;
    unsigned least = UINT32_MAX;
    /* Codes of hashes are written without numbers, the others with them. */
    size_t first = heard->groups[0].number == HEARD_NO_NUMBER ? SPOKEN_BUNDLE : SPOKEN_REPORT;
    struct decoded code;

    if (kind_by_number(heard, &best))
        return best;
    for (size_t i = 0; i < SPOKEN_KINDS; i++) {
        enum spoken_kind kind = (enum spoken_kind)((first + i) % SPOKEN_KINDS);
        unsigned wrong = read_as(kind, heard, &code);

        if (wrong < least) {
            least = wrong;
            best = kind;
        }
    }
    return best;
}

void spoken_decode(const struct heard *heard, struct decoded *out)
{
    memset(out, 0, sizeof *out);
    if (read_as(kind_of(heard), heard, out) > 0)
        ask(heard, out);
}

/* ---- for people ------------------------------------------------------------------------------- */

void heard_text(const struct heard_group *group, char out[HEARD_TEXT])
{
    size_t shown = group->digits_n < HEARD_DIGITS ? group->digits_n : HEARD_DIGITS;

    for (size_t i = 0; i < shown; i++)
        out[i] = (char)('0' + group->digits[i]);
    snprintf(out + shown, HEARD_TEXT - shown, "%s", group->digits_n > HEARD_DIGITS ? ".." : "");
}

void spoken_corrected(const struct heard *heard, const struct decoded *code,
                      char out[HEARD_TEXT])
{
    const struct spoken_question *q = &code->question;
    struct heard_group group = heard->groups[q->group];

    if (q->change == SPOKEN_SWAPPED)
        group.digits[q->place + 1] = group.digits[q->place];
    if (q->change != SPOKEN_OTHER_NUMBER)
        group.digits[q->place] = q->meant;
    heard_text(&group, out);
}
