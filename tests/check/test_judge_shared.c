/* test_judge_shared.c - scores the judge on labelled values of real machines (shared data). */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "check/judge.h"

#define VALUES "/data/smbios/values.tsv"
#define SHOW_MAX 60

struct score {
    unsigned all, hit, miss, false_alarm, right_kind;
};

/* One line: field, value, label, why. Labels that even people argue about are left out. */
static void score_line(const struct judge *judge, struct str line, struct score *score)
{
    struct str part[4];
    const char *rule;
    size_t at;

    for (size_t i = 0; i < COUNT_OF(part); i++)
        if (!str_next(&line, '\t', &part[i]))
            return;
    if (str_find(part[3], "[AMBIGUOUS]", &at) || !judge_knows_field(part[0]))
        return;
    enum judgement got = judge_value(judge, part[0], part[1], &rule);
    bool bad = !str_is(part[2], "ok");
    score->all++;
    score->hit += bad && got != JUDGE_OK;
    score->right_kind += str_is(part[2], judgement_name(got));
    score->miss += bad && got == JUDGE_OK;
    score->false_alarm += !bad && got != JUDGE_OK;
    if (bad != (got != JUDGE_OK) && score->miss + score->false_alarm <= SHOW_MAX)
        print_message("%.*s [%.*s] is %.*s, judged %s by %s\n", STR_ARG(part[0]),
                      STR_ARG(part[1]), STR_ARG(part[2]), judgement_name(got), rule);
}

static void test_real_values_are_judged_right(void **state)
{
    const char *shared = getenv("CASEPACK_SHARED");
    struct err err = ERR_NONE;
    struct fs_root *root = fs_root_open(shared ? shared : "../shared", &err);
    struct buf text = BUF_INIT(4 * 1024 * 1024);
    struct score score = {0};
    struct str line, rest;

    (void)state;
    if (!root || !fs_read(root, VALUES, text.max, FS_LINKS_INSIDE, &text, &err)) {
        print_message("skipped: no shared data\n");
        fs_root_free(root);
        buf_done(&text);
        skip();
    }
    struct judge *judge = judge_new(&err);
    check_no_err(&err);
    rest = buf_str(&text);
    str_next(&rest, '\n', &line); /* the heading */
    while (str_next(&rest, '\n', &line))
        score_line(judge, line, &score);
    print_message("hit %u, missed %u, false alarms %u, right kind %u\n", score.hit, score.miss,
                  score.false_alarm, score.right_kind);
    assert_true(score.hit > 500);
    assert_true(score.hit * 1000 >= (score.hit + score.false_alarm) * 995); /* precision */
    assert_true(score.hit * 1000 >= (score.hit + score.miss) * 980);        /* recall */
    assert_true(score.right_kind * 1000 >= score.all * 970);                /* labels */
    judge_free(judge);
    buf_done(&text);
    fs_root_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_real_values_are_judged_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
