/* marking.c - the second person's word on single files. */
#include "flow/marking.h"

#include <stdio.h>
#include <string.h>

#include "flow/session_json.h"

/* ---- what does not leave -------------------------------------------------------------------- */

static enum withheld reason_of(const struct flow *f, size_t i)
{
    return f->left_out[i] ? WITHHELD_BY_USER : f->scans[i].withheld;
}

size_t flow_held(const struct flow *f)
{
    size_t n = 0;

    for (size_t i = 0; f->scans && i < flow_artifacts(f); i++)
        n += reason_of(f, i) != WITHHELD_NO;
    return n;
}

static struct judged *word_on(const struct flow *f, size_t i)
{
    uint8_t mark[MARK_BYTES];

    session_content_mark(f, i, mark);
    for (size_t k = 0; k < f->judged_n; k++)
        if (memcmp(f->judged[k].mark, mark, sizeof mark) == 0)
            return &f->judged[k];
    return NULL;
}

bool flow_held_at(const struct flow *f, size_t i, struct flow_held *out)
{
    for (size_t k = 0; f->scans && k < flow_artifacts(f); k++) {
        if (reason_of(f, k) == WITHHELD_NO || i-- > 0)
            continue;
        const struct judged *word = word_on(f, k);

        *out = (struct flow_held){k, f->shown[k], reason_of(f, k), word ? word->by : ""};
        return true;
    }
    return false;
}

bool held_can_pass(const struct flow_held *held)
{
    return held->reason == WITHHELD_MARK_OVERRIDABLE;
}

/* ---- a word --------------------------------------------------------------------------------- */

static bool may_judge(const struct flow *f, size_t i, const char *person, struct err *err)
{
    if (!f->scans || i >= flow_artifacts(f) || reason_of(f, i) != WITHHELD_MARK_OVERRIDABLE)
        return err_set(err, E_POLICY_REFUSED, "%zu", i);
    if (f->info.operator_id[0] == '\0')
        return err_set(err, E_NOT_RELEASED, "%s", N_("an operator id is needed"));
    if (person[0] == '\0' || strcmp(person, f->info.operator_id) == 0)
        return err_set(err, E_SAME_PERSON, "%s", person);
    return true;
}

static struct judged *note(struct flow *f, size_t i, const char *person, bool passes)
{
    struct judged *word = word_on(f, i);

    if (!word) {
        f->judged = mem_grow(f->judged, &f->judged_cap, f->judged_n + 1, sizeof *f->judged);
        word = &f->judged[f->judged_n++];
        session_content_mark(f, i, word->mark);
    }
    word->passes = passes;
    snprintf(word->by, sizeof word->by, "%s", person);
    return word;
}

bool flow_pass_marking(struct flow *f, size_t artifact, const char *person,
                       struct str passphrase, struct err *err)
{
    if (!may_judge(f, artifact, person, err))
        return false;
    struct signing_key *key = flow_open_officer(f, passphrase, err);
    if (!key)
        return false;
    signing_key_free(key); /* it signs at the release; here it only shows who is there */
    (void)note(f, artifact, person, true);
    flow_let_pass(f);
    flow_void_review(f);
    return true;
}

bool flow_keep_marking(struct flow *f, size_t artifact, const char *person, struct err *err)
{
    if (!may_judge(f, artifact, person, err))
        return false;
    (void)note(f, artifact, person, false);
    if (f->step > STEP_REVIEWED)
        flow_back_to(f, STEP_REVIEWED);
    return true;
}

/* ---- what follows from it ------------------------------------------------------------------- */

void flow_let_pass(struct flow *f)
{
    for (size_t i = 0; f->judged_n > 0 && i < flow_artifacts(f); i++) {
        const struct judged *word = word_on(f, i);

        artifact_at(f->result.artifacts, i)->mark_overridden = word && word->passes;
    }
}

static const struct judged *passed(const struct flow *f, size_t i)
{
    const struct judged *word = f->judged_n > 0 && flow_carries(f, i) ? word_on(f, i) : NULL;

    return word && word->passes ? word : NULL;
}

bool flow_needs_second(const struct flow *f)
{
    bool needs = f->policy->second_person;

    for (size_t i = 0; !needs && f->scans && i < flow_artifacts(f); i++)
        needs = passed(f, i) != NULL;
    return needs;
}

bool flow_may_release(const struct flow *f, const char *person)
{
    for (size_t i = 0; i < flow_artifacts(f); i++)
        if (passed(f, i) && strcmp(passed(f, i)->by, person) != 0)
            return false;
    return true;
}

void flow_put_judged(const struct flow *f, const char *let_pass, const char *kept_back,
                     struct buf *out)
{
    for (size_t i = 0; f->judged_n > 0 && i < flow_artifacts(f); i++) {
        const struct judged *word = word_on(f, i);

        if (!word || f->left_out[i])
            continue;
        buf_printf(out, "%s%s (%s)\n", word->passes ? let_pass : kept_back,
                   f->shown[i][0] ? f->shown[i] : artifact_at(f->result.artifacts, i)->stored,
                   word->by);
    }
}
