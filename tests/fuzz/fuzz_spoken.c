/* fuzz_spoken.c - typed codes: whatever is valid comes back as it was typed, a correction that is
 * asked for makes the code valid. */
#include "bundle/spoken_decode.h"
#include "tests/fuzz/fuzz.h"

/* The code of what was understood, group by group with numbers. */
static void say_again(const struct decoded *code, struct buf *out)
{
    struct err err = ERR_NONE;

    switch (code->kind) {
    case SPOKEN_REPORT:
        spoken_report_code(code->report_pack, code->report_states, REPORT_STATES_MAX, out);
        break;
    case SPOKEN_RECEIPT:
        FUZZ_REQUIRE(spoken_receipt_code(&code->receipt, out, &err));
        break;
    case SPOKEN_REQUEST:
        if (code->request.items_n > 0)
            FUZZ_REQUIRE(
                spoken_items_code(code->request.items, code->request.items_n, out, &err));
        else
            FUZZ_REQUIRE(spoken_case_code(str_of(code->request.case_number), out, &err));
        break;
    case SPOKEN_BUNDLE:
    case SPOKEN_FINGERPRINT:
        break;
    }
}

/* Zero groups may be said though nobody writes them, so digits are compared by meaning. */
static void check_meaning(const struct decoded *code)
{
    struct buf text = BUF_INIT(1024);
    struct err err = ERR_NONE;
    struct decoded again;
    struct heard heard;

    say_again(code, &text);
    if (text.n > 0) {
        FUZZ_REQUIRE(spoken_hear(buf_str(&text), &heard, &err));
        spoken_decode(&heard, &again);
        FUZZ_REQUIRE(again.valid && again.kind == code->kind);
        FUZZ_REQUIRE(again.report_pack == code->report_pack);
        for (size_t i = 0; i < REPORT_STATES_MAX; i++)
            FUZZ_REQUIRE(again.report_states[i] == code->report_states[i]);
    }
    buf_done(&text);
}

static void check_question(const struct heard *heard, const struct decoded *code)
{
    const struct spoken_question *q = &code->question;
    struct heard fixed = *heard;
    struct heard_group *group = &fixed.groups[q->group];
    struct decoded again;

    FUZZ_REQUIRE(q->group < heard->n && q->place < HEARD_DIGITS && q->meant < 10);
    if (q->change == SPOKEN_SWAPPED)
        group->digits[q->place + 1] = group->digits[q->place];
    if (q->change == SPOKEN_OTHER_NUMBER)
        group->number = q->meant;
    else
        group->digits[q->place] = q->meant;
    spoken_decode(&fixed, &again);
    FUZZ_REQUIRE(again.valid);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n};
    struct err err = ERR_NONE;
    struct decoded code;
    struct heard heard;

    if (!spoken_hear(text, &heard, &err)) {
        FUZZ_REQUIRE(err_is_set(&err));
        return 0;
    }
    spoken_decode(&heard, &code);
    if (code.valid)
        check_meaning(&code);
    if (code.question.change != SPOKEN_NO_CHANGE) {
        FUZZ_REQUIRE(!code.valid);
        check_question(&heard, &code);
    }
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const seeds[] = {
        "0:01162 1:21003 3:00683",
        "01162 21003 00683",
        "0:01162 1:27003 3:00683",
        "8:23520 1:26116 2:23019",
        "9:14089 1:01232 2:45063 3:05176 4:54082",
        "9:31452 1:12155",
    };

    if (i >= COUNT_OF(seeds))
        return false;
    buf_puts(out, seeds[i]);
    return true;
}
