/* fuzz_evtx.c - an event log from bytes to events, facts and lines. */
#include "tests/support/check.h"

#include "tests/fuzz/fuzz.h"

#include "base/utf8.h"
#include "collect/offline/evtx.h"
#include "tests/support/evtx_kit.h"

/* libevtx leaves some of what it took when a log breaks off; our process ends soon after. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libevtx\n";
}

static bool read_log(void *ctx, const struct event_query *query, struct arena *a,
                     struct event_list *out, struct err *err)
{
    return evtx_read(ctx, query, a, out, err);
}

static void check_texts(const struct artifact_list *texts)
{
    for (size_t i = 0; i < artifact_count(texts); i++)
        FUZZ_REQUIRE(utf8_is_valid(artifact_at(texts, i)->content));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fact_list *facts = fact_list_new();
    struct artifact_list *texts = artifact_list_new();
    struct err err = ERR_NONE;
    struct memfile log;

    FUZZ_REQUIRE(memfile_of((struct str){(const char *)data, n}, &log, &err));
    events_facts(read_log, &log, facts);
    FUZZ_REQUIRE(events_texts(read_log, &log, texts, &err) || err.code == E_TOO_LARGE);
    check_texts(texts);
    memfile_done(&log);
    fact_list_free(facts);
    artifact_list_free(texts);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const struct kit_event events[] = {
        {8198, 2, 1767323045, "Microsoft-Windows-Security-SPP", "PC-1", {"hr=0xC004F074", "a"}},
        {6011, 4, 1767323046, "EventLog", "PC-2", {"PC-1", "PC-2"}},
        {1000, 2, 1767323047, "Application Error", "PC-2", {"x.exe"}},
    };

    if (i > 0)
        return false;
    evtx_kit(events, COUNT_OF(events), out);
    return true;
}
