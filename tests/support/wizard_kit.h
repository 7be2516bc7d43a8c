/* wizard_kit.h - the wizard over a made-up machine, without a terminal.
 *
 * The machine, the key folder and the destination lie in a fresh folder of /tmp whose name has
 * always the same length; the alias key is always the same, so that the same screens come out. */
#ifndef CASEPACK_TESTS_SUPPORT_WIZARD_KIT_H
#define CASEPACK_TESTS_SUPPORT_WIZARD_KIT_H

#include "base/lang.h"
#include "tests/support/machine.h"
#include "tui/term_mem.h"
#include "tui/wizard.h"

struct wizard_kit {
    struct machine machine;
    char dir[64], keys[96], out[96], mounts[96];
    struct flow *flow;
    struct term *term;
    int exit_code;
};

/* From now on folders of kits lie in memory, where the system has that: saving costs no time. */
void wizard_kits_in_memory(void);

/* policy "normal", "strict" or "lab". The first key is asked for by wizard_kit_run(). */
void wizard_kit_init(struct wizard_kit *kit, const char *policy, int rows, int cols,
                     const struct term_mem_keys *keys);
void wizard_kit_run(struct wizard_kit *kit); /* to the end; must not fail */
void wizard_kit_done(struct wizard_kit *kit);

/* The two digits at the top left; 0 when there are none. */
unsigned screen_shown(const struct canvas *c);
/* Whether the canvas shows text in one row. */
bool canvas_shows(const struct canvas *c, const char *text);
/* Rules that hold for every screen; fails with the screen printed. */
void check_screen(const struct canvas *c);
void print_screen(const struct canvas *c);

#endif
