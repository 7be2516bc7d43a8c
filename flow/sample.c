/* sample.c - an invented machine, taken through the real steps. */
#include "flow/sample.h"

#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "bundle/spoken.h"
#include "flow/state.h"

#define SAMPLE_KEY "an invented key of 32 bytes, yes"
#define SAMPLE_CASE "CAS-00000-A0B0C0"
#define SAMPLE_PATH "/media/usb/"
#define SAMPLE_DATE "2026-01-02"

static const struct {
    enum fact_key key;
    unsigned instance;
    const char *text; /* NULL: no string; "#": the number */
    uint64_t number;
} sample_facts[] = {
    {KEY_SYSTEM_SERIAL, 0, "", 0},
    {KEY_SYSTEM_MANUFACTURER, 0, "Blue Heron Works", 0},
    {KEY_SYSTEM_PRODUCT, 0, "EX-100", 0},
    {KEY_SYSTEM_UUID, 0, "5f6a1e10-1111-4222-8333-944455556666", 0},
    {KEY_SYSTEM_SKU, 0, "EX-100-A", 0},
    {KEY_SYSTEM_FAMILY, 0, "Desk", 0},
    {KEY_BOARD_SERIAL, 0, "Default string", 0},
    {KEY_BOARD_PRODUCT, 0, "EXB-1", 0},
    {KEY_CHASSIS_TYPE, 0, "#", 3},
    {KEY_DISK_NAME, 0, "sda", 0},
    {KEY_DISK_SERIAL, 0, "EX-DISK-0001", 0},
    {KEY_DISK_SERIAL_BYTES, 0, "#", 12},
    {KEY_DISK_REMOVABLE, 0, "#", 0},
    {KEY_DISK_SYSTEM, 0, "#", 1},
    {KEY_NIC_NAME, 0, "eth0", 0},
    {KEY_NIC_PHYSICAL, 0, "#", 1},
    {KEY_NIC_ENABLED, 0, "#", 1},
    {KEY_NIC_MAC, 0, "02:00:00:00:00:01", 0},
};

static const char sample_log[] = "2026-01-02 09:14:05 activation client 3.1 started\n"
                                 "2026-01-02 09:14:06 request from 192.0.2.7\n"
                                 "2026-01-02 09:14:07 adapter 02:00:00:00:00:01 up\n"
                                 "2026-01-02 09:14:08 reply: device marker is not valid\n"
                                 "2026-01-02 09:14:09 report to helper@lab.example\n";

/* Held back until a second person judges it. */
static const char sample_notes[] = "\u5185\u90e8\u8d44\u6599 \u6ce8\u610f\u4fdd\u5b58\n";

static void put_facts(struct fact_list *facts)
{
    for (size_t i = 0; i < COUNT_OF(sample_facts); i++) {
        const struct fact_source source = {.kind = SOURCE_FILE, .path = "(sample)"};
        const char *text = sample_facts[i].text;
        bool is_flag = fact_key_row(sample_facts[i].key)->type == FACT_FLAG;

        if (strcmp(text, "#") != 0)
            fact_add_text(facts, sample_facts[i].key, sample_facts[i].instance, str_of(text),
                          source);
        else if (is_flag)
            fact_add_flag(facts, sample_facts[i].key, sample_facts[i].instance,
                          sample_facts[i].number != 0, source);
        else
            fact_add_number(facts, sample_facts[i].key, sample_facts[i].instance,
                            sample_facts[i].number, source);
    }
}

static void put_artifact(struct artifact_list *list, const char *origin, const char *text)
{
    struct artifact *artifact = artifact_add(list);

    snprintf(artifact->stored, sizeof artifact->stored, "logs/%04zu.log", artifact_count(list));
    artifact->origin = origin;
    artifact->item = COLLECT_ITEM_OS + 1;
    artifact->kind = ARTIFACT_TEXT;
    artifact->content = str_of(text);
    artifact->size_bytes = artifact->content.n;
}

static void put_items(struct flow *f)
{
    struct collect_item *items = arena_take(f->checked, (collectors_n + 1) * sizeof *items);

    for (size_t i = 0; i < collectors_n; i++)
        items[i] = (struct collect_item){.number = collectors[i].item,
                                         .id = collectors[i].name,
                                         .title = collectors[i].title,
                                         .may_hold = collectors[i].may_hold,
                                         .chosen_by_default = true,
                                         .available = true,
                                         .size_bytes = 1200 * (i + 1)};
    items[collectors_n] = (struct collect_item){
        .number = COLLECT_ITEM_OS + 1,
        .id = "client-logs",
        .title = {"激活客户端日志", "Activation client logs"},
        .may_hold = {"账号、IP", "user names, IP"},
        .is_log = true,
        .available = true,
        .size_bytes = sizeof sample_log - 1,
        .files = 1,
    };
    f->items = (struct collect_items){items, collectors_n + 1};
    for (size_t i = 0; i < f->items.n; i++)
        f->chosen |= UINT64_C(1) << items[i].number;
}

static void spell(struct flow *f)
{
    uint8_t states[64];
    size_t n = f->findings.n < sizeof states ? f->findings.n : sizeof states;

    for (size_t i = 0; i < n; i++)
        states[i] = (uint8_t)f->findings.items[i].reason;
    buf_clear(&f->report_code);
    spoken_report_code(f->findings.pack_version, states, n, &f->report_code);
}

/* As flow_check() and flow_collect() leave a flow. */
static bool read_nothing(struct flow *f, struct err *err)
{
    f->checked = arena_new();
    f->result.facts = fact_list_new();
    put_facts(f->result.facts);
    f->step = STEP_COLLECTED;
    if (!check_run(f->profile, f->result.facts, f->checked, &f->findings, err))
        return false;
    put_items(f);
    spell(f);
    flow_note_machine(f);
    f->result.artifacts = artifact_list_new();
    put_artifact(f->result.artifacts, "/var/log/client.log", sample_log);
    put_artifact(f->result.artifacts, "/var/log/notes.log", sample_notes);
    f->left_out = arena_take(f->checked, artifact_count(f->result.artifacts) + 1);
    return true;
}

static bool go_to_the_end(struct flow *f, struct err *err)
{
    struct case_info info = {.number = SAMPLE_CASE,
                             .machine = 3,
                             .machines = 10,
                             .role = ROLE_FAILING,
                             .operator_id = "A17"};
    struct flow_kind kind;

    f->alias_key = secret_new(SITE_KEY_BYTES);
    memcpy(f->alias_key, SAMPLE_KEY, SITE_KEY_BYTES);
    if (!flow_set_case(f, &info, err) || !read_nothing(f, err) || !flow_review(f, NULL, err))
        return false;
    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        flow_mark_seen(f, kind.kind);
    if (!flow_plan(f, NULL, err))
        return false;
    snprintf(f->written.path, sizeof f->written.path, SAMPLE_PATH "%s.zip", f->stem);
    f->written.size_bytes = plan_bytes(f->plan);
    f->operator_agreed = true;
    f->step = STEP_WRITTEN;
    flow_note_written(f);
    return true;
}

struct flow *flow_sample(const char *profile, struct err *err)
{
    const struct flow_options options = {.profile = profile, .level = -1, .date = SAMPLE_DATE};
    struct flow *f = flow_new(&options, err);

    if (f && !go_to_the_end(f, err)) {
        flow_free(f);
        return NULL;
    }
    return f;
}

void flow_sample_fill(struct flow *f, const uint8_t *states, size_t n)
{
    for (size_t i = 0; i < f->findings.n; i++) {
        struct finding *finding = &f->findings.items[i];
        struct rule_view view;

        finding->fact = NULL;
        finding->reason = i < n ? (enum reason)states[i] : REASON_PASS;
        finding->verdict = VERDICT_OK;
        if (finding->reason == REASON_UNREADABLE)
            finding->verdict = VERDICT_UNREAD;
        else if (finding->reason != REASON_PASS && profile_rule(f->profile, i, &view))
            finding->verdict = view.severity;
    }
    spell(f);
    flow_note_machine(f);
}
