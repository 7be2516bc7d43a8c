/* fuzz_json.c - facts.json and findings.json of a bundle that somebody else wrote. */
#include "tests/fuzz/fuzz.h"

#include "facts/json.h"

#define OUT_MAX (32 * 1024 * 1024)

/* What was understood is written, read and written again without a difference. */
static void round_trip(const struct fact_list *facts)
{
    struct buf first = BUF_INIT(OUT_MAX), second = BUF_INIT(OUT_MAX);
    struct fact_list *again = fact_list_new();
    struct err err = ERR_NONE;
    unsigned skipped;

    FUZZ_REQUIRE(json_print(json_of_facts(facts), &first, &err));
    if (first.n <= JSON_MAX_BYTES) {
        FUZZ_REQUIRE(json_read_facts(buf_str(&first), again, &skipped, &err));
        FUZZ_REQUIRE(json_print(json_of_facts(again), &second, &err));
        FUZZ_REQUIRE(str_eq(buf_str(&first), buf_str(&second)));
    }
    fact_list_free(again);
    buf_done(&first);
    buf_done(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n};
    struct arena *a = arena_new();
    struct fact_list *facts = fact_list_new();
    struct finding_list findings;
    struct err err = ERR_NONE;
    unsigned skipped;

    if (json_read_facts(text, facts, &skipped, &err))
        round_trip(facts);
    else
        FUZZ_REQUIRE(err_is_set(&err));
    err = ERR_NONE;
    if (!json_read_findings(text, facts, a, &findings, &err))
        FUZZ_REQUIRE(err_is_set(&err));
    fact_list_free(facts);
    arena_free(a);
    return 0;
}

static void put_facts(struct fact_list *facts)
{
    struct fact_source smbios = {
        .kind = SOURCE_SMBIOS, .smbios_type = 1, .offset = 7, .handle = 1};

    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("SN-\xff\x01 7"), smbios);
    fact_add_state(facts, KEY_BOARD_SERIAL, 0, FACT_INDEX_ZERO, smbios);
    fact_add_number(facts, KEY_DISK_SIZE_BYTES, 1, 512,
                    fact_source_file(facts, "/sys/block/sda/size"));
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    struct fact_list *facts = fact_list_new();
    struct finding items[2] = {
        {.rule = 101, .why = "present"},
        {.rule = 102, .verdict = VERDICT_MUST_FIX, .reason = REASON_ABSENT, .why = "present"}};
    struct finding_list findings = {items, 2, 1, "cmge"};
    struct err err = ERR_NONE;
    bool made = false;

    put_facts(facts);
    for (size_t f = 0; f < findings.n; f++) {
        items[f].fact = fact_at(facts, f);
        items[f].key = items[f].fact->key;
    }
    if (i < 2)
        made =
            json_print(i == 0 ? json_of_facts(facts) : json_of_findings(&findings), out, &err);
    fact_list_free(facts);
    return made;
}
