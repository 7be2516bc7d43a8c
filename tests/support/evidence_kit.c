/* evidence_kit.c - facts and findings of invented PCs. */
#include "tests/support/evidence_kit.h"

#include "bundle/plan.h"
#include "facts/json.h"
#include "tests/support/check.h"

#define OR(text, fallback) ((text) ? (text) : (fallback))

static const struct fact_source nowhere = {.path = ""};

static void put_text(struct evidence *e, enum fact_key key, const char *text)
{
    (void)fact_add_text(e->facts, key, 0, str_of(text), nowhere);
}

static void put_facts(const struct evidence_plan *p, struct evidence *e)
{
    const char *own = arena_printf(e->arena, "SN-%s-%u", p->case_number, p->machine);
    struct fact *serial =
        fact_add_text(e->facts, KEY_SYSTEM_SERIAL, 0, str_of(OR(p->serial, own)), nowhere);

    if (!p->is_plain)
        serial->state = FACT_REDACTED;
    put_text(e, KEY_SYSTEM_MANUFACTURER, OR(p->maker, "Maker"));
    put_text(e, KEY_SYSTEM_PRODUCT, "PC 400");
    put_text(e, KEY_BIOS_VERSION, OR(p->bios_version, "1.07"));
    put_text(e, KEY_BIOS_DATE, "03/04/2021");
    put_text(e, KEY_BOARD_SERIAL, "Default string");
    if (p->mac) {
        put_text(e, KEY_NIC_MAC, p->mac);
        (void)fact_add_flag(e->facts, KEY_NIC_PHYSICAL, 0, true, nowhere);
    }
}

static void put_json(struct evidence *e)
{
    struct buf json = BUF_INIT(JSON_MAX_BYTES);
    struct err err = ERR_NONE;

    assert_true(json_print(json_of_facts(e->facts), &json, &err));
    e->facts_json = arena_str(e->arena, buf_str(&json));
    buf_done(&json);
}

static void put_findings(const struct evidence_plan *p, struct evidence *e)
{
    e->findings.items = arena_take(e->arena, (p->failing + 1) * sizeof *e->findings.items);
    for (unsigned i = 0; i < p->failing; i++)
        e->findings.items[e->findings.n++] = (struct finding){
            .rule = 101 + i,
            .verdict = VERDICT_MUST_FIX,
            .reason = REASON_EMPTY,
            .why = "empty",
            .fact = fact_find(e->facts, KEY_SYSTEM_SERIAL, 0),
            .key = KEY_SYSTEM_SERIAL,
        };
    e->findings.items[e->findings.n++] =
        (struct finding){.rule = 199, .verdict = VERDICT_OK, .why = "", .key = KEY_SYSTEM_UUID};
}

static void put_signature(const struct evidence_plan *p, struct evidence *e)
{
    e->report.signatures = arena_take(e->arena, sizeof *e->report.signatures);
    e->report.signatures_n = 1;
    e->report.signatures[0] =
        (struct verify_signature){.file = PLAN_SITE_SIGNATURE, .good = true, .trusted = true};
    (void)snprintf(e->report.signatures[0].key_id, sizeof e->report.signatures[0].key_id, "%s",
                   OR(p->site_key, "0011223344556677"));
}

void evidence_kit(const struct evidence_plan *p, struct evidence *out)
{
    struct buf id = BUF_INIT(4096);
    uint8_t hash[SHA256_BYTES];

    *out = (struct evidence){
        .arena = arena_new(),
        .facts = fact_list_new(),
        .path = "in/kit.zip",
        .case_number = p->case_number,
        .machine = p->machine,
        .machines = 10,
        .sequence = p->sequence,
        .role = p->role,
        .profile = "cmge",
        .pack = 1,
        .policy = "normal",
        .released_on = OR(p->day, "2026-01-02"),
        .report_code = "0:01012",
    };
    buf_printf(&id, "%s %s %u %u %s %s %u", OR(p->site_key, ""), p->case_number, p->machine,
               p->sequence, OR(p->serial, ""), OR(p->bios_version, ""), p->failing);
    digest_once(DIGEST_SHA256, id.p, id.n, hash);
    hex_from(hash, sizeof hash, out->report.bundle_id);
    buf_done(&id);
    out->report.genuine = true;
    put_signature(p, out);
    put_facts(p, out);
    put_json(out);
    put_findings(p, out);
}
