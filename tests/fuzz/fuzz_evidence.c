/* fuzz_evidence.c - the text files of a bundle at the desk, and the page made of them. */
#include <string.h>

#include "desk/doc.h"
#include "desk/evidence_text.h"
#include "tests/fuzz/fuzz.h"

/* Nothing of what the site wrote acts in the page. */
static void check_page(const struct evidence *e)
{
    struct doc *d = doc_new(LANG_ZH, e->case_number, e->symptom);
    struct buf html = BUF_INIT(DOC_MAX_BYTES);

    doc_pair(d, TONE_PLAIN, e->operator_id, e->error_text);
    for (size_t i = 0; i < e->files_n; i++)
        doc_add(d, DOC_ITEM, e->files[i].origin);
    for (size_t i = 0; i < e->removed_n; i++)
        doc_add(d, DOC_ITEM, e->removed[i].title_zh);
    doc_print_html(d, &html);
    FUZZ_REQUIRE(!strstr(buf_cstr(&html), "<script") && !memchr(html.p, 0x1b, html.n));
    doc_free(d);
    buf_done(&html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct evidence e = {.arena = arena_new()};
    struct str text = {(const char *)data, n};

    evidence_read_case(&e, text);
    evidence_read_release(&e, text);
    evidence_read_index(&e, text);
    evidence_read_redaction(&e, text);
    FUZZ_REQUIRE(e.withheld_n <= e.files_n && (unsigned)e.role < ROLE_COUNT);
    check_page(&e);
    evidence_close(&e);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const seeds[] = {
        ("case: CAS-00000-A0B0C0\nmachine: 3/10\nsequence: 7\nrole: good\nsymptom: <script>\n"
         "profile: cmge 11\npolicy: strict 2\nlevel: 1\n"),
        "# stored\torigin\nlogs/0001.log\t/var/log/a\t12\t12\tcarried\n-\t/b\t5\t0\tmark\n",
        "707\tserial\t<script>\t4\t2\talias\n706\tipv4\tIPv4\t0\t0\talias\n",
        "日期 Date          2026-01-02\n操作员 Operator    OP7\n放行人 Releaser    \x1b[31m\n",
    };

    if (i >= COUNT_OF(seeds))
        return false;
    buf_puts(out, seeds[i]);
    return true;
}
