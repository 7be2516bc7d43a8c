/* test_spoken_mistakes.c - how often a mistake on the phone goes through, and how often the
 * question that is asked is the right one. The figures are printed. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "bundle/spoken_decode.h"

#define CHECKS 20
#define MESSAGES 1000000
#define OTHER_MESSAGES 100000

static uint64_t seed;

static unsigned below(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % n;
}

static void random_report(struct buf *out)
{
    static const uint8_t faults[] = {1, 2, 3, 4, 5, 6, 8};
    uint8_t states[CHECKS] = {0};

    for (unsigned n = 1 + below(4); n > 0; n--)
        states[below(CHECKS)] = faults[below(COUNT_OF(faults))];
    spoken_report_code(below(100), states, sizeof states, out);
}

static void random_receipt(struct buf *out)
{
    const struct spoken_receipt receipt = {(enum activation)below(5),
                                           (enum client)below(7),
                                           2020 + below(20),
                                           1 + below(12),
                                           1 + below(28),
                                           below(100)};
    struct err err = ERR_NONE;

    assert_true(spoken_receipt_code(&receipt, out, &err));
}

static void random_request(struct buf *out)
{
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    unsigned items[4] = {1 + below(20), 21 + below(20), 41 + below(20), 61 + below(20)};
    struct err err = ERR_NONE;
    char number[17];

    if (below(2)) {
        assert_true(spoken_items_code(items, 1 + below(4), out, &err));
        return;
    }
    snprintf(number, sizeof number, "CAS-%05u-", below(100000));
    for (size_t i = 10; i < 16; i++)
        number[i] = letters[below(36)];
    number[16] = '\0';
    assert_true(spoken_case_code(str_of(number), out, &err));
}

/* Each damages heard and says where (n for nowhere); false when there is nothing to damage. */
static uint8_t another(uint8_t digit)
{
    return (uint8_t)((digit + 1 + below(9)) % 10);
}

static bool one_wrong(struct heard *h, size_t *group)
{
    uint8_t *digit = &h->groups[ *group = below((unsigned)h->n)].digits[below(5)];

    *digit = another(*digit);
    return true;
}

static bool swapped(struct heard *h, size_t *group)
{
    uint8_t *d = &h->groups[ *group = below((unsigned)h->n)].digits[below(4)], first = d[0];

    d[0] = d[1];
    d[1] = first;
    return d[0] != d[1];
}

static bool misheard(struct heard *h, size_t *group)
{
    static const uint8_t heard_as[10] = {0, 7, 2, 3, 4, 5, 9, 1, 8, 6};
    uint8_t *digit = &h->groups[ *group = below((unsigned)h->n)].digits[below(5)];
    uint8_t said = *digit;

    *digit = heard_as[said];
    return *digit != said;
}

/* A digit is lost and the listener fills the group up with what comes next. */
static bool dropped(struct heard *h, size_t *group)
{
    struct heard_group before = h->groups[ *group = below((unsigned)h->n)];
    uint8_t *d = h->groups[*group].digits;

    for (size_t i = below(5); i < 4; i++)
        d[i] = d[i + 1];
    d[4] = (uint8_t)below(10);
    return memcmp(before.digits, d, 5) != 0;
}

static bool dropped_short(struct heard *h, size_t *group)
{
    h->groups[ *group = below((unsigned)h->n)].digits_n = 4;
    return true;
}

static bool two_wrong_in_one(struct heard *h, size_t *group)
{
    uint8_t *d = h->groups[ *group = below((unsigned)h->n)].digits;
    size_t i = below(5), j = (i + 1 + below(4)) % 5;

    d[i] = another(d[i]);
    d[j] = another(d[j]);
    return true;
}

static bool two_wrong_in_two(struct heard *h, size_t *group)
{
    unsigned n = (unsigned)h->n;
    size_t a = below(n), b = n > 1 ? (a + 1 + below(n - 1)) % n : a;
    uint8_t *x = &h->groups[a].digits[below(5)], *y = &h->groups[b].digits[below(5)];

    *group = n;
    *x = another(*x);
    *y = another(*y);
    return n > 1;
}

static bool left_out(struct heard *h, size_t *group)
{
    size_t i = h->n > 1 ? 1 + below((unsigned)h->n - 1) : 0;

    *group = --h->n;
    memmove(h->groups + i, h->groups + i + 1, (h->n - i) * sizeof h->groups[0]);
    return h->n > 0;
}

static bool groups_swapped(struct heard *h, size_t *group)
{
    struct heard_group *a = &h->groups[0], *b, digits;

    *group = h->n;
    if (h->n < 3)
        return false;
    a = &h->groups[1 + below((unsigned)h->n - 1)];
    b = &h->groups[1 + below((unsigned)h->n - 1)];
    digits = *a;
    memcpy(a->digits, b->digits, sizeof a->digits);
    memcpy(b->digits, digits.digits, sizeof b->digits);
    return memcmp(a->digits, b->digits, sizeof a->digits) != 0;
}

static bool other_number(struct heard *h, size_t *group)
{
    struct heard_group *g = &h->groups[ *group = below((unsigned)h->n)];

    g->number = another(g->number);
    return true;
}

static const struct mistake {
    const char *name;
    bool (*make)(struct heard *h, size_t *group);
} mistakes[] = {
    {"one wrong digit", one_wrong},
    {"neighbours swapped", swapped},
    {"1/7 or 6/9 misheard", misheard},
    {"digit dropped, filled up", dropped},
    {"digit dropped", dropped_short},
    {"two wrong, one group", two_wrong_in_one},
    {"two wrong, two groups", two_wrong_in_two},
    {"group left out", left_out},
    {"two groups swapped", groups_swapped},
    {"another group number", other_number},
};

struct tally {
    unsigned made, undetected, located, right, wrong;
};

static bool is_corrected(const struct heard *said, const struct heard *heard,
                         const struct spoken_question *q)
{
    struct heard fixed = *heard;
    struct heard_group *g = &fixed.groups[q->group];

    switch (q->change) {
    case SPOKEN_MISHEARD:
    case SPOKEN_OTHER_DIGIT:
        g->digits[q->place] = q->meant;
        break;
    case SPOKEN_SWAPPED:
        g->digits[q->place + 1] = g->digits[q->place];
        g->digits[q->place] = q->meant;
        break;
    case SPOKEN_OTHER_NUMBER:
        g->number = q->meant;
        break;
    case SPOKEN_NO_CHANGE:
        return false;
    }
    return fixed.n == said->n &&
           memcmp(fixed.groups, said->groups, fixed.n * sizeof fixed.groups[0]) == 0;
}

static bool is_the_only_bad_group(const struct decoded *code, size_t n, size_t group)
{
    for (size_t i = 0; i < n; i++)
        if ((code->groups[i].fault != SPOKEN_FITS) != (i == group))
            return false;
    return true;
}

static void count(const struct heard *said, const struct mistake *mistake, struct tally *tally)
{
    struct heard heard = *said;
    struct decoded code;
    size_t group;

    if (!mistake->make(&heard, &group))
        return;
    spoken_decode(&heard, &code);
    tally->made++;
    tally->undetected += code.valid;
    tally->located += group < heard.n && is_the_only_bad_group(&code, heard.n, group);
    if (code.question.change == SPOKEN_NO_CHANGE)
        return;
    if (is_corrected(said, &heard, &code.question))
        tally->right++;
    else
        tally->wrong++;
}

static double percent(unsigned part, unsigned whole)
{
    return 100.0 * part / whole;
}

/* BUNDLE.md: each single wrong digit is located, at least 98 % have one correction and it is
 * the right one; at most 0.06 % of any class go through. */
static void run(const char *name, void (*make)(struct buf *out), unsigned messages)
{
    struct tally tally[COUNT_OF(mistakes)] = {{0}};
    struct buf text = BUF_INIT(256);
    struct err err = ERR_NONE;
    struct decoded code;
    struct heard said;

    seed = 88172645463325252U;
    for (unsigned i = 0; i < messages; i++) {
        buf_clear(&text);
        make(&text);
        assert_true(spoken_hear(buf_str(&text), &said, &err));
        spoken_decode(&said, &code);
        assert_true(code.valid);
        for (size_t m = 0; m < COUNT_OF(mistakes); m++)
            count(&said, &mistakes[m], &tally[m]);
    }
    buf_done(&text);
    print_message("%s, %u messages      undetected    located  asked, right  asked, wrong\n",
                  name, messages);
    for (size_t m = 0; m < COUNT_OF(mistakes); m++)
        print_message("  %-25s %9u %8.4f %% %8.2f %% %11.2f %% %11.3f %%\n", mistakes[m].name,
                      tally[m].made, percent(tally[m].undetected, tally[m].made),
                      percent(tally[m].located, tally[m].made),
                      percent(tally[m].right, tally[m].made),
                      percent(tally[m].wrong, tally[m].made));
    assert_int_equal(tally[0].located, tally[0].made);
    assert_true(percent(tally[0].right, tally[0].made) >= 98.0);
    assert_int_equal(tally[0].wrong, 0);
    for (size_t m = 0; m < COUNT_OF(mistakes); m++)
        assert_true(percent(tally[m].undetected, tally[m].made) <= 0.06);
}

static void test_mistakes_in_a_million_reports(void **state)
{
    (void)state;
    run("report", random_report, MESSAGES);
}

static void test_mistakes_in_receipts(void **state)
{
    (void)state;
    run("receipt", random_receipt, OTHER_MESSAGES);
}

static void test_mistakes_in_requests(void **state)
{
    (void)state;
    run("request", random_request, OTHER_MESSAGES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes_in_a_million_reports),
        cmocka_unit_test(test_mistakes_in_receipts),
        cmocka_unit_test(test_mistakes_in_requests),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
